"""The tables, markers and figures of Compare."""

import numpy as np
import pandas as pd
import pytest

from stylehub_core.search.agreement import Curve
from stylehub_core.search.by_product import Products
from stylehub_core.search.results import Result, Results
from ui import charts
from ui.charts import Pair
from ui.compare.disagree import BANDS, GROUPS, changed_rows
from ui.compare.measured import ran_on
from ui.compare.sides import marked, shared_of
from ui.grid import Card
from ui.model_tables import (
    MEASURES,
    at,
    curve_table,
    distances_table,
    figures,
    histogram_table,
    means_table,
    measure_table,
    metrics_table,
    training_table,
    written_range,
)

PAIR = Pair("One", "Two", ("#a8481f", "#2b6a8c"), "#1b1a18")
SHARE = {"value": 0.1, "low": 0.09, "high": 0.11}
METRICS = {
    "split": {"train_until": "2020-09-15", "test_from": "2020-09-16", "test_until": "2020-09-22"},
    "separation": {
        "test_positive": 0.65, "negative": 0.98, "auc": SHARE, "train_auc": 0.8,
        "histogram": {"edges": [0, 0.5, 1, 1.5], "positive": [2, 8, 0], "negative": [0, 5, 5], "train_positive": None},
    },
    "co_purchase": {"anchors": 400, "recall": SHARE, "recall_never_sold": None},
    "recommend": None,
    "baselines": {"popularity": {"recall": {"value": 0.01, "low": 0.0, "high": 0.02}}},
    "pairs_test": {"test_positive": 0.31, "test_negative": 0.93},
}  # fmt: skip


def answer(*rows: int) -> Results:
    items = tuple(Result(row, f"{row:010d}", at, 0.5, ()) for at, row in enumerate(rows, 1))
    return Results(items, "cosine", 100)


def cards(results: Results) -> list[Card]:
    return [Card(item.article_id, item.row) for item in results.items]


def test_shared_results_are_marked_and_counted() -> None:
    first, second = answer(1, 2, 3, 4), answer(3, 9, 1, 8)
    shared = shared_of(first, second)
    assert (shared.count, shared.depth) == (2, 4)
    assert shared.jaccard == pytest.approx(2 / 6)
    assert 0 < shared.rbo < 1
    left, right = marked(cards(first), cards(second))
    assert [card.marker.text for card in left if card.marker] == ["both", "only A", "both", "only A"]
    assert [card.marker.colour for card in right if card.marker] == ["gray", "blue", "gray", "blue"]


def test_colours_of_a_product_are_shared_by_product_only() -> None:
    first, second, products = answer(0, 2), answer(1, 3), Products(np.array([0, 0, 1, 2], np.int32))
    assert shared_of(first, second).sentence.startswith("By article: 0 of 2 shared · overlap@2 0.00")
    shared = shared_of(first, second, products)
    assert shared.sentence.startswith("By product: 1 of 2 shared · overlap@2 0.50 · Jaccard 0.33")
    left, right = marked(cards(first), cards(second), products)
    assert [card.marker.text for card in (*left, *right) if card.marker] == ["both", "only A", "both", "only B"]


def test_equal_short_and_empty_answers() -> None:
    assert shared_of(answer(1, 2), answer(1, 2)).rbo == pytest.approx(1)
    assert shared_of(answer(1, 2, 3), answer(1)).count == 1
    assert shared_of(answer(), answer()).sentence == "Nothing found"
    assert shared_of(answer(1), answer()).count == 0


def test_the_articles_that_change_most_of_a_group_and_a_band() -> None:
    articles = pd.DataFrame({"product_group_name": ["Shoes", "Bags", "Shoes", "Shoes"], "times_sold": [0, 3, 9, 30]})
    changes = np.array([0.2, 0.9, 0.7, np.nan], dtype=np.float32)
    assert changed_rows(changes, articles, GROUPS, BANDS, 9)[0] == [1, 2, 0]
    assert changed_rows(changes, articles, "Shoes", BANDS, 9)[0] == [2, 0]
    rows, values = changed_rows(changes, articles, "Shoes", "never sold", 9)
    assert rows == [0]
    assert values == [pytest.approx(0.2)]
    assert changed_rows(changes, articles, "Hats", BANDS, 9) == ([], [])


