"""The Evaluation screen: healthy, with nonsense in the link, and with missing or damaged results. Also its tables."""

import math
import shutil
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs

import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from stylehub_core import jobs
from stylehub_core.evaluation.bootstrap import Range
from stylehub_core.evaluation.meter_calibration import Calibration
from stylehub_core.lab.comparison import Comparison, Line
from stylehub_core.lab.table import Gain
from tests.ui.conftest import Screen
from tests.ui.test_pages import words as raw_words
from ui.evaluation.charts import LIGHT, differences_chart, readings_chart, slices_chart, trade_off_chart
from ui.evaluation.customers import shopper_address
from ui.evaluation.slices import FEW, slices_table
from ui.evaluation.spaces import calibration_table, too_few
from ui.evaluation.table import frame, name_width
from ui.evaluation.trade_offs import trade_off_table
from ui.moments import MOMENTS

PAGE = "6_Evaluation"
NAMES = ["popularity", "own-recent", "raw-text"]


@pytest.fixture
def own_measured(measured_workspace: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(measured_workspace, tmp_path / "workspace"))


def words(screen: AppTest) -> str:
    """The text without the characters that escape Markdown."""
    return raw_words(screen).replace("\\", "")


def shown_table(screen: AppTest) -> pd.DataFrame:
    return screen.dataframe[0].value


@pytest.mark.parametrize("part", ["Table", "Trade-offs", "Slices", "Customer by customer", "Spaces"])
def test_every_part_opens_from_a_cold_link(show: Screen, measured_workspace: Path, part: str) -> None:
    screen = show(measured_workspace, PAGE, part=part)
    assert not screen.exception
    assert not screen.error
    assert not screen.toast
    assert "What does each customer buy next?" in words(screen)


def test_the_table_has_a_row_each_and_follows_k_baseline_and_blend(show: Screen, measured_workspace: Path) -> None:
    table = shown_table(show(measured_workspace, PAGE))
    assert set(table["Recommender"]) == {"Popularity", "Own purchases", "Raw text"}
    assert table["Recall"].is_monotonic_decreasing
    assert {"Gain", "p", "MAP", "NDCG", "Hit rate", "MRR", "Never sold", "Chance"} <= set(table)
    assert {"Coverage", "Novelty", "Diversity", "Popularity bias", "Trials", "Seconds", "MB"} <= set(table)
    deeper = shown_table(show(measured_workspace, PAGE, k="40", blend="false", baseline="Raw text"))
    assert deeper["Recall"].max() != table["Recall"].max()
    assert deeper.set_index("Recommender").loc["Raw text", "Gain, 95 %"] == "the baseline"


def test_nonsense_in_the_address_is_said_and_the_rest_works(show: Screen, measured_workspace: Path) -> None:
    screen = show(measured_workspace, PAGE, protocol="Next year", k="51", baseline="Nobody", part="x", blend="perhaps")
    assert not screen.exception
    assert not screen.error
    toasts = " ".join(toast.value for toast in screen.toast)
    for wrong in ("Next year", "51", "Nobody"):
        assert wrong in toasts
    assert len(shown_table(screen)) == 3


@pytest.mark.parametrize("k", ["0", "-1", "abc", "9" * 40, "1.5", "²"])
def test_every_impossible_k_is_one_note(show: Screen, measured_workspace: Path, k: str) -> None:
    screen = show(measured_workspace, PAGE, k=k)
    assert not screen.exception
    assert len(screen.toast) == 1
    assert "1 to 50" in screen.toast[0].value


def test_an_unmeasured_protocol_offers_to_measure(show: Screen, measured_workspace: Path) -> None:
    screen = show(measured_workspace, PAGE, protocol="Co-purchase")
    assert not screen.exception
    assert not screen.error
    assert "Nothing has been measured for this protocol yet" in words(screen)
    assert screen.button(key="measure_start")


def test_it_opens_with_what_is_measured(show: Screen, own_measured: Path) -> None:
    assert "What does each customer buy next?" in words(show(own_measured, PAGE))
    (own_measured / "lab" / "next-basket").rename(own_measured / "lab" / "next-week")
    screen = show(own_measured, PAGE)
    assert not screen.exception
    assert "in the following week" in words(screen)
    shutil.rmtree(own_measured / "lab")
    assert "What does each customer buy next?" in words(show(own_measured, PAGE))


