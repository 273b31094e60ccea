"""A customer's order: the words alone at 0, the learned order in the middle, the customer alone at 1."""

import itertools
from pathlib import Path

import numpy as np
import pytest

from stylehub_core.errors import QueryError, WorkspaceError
from stylehub_core.search.personal import PersonalOrder, PersonalScores, shares_text
from stylehub_core.search.personal_figures import SOURCES, Figure

PLAIN = np.array([3.0, 2.0, 1.0, 0.0], np.float32)
FIGURES: list[Figure] = [
    ("words", "match", np.array([0.0, 1.0, 0.0, 0.0], np.float32)),
    ("history", "own", np.array([0.0, 0.0, 1.0, 0.0], np.float32)),
    ("sales", "sold", np.array([0.0, 0.0, 0.0, 1.0], np.float32)),
    ("look", "unknown to the order", np.array([9.0, 0.0, 0.0, 0.0], np.float32)),
]
ORDER = PersonalOrder({"match": 3.0, "own": 2.0, "sold": 1.0})


def ranking(weight: float, plain: np.ndarray | None = PLAIN) -> list[int]:
    return np.argsort(-ORDER.scores(FIGURES, plain, weight).total, kind="stable").tolist()


def test_from_the_words_alone_to_the_customer_alone() -> None:
    assert ranking(0) == [0, 1, 2, 3]
    assert ranking(0.5) == [1, 2, 3, 0]
    assert ranking(1)[:2] == [2, 3]
    assert ranking(0.3, plain=None)[:2] == [2, 3]


def test_a_small_step_changes_little() -> None:
    steps = [ORDER.scores(FIGURES, PLAIN, weight).total for weight in np.linspace(0, 1, 101)]
    assert max(np.abs(second - first).max() for first, second in itertools.pairwise(steps)) < 0.1


@pytest.mark.parametrize("weight", [-0.1, 1.1, float("nan")])
def test_a_weight_is_a_share(weight: float) -> None:
    with pytest.raises(QueryError, match="from 0"):
        ORDER.scores(FIGURES, PLAIN, weight)


def test_shares_sum_to_one_and_say_what_lifts_an_article() -> None:
    shares = list(ORDER.scores(FIGURES, PLAIN, 0.5).shares([1, 2, 3]))
    assert [sum(share.values()) for share in shares] == pytest.approx([1, 1, 1])
    assert [max(share, key=lambda name: share[name]) for share in shares] == ["words", "history", "sales"]
    assert all(set(share) == set(SOURCES) for share in shares)
    nothing = PersonalScores(np.zeros((4, 2), np.float32))
    assert sum(next(iter(nothing.shares([0]))).values()) == pytest.approx(1)


def test_in_words() -> None:
    assert shares_text({"words": 0.2, "look": 0.002, "history": 0.798}) == "history 80 %, words 20 %"


def test_kept_and_read_back(tmp_path: Path) -> None:
    ORDER.save(tmp_path)
    assert PersonalOrder.load(tmp_path).weights == ORDER.weights

    (tmp_path / "order.json").write_text("{}")
    with pytest.raises(WorkspaceError, match="damaged"):
        PersonalOrder.load(tmp_path)
