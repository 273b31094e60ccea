"""Reasons: a planted cause is named, and without a cause none is."""

from pathlib import Path

import numpy as np
import pytest

from stylehub_core.arrays import FloatMatrix
from stylehub_core.catalog.catalog import Catalog
from stylehub_core.errors import QueryError
from stylehub_core.histories import Histories
from stylehub_core.hub.hub import Hub
from stylehub_core.lab.serving import Serving
from stylehub_core.models.world import World
from stylehub_core.recommenders.blend import Blend, Blender
from stylehub_core.recommenders.popularity import PopularityScorer, sales
from stylehub_core.recommenders.registry import recommender
from stylehub_core.request import Request, Requests
from stylehub_core.shopper.attribution import LATEST, Reason, attributed, explained, latest
from tests.built import copy_of
from tests.conftest import HashEncoder, MakeCatalog
from tests.recommenders.two_groups import ARTICLES, CUSTOMERS, TODAY, histories_of, purchases
from tests.shopper.shop import PlantedScorer


@pytest.fixture
def catalog(make_catalog: MakeCatalog) -> Catalog:
    return make_catalog(purchases(), articles=ARTICLES, customers=CUSTOMERS)


def blender_of(catalog: Catalog, scorer: object) -> Blender:
    """Articles 1 and 2 are one product in two colours, the others are products of their own."""
    world = World(catalog, HashEncoder())  # type: ignore[arg-type]
    articles = world.articles.assign(product_code=[str(1 if row == 2 else row) for row in range(ARTICLES)])
    return Blender(scorer, PopularityScorer(sales(world), by_age=False), articles)  # type: ignore[arg-type]


def reasons(blender: Blender, history: Histories, k: int, blend: Blend | None = None) -> dict[int, Reason]:
    answer = attributed(blender, blend or Blend(), Request(history=history), k)
    return dict(zip(answer.rows.tolist(), answer.reasons, strict=True))


def test_the_planted_cause_is_named(catalog: Catalog) -> None:
    causes = {0: {5: 3.0}, 1: {2: 2.5, 1: 2.0}, 4: {5: 0.1}}
    by_row = reasons(blender_of(catalog, PlantedScorer(ARTICLES, causes)), Histories.picked([0, 1, 4], TODAY), 3)
    assert (by_row[5].because, by_row[5].cause) == ("purchase", 0)
    assert by_row[5].share == pytest.approx(3.0 / 3.1)
    assert (by_row[2].because, by_row[2].cause) == ("colour", 1)
    assert (by_row[1].because, by_row[1].cause, by_row[1].share) == ("itself", 1, pytest.approx(1))


def test_a_purchase_that_raises_all_scores_alike_is_a_cause(catalog: Catalog) -> None:
    """If each variation were scaled by its own highest score, no score would seem to fall."""
    everything = dict.fromkeys(range(ARTICLES), 1.0)
    scorer = PlantedScorer(ARTICLES, {3: everything}, base=dict.fromkeys(range(ARTICLES), 0.5))
    by_row = reasons(blender_of(catalog, scorer), Histories.picked([3, 4], TODAY), 4)
    assert {(reason.because, reason.cause) for row, reason in by_row.items() if row != 3} == {("purchase", 3)}


def test_many_purchases_that_matter_a_little_are_named_together(catalog: Catalog) -> None:
    causes = {bought: {14: 1.0} for bought in range(12)}
    by_row = reasons(blender_of(catalog, PlantedScorer(ARTICLES, causes)), Histories.picked(range(12), TODAY), 1)
    assert by_row == {14: Reason("together", share=pytest.approx(1.0))}


def test_what_no_purchase_explains_sells_or_is_unknown(catalog: Catalog) -> None:
    scorer = PlantedScorer(ARTICLES, {}, base={0: 2.0, 15: 1.0})  # nobody ever bought 15
    by_row = reasons(blender_of(catalog, scorer), Histories.picked([3], TODAY), 2)
    assert by_row == {0: Reason("sells"), 15: Reason("unknown")}
    assert reasons(blender_of(catalog, scorer), Histories.picked([], TODAY), 2) == by_row


