"""A customer's order: the words alone at 0, the learned order in the middle, the customer alone at 1."""

import itertools
from pathlib import Path

import numpy as np
import pytest

from stylehub_core.errors import QueryError, WorkspaceError
from stylehub_core.search.personal import PersonalOrder, PersonalScores, PlainScores, shares_text
from stylehub_core.search.personal_figures import SOURCES, Figure

PLAIN = PlainScores(np.array([3.0, 2.0, 1.0, 0.0], np.float32))
FIGURES: list[Figure] = [
    ("words", "match", np.array([0.0, 1.0, 0.0, 0.0], np.float32)),
    ("history", "own", np.array([0.0, 0.0, 1.0, 0.0], np.float32)),
    ("sales", "sold", np.array([0.0, 0.0, 0.0, 1.0], np.float32)),
    ("look", "unknown to the order", np.array([9.0, 0.0, 0.0, 0.0], np.float32)),
]
ORDER = PersonalOrder({"match": 3.0, "own": 2.0, "sold": 1.0})


def ranking(weight: float, plain: PlainScores | None = PLAIN) -> list[int]:
    return np.argsort(-ORDER.scores(FIGURES, plain, weight).total, kind="stable").tolist()


def test_from_the_words_alone_to_the_customer_alone() -> None:
    assert ranking(0) == [0, 1, 2, 3]
    assert ranking(0.5) == [1, 2, 3, 0]
    assert ranking(1)[:2] == [2, 3]
    assert ranking(0.3, plain=None)[:2] == [2, 3]


@pytest.mark.parametrize("look", [0.5, 1.0])
def test_beside_a_picture_the_plain_search_keeps_half_of_the_score(look: float) -> None:
    plain = PlainScores(PLAIN.scores, look)
    assert ranking(0, plain) == ranking(0)
    assert ranking(1, plain) == ranking(1)
    scores, learned = (ORDER.scores(FIGURES, each, 0.5) for each in (plain, PLAIN))
    z = (PLAIN.scores - PLAIN.scores.mean()) / PLAIN.scores.std()
    assert scores.total == pytest.approx(0.5 * learned.total + 0.5 * learned.total.std() * z, abs=1e-5)
    parts = dict(zip(SOURCES, scores.parts, strict=True))
    assert np.ptp(parts["look"]) > 0
    assert bool(np.ptp(parts["words"])) == (look < 1)


@pytest.mark.parametrize("look", [0.0, 0.5, 1.0])
def test_a_small_step_changes_little(look: float) -> None:
    plain = PlainScores(PLAIN.scores, look)
    steps = [ORDER.scores(FIGURES, plain, weight).total for weight in np.linspace(0, 1, 101)]
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
