"""The rules that looks keep, each where it alone decides."""

import numpy as np
import pandas as pd
import pytest

from stylehub_core.outfits.roles import Role
from stylehub_core.outfits.slots import slots_of
from stylehub_core.outfits.style_traits import Mood, colour_family, mood_of
from stylehub_core.outfits.taste import COLOUR, OCCASION, SEASON, SHOP, STATEMENT, Taste
from tests.outfits.little_shop import articles, row_of, rows


def taste_with(**changes: tuple[int, object]) -> Taste:
    """The little shop's, with one value changed in each of these columns."""
    frame = articles()
    for name, (row, value) in changes.items():
        frame.loc[row, name] = value
    return Taste.of(frame, slots_of(frame))


TOP, SHOES = row_of("Top"), row_of("Sneakers")


def faults(taste: Taste, look: int, row: int, mood: Mood | None = None) -> int:
    return int(taste.faults(rows(look), rows(row), mood or Mood())[0])


def test_a_look_is_for_one_wearer() -> None:
    taste = taste_with()
    others = rows(SHOES, row_of("Sneakers", "men"), row_of("Sneakers", "girl"))
    assert taste.allowed(rows(TOP), others).tolist() == [True, False, False]


def test_no_second_article_of_an_accessory_s_kind_and_none_twice() -> None:
    taste = taste_with()
    look = rows(TOP, row_of("Bag"))
    others = rows(row_of("Bag", copy=1), row_of("Belt"), TOP)
    assert taste.allowed(look, others).tolist() == [False, True, False]


def test_maternity_clothes_are_worn_with_their_own() -> None:
    taste = taste_with(section_name=(row_of("Trousers"), "Mama"))
    others = rows(row_of("Trousers"), row_of("Trousers", copy=1), SHOES)
    assert taste.allowed(rows(TOP), others).tolist() == [False, True, True]
    assert taste.allowed(rows(row_of("Trousers")), rows(TOP, SHOES)).tolist() == [False, True]


@pytest.mark.parametrize(
    ("first", "second", "cost"),
    [
        ({"detail_desc": (TOP, "Jumper in wool.")}, {"product_type_name": (SHOES, "Sandals")}, SEASON),
        ({"product_type_name": (TOP, "Hoodie")}, {"product_type_name": (SHOES, "Pumps")}, OCCASION),
        (
            {"graphical_appearance_name": (TOP, "All over pattern")},
            {"graphical_appearance_name": (SHOES, "Stripe")},
            STATEMENT,
        ),
        ({"perceived_colour_master_name": (TOP, "Red")}, {"perceived_colour_master_name": (SHOES, "Green")}, COLOUR),
    ],
)
def test_what_does_not_go_together_costs(first: dict[str, object], second: dict[str, object], cost: int) -> None:
    frame = articles()
    for change in (first, second):
        for name, (row, value) in change.items():  # type: ignore[misc]
            frame.loc[row, name] = value
            if name == "perceived_colour_master_name":
                frame.loc[row, "colour_group_name"] = value
    taste = Taste.of(frame, slots_of(frame))
    assert faults(taste, TOP, SHOES) == cost
    assert faults(taste, TOP, row_of("Sneakers", copy=1)) == 0
    assert faults(taste, row_of("Top", copy=1), SHOES) == 0


def test_what_no_longer_sells_or_cannot_be_shown_comes_last() -> None:
    frame = articles()
    frame["last_sold"] = pd.Timestamp("2020-09-22")
    frame.loc[0, "last_sold"] = pd.Timestamp("2019-05-01")
    frame.loc[1, "last_sold"] = pd.NaT
    frame["has_picture"] = True
    frame.loc[2, "has_picture"] = False
    taste = Taste.of(frame, slots_of(frame))
    assert taste.faults(rows(SHOES), rows(0, 1, 2, 3)).tolist() == [SHOP, SHOP, SHOP, 0]
    frame["has_picture"] = False  # a shop without any pictures
    assert Taste.of(frame, slots_of(frame)).faults(rows(SHOES), rows(2, 3)).tolist() == [0, 0]


def test_where_little_sells_half_of_the_articles_are_still_there() -> None:
    frame = articles()
    days = pd.date_range(end="2020-09-22", periods=len(frame), freq="7D")  # one article a week
    frame["last_sold"] = days
    taste = Taste.of(frame, slots_of(frame))
    assert taste.gone.sum() == len(frame) // 2
    assert taste.gone[: len(frame) // 2].all()


def test_an_occasion_counts_like_an_article() -> None:
    taste = taste_with(product_type_name=(SHOES, "Sandals"))
    assert faults(taste, TOP, SHOES, mood_of("a winter hike")) == SEASON
    assert faults(taste, TOP, SHOES, mood_of("a summer day")) == 0
    assert faults(taste, TOP, SHOES, mood_of("a summer wedding")) == OCCASION
    assert mood_of("What to wear to a wedding in July?") == Mood(-1, 1)
    assert mood_of("black jeans") == Mood()


def test_wallets_are_in_no_look() -> None:
    taste = taste_with(product_type_name=(row_of("Belt"), "Wallet"))
    assert not taste.is_offered(row_of("Belt")) and taste.is_offered(row_of("Belt", copy=1))
    assert row_of("Belt") not in taste.offered((Role.ACCESSORY,))


@pytest.mark.parametrize(
    ("master", "shade", "family"),
    [
        ("black", "black", ""), ("blue", "dark blue", ""), ("blue", "light blue", "blue"),
        ("pink", "light pink", "pink"),
        ("lilac purple", "purple", "purple"), ("khaki green", "greenish khaki", ""), ("", "red", "red"), ("", "", ""),
        ("yellowish green", "yellow", "yellow"),
    ],
)  # fmt: skip
def test_colours_have_families_and_some_are_neutral(master: str, shade: str, family: str) -> None:
    assert colour_family(master, shade) == family


def test_a_shop_with_few_columns_has_neutral_traits() -> None:
    frame = articles()[["prod_name", "product_group_name", "product_code"]]
    taste = Taste.of(frame, slots_of(frame))
    assert not taste.faults(rows(TOP), np.arange(8, dtype=np.int32)).any()


def test_a_shop_without_sections_has_looks_too() -> None:
    frame = articles()
    frame["section_name"] = "Unknown"
    taste = Taste.of(frame, slots_of(frame))
    assert taste.is_offered(TOP)
    assert taste.is_offered(SHOES)
    unknown = taste_with(product_type_name=(TOP, "Unknown"))
    assert not unknown.is_offered(TOP)
