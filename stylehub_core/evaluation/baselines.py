"""What needs no vectors: what sells, and what the same customers bought. Each ranks articles for one article."""

from datetime import date

import numpy as np
from scipy import sparse

from stylehub_core.arrays import IntMatrix, IntVector
from stylehub_core.catalog.best_sellers import best_sellers
from stylehub_core.catalog.catalog import Catalog
from stylehub_core.search.hits import best_first, padded

SHRINKAGE = 50.0
"""Added to the denominator of the cosine, so that one shared buyer of two rare articles says little. Of 0 to 300, from
50 on it made no difference to hm-week's days 4 and 5 (recall@12 .0256 with 0, .0281 with 50)."""


def popularity(catalog: Catalog, anchors: IntVector, until: date, k: int = 12) -> IntMatrix:
    """(anchors, k) what sells best at `until`, the anchor left out; -1 is padding."""
    with catalog.connect() as connection:
        best = best_sellers(connection, until, k + 1).rows
    ranked = np.full((len(anchors), k + 1), -1, np.int32)
    ranked[:, : len(best)] = best
    return _first_others(ranked, anchors, k)


def item_knn(catalog: Catalog, anchors: IntVector, until: date, k: int = 12) -> IntMatrix:
    """(anchors, k) the articles whose buyers up to `until` are most the anchor's own, then what sells best.

    The cosine of the columns of the customer-article matrix (Sarwar et al. 2001, without ratings), with SHRINKAGE;
    ties by row.
    """
    bought = _bought(catalog, until)
    buyers = np.asarray(bought.sum(axis=0), dtype=np.float32).ravel()
    by_article = bought.T.tocsr()
    found = []
    for start in range(0, len(anchors), 1024):
        part = anchors[start : start + 1024]
        shared = sparse.csr_array(by_article[part] @ bought)
        for place, row in enumerate(part):
            at = slice(shared.indptr[place], shared.indptr[place + 1])
            others = shared.indices[at] != row
            rows, times = shared.indices[at][others], shared.data[at][others]
            scores = np.round(times / (np.sqrt(buyers[row] * buyers[rows]) + SHRINKAGE), 6)
            found.append(best_first(scores, rows.astype(np.int32), k))
    return _filled(padded(found, k).rows, popularity(catalog, anchors, until, 2 * k), k)


def _filled(ranked: IntMatrix, then: IntMatrix, k: int) -> IntMatrix:
    """The rows of `ranked`, their padding replaced by those of `then` that are not in them."""
    known = (then[:, :, None] == ranked[:, None, :]).any(axis=2)
    both = np.concatenate([ranked, np.where(known, -1, then)], axis=1)
    order = np.argsort(both < 0, axis=1, kind="stable")
    return np.take_along_axis(both, order, axis=1)[:, :k]


def _first_others(ranked: IntMatrix, anchors: IntVector, k: int) -> IntMatrix:
    own = ranked == anchors[:, None]
    order = np.argsort(own, axis=1, kind="stable")
    return np.take_along_axis(np.where(own, -1, ranked), order, axis=1)[:, :k]


def _bought(catalog: Catalog, until: date) -> sparse.csr_array:
    """(customers, articles) 1 where a customer bought an article."""
    with catalog.connect() as connection:
        found = connection.execute(
            "SELECT DISTINCT customer, article FROM transactions WHERE t_dat <= ?", [until]
        ).fetchnumpy()
    customers, articles = found["customer"], found["article"]
    shape = (int(customers.max(initial=0)) + 1, len(catalog))
    return sparse.csr_array((np.ones(len(customers), np.float32), (customers, articles)), shape=shape)
