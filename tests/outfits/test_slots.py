"""Where an article is worn, by H&M's groups and by words."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from stylehub_core.errors import QueryError
from stylehub_core.outfits.slots import SLOTS, Slot, catalog_slots, slot_named, slot_of, slots_of
from tests.conftest import MakeCatalog


@pytest.mark.parametrize(
    ("texts", "slot"),
    [
        (["garment upper body", "coat"], Slot.UPPER),
        (["garment lower body", "skirt"], Slot.LOWER),
        (["garment full body", "dress"], Slot.FULL),
        (["bags", "backpack"], Slot.ACCESSORIES),
        (["underwear", "underwear body"], Slot.OTHER),
        (["socks & tights", "socks"], Slot.OTHER),
        (["unknown", "unknown", "leather ankle boots"], Slot.SHOES),
        (["women > clothing > dresses"], Slot.FULL),
        (["swim dress"], Slot.OTHER),
        (["shoulder bag"], Slot.ACCESSORIES),
        (["dress shirt"], Slot.UPPER),
        (["gift card"], Slot.OTHER),
        ([], Slot.OTHER),
    ],
)
def test_the_slot_of_an_article(texts: list[str], slot: Slot) -> None:
    assert slot_of(texts) is slot


def test_every_row_has_a_slot() -> None:
    articles = pd.DataFrame({"product_group_name": ["Shoes", "Unknown"], "prod_name": ["Any", "Red skirt"]})
    np.testing.assert_array_equal(slots_of(articles), [SLOTS.index(Slot.SHOES), SLOTS.index(Slot.LOWER)])


def test_an_unknown_slot_is_named() -> None:
    assert slot_named("shoes") is Slot.SHOES
    for wrong in ("hat", "other", ""):
        with pytest.raises(QueryError, match=f"no slot '{wrong}'.*upper, lower, full, shoes, accessories"):
            slot_named(wrong)


def test_a_shop_s_own_slot_wins(make_catalog: MakeCatalog, monkeypatch: pytest.MonkeyPatch) -> None:
    catalog = make_catalog([("2020-09-01", 0, 0)], articles=4, groups=dict.fromkeys(range(4), "Shoes"))
    assert catalog_slots(catalog).tolist() == [SLOTS.index(Slot.SHOES)] * 4
    slots = ["Upper ", "lower", "lower", "belt bag", None]
    table = pd.DataFrame({"article": [0, 1, 1, 2, 3], "slot": pd.Series(slots, dtype="string")})
    monkeypatch.setattr(type(catalog), "outfits", lambda _: table)
    with_outfits = replace(catalog, summary=replace(catalog.summary, outfits=2))
    expected = [Slot.UPPER, Slot.LOWER, Slot.SHOES, Slot.SHOES]  # a slot that nobody knows says nothing
    assert catalog_slots(with_outfits).tolist() == [SLOTS.index(slot) for slot in expected]
