"""Which of a request's words an article has: in its attributes, or anywhere in its texts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse

from stylehub_core.search.attributes import LABELS
from stylehub_core.search.words import stems

_TEXTS = ("prod_name", "detail_desc")


@dataclass(frozen=True, eq=False)
class ArticleWords:
    """The stems of n articles' texts, as (n, v) matrices of 0 and 1.

    ids: of the stems, from 0. rarity: (v,) how much each counts.
    attributes: the stems of the attributes. anywhere: those of names and descriptions too.
    """

    ids: Mapping[str, int]
    rarity: np.ndarray
    attributes: sparse.csr_array
    anywhere: sparse.csr_array

    @classmethod
    def of(cls, articles: pd.DataFrame) -> "ArticleWords":
        ids: dict[str, int] = {}
        by_column = {column: _codes(articles[column], ids) for column in (*LABELS, *_TEXTS) if column in articles}
        size = len(ids)
        matrices = {column: _matrix(*coded, size) for column, coded in by_column.items()}
        empty = sparse.csr_array((len(articles), size), dtype=np.float32)
        attributes = sum((matrices[column] for column in LABELS if column in matrices), start=empty)
        anywhere = sum((matrices[column] for column in _TEXTS if column in matrices), start=attributes)
        attributes, anywhere = (sparse.csr_array(each).astype(np.float32) for each in (attributes, anywhere))
        attributes.data[:] = anywhere.data[:] = 1
        having = np.bincount(anywhere.indices, minlength=size)
        return cls(ids, np.log1p(len(articles) / np.maximum(having, 1)).astype(np.float32), attributes, anywhere)

    def asked(self, texts: Iterable[str]) -> sparse.csr_array:
        """(r, v) the share of each word in each text, rare words counting more; words that no article has are left out.

        A row sums to 1, or to 0 if the text has no such word.
        """
        rows = [sorted({self.ids[stem] for stem in stems(text) if stem in self.ids}) for text in texts]
        has = _rows(rows, len(self.ids))
        weighed = has.multiply(self.rarity[None, :]).tocsr()
        totals = weighed.sum(axis=1)
        weighed.data /= np.repeat(totals, np.diff(weighed.indptr))
        return sparse.csr_array(weighed, dtype=np.float32)


def _codes(values: pd.Series, ids: dict[str, int]) -> tuple[np.ndarray, list[list[int]]]:
    """((n,) the distinct value of each row, the ids of each value's stems); `ids` learns the new ones."""
    codes, distinct = pd.factorize(values)
    known = [sorted({ids.setdefault(stem, len(ids)) for stem in stems(str(value))}) for value in distinct]
    return codes, known


def _matrix(codes: np.ndarray, known: Sequence[Sequence[int]], size: int) -> sparse.csr_array:
    rows = np.flatnonzero(codes >= 0)
    chosen = sparse.csr_array((np.ones(len(rows), np.float32), (rows, codes[rows])), shape=(len(codes), len(known)))
    return sparse.csr_array(chosen @ _rows(known, size))


def _rows(ids: Sequence[Sequence[int]], size: int) -> sparse.csr_array:
    """(rows, size) 1 for the ids of each row."""
    columns = np.array([column for row in ids for column in row], np.int32)
    ends = np.cumsum([0, *map(len, ids)], dtype=np.int32)
    return sparse.csr_array((np.ones(len(columns), np.float32), columns, ends), shape=(len(ids), size))
