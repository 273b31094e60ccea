"""Measures of rankings beyond accuracy: coverage, Gini index, novelty, diversity and popularity lift.

In all of them:
ranked: (customers, k) article rows; a negative row is padding. An article that a list holds twice counts twice.
buyers: (articles,) how many distinct customers bought each article before.
A row beyond the catalogue raises QueryError.
"""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from stylehub_core.arrays import BoolVector, FloatMatrix, FloatVector, IntMatrix, IntVector
from stylehub_core.errors import QueryError

_BLOCK = 4_000_000  # vector components gathered at a time


def coverage(ranked: IntMatrix, *, articles: int) -> float:
    """Share of the catalogue's articles that are recommended to anyone (catalogue coverage, Ge et al. 2010)."""
    return float((_times_shown(ranked, articles) > 0).mean())


def gini(ranked: IntMatrix, *, articles: int) -> float:
    """How unevenly the recommendations are spread over the catalogue: 0 if evenly, 1 if all are of a single article.

    sum of (2 j - n - 1) p_j / (n - 1) over the n articles by ascending share p_j of the recommendations (Shani &
    Gunawardana 2011). NaN if nothing is recommended, or for a catalogue of one article.
    """
    times = np.sort(_times_shown(ranked, articles))
    if articles < 2 or not times.any():
        return float("nan")
    weights = 2 * np.arange(1, articles + 1) - articles - 1
    return float(weights @ (times / times.sum()) / (articles - 1))


def novelty(ranked: IntMatrix, buyers: IntVector, *, customers: int) -> FloatVector:
    """(customers,) bits: mean self-information of a list's articles, log2(u / k_i) in Zhou et al. 2010; NaN if it is
    empty.

    customers: u, the number of customers that `buyers` was counted over.
    One is added to both counts, -log2((buyers + 1) / (u + 1)), so that an article without buyers has a value, the
    highest, and one that all customers bought has 0.
    """
    if customers < buyers.max(initial=0):
        raise QueryError(f"An article has {buyers.max()} buyers, and there are {customers} customers.")
    shown = _shown(ranked, len(buyers))
    return _row_means(-np.log2((buyers + 1) / (customers + 1)), ranked, shown).astype(np.float32)


def intra_list_diversity(ranked: IntMatrix, vectors: FloatMatrix) -> FloatVector:
    """(customers,) mean cosine distance, 0 to 2, over the pairs of a list; NaN for fewer than two articles.

    vectors: (articles, d) unit vectors. The measure is Smyth & McClave's diversity (2001); Ziegler et al.'s intra-list
    similarity (2005) is the sum of similarities of the same pairs. The pairs' cosines add up to (|sum v|² - sum |v|²) /
    2.
    """
    shown = _shown(ranked, len(vectors))
    sizes = shown.sum(axis=1)
    cosines = np.empty(len(ranked))
    block = max(1, _BLOCK // max(1, ranked.shape[1] * vectors.shape[1]))
    for start in range(0, len(ranked), block):
        part = slice(start, start + block)
        rows, columns = np.unique(ranked[part][shown[part]], return_inverse=True)
        gathered = vectors[rows].astype(np.float64)
        ends = np.concatenate([[0], np.cumsum(sizes[part])])
        lists = sparse.csr_array((np.ones(len(columns)), columns, ends), shape=(len(ends) - 1, len(rows)))
        cosines[part] = ((lists @ gathered) ** 2).sum(axis=1) - lists @ (gathered**2).sum(axis=1)
    distances = 1 - cosines / np.maximum(sizes * (sizes - 1), 1)
    return np.where(sizes > 1, np.maximum(distances, 0), np.nan).astype(np.float32)


def popularity_bias(ranked: IntMatrix, buyers: IntVector, *, owner: IntVector, article: IntVector) -> float:
    """How much more popular the recommendations are than the purchases, as a share of the latter; 0 if equal.

    owner, article: (lines,) what was bought, as in `Histories`; repeats by the same customer count once.
    It is popularity lift, (GAP_q - GAP_p) / GAP_p (Abdollahpouri et al. 2020), with GAP the customers' mean of their
    mean popularity. Popularity here is log(1 + buyers), not the paper's share of buyers, which a few bestsellers would
    dominate.
    Customers without recommendations or purchases are left out; NaN if none is left, or if GAP_p is 0.
    """
    shown, known = _shown(ranked, len(buyers)), _shown(article, len(buyers))
    popularity = np.log1p(buyers)
    lines = np.unique(owner[known].astype(np.int64) * len(buyers) + article[known])
    customer, row = np.divmod(lines, len(buyers))
    counts = np.bincount(customer, minlength=len(ranked))
    if len(counts) > len(ranked):
        raise QueryError(f"There are {len(ranked)} rankings for {len(counts)} customers.")
    bought = np.bincount(customer, popularity[row], minlength=len(ranked)) / np.maximum(counts, 1)
    recommended = _row_means(popularity, ranked, shown)
    both = (counts > 0) & ~np.isnan(recommended)
    if not bought[both].any():
        return float("nan")
    return float(recommended[both].mean() / bought[both].mean() - 1)


def _times_shown(ranked: IntMatrix, articles: int) -> NDArray[np.int64]:
    if articles < 1:
        raise QueryError("The catalogue has no articles: there is nothing to recommend.")
    return np.bincount(ranked[_shown(ranked, articles)], minlength=articles)


def _shown(ranked: IntMatrix, articles: int) -> BoolVector:
    if ranked.max(initial=-1) >= articles:
        raise QueryError(f"There is no article row {ranked.max()}: the catalogue has {articles} articles.")
    return ranked >= 0


def _row_means(values: NDArray[np.float64], ranked: IntMatrix, shown: BoolVector) -> NDArray[np.float64]:
    sizes = shown.sum(axis=1)
    if not sizes.any():
        return np.full(len(ranked), np.nan)
    sums = np.where(shown, values[np.where(shown, ranked, 0)], 0).sum(axis=1)
    return np.where(sizes > 0, sums / np.maximum(sizes, 1), np.nan)
