"""Swaps: the next best takes turns, and the best swap is that of the article that is out of place."""

import numpy as np

from stylehub_core.outfits.roles import Role
from stylehub_core.outfits.swaps import alternatives, best_swap, next_best, scored
from tests.outfits.little_shop import COPIES, composer, row_of, rows

LITTLE = composer()
LOOK = rows(row_of("Top"), row_of("Trousers"), row_of("Sneakers"), row_of("Bag"))


def test_every_alternative_takes_its_turn_and_then_the_first_again() -> None:
    row, seen = row_of("Sneakers"), []
    look = LOOK
    for _ in range(COPIES):
        into = next_best(LITTLE, look, row)
        assert into is not None and into not in look
        look = np.where(look == row, into, look).astype(np.int32)
        row = into
        seen.append(into)
    assert sorted(seen) == [row_of("Sneakers", copy=copy) for copy in range(COPIES)]
    assert row == row_of("Sneakers")


def test_what_is_no_alternative_itself_is_followed_by_the_best() -> None:
    foreign = row_of("Sneakers", "men")
    look = np.append(LOOK[row_of("Sneakers") != LOOK], np.int32(foreign))
    assert next_best(LITTLE, look, foreign) == alternatives(LITTLE, look, foreign)[0]


def test_the_best_swap_is_that_of_the_article_out_of_place() -> None:
    misfit = row_of("Sneakers", copy=COPIES - 1)
    look = rows(row_of("Top"), row_of("Trousers"), row_of("Bag"), misfit)
    swap = best_swap(LITTLE, look, rows())
    assert swap is not None and swap.out == misfit and swap.into in (row_of("Sneakers"), row_of("Sneakers", copy=1))
    before, after = scored(LITTLE, [look, np.where(look == misfit, swap.into, look).astype(np.int32)])
    np.testing.assert_allclose(swap.gain, after - before, rtol=1e-5)
    kept = best_swap(LITTLE, look, rows(misfit))
    assert kept is None or (kept.out != misfit and kept.gain < swap.gain)
    assert best_swap(LITTLE, look, look) is None


def test_a_swap_that_does_not_help_is_not_named() -> None:
    look = rows(row_of("Top"), row_of("Trousers"))
    for _ in range(20):
        swap = best_swap(LITTLE, look, rows())
        if swap is None:
            break
        look = np.where(look == swap.out, swap.into, look).astype(np.int32)
    assert swap is None
    others = (LITTLE.ranking(look[look != row], LITTLE.roles_like(int(row)))[0] for row in look)
    for row, into in zip(look, others, strict=True):
        own, swapped = scored(LITTLE, [look, np.where(look == row, into, look).astype(np.int32)])
        assert swapped <= own


def test_alternatives_are_of_the_same_role() -> None:
    found = alternatives(LITTLE, LOOK, row_of("Bag"))
    assert set(found.tolist()) == set(LITTLE.taste.offered((Role.BAG,))[:COPIES].tolist())
