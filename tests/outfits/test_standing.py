"""The share of drawn outfits that are worse, counted again by hand."""

from dataclasses import replace

import numpy as np
import pytest

from stylehub_core.arrays import IntVector
from stylehub_core.outfits.article_sets import ArticleSets
from stylehub_core.outfits.standing import better_than
from tests.outfits.little_shop import COPIES, composer, row_of, rows

LITTLE = composer()


def test_a_look_of_one_style_stands_above_a_mixed_one() -> None:
    alike = rows(*(row_of(kind) for kind in ("Top", "Trousers", "Sneakers", "Bag")))
    mixed = rows(
        *(row_of(kind, copy=number % 2 * (COPIES - 1)) for number, kind in enumerate(("Top", "Trousers", "Bag")))
    )
    high, low = better_than(LITTLE, alike), better_than(LITTLE, mixed)
    assert high is not None and high > 0.8
    assert low is not None and low < 0.3


def test_it_is_the_share_over_all_outfits_where_each_is_as_likely() -> None:
    """Pairs of a top and trousers, every one of them drawn many times: within the drawing's error of the true share."""
    even = replace(LITTLE, taste=replace(LITTLE.taste, sold=np.ones_like(LITTLE.taste.sold)))
    own = rows(row_of("Top"), row_of("Trousers", copy=1))
    every = [
        rows(row_of("Top", copy=a), row_of("Trousers", copy=b)) for a in range(COPIES) for b in range(COPIES)
    ]  # fmt: skip
    scores = [float(even.scorer.compatibility(sets)[0]) for sets in map(_one, every)]
    mine = float(even.scorer.compatibility(_one(own))[0])
    others = [score for score, pair in zip(scores, every, strict=True) if pair.tolist() != own.tolist()]
    expected = np.mean([(score < mine) + 0.5 * (score == mine) for score in others])
    assert better_than(even, own) == pytest.approx(expected, abs=0.1)


def test_too_few_others_give_no_share() -> None:
    frame_rows = rows(row_of("Top"), row_of("Trousers"))
    kinds = np.arange(len(LITTLE.taste.roles), dtype=np.int32)  # every article is the only one of its kind
    alone = replace(LITTLE, taste=replace(LITTLE.taste, traits=replace(LITTLE.taste.traits, kind=kinds)))
    assert better_than(alone, frame_rows) is None


def _one(pair: IntVector) -> ArticleSets:
    return ArticleSets.of([pair])
