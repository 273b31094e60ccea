"""The shares of a request's words that articles have, against a count by hand."""

import numpy as np
import pandas as pd
import pytest

from stylehub_core.recommenders.request_words import ArticleWords
from stylehub_core.training.shared_words import SHARES, shared_words

ARTICLES = pd.DataFrame({
    "product_type_name": ["Dress", "Dress", "Shirt"],
    "colour_group_name": ["Red", "Blue", "Red"],
    "prod_name": ["Anna", "Bea", "Cleo"],
    "detail_desc": ["Long dress with frills", None, "Blue frills"],
})  # fmt: skip


def shares(text: str) -> dict[str, list[float]]:
    words = ArticleWords.of(ARTICLES)
    by_name = zip(SHARES, shared_words(words.asked([text]), words.attributes, words.anywhere), strict=True)
    return {name: values[0].tolist() for name, values in by_name}


def test_a_word_counts_by_its_rarity_and_only_where_it_stands() -> None:
    frills, red = np.log1p(3 / 2), np.log1p(3 / 2)
    found = shares("red frills")
    assert found["attributes"] == pytest.approx([red / (red + frills), 0, red / (red + frills)])
    assert found["words"] == pytest.approx([1, 0, 1])
    assert found["all attributes"] == [0, 0, 0]
    assert found["all words"] == [1, 0, 1]


def test_forms_of_a_word_are_the_same_and_unknown_words_do_not_count() -> None:
    assert shares("Dresses, purple?")["attributes"] == pytest.approx([1, 1, 0])
    assert shares("dress dress")["all attributes"] == [1, 1, 0]


def test_a_text_without_a_known_word_shares_nothing() -> None:
    assert all(values == [0, 0, 0] for text in ("", "purple") for values in shares(text).values())
