"""What a customer may buy next: bought before, its other colours, and what lies near in a model's space."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import duckdb
import numpy as np
import pandas as pd
from scipy import sparse

from stylehub_core.arrays import BoolVector, FloatMatrix, FloatVector, IntMatrix, IntVector
from stylehub_core.catalog.best_sellers import best_sellers
from stylehub_core.catalog.catalog import Catalog
from stylehub_core.errors import QueryError
from stylehub_core.progress import Progress, silent
from stylehub_core.recommenders.near import NearConfig, near, variants
from stylehub_core.search.hits import best_first, check_k, padded
from stylehub_core.search.index import VectorIndex


@dataclass(frozen=True)
class RecommendConfig:
    """Weights of what is added up for an article; chosen in docs/decisions/recommend-from-history.md.

    history: the latest distinct articles that count, each by day_fade ** (later days of purchases) /
    (1 + days ago / half_after). own: of such an article itself; variant: of its other colours; near: of its
    `neighbours` nearest articles, times rank_constant / (rank_constant + rank), as models differ in the scale of
    their similarities; popular: of the best seller, others by their pieces.
    """

    history: int = 30
    day_fade: float = 0.8
    half_after: float = 15.0
    own: float = 1.0
    variant: float = 0.3
    near: float = 0.1
    neighbours: int = 50
    rank_constant: float = 20.0
    popular: float = 0.1
    popular_articles: int = 300


@dataclass(frozen=True, eq=False)
class Recommendations:
    """customers: (c,) rows, -1 for an unknown one; rows: (c, k) articles, best first, k at most the catalogue's size;
    scores: (c, k); has_history: (c,); unknown: the ids that the catalogue does not have.
    """

    customers: IntVector
    rows: IntMatrix
    scores: FloatMatrix
    has_history: BoolVector
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
    Raises QueryError where k < 1, a customer's row is out of range or the vectors are of another catalogue.
    """
    check_k(k)
    if len(vectors) != len(catalog):
        raise QueryError(f"There are {len(vectors):,} vectors for {len(catalog):,} articles: build the model again.")
    config, k = config or RecommendConfig(), min(k, len(catalog))
    with catalog.connect() as connection:
        rows, unknown = _customer_rows(connection, customers)
        history = _history(connection, rows[rows >= 0], until, config.history)
        popular = _popular(connection, until, len(catalog), config, k)
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
    ids = [str(one).strip() for one in customers]
    found = connection.execute(
        "SELECT coalesce(customers.customer, -1)::INTEGER AS customer "
        "FROM (SELECT unnest($ids) AS customer_id, generate_subscripts($ids, 1) AS place) AS asked "
        "LEFT JOIN customers USING (customer_id) ORDER BY place",
        {"ids": ids},
    ).fetchnumpy()["customer"]
    rows = np.asarray(found, dtype=np.int32)
    return rows, tuple(one for one, row in zip(ids, rows, strict=True) if row < 0)


def _history(connection: duckdb.DuckDBPyConnection, rows: IntVector, until: date | None, count: int) -> pd.DataFrame:
    """(customer, article, day, ago): each customer's latest distinct articles.

    day: on how many later days the customer bought; ago: days up to `until`, or up to the last purchase of all.
    """
    return connection.execute(
        """
        WITH now AS (SELECT coalesce($until::DATE, (SELECT max(t_dat) FROM transactions)) AS today),
        chosen AS (SELECT unnest($customers) AS customer)
        SELECT customer, article, today - latest AS ago,
               row_number() OVER (PARTITION BY customer ORDER BY latest DESC, times DESC, article) - 1 AS place,
               dense_rank() OVER (PARTITION BY customer ORDER BY latest DESC) - 1 AS day
        FROM now, (
            SELECT customer, article, max(t_dat) AS latest, count(*) AS times
            FROM transactions SEMI JOIN chosen USING (customer), now
            WHERE t_dat <= today GROUP BY customer, article
        )
        QUALIFY place < $count ORDER BY customer, place
        """,
        {"until": until, "count": count, "customers": np.unique(rows).tolist()},
    ).df()


def _popular(
    connection: duckdb.DuckDBPyConnection, until: date | None, articles: int, config: RecommendConfig, k: int
) -> sparse.csr_array:
    """(1, articles): what sells best, the best seller at config.popular; at least k articles."""
    best = best_sellers(connection, until, max(k, config.popular_articles))
    missing = max(0, k - len(best.rows))
    unsold = np.setdiff1d(np.arange(articles, dtype=np.int32), best.rows)[:missing]
    rows = np.concatenate([best.rows, unsold])
    values = np.concatenate([config.popular * best.shares, np.full(len(unsold), 1e-9)])
    at = (np.zeros(len(rows), np.int32), rows)
    return sparse.csr_array((values.astype(np.float32), at), shape=(1, articles))


def _weights(history: pd.DataFrame, rows: IntVector, asked: IntVector, config: RecommendConfig) -> sparse.csr_array:
    """(customers, asked articles): what each article of a history counts."""
    customers = np.unique(rows)
    day, ago = (history[name].to_numpy(dtype=np.float64) for name in ("day", "ago"))
    values = config.day_fade**day / (1 + ago / config.half_after)
    at = (np.searchsorted(customers, history["customer"]), np.searchsorted(asked, history["article"]))
    distinct = sparse.csr_array((values.astype(np.float32), at), shape=(len(customers), len(asked)))
    return distinct[np.searchsorted(customers, rows)]


def _around(
    catalog: Catalog, vectors: FloatMatrix, bought: IntVector, config: RecommendConfig, progress: Progress
) -> tuple[IntVector, sparse.csr_array]:
    """(distinct bought articles, (those, articles) what each of them adds to every article)."""
    asked = np.unique(bought)
    count, places = len(catalog), np.arange(len(asked))
    own = sparse.csr_array((np.full(len(asked), config.own, np.float32), (places, asked)), shape=(len(asked), count))
    if not len(asked):
        return asked, own
    index = VectorIndex.build(np.asarray(vectors))
    close = near(index, vectors, asked, NearConfig(config.neighbours, config.rank_constant), progress)
    return asked, sparse.csr_array(own + config.variant * variants(catalog.articles, asked) + config.near * close)