def test_measuring_starts_a_job(show: Screen, measured_workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[tuple[str, ...]] = []
    monkeypatch.setattr(jobs, "start", lambda place, title, argv, key="": started.append((title, *argv)))
    screen = show(measured_workspace, PAGE, protocol="Next week")
    screen.multiselect(key="to_measure_names").set_value(["Popularity", "Raw text"])
    screen.button(key="measure_start").click().run()
    [(title, *argv)] = started
    assert title == "Evaluation: next-week"
    assert argv[:5] == ["evaluate", "--protocol", "next-week", "--models", "popularity,raw-text"]
    assert argv[-1] == str(measured_workspace.resolve())


def test_a_damaged_result_is_one_message_beside_the_others(show: Screen, own_measured: Path) -> None:
    (own_measured / "lab" / "next-basket" / "popularity" / "blended.npy").write_bytes(b"no array")
    screen = show(own_measured, PAGE)
    assert not screen.exception
    [warning] = screen.warning
    assert "Popularity is left out" in warning.value.replace("\\", "")
    assert set(shown_table(screen)["Recommender"]) == {"Own purchases", "Raw text"}


def test_data_too_short_for_a_protocol_is_one_message(
    show: Screen, measured_workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def short(*_: object) -> None:
        raise NoSplitError("next-week needs purchases over four days or more, and there are 2.")

    from stylehub_core.evaluation.split import NoSplitError
    from ui.evaluation import data as evaluation_data

    monkeypatch.setattr(evaluation_data, "protocol", short)
    screen = show(measured_workspace, PAGE, protocol="Next week")
    assert not screen.exception
    [error] = screen.error
    assert "four days or more" in error.value
    assert "Does the collapse meter work?" in words(screen)


@pytest.mark.parametrize("stage", ["model/raw-text", "pictures", "lexical"])
def test_missing_stages_leave_no_traceback(show: Screen, own_measured: Path, stage: str) -> None:
    shutil.rmtree(own_measured / "stages" / stage)
    screen = show(own_measured, PAGE)
    assert not screen.exception
    assert "Something went wrong" not in words(screen)


def test_customers_lead_to_the_shopper(show: Screen, measured_workspace: Path) -> None:
    screen = show(measured_workspace, PAGE, part="Customer by customer")
    counts = [int(metric.value.replace(",", "")) for metric in screen.metric[:3]]
    assert sum(counts) > 0
    listed = screen.dataframe[0].value
    for address in listed["Open"]:
        page, _, query = address.partition("?")
        parameters = parse_qs(query)
        assert page == "/Shopper"
        assert parameters["when"] == [MOMENTS["next-basket"]]
        assert len(parameters["by"]) == 2
        assert set(parameters["by"]) <= {"Popularity", "Own purchases", "Raw text"}
    first = parse_qs(listed["Open"].iat[0].partition("?")[2])
    shopper = show(measured_workspace, "5_Shopper", **{name: value for name, value in first.items() if name != "by"})
    assert not shopper.exception
    assert not shopper.error
    assert not shopper.toast


def test_a_basket_without_its_customer_has_no_moment_at_the_shopper() -> None:
    assert shopper_address("ab", "co-purchase", ["ALS"], blended=False) == "/Shopper?customer=ab&by=ALS&blend=false"


# tables and figures ------------------------------------------------------------------------------------------

WHOLE = Range(0.1, 0.08, 0.12, 400)
NOTES = {"blend": {"own": 3.0, "variant": 0.3, "popular": 0.0}, "trials": 64, "seconds": 2.5, "megabytes": 3}
MEASURES = ("recall", "map", "ndcg", "hit_rate", "mrr", "recall_never_sold", "novelty", "diversity")
TOTALS = {"coverage": 0.2, "gini": 0.9, "popularity_bias": 0.1}


def line(name: str, recall: float, novelty: float, seconds: float, gain: Gain | None = None) -> Line:
    ranges = dict.fromkeys(MEASURES, WHOLE) | {
        "recall": replace(WHOLE, value=recall), "novelty": replace(WHOLE, value=novelty)
    }  # fmt: skip
    return Line(name, name.title(), "ours", ranges, TOTALS, gain, {}, NOTES | {"seconds": seconds})


LINES = (
    line("first", 0.3, 8.0, 100.0, Gain(Range(0.1, 0.05, 0.15, 400), 0.01)),
    line("second", 0.2, 9.0, 0.0),
    line("third", 0.1, 8.5, 50.0, Gain(Range(math.nan, math.nan, math.nan, 0), math.nan)),
)
COMPARISON = Comparison("next-basket", "", 400, 1000, 12, True, "second", LINES)


def test_the_frame_sorts_by_numbers_and_writes_ranges_beside() -> None:
    table = frame(COMPARISON, ranges=False)
    assert table["Recall, 95 %"].tolist()[0] == "0.0800 to 0.1200"
    assert table["Gain, 95 %"].tolist() == ["+0.0500 to +0.1500", "the baseline", "–"]
    assert table["Blend"].tolist()[0] == "3 / 0.3 / 0"
    assert "MAP, 95 %" not in table
    assert "Pairs" not in table  # nobody has a measured space
    assert "MAP, 95 %" in frame(COMPARISON, ranges=True)


def test_trade_offs_mark_what_nothing_beats() -> None:
    novel = trade_off_table(COMPARISON, "Novelty").set_index("name")
    assert novel["front"].to_dict() == {"First": True, "Second": True, "Third": False}
    quick = trade_off_table(COMPARISON, "Training time").set_index("name")
    assert quick["front"].to_dict() == {"First": True, "Second": True, "Third": False}
    assert quick["x"].min() > 0  # a logarithm is taken


def test_trade_offs_name_the_front_and_the_baseline_and_number_by_recall() -> None:
    points = trade_off_table(replace(COMPARISON, baseline="third"), "Novelty").set_index("name")
    assert points["named"].all()
    assert points["number"].to_dict() == {"First": 1, "Second": 2, "Third": 3}
    assert not trade_off_table(COMPARISON, "Novelty").set_index("name")["named"]["Third"]


def test_the_column_of_names_is_as_wide_as_the_longest_within_limits() -> None:
    assert name_width([]) == name_width(["ALS"]) == 150
    assert 150 < name_width(["Matrix factorisation, contrast"]) < 208
    assert name_width(["x" * 80]) == 208


def test_slices_without_anybody_are_left_out_and_small_ones_marked() -> None:
    some = {"0": WHOLE, "1-5": replace(WHOLE, n=FEW - 1), "6-20": Range(math.nan, math.nan, math.nan, 0)}
    table = slices_table(["One", "Two"], [some, some])
    assert table["slice"].tolist() == ["0 · n 400"] * 2 + [f"1-5 · n {FEW - 1}"] * 2
    assert table["few"].tolist() == [False, False, True, True]


def test_short_trainings_are_said_and_left_out() -> None:
    readings = [
        Calibration("a", "gap", "auc", 0.9, 0.8, 0.01, 50),
        Calibration("b", "gap", "auc", math.nan, math.nan, math.nan, 5),
    ]
    assert calibration_table(readings, {"a": "Model A"})["Model"].tolist() == ["Model A"]
    assert "Model B (5)" in too_few(readings, {"b": "Model B"})
    assert too_few(readings[:1], {}) == ""
    assert calibration_table([], {}).empty


def test_figures_can_be_drawn() -> None:
    table = trade_off_table(COMPARISON, "Training time")
    for log in (True, False):
        assert "Third" in trade_off_chart(table, "Seconds", "Recall", LIGHT, log=log).to_json()
    bars = slices_table(["One"], [{"0": WHOLE, "few": replace(WHOLE, n=3, high=1.0)}])
    domain = slices_chart(bars, ["One"], LIGHT, "Recall").to_dict()["layer"][0]["encoding"]["x"]["scale"]["domain"]
    assert domain[1] < 0.2
    sides = pd.DataFrame({"rank": [1, 2], "difference": [0.5, -0.5], "side": ["first", "second"]})
    assert "first" in differences_chart(sides, LIGHT, "Recall").to_json()
    readings = pd.DataFrame({"model": list("ab"), "epoch": [1, 1], "x": [0.1, 0.2], "y": np.array([0.5, 0.6])})
    assert "triangle" not in readings_chart(readings, "Gap", "AUC", LIGHT).to_json()
