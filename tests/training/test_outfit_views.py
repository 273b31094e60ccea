"""Views of outfits: what is erased and replaced, and what is similar."""

import numpy as np

from stylehub_core.arrays import unit
from stylehub_core.training.outfit_views import erased, replaced, similar_articles

OUTFITS = np.array([[3, 8, 5, 1], [2, 7, -1, -1], [4, 6, 9, -1]], np.int32)


def sets(outfits: np.ndarray) -> list[set[int]]:
    return [set(row.tolist()) - {-1} for row in outfits]


def test_erase_leaves_out_one_article_and_never_one_of_a_pair() -> None:
    seen: list[set[int]] = [set(), set(), set()]
    for seed in range(60):
        view = erased(OUTFITS, np.random.default_rng(seed))
        for number, (before, after) in enumerate(zip(sets(OUTFITS), sets(view), strict=True)):
            assert after <= before and len(before - after) == (len(before) > 2)
            seen[number] |= before - after
            row = view[number]
            assert (row[: len(after)] >= 0).all() and (row[len(after) :] == -1).all()
    assert seen == [{3, 8, 5, 1}, set(), {4, 6, 9}]
    assert OUTFITS[0].tolist() == [3, 8, 5, 1]


def test_replace_puts_a_similar_article_in_the_place_of_one() -> None:
    similar = np.full((10, 2), -1, np.int32)
    similar[3], similar[8, 0], similar[2] = [0, 8], 5, [0, 7]  # 8 and 5, and 7, are in the outfits themselves
    seen: list[set[int]] = [set(), set(), set()]
    for seed in range(80):
        view = replaced(OUTFITS, similar, np.random.default_rng(seed))
        assert ((view < 0) == (OUTFITS < 0)).all()
        for number, (before, after) in enumerate(zip(sets(OUTFITS), sets(view), strict=True)):
            assert len(after) == len(before) and len(after - before) <= 1
            if after != before:
                [gone] = before - after
                assert (after - before) <= set(similar[gone].tolist())
                seen[number] |= after - before
    assert seen == [{0}, {0}, set()]


def test_similar_articles_are_the_nearest_of_their_type() -> None:
    rng = np.random.default_rng(1)
    vectors = rng.normal(size=(40, 6)).astype(np.float32) * rng.random((40, 1)).astype(np.float32)
    types = np.append(rng.integers(0, 4, 38), [4, 4]).astype(np.int32)
    asked = np.array([0, 5, 17, 38], np.int32)
    similar = similar_articles(vectors, types, asked, 3)
    cosines = unit(vectors) @ unit(vectors).T
    for row in range(40):
        others = [other for other in range(40) if other != row and types[other] == types[row]]
        nearest = sorted(others, key=lambda other: -cosines[row, other])[:3] if row in asked else []
        assert similar[row].tolist() == nearest + [-1] * (3 - len(nearest))
