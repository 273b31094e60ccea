"""Triplets from outfits, and pseudo-labelled ones from articles that look alike."""

import numpy as np
import pytest

from stylehub_core.arrays import unit
from stylehub_core.errors import TooLittleDataError
from stylehub_core.training.outfit_triplets import OutfitTriplets, nearest_of_type, pseudo_triplets

OUTFITS = ([0, 1, 2], [3, 4], [0, 5])
TYPES = np.array([0, 1, 2, 0, 1, 1, 0, 1, 2, 3], np.int32)
ODDS = np.array([1, 1, 1, 1, 3, 1, 1, 1, 1, 1], np.float32)


def triplets(outfits: tuple[list[int], ...] = OUTFITS, odds: np.ndarray = ODDS) -> OutfitTriplets:
    articles = np.concatenate([np.array(outfit, np.int32) for outfit in outfits])
    return OutfitTriplets(articles, np.cumsum([0, *map(len, outfits)], dtype=np.int64), TYPES, odds)


def test_the_positive_is_worn_with_the_anchor_and_the_negative_is_another_of_its_type() -> None:
    drawn = triplets().draw(2000, np.random.default_rng(0))
    assert drawn.shape == (2000, 3)
    for anchor, right, wrong in drawn.tolist():
        holding = [outfit for outfit in OUTFITS if anchor in outfit and right in outfit]
        assert anchor != right and holding
        assert TYPES[wrong] == TYPES[right]
        assert any(wrong not in outfit for outfit in holding)


def test_every_pair_of_every_outfit_is_drawn_in_both_orders() -> None:
    drawn = {(anchor, right) for anchor, right, _ in triplets().draw(2000, np.random.default_rng(0)).tolist()}
    assert drawn == {(a, b) for outfit in OUTFITS for a in outfit for b in outfit if a != b}


def test_the_negative_is_drawn_by_its_odds() -> None:
    drawn = triplets(([0, 1],)).draw(4000, np.random.default_rng(0))
    wrong = drawn[drawn[:, 1] == 1, 2]  # 4, 5 or 7, with odds 3 : 1 : 1
    assert np.bincount(wrong, minlength=8)[[4, 5, 7]] / len(wrong) == pytest.approx([0.6, 0.2, 0.2], abs=0.04)


def test_articles_that_are_alone_of_their_type_teach_nothing() -> None:
    drawn = triplets(([0, 9],)).draw(50, np.random.default_rng(0))
    assert (drawn[:, 1] == 0).all()
    with pytest.raises(TooLittleDataError, match="another of its product type"):
        triplets(([2, 8], [9, 2, 8])).draw(50, np.random.default_rng(0))


def test_the_nearest_is_that_of_a_search_by_hand() -> None:
    rng = np.random.default_rng(1)
    vectors, types = unit(rng.normal(size=(60, 5)).astype(np.float32)), rng.integers(0, 4, 60).astype(np.int32)
    wanted, among = rng.permutation(60)[:30], rng.permutation(60)[:20].astype(np.int32)
    for article, found in zip(wanted, nearest_of_type(vectors, wanted, among, types), strict=True):
        others = [other for other in among if types[other] == types[article] and other != article]
        best = max(others, key=lambda other: float(vectors[article] @ vectors[other]), default=-1)
        assert found == best


def test_pseudo_labels_are_the_twins_of_labelled_articles() -> None:
    rng = np.random.default_rng(2)
    labelled = rng.normal(size=(20, 8))
    twins = labelled + rng.normal(0, 0.01, labelled.shape)
    vectors = unit(np.concatenate([labelled, twins]).astype(np.float32))
    types = np.tile(np.arange(20) % 3, 2).astype(np.int32)
    drawn = np.stack([rng.permutation(20)[:3] for _ in range(50)]).astype(np.int32)
    replaced, usable = pseudo_triplets(vectors, drawn, np.arange(20, 40, dtype=np.int32), types)
    np.testing.assert_array_equal(replaced, drawn + 20)
    assert usable.all()


def test_a_triplet_without_a_neighbour_or_with_one_for_two_is_not_used() -> None:
    vectors, types = unit(np.eye(6, dtype=np.float32) + 0.1), np.array([0, 0, 1, 0, 1, 2], np.int32)
    drawn = np.array([[2, 0, 1], [2, 0, 5], [0, 2, 3]], np.int32)
    replaced, usable = pseudo_triplets(vectors, drawn, np.array([3, 4], np.int32), types)
    assert replaced.tolist() == [[4, 3, 3], [4, 3, -1], [3, 4, -1]]
    assert not usable.any()
