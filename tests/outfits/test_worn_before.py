"""Histories before an outfit, counted by hand."""

import numpy as np

from stylehub_core.models.world import World
from stylehub_core.outfits.article_sets import ArticleSets
from stylehub_core.outfits.outfits import Outfits
from stylehub_core.outfits.worn_before import WornBefore
from tests.conftest import HashEncoder, MakeCatalog

DAY = 18506  # 2020-09-01
PURCHASES = [
    ("2020-09-01", 0, 1), ("2020-09-01", 0, 2), ("2020-09-03", 0, 1), ("2020-09-04", 0, 5), ("2020-09-02", 2, 7)
]  # fmt: skip


def before(make_catalog: MakeCatalog, encoder: HashEncoder, outfits: Outfits) -> WornBefore:
    world = World(make_catalog(PURCHASES, articles=9, customers=3), encoder)  # type: ignore[arg-type]
    return WornBefore.of(world, outfits)


def of(sets: list[list[int]], customers: list[int], days: list[int], source: str) -> Outfits:
    ends = (np.array(customers, np.int32), np.array(days, np.int32))
    return Outfits(ArticleSets.of(sets), *ends, source)  # type: ignore[arg-type]


def test_only_earlier_days_count(make_catalog: MakeCatalog, encoder: HashEncoder) -> None:
    outfits = of([[1, 3], [1, 4], [5, 6], [2, 3], [7, 8]], [0, 0, 0, -1, 2], [DAY, DAY + 2, DAY + 3, DAY, 0], "baskets")
    shares = before(make_catalog, encoder, outfits).of_outfits(outfits, 24).toarray()
    assert not shares[0].any()
    assert shares[1].tolist() == [0, 0.5, 0.5, 0, 0, 0, 0, 0, 0]
    np.testing.assert_allclose(shares[2], [0, 2 / 3, 1 / 3, 0, 0, 0, 0, 0, 0], rtol=1e-6)
    assert not shares[3].any() and not shares[4].any()


def test_the_latest_lines_count_and_nobody_has_none(make_catalog: MakeCatalog, encoder: HashEncoder) -> None:
    latest = before(make_catalog, encoder, of([], [], [], "baskets")).latest(3, most=2).toarray()
    assert latest[0].tolist() == [0, 0.5, 0, 0, 0, 0.5, 0, 0, 0]
    assert not latest[1].any() and latest[2].tolist() == [0] * 7 + [1, 0]


def test_an_undated_outfit_is_not_in_its_own_history(make_catalog: MakeCatalog, encoder: HashEncoder) -> None:
    outfits = of([[1, 8], [3, 6]], [0, 0], [-1, -1], "table")
    shares = before(make_catalog, encoder, outfits).of_outfits(outfits, 24).toarray()
    assert np.flatnonzero(shares[0]).tolist() == [2, 3, 5, 6]
    assert np.flatnonzero(shares[1]).tolist() == [1, 2, 5, 8]
    np.testing.assert_allclose(shares.sum(axis=1), 1, rtol=1e-6)
