"""Articles with a picture and articles without one share the answers to words and to pictures."""

import numpy as np
import pytest

from stylehub_core.arrays import unit
from stylehub_core.search.index import VectorIndex
from stylehub_core.search.two_kinds import TwoKinds, nearest

EACH = 60


@pytest.fixture(scope="module")
def index() -> VectorIndex:
    """Pictures lie far from words; texts, the second half, near them. Each has one article that fits best."""
    rng = np.random.default_rng(0)
    vectors = 0.05 * rng.normal(size=(2 * EACH, 6)).astype(np.float32)
    vectors[:, 0] += np.repeat(np.array([0.2, 0.7], np.float32), EACH)
    vectors[[7, EACH + 5], 0] += 0.2
    vectors[:, 1] = np.sqrt(1 - np.minimum(vectors[:, 0], 1) ** 2)
    return VectorIndex.build(unit(vectors))


WORDS = np.eye(1, 6, dtype=np.float32)[0]
PICTURED = np.arange(2 * EACH) < EACH


def test_neither_kind_crowds_out_the_other(index: VectorIndex) -> None:
    plain, _ = nearest(index, WORDS, 20, None, None)
    assert (plain >= EACH).all()
    rows, scores = nearest(index, WORDS, 20, None, TwoKinds(index.vectors, PICTURED))
    assert set(rows[:2].tolist()) == {7, EACH + 5}
    assert 4 <= np.count_nonzero(rows < EACH) <= 16
    assert (np.diff(scores) <= 0).all()
    assert scores.max() < 0.6  # as high as a picture's cosine


@pytest.mark.parametrize("pictured", [np.ones(2 * EACH, np.bool_), np.zeros(2 * EACH, np.bool_)])
def test_one_kind_keeps_its_cosines(index: VectorIndex, pictured: np.ndarray) -> None:
    kinds = TwoKinds.of(index.vectors, pictured)
    assert kinds is None
    rows, scores = nearest(index, WORDS, 5, None, kinds)
    np.testing.assert_allclose(scores, index.vectors[rows] @ WORDS, atol=1e-6)


def test_filters_hold(index: VectorIndex) -> None:
    allowed = np.zeros(2 * EACH, np.bool_)
    allowed[[3, 7, EACH + 1]] = True
    rows, _ = nearest(index, WORDS, 9, allowed, TwoKinds(index.vectors, PICTURED))
    assert sorted(rows.tolist()) == [3, 7, EACH + 1]


def one_of_few(count: int, *, few_pictured: bool) -> tuple[VectorIndex, np.ndarray, np.ndarray]:
    """(index, pictured, (articles, d) the words for each article). The first `count` of 2,500 are of the other kind."""
    rng = np.random.default_rng(count)
    content, step = np.zeros((2500, 64), np.float32), np.zeros(64, np.float32)
    content[:, :32] = rng.normal(size=(2500, 32)) / 32**0.5
    step[-1] = 0.5
    pictured = (np.arange(2500) < count) == few_pictured
    vectors = content + np.where(pictured, 1, -1)[:, None] * step
    return VectorIndex.build(unit(vectors.astype(np.float32))), pictured, unit(content - step)


@pytest.mark.parametrize("few_pictured", [False, True])
@pytest.mark.parametrize("count", [1, 2, 5, 10, 30])
def test_a_few_articles_of_a_kind_rank_where_they_fit(count: int, few_pictured: bool) -> None:
    index, pictured, words = one_of_few(count, few_pictured=few_pictured)
    kinds = TwoKinds.of(index.vectors, pictured)
    rows, scores = nearest(index, words[0], 2500, None, kinds)
    assert 0 in rows[:3]
    assert scores[0] <= 1
    rows, scores = nearest(index, words[-1], 2500, None, kinds)  # fits none of them
    assert rows[0] == 2499
    assert scores[0] <= 1
    assert 100 < np.median(np.flatnonzero(rows < count)) < 2400


def test_what_the_kinds_are_is_computed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    index, pictured, words = one_of_few(5, few_pictured=False)
    computed: list[tuple[int, ...]] = []
    real = np.cov

    def counted(sample: np.ndarray, **options: bool) -> np.ndarray:
        computed.append(sample.shape)
        return np.asarray(real(sample, **options))

    monkeypatch.setattr(np, "cov", counted)
    kinds = TwoKinds(index.vectors, pictured)
    kept = [kinds.scores(word) for word in words[:6]]
    assert len(computed) == 1
    for word, scores in zip(words[:6], kept, strict=True):
        np.testing.assert_array_equal(TwoKinds(index.vectors, pictured).scores(word), scores)
    assert len(computed) == 7


def test_many_articles_of_each_kind_need_no_covariance(monkeypatch: pytest.MonkeyPatch) -> None:
    index, pictured, words = one_of_few(400, few_pictured=True)
    monkeypatch.delattr(np, "cov")
    kinds = TwoKinds(index.vectors, pictured)
    assert not kinds.own_share.any()
    assert np.isfinite(kinds.scores(words[0])).all()
