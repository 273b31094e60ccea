"""Looks from a start, in a little shop where the right ones are known."""

import numpy as np
import pytest

from stylehub_core.errors import QueryError
from stylehub_core.outfits.compose import Composer, shares_more_than_half
from stylehub_core.outfits.roles import ROLES, Role
from stylehub_core.outfits.slots import slots_of
from stylehub_core.outfits.taste import Taste
from tests.outfits.little_shop import COPIES, articles, composer, row_of, rows


@pytest.fixture(scope="module")
def little() -> Composer:
    return composer()


def roles(little: Composer, look: np.ndarray) -> list[Role]:
    return [ROLES[code] for code in little.taste.roles[look]]


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("Top", [Role.UPPER, Role.LOWER, Role.SHOES, Role.BAG]),
        ("Trousers", [Role.UPPER, Role.LOWER, Role.SHOES, Role.BAG]),
        ("Dress", [Role.FULL, Role.SHOES, Role.BAG]),
        ("Blazer", None),
        ("Belt", None),
    ],
)
def test_a_look_dresses_somebody(little: Composer, start: str, expected: list[Role] | None) -> None:
    look = little.look(rows(row_of(start)))
    assert row_of(start) in look and little.dresses(look) and len(set(look.tolist())) == len(look)
    played = roles(little, look)
    assert played == sorted(played, key=ROLES.index)
    assert expected is None or played == expected
    assert not (Role.FULL in played and Role.UPPER in played)
    assert Role.SHOES in played


@pytest.mark.parametrize("wearer", ["women", "men", "girl"])
@pytest.mark.parametrize("copy", [0, COPIES - 1])
def test_a_look_is_of_one_style_and_one_wearer(little: Composer, wearer: str, copy: int) -> None:
    look = little.look(rows(row_of("Top", wearer, copy)))
    assert {int(row) % COPIES >= COPIES // 2 for row in look} == {copy >= COPIES // 2}
    assert len({int(row) // (len(articles()) // 3) for row in look}) == 1


def test_any_two_looks_share_at_most_half(little: Composer) -> None:
    start = rows(row_of("Top"))
    looks = little.looks([start], 3, common=start)
    assert len(looks) == 3 and all(row_of("Top") in look for look in looks)
    assert not any(shares_more_than_half(a, b) for n, a in enumerate(looks) for b in looks[:n])
    without = little.looks([start], 3, common=start, without=looks[0])
    assert all(set(look) & set(looks[0]) == {row_of("Top")} for look in without)


def test_looks_with_too_much_in_common_are_not_made(little: Composer) -> None:
    common = rows(row_of("Top"), row_of("Trousers"), row_of("Sneakers"))
    assert len(little.looks([common], 3, common=common)) == 1


def test_half_of_a_look() -> None:
    assert not shares_more_than_half(rows(1, 2, 3, 4), rows(3, 4, 5, 6))
    assert shares_more_than_half(rows(1, 2, 3, 4), rows(2, 3, 4))


def test_a_leaning_moves_the_choice(little: Composer) -> None:
    dresses = [row_of("Dress", copy=copy) for copy in range(COPIES)]
    leaning = np.zeros(len(articles()), np.float32)
    leaning[dresses[1]] = 5
    leant = Composer(little.scorer, little.taste, leaning=leaning)
    assert leant.ranking(rows(row_of("Sneakers", copy=3)), (Role.FULL,))[0] == dresses[1]
    assert little.ranking(rows(row_of("Sneakers", copy=3)), (Role.FULL,))[0] in dresses[2:]


def test_one_article_a_product(little: Composer) -> None:
    frame = articles()
    frame.loc[row_of("Bag", copy=1), "product_code"] = frame.loc[row_of("Bag"), "product_code"]
    same = Composer(little.scorer, Taste.of(frame, slots_of(frame)))
    ranked = same.ranking(rows(row_of("Top")), (Role.BAG,))
    assert len(ranked) == COPIES - 1
    assert row_of("Bag") not in same.ranking(rows(row_of("Top")), (Role.BAG,), rows(row_of("Bag", copy=1)))


def test_with_nothing_left_to_fit_bestsellers_come_first(little: Composer) -> None:
    nothing = np.zeros(0, np.int32)
    assert little.ranking(nothing, (Role.SHOES,))[0] == row_of("Sneakers")  # the shop sells its first articles most


def test_an_article_takes_the_place_of_what_it_replaces(little: Composer) -> None:
    top, trousers, shoes = row_of("Top"), row_of("Trousers"), row_of("Sneakers")
    look = rows(top, trousers, shoes)
    assert little.with_article(look, row_of("Dress")).tolist() == [row_of("Dress"), shoes]
    assert little.with_article(look, row_of("Dress"), kept=rows(top)).tolist() == [top, row_of("Dress"), shoes]
    assert little.with_article(rows(row_of("Dress"), shoes), top).tolist() == [top, shoes]
    assert little.with_article(look, row_of("Belt")).tolist() == [*look, row_of("Belt")]


def test_what_a_look_may_still_be_given(little: Composer) -> None:
    assert little.missing(rows(row_of("Dress"))) == [Role.LAYER, Role.SHOES, Role.BAG, Role.ACCESSORY]
    assert little.missing(rows(row_of("Top"))) == [Role.LAYER, Role.LOWER, Role.SHOES, Role.BAG, Role.ACCESSORY]
    assert Role.FULL in little.missing(rows(row_of("Sneakers")))


def test_a_catalogue_without_shoes_leaves_their_place_empty() -> None:
    frame = articles()
    frame = frame[frame["product_type_name"] != "Sneakers"].reset_index(drop=True)
    bare = composer(frame)
    look = bare.look(rows(0))
    assert bare.dresses(look) and Role.SHOES not in roles(bare, look)


def test_what_no_look_is_built_of_is_named() -> None:
    frame = articles()
    frame.loc[0, "product_group_name"] = "Underwear"
    with pytest.raises(QueryError, match="no part in a look"):
        composer(frame).roles_like(0)
