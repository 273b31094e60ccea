"""Each article's nearest others, against a plain sort."""

import numpy as np
import pytest

from stylehub_core.arrays import unit
from stylehub_core.errors import QueryError
from stylehub_core.search.neighbours import neighbour_lists

_VECTORS = unit(np.random.default_rng(0).standard_normal((300, 8)).astype(np.float32))
_GROUPS = (np.arange(300) // 3).astype(np.int32)


@pytest.mark.parametrize("groups", [None, _GROUPS])
def test_finds_what_a_plain_sort_finds(groups: np.ndarray | None) -> None:
    scores = np.round(_VECTORS @ _VECTORS.T, 6)
    own = np.eye(300, dtype=bool) if groups is None else groups[:, None] == groups[None, :]
    scores[own] = -np.inf
    expected = np.argsort(-scores, axis=1, kind="stable")[:, :10]
    calls: list[tuple[str, int, int]] = []
    lists = neighbour_lists(_VECTORS, 10, lambda *told: calls.append(told), groups=groups)
    assert (lists == expected).all()
    assert calls[-1][1:] == (300, 300)


def test_equal_vectors_never_find_themselves() -> None:
    lists = neighbour_lists(np.tile(_VECTORS[:1], (60, 1)), 5)
    assert not (lists == np.arange(60)[:, None]).any()
    assert (lists >= 0).all()


def test_too_few_others_are_padded() -> None:
    assert neighbour_lists(_VECTORS[:4], 10).shape == (4, 3)
    assert neighbour_lists(_VECTORS[:1], 10).shape == (1, 0)
    lists = neighbour_lists(_VECTORS[:4], 3, groups=np.array([0, 0, 0, 1], dtype=np.int32))
    assert lists[0].tolist() == [3, -1, -1]


def test_impossible_lists_are_refused() -> None:
    with pytest.raises(QueryError, match="1 or more"):
        neighbour_lists(_VECTORS, 0)
    with pytest.raises(QueryError, match="2 groups"):
        neighbour_lists(_VECTORS, 3, groups=np.array([0, 1], dtype=np.int32))
