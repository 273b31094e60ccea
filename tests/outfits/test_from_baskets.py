"""Which baskets are taken for outfits, counted by hand."""

from datetime import date

from stylehub_core.models.world import World
from stylehub_core.outfits.from_baskets import outfits_of_baskets
from tests.conftest import HashEncoder, MakeCatalog

# Rows 0 to 9 are worn above, 10 to 14 below, 15 is a pair of shoes, 16 to 19 are in no outfit.
GROUPS = (
    dict.fromkeys(range(10), "Garment Upper body")
    | dict.fromkeys(range(10, 15), "Garment Lower body")
    | {15: "Shoes"}
    | dict.fromkeys(range(16, 20), "Underwear")
)


def world_of(make_catalog: MakeCatalog, encoder: HashEncoder, baskets: dict[tuple[str, int], list[int]]) -> World:
    lines = [(day, who, row) for (day, who), rows in baskets.items() for row in rows]
    return World(make_catalog(lines, groups=GROUPS), encoder)  # type: ignore[arg-type]


def test_the_rule(make_catalog: MakeCatalog, encoder: HashEncoder) -> None:
    world = world_of(
        make_catalog,
        encoder,
        {
            ("2020-09-01", 0): [0, 0, 10, 15],  # three distinct articles of three slots
            ("2020-09-02", 0): [0, 1, 2],  # one slot
            ("2020-09-01", 1): [0, 10],  # too few
            ("2020-09-01", 2): [0, 10, 16],  # underwear does not count: too few
            ("2020-09-01", 3): list(range(11)),  # too many
            ("2020-09-01", 4): [9, 3, 10, 17],  # a slot may repeat
            ("2020-09-05", 5): [*range(1, 8), 14],  # eight are not too many
        },
    )
    outfits = outfits_of_baskets(world)
    assert [outfits.sets[number].tolist() for number in range(len(outfits))] == [
        [0, 10, 15],
        [3, 9, 10],
        [1, 2, 3, 4, 5, 6, 7, 14],
    ]
    assert outfits.customers.tolist() == [0, 4, 5] and outfits.source == "baskets"
    assert [date.fromordinal(719163 + day).isoformat() for day in outfits.days] == [
        "2020-09-01", "2020-09-01", "2020-09-05",
    ]  # fmt: skip
    later = outfits_of_baskets(world, since=date(2020, 9, 2))
    assert later.customers.tolist() == [5]


def test_no_purchases_no_outfits(make_catalog: MakeCatalog, encoder: HashEncoder) -> None:
    assert len(outfits_of_baskets(world_of(make_catalog, encoder, {}))) == 0
