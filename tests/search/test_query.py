"""Queries are made safe, names and ids find their article, and rankings are fused."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stylehub_core.errors import QueryError
from stylehub_core.search.query import clean_query, cleaned, exact_match, first_then, fuse, lexical_weight

_RANKING = st.lists(st.integers(0, 30), unique=True, max_size=20).map(lambda rows: np.array(rows, dtype=np.int32))


@given(st.text(max_size=3000))
def test_any_text_becomes_safe_or_is_empty(text: str) -> None:
    try:
        clean = clean_query(text)
    except QueryError:
        assert not any(character.isalnum() for character in text)
        return
    assert 0 < len(clean) <= 1000
    assert "\n" not in clean
    assert "\x00" not in clean
    assert clean == clean_query(clean)


def test_what_was_cut_is_told() -> None:
    assert cleaned("a" * 1001).note.startswith("The query has 1,001 characters")
    assert cleaned("a" * 1000).note == ""
    assert clean_query(" red\x00\tdress \u202e👗 ") == "red dress 👗"


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("0108777003", [2]),
        ("108777003", [2]),
        ("0108777", [2, 3]),
        ("108777", [2, 3]),
        ("strap  TOP", [2, 3]),
        ("Anna dress", [0]),
        ("Anna", []),
        ("99999999", []),
        ("", []),
    ],
)
def test_ids_codes_and_names_find_their_articles(shelf: pd.DataFrame, text: str, rows: list[int]) -> None:
    shelf.loc[2, "article_id"], shelf.loc[3, "article_id"] = "0108777003", "0108777004"
    assert exact_match(shelf, text).tolist() == rows


def test_fusion_by_hand() -> None:
    rows, scores = fuse([(np.array([5, 7, -1]), 1.0), (np.array([7, 9]), 2.0)], 10)
    assert rows.tolist() == [7, 9, 5]
    assert scores == pytest.approx([1 / 62 + 2 / 61, 2 / 62, 1 / 61])


@given(st.lists(st.tuples(_RANKING, st.floats(0.1, 5)), max_size=3), st.integers(1, 40))
def test_fusion_is_the_sum_of_reciprocal_ranks(rankings: list[tuple[np.ndarray, float]], k: int) -> None:
    sums: dict[int, float] = {}
    for ranked, weight in rankings:
        for rank, row in enumerate(ranked.tolist(), start=1):
            sums[row] = sums.get(row, 0) + weight / (60 + rank)
    rows, scores = fuse(rankings, k)
    assert len(rows) == min(k, len(sums))
    assert scores == pytest.approx(sorted(sums.values(), reverse=True)[:k])
    assert scores == pytest.approx([sums[row] for row in rows.tolist()])


@given(_RANKING, st.integers(1, 25))
def test_one_ranking_is_fused_to_itself(ranked: np.ndarray, k: int) -> None:
    assert fuse([(ranked, 1.0)], k)[0].tolist() == ranked[:k].tolist()


def test_equal_scores_are_ordered_by_row() -> None:
    assert fuse([(np.array([8]), 1.0), (np.array([3]), 1.0)], 2)[0].tolist() == [3, 8]


def test_impossible_fusions_are_refused() -> None:
    with pytest.raises(QueryError, match="weight"):
        fuse([(np.array([1]), -1.0)], 3)
    with pytest.raises(QueryError, match="1 or more"):
        fuse([], 0)
    with pytest.raises(QueryError, match="constant"):
        fuse([], 1, constant=-1)


def test_words_weigh_more_the_more_attributes_they_name() -> None:
    weights = [lexical_weight(coverage) for coverage in (0, 0.3, 0.7, 1)]
    assert weights == sorted(weights)
    assert weights[0] == 1
    assert lexical_weight(7) == weights[-1]


def test_named_articles_come_first_and_once() -> None:
    allowed = np.array([True, True, False, True, True])
    rows = first_then(np.array([3, 2]), np.array([1, 3, 4, -1]), 3, allowed=allowed)
    assert rows.tolist() == [3, 1, 4]