def test_a_curve_becomes_a_row_a_point() -> None:
    table = curve_table(Curve((1, 12), (0.1, 0.2), (0.05, 0.1), (0.1, 0.15)))
    assert len(table) == 6
    assert set(table["measure"]) == {"overlap", "Jaccard", "RBO"}


def test_histograms_are_shares_of_their_pairs_without_empty_ends() -> None:
    table = histogram_table(METRICS)
    assert table is not None
    sums = table.groupby("pairs")["share"].sum()
    assert sums["Bought together after the cut"] == pytest.approx(1)
    assert table["end"].max() == 1.5
    assert histogram_table(None) is None
    assert histogram_table({"separation": None}) is None


def test_the_studys_means_stand_beside_ours_where_its_recipe_is_followed() -> None:
    paper = means_table("item-text-paper", METRICS)
    assert paper[paper["study"]]["distance"].tolist() == [0.2286, 0.5849]
    assert not means_table("item-text", METRICS)["study"].any()
    table = distances_table(
        {"item-text-paper": "Item text · paper", "transactional-paper": "T"}, {"item-text-paper": METRICS}
    )
    assert table["The study"].tolist() == ["0.2286 / 0.5849", "≈ 1 / ≈ 1"]
    assert table["Ours, own test pairs"].tolist() == ["0.3100 / 0.9300", "–"]


def test_the_table_of_all_names_every_measure_and_what_is_missing() -> None:
    table = metrics_table({"a": "One", "b": "Two"}, {"a": METRICS, "b": {}})
    assert table.columns.tolist() == ["Model", *MEASURES]
    assert table["Model"].tolist() == ["One", "Two", "Popularity"]
    assert table["Bought together"].tolist() == ["0.100 (0.090–0.110)", "–", "0.010 (0.000–0.020)"]
    assert table["For customers"].tolist() == ["–", "–", "–"]


def test_one_measure_best_first_with_its_baselines() -> None:
    table = measure_table({"a": "One"}, {"a": METRICS}, "Bought together")
    assert table["name"].tolist() == ["One", "Popularity"]
    assert table["baseline"].tolist() == [False, True]
    assert measure_table({"a": "One"}, {"a": METRICS}, "For customers").empty


def test_training_curves_leave_out_what_was_not_written() -> None:
    history = [{"epoch": 1, "loss": 2.0, "auc": float("nan")}, {"epoch": 2, "loss": 1.5}]
    assert training_table({"One": history, "Two": []}, "Loss")["value"].tolist() == [2.0, 1.5]
    assert training_table({"One": history}, "AUC of the test pairs").empty
    assert len(figures()) == 4


def test_values_by_path_and_as_text() -> None:
    assert at(METRICS, ["separation", "auc", "value"]) == 0.1
    assert at(METRICS, ["recommend", "recall"]) is None
    assert at(None, ["x"]) is None
    assert written_range({"value": 0.5, "low": None, "high": None}) == "0.500"
    assert written_range(None) == "–"


def test_what_it_ran_on() -> None:
    text = ran_on(METRICS)
    assert "Learned until 2020-09-15, tested from 2020-09-16 to 2020-09-22 on 400 articles;" in text
    assert ran_on({"split": None, "split_note": "Only 3 days."}) == "Only 3 days."


def test_every_figure_is_a_valid_chart() -> None:
    curve = curve_table(Curve((1, 12), (0.1, 0.2), (0.05, 0.1), (0.1, 0.15)))
    bars = pd.DataFrame({"name": ["Shoes"], "articles": [3], "change": [0.4]})
    histogram = histogram_table(METRICS)
    assert histogram is not None
    epochs = training_table({"One": [{"epoch": 1, "loss": 2.0}]}, "Loss")
    best = pd.DataFrame([(9, "One")], columns=["epoch", "model"])
    for figure in (
        charts.agreement_chart(curve, PAIR.ink),
        charts.bars_chart(bars, "Mean change", PAIR.ink),
        charts.distances_chart(histogram, means_table("item-text-paper", METRICS), PAIR.colours[0], PAIR.ink),
        charts.training_chart(epochs, PAIR, "Loss", best),
        charts.ranges_chart(measure_table({"a": "One"}, {"a": METRICS}, "Bought together"), PAIR, "Recall@12"),
    ):
        assert figure.to_dict()["layer"]
    drawn = charts.training_chart(epochs, PAIR, "Loss", best).to_dict()
    assert drawn["layer"][1]["encoding"]["color"]["scale"] == {"domain": ["One", "Two"], "range": list(PAIR.colours)}
