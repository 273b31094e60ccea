"""Slips that people make cost less than others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stylehub_core.search.reading.edits import ANY, DOUBLED, MISSING, NEARBY, OTHER_START, SWAPPED, edit_cost

_WORDS = st.text("abcdek", max_size=7)


@pytest.mark.parametrize(
    ("typed", "meant", "cost"),
    [
        ("jacket", "jacket", 0),
        ("jaket", "jacket", MISSING),
        ("hodie", "hoodie", DOUBLED),
        ("skirrt", "skirt", DOUBLED),
        ("sklirt", "skirt", ANY),
        ("skrit", "skirt", SWAPPED),
        ("skurt", "skirt", NEARBY),  # u and i are neighbours and vowels
        ("jakket", "jacket", NEARBY),  # c and k sound alike
        ("skixt", "skirt", ANY),
        ("kirt", "skirt", MISSING + OTHER_START),
        ("", "", 0),
        ("", "a", MISSING + OTHER_START),
    ],
)
def test_the_cost_of_one_edit(typed: str, meant: str, cost: float) -> None:
    assert edit_cost(typed, meant) == pytest.approx(cost)


@given(_WORDS, _WORDS)
def test_other_words_cost_something_and_no_more_than_all_letters(one: str, other: str) -> None:
    cost = edit_cost(one, other)
    assert (cost == 0) == (one == other)
    assert cost <= len(one) * ANY + len(other) * MISSING + OTHER_START
    assert cost >= abs(len(one) - len(other)) * DOUBLED


@given(_WORDS, st.integers(0, 7), st.sampled_from("abcdek"))
def test_one_letter_more_is_at_most_one_edit(word: str, at: int, letter: str) -> None:
    assert edit_cost(word[:at] + letter + word[at:], word) <= ANY + OTHER_START
