"""What a customer may buy next: bought before, its other colours, and what lies near in a model's space."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import duckdb
import numpy as np
import pandas as pd
from scipy import sparse

from stylehub_core.arrays import FloatMatrix, FloatVector, IntVector, unit
from stylehub_core.catalog.catalog import Catalog
from stylehub_core.errors import QueryError
from stylehub_core.progress import Progress, silent
from stylehub_core.search.hits import best_first, check_k, padded
from stylehub_core.search.index import VectorIndex


@dataclass(frozen=True)
class RecommendConfig:
    """Weights of what is added up for an article; see docs/decisions/recommend-from-history.md.

    history: the latest distinct articles that count; fade: weight of each against the next later one;
    own, variant, near: of an article itself, of its other colours, of its `neighbours` nearest articles (times the
    similarity to the power of `sharpness`); popular: of what sold best in the last `popular_days` days.
    """

    history: int = 25
    fade: float = 0.9
    own: float = 1.0
    variant: float = 0.5
    near: float = 1.0
    neighbours: int = 50
    sharpness: float = 4.0
    popular: float = 0.2
    popular_days: int = 7
    popular_articles: int = 300


@dataclass(frozen=True, eq=False)
class Recommendations:
    """customers: (c,) rows, -1 for an unknown one; rows: (c, k) articles, best first, -1 where the catalogue has no
    more; scores: (c, k); has_history: (c,); unknown: the ids that the catalogue does not have.
    """

    customers: IntVector
    rows: np.ndarray
    scores: FloatMatrix
    has_history: np.ndarray
    unknown: tuple[str, ...] = ()


def recommend(
    catalog: Catalog,
    vectors: FloatMatrix,
    customers: Sequence[str] | IntVector,
    k: int = 12,
    *,
    until: date | None = None,
    config: RecommendConfig | None = None,
    progress: Progress = silent,
) -> Recommendations:
    """The k articles of the whole catalogue for each customer, from purchases up to and including `until`.

    vectors: (articles, d) unit rows. customers: ids or rows. Without a history, or unknown: what sells best.
    """
    check_k(k)
    config = config or RecommendConfig()
    with catalog.connect() as connection:
        rows, unknown = _customer_rows(connection, customers)
        last = until.isoformat() if until else "9999-12-31"
        history = _history(connection, rows[rows >= 0], last, config.history)
        popular = _popular(connection, last, len(catalog), config)
    asked, spread = _around(catalog, vectors, history["article"].to_numpy(dtype=np.int32), config, progress)
    weights = _weights(history, rows, asked, config)
    found, block = [], 512
    for start in range(0, len(rows), block):
        part = weights[start : start + block]
        scores = sparse.csr_array(part @ spread + sparse.csr_array(np.ones((part.shape[0], 1), np.float32)) @ popular)
        found += [best_first(*_row(scores, place), k) for place in range(part.shape[0])]
        progress("recommending", min(start + block, len(rows)), len(rows))
    hits = padded(found, k)
    return Recommendations(rows, hits.rows, hits.scores, np.diff(weights.indptr) > 0, unknown)


def _row(scores: sparse.csr_array, place: int) -> tuple[FloatVector, IntVector]:
    at = slice(scores.indptr[place], scores.indptr[place + 1])
    return np.round(scores.data[at], 6), scores.indices[at].astype(np.int32)


def _customer_rows(
    connection: duckdb.DuckDBPyConnection, customers: Sequence[str] | IntVector
) -> tuple[IntVector, tuple[str, ...]]:
    if isinstance(customers, np.ndarray) and np.issubdtype(customers.dtype, np.integer):
        [(count,)] = connection.execute("SELECT count(*) FROM customers").fetchall()
        if len(customers) and (customers.min() < 0 or customers.max() >= count):
            raise QueryError(f"A customer's row is not one of this catalogue's 0 to {count - 1:,}.")
        return customers.astype(np.int32), ()
    ids = pd.DataFrame({"place": range(len(customers)), "customer_id": [str(one).strip() for one in customers]})
    connection.register("asked", ids)
    found = connection.execute(
        "SELECT coalesce(customers.customer, -1)::INTEGER AS customer FROM asked "
        "LEFT JOIN customers USING (customer_id) ORDER BY place"
    ).fetchnumpy()["customer"]
    rows = np.asarray(found, dtype=np.int32)
    return rows, tuple(ids["customer_id"][rows < 0])


def _history(connection: duckdb.DuckDBPyConnection, rows: IntVector, last: str, count: int) -> pd.DataFrame:
    """(customer, article, place): each customer's latest distinct articles, place 0 the latest."""
    connection.register("chosen", pd.DataFrame({"customer": np.unique(rows)}))
    return connection.execute(
        """
        SELECT customer, article, row_number() OVER (PARTITION BY customer ORDER BY last DESC, times DESC, article) - 1 AS place
        FROM (
            SELECT customer, article, max(t_dat) AS last, count(*) AS times FROM transactions
            SEMI JOIN chosen USING (customer) WHERE t_dat <= $last::DATE GROUP BY customer, article
        )
        QUALIFY place < $count ORDER BY customer, place
        """,
        {"last": last, "count": count},
    ).df()


