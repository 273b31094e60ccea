"""Agreement of two models: hand-computed values, a slow reference, and properties of any lists."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stylehub_core.errors import QueryError
from stylehub_core.search.agreement import agreement, change, change_by_group, curve, most_changed, popularity_bands
from stylehub_core.search.rank_overlap import jaccard_at_k, overlap_at_k, rbo

_LIST = st.lists(st.integers(0, 12), unique=True, max_size=8)


def _lists(*lists: list[int], width: int = 8) -> np.ndarray:
    return np.array([rows + [-1] * (width - len(rows)) for rows in lists], dtype=np.int32)


def _rbo_by_the_book(first: list[int], second: list[int], p: float) -> float:
    """Webber et al. 2010, eq. 32, term by term."""
    short, long = sorted((first, second), key=len)
    s, size = len(short), len(long)
    shared = {d: len(set(short[:d]) & set(long[:d])) for d in range(1, size + 1)}
    at_s = shared[s] if s else 0
    total = sum(shared[d] / d * p**d for d in range(1, size + 1))
    total += sum(at_s * (d - s) / (s * d) * p**d for d in range(s + 1, size + 1)) if s else 0
    return (1 - p) / p * total + ((shared[size] - at_s) / size + (at_s / s if s else 0)) * p**size


def test_rbo_by_hand() -> None:
    # X = 1, 1, 3: 1 * .729 + (.1 / .9) (.9 + .405 + .729)
    assert rbo(_lists([1, 2, 3], width=3), _lists([1, 3, 2], width=3), p=0.9) == pytest.approx(0.955)
    # s = 2, l = 3, X = 1, 1, 2: (.1 / .9) (1.791 + .1215) + (1/3 + 1/2) .729
    assert rbo(_lists([1, 2]), _lists([1, 3, 2]), p=0.9) == pytest.approx(0.82)


@settings(max_examples=150, deadline=None)
@given(_LIST, _LIST, st.sampled_from([0.5, 0.9, 0.98]))
def test_rbo_is_the_papers(first: list[int], second: list[int], p: float) -> None:
    value = float(rbo(_lists(first), _lists(second), p=p)[0])
    if not first and not second:
        assert np.isnan(value)
        return
    assert value == pytest.approx(_rbo_by_the_book(first, second, p), abs=1e-6)
    assert -1e-6 <= value <= 1 + 1e-6
    assert value == pytest.approx(float(rbo(_lists(second), _lists(first), p=p)[0]), abs=1e-6)


@given(_LIST.filter(bool), st.integers(1, 8))
def test_overlap_and_jaccard_are_those_of_sets(drawn: list[int], k: int) -> None:
    fixed = [5, 3, 9, 1, 0, 12, 7, 2]
    first, second = set(drawn[:k]), set(fixed[:k])
    assert overlap_at_k(_lists(drawn), _lists(fixed), k=k) == pytest.approx(len(first & second) / k)
    assert jaccard_at_k(_lists(drawn), _lists(fixed), k=k) == pytest.approx(len(first & second) / len(first | second))


def test_equal_lists_agree_and_strangers_do_not() -> None:
    first, second = _lists([1, 2, 3, 4], width=4), _lists([5, 6, 7, 8], width=4)
    assert change(first, first) == pytest.approx(0, abs=1e-6)
    assert change(first, second) == pytest.approx(1)


def test_a_batch_is_many_single_lists() -> None:
    rng = np.random.default_rng(0)
    first, second = (np.stack([rng.permutation(30)[:10] for _ in range(9000)]).astype(np.int32) for _ in range(2))
    whole = rbo(first, second)
    for row in (0, 4095, 4096, 8999):
        assert whole[row] == pytest.approx(_rbo_by_the_book(first[row].tolist(), second[row].tolist(), 0.9), abs=1e-6)


def test_the_curve_is_the_mean_at_each_depth() -> None:
    first, second = _lists([1, 2, 3], [1, 2, 3], width=3), _lists([1, 4, 5], [9, 2, 8], width=3)
    means = curve(first, second, (1, 3))
    assert means.overlap == pytest.approx((0.5, 1 / 3))
    assert means.jaccard == pytest.approx((0.5, 1 / 5))


def test_the_articles_that_change_most_come_first() -> None:
    rows, values = most_changed(np.array([0.2, np.nan, 0.9, 0.2], dtype=np.float32), 3)
    assert rows.tolist() == [2, 0, 3]
    assert values == pytest.approx([0.9, 0.2, 0.2])


def test_groups_are_counted(shelf: pd.DataFrame) -> None:
    bands = change_by_group(np.arange(12, dtype=np.float32), popularity_bands(shelf))
    assert [(band.name, band.articles) for band in bands] == [
        ("never sold", 5),
        ("sold 1-5 times", 4),
        ("sold 6-20 times", 2),
        ("sold over 20 times", 1),
    ]
    assert bands[3].change == 2  # row 2 alone


def test_two_models_are_compared_whole(shelf: pd.DataFrame) -> None:
    first = np.array([[(row + step) % 12 for step in (1, 2, 3)] for row in range(12)], dtype=np.int32)
    second = first.copy()
    second[4] = [9, 10, 11]
    comparison = agreement(first, second, shelf, depth=2)
    assert comparison.curve.k == (1, 2, 3)
    assert comparison.changed_rows[0] == 4
    assert comparison.changes[0] == pytest.approx(1)
    assert sum(band.articles for band in comparison.by_group) == 12
    with pytest.raises(QueryError, match="1 to 3"):
        agreement(first, second, shelf, depth=4)
    with pytest.raises(QueryError, match="differ in shape"):
        agreement(first, second[:, :2], shelf, depth=2)