def test_the_words_are_the_reason_where_they_matter_most(catalog: Catalog) -> None:
    """The words add 4 to article 5, 0.5 to article 6 and nothing to article 7."""

    class Reads(PlantedScorer):
        uses = frozenset({"text", "history", "day"})

        def _scores(self, requests: Requests) -> FloatMatrix:
            scores = super()._scores(requests)
            for row, request in enumerate(requests.others):
                scores[row, [5, 6]] += [4, 0.5] if request.text == "red" else [0, 0]
            return scores

    causes = {0: {5: 1.0, 6: 3.0, 7: 2.0}}
    blender, history = blender_of(catalog, Reads(ARTICLES, causes)), Histories.picked([0], TODAY)
    answer = attributed(blender, Blend(), Request("red", history=history), 3)
    by_row = dict(zip(answer.rows.tolist(), answer.reasons, strict=True))
    assert by_row[5] == Reason("words", share=pytest.approx(0.8))
    assert (by_row[6].because, by_row[6].cause, by_row[6].share) == ("purchase", 0, pytest.approx(3 / 3.5))
    assert by_row[7] == Reason("purchase", 0, pytest.approx(1.0))
    nobody = attributed(blender, Blend(), Request("red", day=TODAY), 2)
    assert nobody.rows.tolist() == [5, 6]
    assert {reason.because for reason in nobody.reasons} == {"words"}


def test_the_parts_of_the_blend_count(catalog: Catalog) -> None:
    blender = blender_of(catalog, PlantedScorer(ARTICLES, {3: {9: 1.0}}))
    plain = reasons(blender, Histories.picked([1, 3], TODAY), 4)
    assert plain[9].cause == 3
    blended = reasons(blender, Histories.picked([1, 3], TODAY), 4, Blend(own=10.0, variant=3.0))
    assert {row: (reason.because, reason.cause) for row, reason in blended.items()} == {
        1: ("itself", 1), 3: ("itself", 3), 2: ("colour", 1), 9: ("purchase", 3),
    }  # fmt: skip


def test_a_product_is_one_recommendation_with_its_best_article(catalog: Catalog) -> None:
    blender = blender_of(catalog, PlantedScorer(ARTICLES, {3: {1: 2.0, 2: 3.0, 9: 1.0, 10: 0.5}}))
    request = Request(history=Histories.picked([3], TODAY))
    each = attributed(blender, Blend(), request, 3)
    assert (each.rows.tolist(), each.colours) == ([2, 1, 9], ((), (), ()))
    products = attributed(blender, Blend(), request, 3, by_product=True)
    assert (products.rows.tolist(), products.colours) == ([2, 9, 10], ((1,), (), ()))
    assert products.scores.tolist() == pytest.approx([1, 1 / 3, 1 / 6], abs=1e-4)
    assert [reason.cause for reason in products.reasons] == [3, 3, 3]


def test_a_real_recommender_names_a_purchase_of_its_group(catalog: Catalog, tmp_path: Path) -> None:
    world = World(catalog, HashEncoder())  # type: ignore[arg-type]
    scorer = recommender("item-knn-cosine").fit(world, tmp_path)
    by_row = reasons(blender_of(catalog, scorer), histories_of([0, 7]), 8)
    causes = {row: by_row[row].cause for row in by_row if row not in (0, 7)}
    assert {row < 6 for row in causes} == {True, False}
    assert causes == {row: 0 if row < 6 else 7 for row in causes}


def test_the_latest_articles_are_taken_out_in_one_call(catalog: Catalog) -> None:
    many = np.arange(LATEST + 10, dtype=np.int32)
    customer, zero = np.array([0], np.int32), many * 0
    history = Histories(customer, customer + 100, np.array([np.nan], np.float32), zero, many, many, zero + 1)
    assert latest(history).tolist() == many[:9:-1].tolist()
    scorer = PlantedScorer(ARTICLES, {0: {5: 1.0}})
    attributed(blender_of(catalog, scorer), Blend(), Request(history=Histories.picked([0, 1], TODAY)), 3)
    assert scorer.calls == 1


def test_the_list_is_what_serving_answers(built: Path, tmp_path: Path, brief: None) -> None:
    serving = Serving(Hub(copy_of(built, tmp_path)[0]), "today")
    history = serving.history(3)
    for blended in (True, False):
        answer = serving.answer("raw-text", Request(history=history), 9, blended=blended)
        explanation = explained(serving, "raw-text", Request(history=history), 9, blended=blended)
        np.testing.assert_array_equal(explanation.rows, answer.rows)
        np.testing.assert_array_equal(explanation.scores, answer.scores)
        assert len(explanation.reasons) == 9
    for k in (0, 1001):
        with pytest.raises(QueryError, match="number from 1"):
            explained(serving, "raw-text", Request(history=history), k)
    with pytest.raises(QueryError, match="A request takes one history, and 2 were given"):
        explained(serving, "raw-text", Request(history=histories_of([0], [1])))
