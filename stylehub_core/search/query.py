"""What a person types: made safe, found exactly where it names an article, and answered by several rankings at once."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from stylehub_core.arrays import BoolVector, FloatVector, IntVector
from stylehub_core.catalog.schema import ARTICLE_ID_LENGTH, PRODUCT_CODE_LENGTH
from stylehub_core.errors import QueryError
from stylehub_core.search.hits import best_first, check_allowed, check_k

LONGEST_QUERY = 1000
"""Characters; what follows is not read."""

LEXICAL_WEIGHTS = (1.0, 12.0)
"""Weight of the lexical ranking beside a dense one of weight 1, where attributes decide none and all of the query.
Measured in docs/decisions/lexical-search.md."""

_CODE = re.compile(r"(?=.*[0-9._-])[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
_SHORTEST_DIGITS = 5
"""Digits from which lost zeros are put back: a shorter number is a size or a year."""


@dataclass(frozen=True)
class CleanQuery:
    """text: the query without control characters and doubled spaces; note: what was changed, or ''."""

    text: str
    note: str = ""


def clean_query(text: str) -> str:
    """The text without control characters, on one line, at most 1,000 characters; QueryError where none are left."""
    return cleaned(text).text


def cleaned(text: str) -> CleanQuery:
    """As clean_query, with a note for the person where the text was cut."""
    # Cc and Cs are control characters and halves of pairs; Cf holds marks that turn the direction of writing.
    kept = "".join(" " if unicodedata.category(c) in ("Cc", "Cs", "Cf", "Zl", "Zp") else c for c in text)
    one_line = " ".join(kept.split())
    if not one_line:
        raise QueryError("The query is empty. Type what you look for, such as 'navy wool coat'.")
    if len(one_line) <= LONGEST_QUERY:
        return CleanQuery(one_line)
    note = f"The query has {len(one_line):,} characters; its first {LONGEST_QUERY:,} were read."
    return CleanQuery(one_line[:LONGEST_QUERY].rstrip(), note)


def exact_match(articles: pd.DataFrame, text: str) -> IntVector:
    """Rows of the articles that `text` names: by id, by product code or by product name, whatever the case.

    The leading zeros of an id or a code may be left out. An id comes before a code, a code before a name.
    """
    text = " ".join(text.split())
    if not text:
        return np.zeros(0, dtype=np.int32)
    named = code_match(articles, text)
    if len(named):
        return named
    names = articles["prod_name"].astype("str").str.lower().str.strip()
    return np.flatnonzero((names == text.lower()).to_numpy(dtype=np.bool_)).astype(np.int32)


def code_match(articles: pd.DataFrame, text: str) -> IntVector:
    """Rows of the articles that have `text` as their id, or else as their product code."""
    if _CODE.fullmatch(text):
        padded = text.isdigit() and len(text) >= _SHORTEST_DIGITS
        for column, length in (("article_id", ARTICLE_ID_LENGTH), ("product_code", PRODUCT_CODE_LENGTH)):
            asked = {text.lower(), *([text.zfill(length)] if padded else [])}
            rows = np.flatnonzero(articles[column].astype("str").str.lower().isin(asked).to_numpy())
            if len(rows):
                return rows.astype(np.int32)
    return np.zeros(0, dtype=np.int32)


def fuse(rankings: Sequence[tuple[IntVector, float]], k: int, constant: int = 60) -> tuple[IntVector, FloatVector]:
    """(rows, scores) of the k best by weighted reciprocal rank fusion: sum of weight / (constant + rank).

    rankings: (rows best first, weight) each; a row of -1 is padding, a row's first place in a ranking counts. Equal
    scores are ordered by row number. Cormack, Clarke and Büttcher, SIGIR 2009, where the constant is 60.
    """
    check_k(k)
    if constant < 0:
        raise QueryError(f"The constant of the fusion is {constant}; it must be 0 or more.")
    all_rows: list[NDArray[Any]] = [np.zeros(0, dtype=np.int32)]
    all_scores: list[NDArray[Any]] = [np.zeros(0)]
    for rows, weight in rankings:
        if not np.isfinite(weight) or weight < 0:
            raise QueryError(f"A ranking has the weight {weight}; it must be 0 or more.")
        valid = rows[rows >= 0]
        _, first = np.unique(valid, return_index=True)
        order = np.sort(first)
        if weight:
            all_rows.append(valid[order].astype(np.int32))
            all_scores.append(weight / (constant + 1.0 + np.arange(len(order))))
    rows, place = np.unique(np.concatenate(all_rows), return_inverse=True)
    scores = np.bincount(place, weights=np.concatenate(all_scores), minlength=len(rows))
    return best_first(np.round(scores, 12), rows.astype(np.int32), k)


def lexical_weight(coverage: float) -> float:
    """Weight of the lexical ranking where attributes decide this much of the query, 0 to 1."""
    low, high = LEXICAL_WEIGHTS
    return low + (high - low) * min(max(coverage, 0.0), 1.0) ** 2


def first_then(first: IntVector, then: IntVector, k: int, *, allowed: BoolVector | None = None) -> IntVector:
    """At most k rows: those of `first` that are allowed, then those of `then` that are not among them."""
    check_k(k)
    if allowed is not None and len(first):
        check_allowed(allowed, len(allowed))
        first = first[allowed[first]]
    rest = then[(then >= 0) & ~np.isin(then, first)]
    return np.concatenate([first, rest])[:k].astype(np.int32)
