"""The majority among the nearest rows, against a slow reference."""

from collections import Counter

import numpy as np
import pytest

from stylehub_core.arrays import FloatMatrix, unit
from stylehub_core.evaluation import nearest_majority as module
from stylehub_core.evaluation.nearest_majority import nearest_majority


def reference(known: FloatMatrix, labels: list[str], asked: FloatMatrix, asked_labels: list[str], k: int) -> float:
    right = 0
    for vector, label in zip(asked, asked_labels, strict=True):
        nearest = sorted(range(len(known)), key=lambda row: -float(known[row] @ vector))[:k]
        counts = Counter(labels[row] for row in nearest)
        sums = {name: sum(float(known[row] @ vector) for row in nearest if labels[row] == name) for name in counts}
        right += max(counts, key=lambda name: (counts[name], sums[name])) == label
    return right / len(asked)


@pytest.mark.parametrize("k", [1, 2, 5, 10, 500])
def test_equals_a_slow_reference(k: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_CHUNK", 7)  # rows are computed in several parts
    rng = np.random.default_rng(k)
    known, asked = unit(rng.normal(size=(120, 4))), unit(rng.normal(size=(60, 4)))
    labels, asked_labels = rng.choice(list("abcd"), 120).tolist(), rng.choice(list("abcde"), 60).tolist()
    expected = reference(known, labels, asked, asked_labels, k)
    assert nearest_majority(known, labels, asked, asked_labels, k=k) == pytest.approx(expected)
    assert 0 < expected < 1


def test_of_equally_frequent_labels_the_nearer_one_counts() -> None:
    degrees = np.deg2rad([5, 30, -10, -20])
    known = np.stack([np.cos(degrees), np.sin(degrees)], axis=1).astype(np.float32)
    asked = np.array([[1, 0]], np.float32)
    assert nearest_majority(known, ["coat", "coat", "bag", "bag"], asked, ["bag"], k=4) == 1  # .985 + .940
    assert nearest_majority(known, ["coat", "coat", "bag", "bag"], asked, ["coat"], k=1) == 1


def test_negative_similarities_never_lose_to_labels_without_a_row() -> None:
    known, asked = np.array([[-1, 0], [0, -1]], np.float32), np.array([[1, 0]], np.float32)
    assert nearest_majority(known, ["z", "a"], asked, ["a"], k=1) == 1
    assert nearest_majority(known[:1], ["z"], asked, ["z"], k=1) == 1


def test_nothing_known_or_asked_is_nan() -> None:
    rows, none = np.ones((2, 1), np.float32), np.zeros((0, 1), np.float32)
    assert np.isnan(nearest_majority(none, [], rows, ["a", "b"]))
    assert np.isnan(nearest_majority(rows, ["a", "b"], none, []))