def _popular(
    connection: duckdb.DuckDBPyConnection, last: str, articles: int, config: RecommendConfig
) -> sparse.csr_array:
    """(1, articles): pieces sold in the last days, the best seller at config.popular; then, far below, all sales."""
    found = connection.execute(
        """
        WITH seen AS (SELECT t_dat, article FROM transactions WHERE t_dat <= $last::DATE)
        SELECT article, count(*) AS ever,
               count(*) FILTER (t_dat > (SELECT max(t_dat) FROM seen) - $days::INTEGER) AS lately
        FROM seen GROUP BY article ORDER BY lately DESC, ever DESC, article LIMIT $most
        """,
        {"last": last, "days": config.popular_days, "most": config.popular_articles},
    ).fetchnumpy()
    lately, ever = found["lately"], found["ever"]
    values = config.popular * (lately / max(lately.max(initial=1), 1) + 1e-4 * ever / max(ever.max(initial=1), 1))
    at = (np.zeros(len(values), np.int32), found["article"])
    return sparse.csr_array((values.astype(np.float32), at), shape=(1, articles))


def _weights(history: pd.DataFrame, rows: IntVector, asked: IntVector, config: RecommendConfig) -> sparse.csr_array:
    """(customers, asked articles): what each article of a history counts."""
    order = {int(row): place for place, row in enumerate(np.unique(rows))}
    at = np.searchsorted(np.unique(rows), history["customer"].to_numpy())
    column = np.searchsorted(asked, history["article"].to_numpy())
    values = config.fade ** history["place"].to_numpy(dtype=np.float64)
    distinct = sparse.csr_array((values.astype(np.float32), (at, column)), shape=(len(order), len(asked)))
    return distinct[np.searchsorted(np.unique(rows), rows)]


def _around(
    catalog: Catalog, vectors: FloatMatrix, bought: IntVector, config: RecommendConfig, progress: Progress
) -> tuple[IntVector, sparse.csr_array]:
    """(distinct bought articles, (those, articles) what each of them adds to every article)."""
    asked = np.unique(bought)
    count, places = len(catalog), np.arange(len(asked))
    own = sparse.csr_array((np.full(len(asked), config.own, np.float32), (places, asked)), shape=(len(asked), count))
    if not len(asked):
        return asked, own
    near = _nearest(vectors, asked, config, progress)
    return asked, sparse.csr_array(own + config.variant * _variants(catalog, asked) + config.near * near)


def _variants(catalog: Catalog, asked: IntVector) -> sparse.csr_array:
    codes, products = pd.factorize(catalog.articles["product_code"])
    rows = np.arange(len(codes))
    member = sparse.csr_array((np.ones(len(codes), np.float32), (rows, codes)), shape=(len(codes), len(products)))
    same = (member[asked] @ member.T).tocoo()
    others = same.col != asked[same.row]
    return sparse.csr_array((same.data[others], (same.row[others], same.col[others])), shape=same.shape)


def _nearest(vectors: FloatMatrix, asked: IntVector, config: RecommendConfig, progress: Progress) -> sparse.csr_array:
    index = VectorIndex.build(np.asarray(vectors))
    rows, columns, values = [], [], []
    for start in range(0, len(asked), 1024):
        part = asked[start : start + 1024]
        hits = index.search(unit(vectors[part]), config.neighbours + 1)
        valid = (hits.rows >= 0) & (hits.rows != part[:, None])
        place, _ = np.nonzero(valid)
        rows.append(place + start)
        columns.append(hits.rows[valid])
        values.append(np.clip(hits.scores[valid], 0, 1) ** config.sharpness)
        progress("neighbours of what was bought", start + len(part), len(asked))
    at = (np.concatenate(rows), np.concatenate(columns))
    return sparse.csr_array((np.concatenate(values), at), shape=(len(asked), len(vectors)))
