"""Similarity of articles by who bought them: item-kNN's, for recommenders and baselines."""

import numpy as np
from scipy import sparse

from stylehub_core.arrays import FloatVector, IntVector
from stylehub_core.progress import Progress, silent
from stylehub_core.search.hits import best_first
from stylehub_core.search.index import DECIMALS

_BATCH = 256  # articles whose similarities to all others are held in memory at a time


def item_similarity(
    weighted: sparse.csr_array,
    neighbours: int,
    rows: IntVector | None = None,
    *,
    by_length: bool = True,
    shrinkage: float = 0.0,
    progress: Progress = silent,
) -> sparse.csr_array:
    """(rows, articles) float32 similarities of each row to its most similar other articles, at most `neighbours`.

    weighted: (customers, articles) the weight of each purchase.
    rows: articles; all by default.
    by_length: the similarity of two columns a and b is a·b / (|a| |b| + shrinkage), the cosine of Sarwar et al. (2001),
    which shrinkage lowers if few customers bought the two; otherwise it is a·b.
    Similarities that are equal to six decimals are ordered by row; only finite and positive ones are kept.
    """
    weighted = sparse.csr_array(weighted, dtype=np.float64)
    by_article = weighted.T.tocsr()
    lengths = np.sqrt(np.asarray(weighted.power(2).sum(axis=0), dtype=np.float64).ravel())
    wanted = np.arange(weighted.shape[1], dtype=np.int32) if rows is None else rows
    columns, values = [], []
    for start in range(0, len(wanted), _BATCH):
        part = wanted[start : start + _BATCH]
        shared = sparse.csr_array(by_article[part] @ weighted)
        for number, row in enumerate(part):
            entries = slice(shared.indptr[number], shared.indptr[number + 1])
            others, scores = shared.indices[entries], shared.data[entries]
            if by_length:
                with np.errstate(divide="ignore", invalid="ignore"):  # all purchases of an article may have weight 0
                    scores = scores / (lengths[row] * lengths[others] + shrinkage)
            nearest, similarities = _nearest(others, scores, int(row), neighbours)
            columns.append(nearest)
            values.append(similarities)
        progress("neighbours of the articles", start + len(part), len(wanted))
    ends = np.cumsum([0, *(len(row) for row in columns)])
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
