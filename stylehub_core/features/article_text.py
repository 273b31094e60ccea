"""Articles as text: the study's cleaned words from five columns, and our natural sentences."""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Literal

import pandas as pd

from stylehub_core.catalog.schema import UNKNOWN

PAPER_COLUMNS = (
    "product_group_name",
    "product_type_name",
    "colour_group_name",
    "garment_group_name",
    "detail_desc",
)
"""The study's five columns, in its order."""

TextForm = Literal["sentence", "paper"]
"""The form of an article's text that a model reads: natural sentences, or the study's cleaned columns."""

_WORD = re.compile(r"[a-z0-9]+")


def column_words(articles: pd.DataFrame, columns: Sequence[str]) -> pd.Series:
    """(articles,) the values of these columns after each other, in lower case: "dark blue coat"."""
    first, *others = (articles[column].astype(str).str.lower() for column in columns)
    return first.str.cat(others, sep=" ")


def clean(text: str) -> str:
    """The study's cleaning: lower case, alphanumeric, no stopwords, each word once, in order of first use."""
    words = dict.fromkeys(_WORD.findall(text.lower()))
    return " ".join(word for word in words if word not in _stopwords())


@cache
def _stopwords() -> frozenset[str]:
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

    return frozenset(ENGLISH_STOP_WORDS)


def paper_texts(articles: pd.DataFrame) -> list[str]:
    """One cleaned text per article, by the study's recipe.

    The study passes TF-IDF features "through BERT". BERT reads words, not weights, so we understand it as:
    TF-IDF chooses the vocabulary (terms of at least two articles, as rarer ones cannot link articles),
    and BERT embeds each article's chosen terms in their order.
    """
    cleaned = [clean(text) for text in _joined(articles, PAPER_COLUMNS)]
    frequency: dict[str, int] = {}
    for text in set(cleaned):
        for word in text.split():
            frequency[word] = frequency.get(word, 0) + 1
    common = {word for word, texts in frequency.items() if texts > 1}
    return [" ".join(w for w in text.split() if w in common) or text for text in cleaned]


def sentence_texts(articles: pd.DataFrame) -> list[str]:
    """One to three natural sentences per article: what it is, who it is for, and its description."""
    columns = zip(
        _words(articles, "prod_name"),
        _words(articles, "colour_group_name"),
        _words(articles, "graphical_appearance_name"),
        _words(articles, "product_type_name"),
        _words(articles, "garment_group_name"),
        _words(articles, "index_group_name"),
        _words(articles, "detail_desc"),
        strict=True,
    )
    return [_sentence(*row) for row in columns]


def attribute_text(colour: str, product_type: str) -> str:
    """The words with which people search for a colour group and a product type, such as "dark blue vest top"."""
    return f"{colour} {product_type}".lower()


def _sentence(name: str, colour: str, look: str, kind: str, group: str, audience: str, description: str) -> str:
    pattern = "" if look.lower() in ("", "solid", "unknown") else look.lower()
    subject = ", ".join(part for part in (" ".join(p for p in (colour, pattern, kind.lower()) if p), name) if part)
    audiences = ", ".join(part for part in (group, audience) if part)
    return f"{subject}. {f'{audiences}. ' if audiences else ''}{description}".strip()


def _words(articles: pd.DataFrame, column: str) -> list[str]:
    """The column's values as texts; all are '' if the data does not have the column."""
    if column not in articles:
        return [""] * len(articles)
    values: list[str] = articles[column].astype("object").where(articles[column].notna(), "").astype(str).tolist()
    return [""] * len(articles) if set(values) == {UNKNOWN} else values


def _joined(articles: pd.DataFrame, columns: Iterable[str]) -> list[str]:
    return [" ".join(parts) for parts in zip(*(_words(articles, c) for c in columns), strict=True)]
