"""Negatives of outfits: one article is replaced by another of its type."""

import numpy as np

from stylehub_core.outfits.article_sets import ArticleSets
from stylehub_core.outfits.negatives import draw_negatives
from stylehub_core.outfits.outfits import Outfits
from stylehub_core.outfits.same_type import SameType

TYPES = np.array([0, 0, 0, 0, 1, 1, 2, 3, 3, 3], np.int32)


def outfits(*sets: list[int]) -> Outfits:
    nobody = np.full(len(sets), -1, np.int32)
    return Outfits(ArticleSets.of(sets), nobody, nobody, "table")


def drawing(sold: dict[int, int] | None = None) -> SameType:
    return SameType(TYPES, np.array([(sold or {}).get(row, 0) for row in range(len(TYPES))]))


def test_one_article_is_another_of_its_type_from_outside_the_outfit() -> None:
    some = outfits([0, 4, 6], [1, 2, 7])
    negatives = draw_negatives(some, drawing(), 4, np.random.default_rng(0)).sets(some)
    assert len(negatives) == 8
    for number in range(8):
        before, after = set(some.sets[number // 4].tolist()), set(negatives[number].tolist())
        if after != before:
            [gone], [new] = before - after, after - before
            assert TYPES[gone] == TYPES[new] and new not in before
    for number in (0, 1):
        drawn = [tuple(negatives[4 * number + place]) for place in range(4)]
        assert len(set(drawn)) >= 3


def test_an_outfit_whose_types_have_no_others_has_no_negative() -> None:
    some = outfits([6, 4, 5], [0, 7])
    negatives = draw_negatives(some, drawing(), 3, np.random.default_rng(0))
    assert (negatives.others[0] == -1).all() and (negatives.others[1] >= 0).any()
    assert negatives.sets(some)[0].tolist() == [6, 4, 5]


def test_bestsellers_are_drawn_more_often() -> None:
    rng = np.random.default_rng(0)
    one = drawing({1: 50})
    first = [int(one.others(0, np.array([0, 4], np.int32), 1, rng)[0]) for _ in range(100)]
    assert first.count(1) > 90
