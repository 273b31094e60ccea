"""The weakest link where it is plain."""

import numpy as np

from stylehub_core.arrays import unit
from stylehub_core.outfits.article_sets import ArticleSets
from stylehub_core.outfits.mean_cosine import FittedMeanCosine
from stylehub_core.outfits.weakest_link import WeakestLink


def test_the_article_from_another_group_is_the_weakest() -> None:
    rng = np.random.default_rng(0)
    group = np.repeat([0, 1], 40)
    vectors = unit((np.eye(2)[group] + rng.normal(0, 0.1, (80, 2))).astype(np.float32))
    links = WeakestLink(FittedMeanCosine(vectors), np.zeros(80, np.int8))
    sets = [[1, 2, 3, 70], [41, 5, 42], [6, 7, 8, 9, 60], [45, 46, 10, 47]]
    assert links.of(ArticleSets.of(sets)).tolist() == [70, 5, 60, 10]
    assert links.of(ArticleSets.of([])).tolist() == []


def test_of_two_articles_the_one_that_others_would_replace() -> None:
    vectors = unit(np.array([[1, 0], [0, 1], [0.2, 1], [0.3, 1]], np.float32))
    links = WeakestLink(FittedMeanCosine(vectors), np.array([0, 1, 1, 1], np.int8))
    assert links.of(ArticleSets.of([[0, 1]])).tolist() == [1]


def test_a_slot_without_others_does_not_fail() -> None:
    links = WeakestLink(FittedMeanCosine(unit(np.eye(3, dtype=np.float32))), np.arange(3, dtype=np.int8))
    assert links.of(ArticleSets.of([[0, 1, 2]])).tolist() == [0]
