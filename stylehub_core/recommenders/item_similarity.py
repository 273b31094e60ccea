"""How alike articles are by who bought them: the one similarity of item-kNN, for recommenders and baselines."""

import numpy as np
from scipy import sparse

from stylehub_core.arrays import FloatVector, IntVector
from stylehub_core.progress import Progress, silent
from stylehub_core.search.hits import best_first
from stylehub_core.search.index import DECIMALS

_AT_ONCE = 256  # articles whose similarities to all others are held at a time


def item_similarity(
    weighted: sparse.csr_array,
    neighbours: int,
    rows: IntVector | None = None,
    *,
    by_length: bool = True,
    shrinkage: float = 0.0,
    progress: Progress = silent,
) -> sparse.csr_array:
    """(rows, articles) float32 similarities of each row to its most similar other articles, `neighbours` at most.

    weighted: (customers, articles) what each purchase counts. rows: articles, by default all. The similarity of two
    columns a and b is a·b, by_length a·b / (|a| |b| + shrinkage): the cosine of Sarwar et al. (2001), which shrinkage
    lowers where few bought the two. Equal similarities, at six decimals, are ordered by row; others than finite
    and positive ones are left out.
    """
    weighted = sparse.csr_array(weighted, dtype=np.float64)
    by_article = weighted.T.tocsr()
    lengths = np.sqrt(np.asarray(weighted.power(2).sum(axis=0), dtype=np.float64).ravel())
    wanted = np.arange(weighted.shape[1], dtype=np.int32) if rows is None else rows
    columns, values = [], []
    for start in range(0, len(wanted), _AT_ONCE):
        part = wanted[start : start + _AT_ONCE]
        shared = sparse.csr_array(by_article[part] @ weighted)
        for place, row in enumerate(part):
            at = slice(shared.indptr[place], shared.indptr[place + 1])
            others, scores = shared.indices[at], shared.data[at]
            if by_length:
                with np.errstate(divide="ignore", invalid="ignore"):  # an article may weigh nothing with all its buyers
                    scores = scores / (lengths[row] * lengths[others] + shrinkage)
            near, similar = _nearest(others, scores, int(row), neighbours)
            columns.append(near)
            values.append(similar)
        progress("neighbours of the articles", start + len(part), len(wanted))
    ends = np.cumsum([0, *(len(one) for one in columns)])
    if not columns:
        return sparse.csr_array((0, weighted.shape[1]), dtype=np.float32)
    shape = (len(wanted), weighted.shape[1])
    return sparse.csr_array((np.concatenate(values), np.concatenate(columns), ends), shape=shape)


def _nearest(others: IntVector, scores: FloatVector, row: int, neighbours: int) -> tuple[IntVector, FloatVector]:
    kept = (others != row) & np.isfinite(scores) & (scores > 0)
    by_row = np.flatnonzero(kept)[np.argsort(others[kept])]
    others, scores = others[by_row].astype(np.int32), scores[by_row]
    order = best_first(np.round(scores, DECIMALS), np.arange(len(others), dtype=np.int32), neighbours)[0]
    return others[order], scores[order].astype(np.float32)
