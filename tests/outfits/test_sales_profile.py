"""What an article's purchases tell of it: channel, price and the buyers' age."""

from dataclasses import replace
from datetime import date

import numpy as np

from stylehub_core.models.world import World
from stylehub_core.outfits.sales_profile import sales_profile
from tests.conftest import HashEncoder, MakeCatalog

DAY = "2020-09-01"


def test_each_trait_is_told_by_its_own_column(make_catalog: MakeCatalog, encoder: HashEncoder) -> None:
    purchases = [(DAY, who, row) for row in range(3) for who in range(4)]
    sold = [((0.01, 0.1, 1.0)[row], 1 + (row > 0)) for _, _, row in purchases]
    catalog = make_catalog(purchases, articles=4, ages={0: 20, 1: 30, 2: 40, 3: 50}, sold=sold)
    profile = sales_profile(World(catalog, encoder))  # type: ignore[arg-type]
    assert profile.shape == (4, 2), "all were bought by the same customers, so age tells nothing"
    np.testing.assert_allclose(profile.std(axis=0), 1, rtol=1e-5)
    online, price = profile.T
    assert online[1] == online[2] > 0 > online[0]
    assert price[0] < price[1] < price[2]
    assert profile[3].tolist() == [0, 0], "nothing is known of what nobody bought"


def test_what_sells_rarely_is_nearer_to_the_mean(make_catalog: MakeCatalog, encoder: HashEncoder) -> None:
    young = [(DAY, 0, 0)] * 9 + [(DAY, 0, 1)]
    catalog = make_catalog([*young, *[(DAY, 1, 2)] * 10], articles=3, ages={0: 20, 1: 60})
    (often, once, old) = sales_profile(World(catalog, encoder))[:, 0]  # type: ignore[arg-type]
    assert often < once < 0 < old


def test_only_visible_purchases_count(make_catalog: MakeCatalog, encoder: HashEncoder) -> None:
    purchases = [(DAY, 0, 0), (DAY, 0, 1), ("2020-09-02", 0, 2)]
    world = World(make_catalog(purchases, articles=3, sold=[(0.1, 1), (0.2, 1), (9.0, 1)]), encoder)  # type: ignore[arg-type]
    before = sales_profile(replace(world, until=date(2020, 9, 1)))
    assert before.shape == (3, 1)
    assert before[2, 0] == 0
    assert sales_profile(world)[2, 0] > 0


def test_without_purchases_prices_or_channels_there_is_no_column(
    make_catalog: MakeCatalog, encoder: HashEncoder
) -> None:
    nothing = World(make_catalog([], articles=3), encoder)  # type: ignore[arg-type]
    unknown = World(make_catalog([(DAY, 0, 0), (DAY, 1, 1)], articles=3, sold=[(None, None)] * 2), encoder)  # type: ignore[arg-type]
    free = World(make_catalog([(DAY, 0, 0), (DAY, 1, 1)], articles=3, sold=[(0.0, None)] * 2), encoder)  # type: ignore[arg-type]
    for world in (nothing, unknown, free):
        assert sales_profile(world).shape == (3, 0)
