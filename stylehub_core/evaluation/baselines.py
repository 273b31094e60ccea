"""What needs no vectors: what sells, and what the same customers bought. Each ranks articles for one article."""

from datetime import date

import numpy as np
from scipy import sparse

from stylehub_core.arrays import IntMatrix, IntVector
from stylehub_core.catalog.catalog import Catalog
from stylehub_core.search.hits import best_first, padded

POPULAR_DAYS = 7


def popularity(catalog: Catalog, anchors: IntVector, until: date, k: int = 12) -> IntMatrix:
    """(anchors, k) the articles most sold in the last week up to `until`, the anchor left out; -1 is padding."""
    with catalog.connect() as connection:
        found = connection.execute(
            "SELECT article FROM transactions WHERE t_dat BETWEEN ?::DATE - ?::INTEGER AND ?::DATE "
            "GROUP BY article ORDER BY count(*) DESC, article LIMIT ?",
            [until, POPULAR_DAYS - 1, until, k + 1],
        ).fetchnumpy()
    rows = np.full(k + 1, -1, np.int32)
    rows[: len(found["article"])] = found["article"]
    ranked = np.tile(rows, (len(anchors), 1))
    own = ranked == anchors[:, None]
    order = np.argsort(own, axis=1, kind="stable")  # the anchor itself last
    return np.take_along_axis(np.where(own, -1, ranked), order, axis=1)[:, :k]


def item_knn(catalog: Catalog, anchors: IntVector, until: date, k: int = 12) -> IntMatrix:
    """(anchors, k) the articles whose buyers up to `until` are most the anchor's own: the cosine of the columns of the
    customer-article matrix (Sarwar et al. 2001, without ratings). -1 where fewer share a buyer; ties by row.
    """
    bought = _bought(catalog, until)
    buyers = np.asarray(bought.sum(axis=0)).ravel()
    scaled = (bought @ sparse.diags_array(1 / np.sqrt(np.maximum(buyers, 1)))).tocsc()
    by_article = scaled.T.tocsr()
    found = []
    for start in range(0, len(anchors), 1024):
        part = anchors[start : start + 1024]
        scores = (by_article[part] @ scaled.tocsr()).tocsr()
        for place, row in enumerate(part):
            at = slice(scores.indptr[place], scores.indptr[place + 1])
            others = scores.indices[at] != row
            values = np.round(scores.data[at][others], 6)
            found.append(best_first(values, scores.indices[at][others].astype(np.int32), k))
    return padded(found, k).rows


def _bought(catalog: Catalog, until: date) -> sparse.csr_array:
    """(customers, articles) 1 where a customer bought an article."""
    with catalog.connect() as connection:
        found = connection.execute(
            "SELECT DISTINCT customer, article FROM transactions WHERE t_dat <= ?", [until]
        ).fetchnumpy()
    customers, articles = found["customer"], found["article"]
    shape = (int(customers.max(initial=0)) + 1, len(catalog))
    return sparse.csr_array((np.ones(len(customers), np.float32), (customers, articles)), shape=shape)
