"""Measures at any k from the kept rankings, and their slices, against the plain functions."""

import numpy as np
import pytest

from stylehub_core.errors import QueryError
from stylehub_core.evaluation.bootstrap import mean_range
from stylehub_core.evaluation.protocol import Round, protocol
from stylehub_core.evaluation.ranking import map_at_k, measures_at_k, ndcg_at_k, recall_at_k
from stylehub_core.evaluation.slices import articles_by_group, articles_by_purchases, recall_by_article
from stylehub_core.lab.measures import checked_k, measures, ranges
from stylehub_core.lab.slices import Sliced
from stylehub_core.models.world import World
from tests.conftest import MakeCatalog


@pytest.fixture
def round_(make_catalog: MakeCatalog, encoder) -> Round:
    rng = np.random.default_rng(0)
    lines = [
        (f"2020-01-{day:02d}", who, int(row))
        for who in range(8)
        for day in range(1, 29, 4)
        for row in rng.integers(0, 18, 3)
    ]
    catalog = make_catalog(lines, groups={row: f"Group {row % 3}" for row in range(20)})
    return protocol("next-basket", World(catalog, encoder)).test


@pytest.fixture
def ranked(round_: Round) -> np.ndarray:
    rng = np.random.default_rng(1)
    return np.stack([rng.permutation(20) for _ in range(len(round_.questions))]).astype(np.int32)


@pytest.mark.parametrize("k", [1, 5, 20])
def test_every_measure_is_the_plain_function_s(round_: Round, ranked: np.ndarray, k: int) -> None:
    measured, relevant = measures(ranked, round_, k), round_.questions.relevant
    for name, function in (("recall", recall_at_k), ("map", map_at_k), ("ndcg", ndcg_at_k)):
        np.testing.assert_array_equal(measured.values[name], function(ranked, relevant, k=k))
    assert measures_at_k(ranked, relevant, k=k).keys() <= measured.values.keys()
    [shown] = ranges([measured])
    assert shown["recall"].value == pytest.approx(mean_range(recall_at_k(ranked, relevant, k=k)).value)
    assert 0 < measured.totals["coverage"] <= 1


def test_deeper_lists_find_more(round_: Round, ranked: np.ndarray) -> None:
    recall = [float(np.nanmean(measures(ranked, round_, k).values["recall"])) for k in (1, 5, 12, 20)]
    assert recall == sorted(recall)
    assert recall[-1] == 1


@pytest.mark.parametrize("k", [0, -3, 21, 10_000])
def test_a_k_beyond_what_is_kept_says_what_there_is(round_: Round, ranked: np.ndarray, k: int) -> None:
    with pytest.raises(QueryError, match=rf"k is {k}, but 20 articles of each ranking are kept: .* from 1 to 20"):
        measures(ranked, round_, k)
    assert checked_k(20, 20) == 20


def test_slices_are_those_of_the_plain_functions(round_: Round, ranked: np.ndarray) -> None:
    sliced = Sliced.of(round_)
    assert sliced.ways == ("purchases seen", "days since first sold", "product group", "lines of history")
    [recall] = sliced.recall([ranked], 5)
    groups = round_.world.articles["product_group_name"].astype(str).to_list()
    for way in (articles_by_purchases(round_.questions.pieces), articles_by_group(groups)):
        expected = recall_by_article(ranked, round_.questions.relevant, way, k=5)
        for name, interval in expected.items():
            assert recall[way.by][name].n == interval.n
            assert recall[way.by][name].value == pytest.approx(interval.value, nan_ok=True)
    whole = float(np.nanmean(recall_at_k(ranked, round_.questions.relevant, k=5)))
    total = sum(interval.value * interval.n for interval in recall["lines of history"].values() if interval.n)
    assert total == pytest.approx(whole * len(round_.questions))
