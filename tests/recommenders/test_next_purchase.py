"""NextPurchase on a tiny shop: it learns repeats, does not see the future, and answers newcomers."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from stylehub_core.arrays import FloatMatrix
from stylehub_core.errors import ModelError
from stylehub_core.histories import Histories
from stylehub_core.models.world import World
from stylehub_core.recommenders.blend import Blend, Blender
from stylehub_core.recommenders.evidence.evidence import Evidence
from stylehub_core.recommenders.histories import histories
from stylehub_core.recommenders.next_purchase import NextPurchase, NextPurchaseConfig, _raise_new
from stylehub_core.recommenders.popularity import Popularity
from stylehub_core.request import Requests
from tests.conftest import MakeCatalog, Purchase

START = date(2020, 1, 1)
CUSTOMERS, ARTICLES = 24, 20


def day(number: int) -> str:
    return (START + timedelta(days=number)).isoformat()


def since_1970(number: int) -> int:
    return (START - date(1970, 1, 1)).days + number


def loyal_shop() -> list[Purchase]:
    """Every customer buys one article of their own repeatedly, and another article once."""
    again = [(day(7 * week), who, who % 8) for who in range(CUSTOMERS) for week in range(8)]
    return [*again, *((day(7 * (who % 6) + 1), who, 8 + who % 12) for who in range(CUSTOMERS))]


def learned(world: World, folder: Path, customers: list[int], number: int = 60) -> FloatMatrix:
    scorer = NextPurchase().fit(world, folder)
    today = np.full(len(customers), since_1970(number), np.int32)
    return scorer.history_scores(histories(world, np.array(customers, np.int32), today))


def test_what_is_bought_again_and_again_comes_first(make_catalog: MakeCatalog, encoder, tmp_path: Path) -> None:
    scores = learned(World(make_catalog(loyal_shop(), ARTICLES, CUSTOMERS), encoder), tmp_path, [0, 5, 9])
    assert scores.argmax(axis=1).tolist() == [0, 5, 1]
    assert np.isfinite(scores).all()
    assert scores.shape == (3, ARTICLES)


def test_twice_the_same(make_catalog: MakeCatalog, encoder, tmp_path: Path) -> None:
    world = World(make_catalog(loyal_shop(), ARTICLES, CUSTOMERS), encoder)
    assert np.array_equal(learned(world, tmp_path, [0, 1]), learned(world, tmp_path, [0, 1]))


def test_nothing_after_the_cut_counts(make_catalog: MakeCatalog, encoder, tmp_path: Path) -> None:
    shop = loyal_shop()
    planted = [(day(50 + later), who, 19) for later in range(9) for who in range(CUSTOMERS)]
    plain, telling = (make_catalog(lines, ARTICLES, CUSTOMERS) for lines in (shop, [*shop, *planted]))
    cut = START + timedelta(days=49)
    ours, theirs = (learned(World(catalog, encoder, until=cut), tmp_path, [0, 1, 2]) for catalog in (plain, telling))
    assert np.array_equal(ours, theirs)


def test_nothing_on_or_after_the_asking_is_evidence(make_catalog: MakeCatalog, encoder) -> None:
    shop = loyal_shop()
    planted = [(day(30 + later), who, 19) for later in range(9) for who in range(CUSTOMERS)]
    evidence = []
    for lines in (shop, [*shop, *planted]):
        world = World(make_catalog(lines, ARTICLES, CUSTOMERS), encoder)
        history = histories(world, np.array([3], np.int32), np.array([since_1970(30)], np.int32))
        evidence.append(np.stack([values for _, values in Evidence.of(world).about(history, 0)]))
    assert np.array_equal(*evidence)


def test_somebody_new_gets_an_answer(make_catalog: MakeCatalog, encoder, tmp_path: Path) -> None:
    world = World(make_catalog(loyal_shop(), ARTICLES, CUSTOMERS), encoder)
    scorer = NextPurchase().fit(world, tmp_path)
    empty, picked = (scorer.history_scores(Histories.picked(rows, since_1970(60))) for rows in ([], [13]))
    assert np.isfinite(empty).all()
    assert empty.max() > 0
    assert not np.array_equal(empty, picked)


@pytest.mark.parametrize("shop", [[], [("2020-01-01", 0, 1), ("2020-01-01", 1, 2)]])
def test_too_few_days_say_what_to_do(make_catalog: MakeCatalog, encoder, tmp_path: Path, shop: list[Purchase]) -> None:
    with pytest.raises(ModelError, match="purchases"):
        NextPurchase().fit(World(make_catalog(shop), encoder), tmp_path)


def test_the_last_place_goes_to_what_is_new() -> None:
    scores = np.array([0.5, 0.3, 0.1, 0.05, 0.02, 0.03], np.float32)
    new = np.array([False, False, False, False, True, True])
    raised = scores.copy()
    _raise_new(raised, new, 3)
    assert np.argsort(-raised)[:4].tolist() == [0, 1, 5, 2]
    assert raised[5] > raised[2] + 0.05
    tied = np.array([0.5, 0.1, 0.1, 0.1, 0.02, 0.03], np.float32)
    _raise_new(tied, new, 3)
    assert 5 in np.argsort(-tied)[:3]
    for places, which in ((5, new), (3, np.zeros(6, np.bool_)), (0, new), (1, new), (9, new)):
        same = scores.copy()
        _raise_new(same, which, places)
        assert np.array_equal(same, scores)


def test_what_was_never_sold_is_told_by_its_column(make_catalog: MakeCatalog, encoder) -> None:
    evidence = Evidence.of(World(make_catalog(loyal_shop(), ARTICLES + 1, CUSTOMERS), encoder))
    columns = dict(evidence.about(Histories.picked([], since_1970(60)), 0))
    assert np.flatnonzero(columns["article never sold"]).tolist() == [ARTICLES]
    assert np.flatnonzero(evidence.season.sold.first_sold >= since_1970(60)).tolist() == [ARTICLES]


def test_what_is_new_keeps_its_place_whatever_is_added(make_catalog: MakeCatalog, encoder, tmp_path: Path) -> None:
    world = World(make_catalog(loyal_shop(), ARTICLES + 1, CUSTOMERS), encoder)
    customer_histories = histories(
        world, np.array([0, 5], np.int32), np.array([since_1970(60), since_1970(1)], np.int32)
    )
    scorer = NextPurchase(NextPurchaseConfig(new_among=4)).fit(world, tmp_path)
    blender = Blender(scorer, Popularity().fit(world, tmp_path), world.articles)
    for ranked in blender.rankings(Requests(customer_histories), 4, (Blend(), Blend(own=10, popular=1))):
        assert ARTICLES in ranked[0]
        assert ranked[0][0] == 0
        assert (scorer.evidence.season.sold.first_sold[ranked[1]] >= since_1970(1)).any()


def test_the_scores_are_the_weighted_sum_of_all_columns(make_catalog: MakeCatalog, encoder, tmp_path: Path) -> None:
    world = World(make_catalog(loyal_shop(), ARTICLES + 1, CUSTOMERS), encoder)
    scorer = NextPurchase().fit(world, tmp_path)
    scorer = replace(scorer, weights=np.random.default_rng(0).normal(size=len(scorer.names)).astype(np.float32))
    # Two have bought for weeks, one is unknown, one has few lines, and one has not bought for long.
    customers, days = [0, 5, -1, 7, 0], [60, 60, 60, 8, 200]
    today = np.array([since_1970(number) for number in days], np.int32)
    customer_histories = histories(world, np.array(customers, np.int32), today)
    for place in range(len(customers)):
        columns = dict(scorer.evidence.about(customer_histories, place))
        assert tuple(columns) == scorer.names
        logits = sum(weight * columns[name] for name, weight in zip(scorer.names, scorer.weights, strict=True))
        expected = np.exp(logits - np.max(logits))
        for probabilities in (
            scorer.history_scores(customer_histories)[place],
            scorer.history_scores(customer_histories.part(place, place + 1))[0],
        ):
            np.testing.assert_allclose(probabilities, expected / expected.sum(), rtol=1e-4)
