"""Typed queries: cleaned, matched exactly if they name an article, and answered by fusing several rankings."""

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
from stylehub_core.search.hits import best_first, check_k

LONGEST_QUERY = 1000
"""Characters that are read; the rest is ignored."""

LEXICAL_WEIGHTS = (1.0, 12.0)
"""Weights of the lexical ranking if none, and if all, of the query names attributes; the dense ranking has weight 1.

Measured in docs/decisions/lexical-search.md.
"""

_CODE = re.compile(r"(?=.*[0-9._-])[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
_SHORTEST_DIGITS = 5
"""The fewest digits for which leading zeros are restored: a shorter number is a size or a year."""


@dataclass(frozen=True)
class CleanQuery:
    """text: the query without control characters or repeated spaces; note: how it was shortened, or ''."""

    text: str
    note: str = ""


def clean_query(text: str) -> str:
    """The text on one line, without control characters, cut at 1,000 characters. Raises QueryError if it is empty."""
    return cleaned(text).text


def cleaned(text: str) -> CleanQuery:
    """As clean_query, with a note for the user if the text was cut."""
    # Cc and Cs are control characters and surrogates; Cf includes marks that change the writing direction.
    kept = "".join(" " if unicodedata.category(c) in ("Cc", "Cs", "Cf", "Zl", "Zp") else c for c in text)
    one_line = " ".join(kept.split())
    if not one_line:
        raise QueryError("The query is empty. Type what you are looking for, such as 'navy wool coat'.")
    if len(one_line) <= LONGEST_QUERY:
        return CleanQuery(one_line)
    note = f"The query has {len(one_line):,} characters; its first {LONGEST_QUERY:,} were read."
    return CleanQuery(one_line[:LONGEST_QUERY].rstrip(), note)


def exact_match(articles: pd.DataFrame, text: str) -> IntVector:
    """Rows of the articles that `text` names, by id, product code or product name, ignoring case.

    Leading zeros of an id or code may be left out. An id takes precedence over a code, a code over a name.
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
    """Rows of the articles whose id, or else whose product code, is `text`."""
    if _CODE.fullmatch(text):
        padded = text.isdigit() and len(text) >= _SHORTEST_DIGITS
        for column, length in (("article_id", ARTICLE_ID_LENGTH), ("product_code", PRODUCT_CODE_LENGTH)):
            spellings = {text.lower(), *([text.zfill(length)] if padded else [])}
            rows = np.flatnonzero(articles[column].astype("str").str.lower().isin(spellings).to_numpy())
            if len(rows):
                return rows.astype(np.int32)
    return np.zeros(0, dtype=np.int32)


def fuse(rankings: Sequence[tuple[IntVector, float]], k: int, constant: int = 60) -> tuple[IntVector, FloatVector]:
    """(rows, scores) of the k best by weighted reciprocal rank fusion: sum of weight / (constant + rank).

    rankings: (rows best first, weight) of each. Rows of -1 are padding; a row's best rank in a ranking counts.
    Equal scores are ordered by row number.
    Cormack, Clarke and Büttcher, SIGIR 2009, where the constant is 60.
    """
    check_k(k)
    if constant < 0:
        raise QueryError(f"The fusion constant is {constant}: it must be 0 or more.")
    all_rows: list[NDArray[Any]] = [np.zeros(0, dtype=np.int32)]
    all_scores: list[NDArray[Any]] = [np.zeros(0)]
    for rows, weight in rankings:
        if not np.isfinite(weight) or weight < 0:
            raise QueryError(f"A ranking has the weight {weight}: it must be 0 or more.")
        valid = rows[rows >= 0]
        _, first = np.unique(valid, return_index=True)
        order = np.sort(first)
        if weight:
            all_rows.append(valid[order].astype(np.int32))
            all_scores.append(weight / (constant + 1.0 + np.arange(len(order))))
    rows, inverse = np.unique(np.concatenate(all_rows), return_inverse=True)
    scores = np.bincount(inverse, weights=np.concatenate(all_scores), minlength=len(rows))
    return best_first(np.round(scores, 12), rows.astype(np.int32), k)


def lexical_weight(coverage: float) -> float:
    """Weight of the lexical ranking if this share of the query, 0 to 1, names attributes."""
    low, high = LEXICAL_WEIGHTS
    return low + (high - low) * min(max(coverage, 0.0), 1.0) ** 2


def first_then(first: IntVector, then: IntVector, k: int, *, allowed: BoolVector | None = None) -> IntVector:
    """At most k rows: the allowed ones of `first`, then those of `then` that are not among them."""
    check_k(k)
    if allowed is not None and len(first):
        first = first[allowed[first]]
    rest = then[(then >= 0) & ~np.isin(then, first)]
    return np.concatenate([first, rest])[:k].astype(np.int32)
