"""Co-purchases with their customers: the pairs before the cut and those after it."""

from dataclasses import dataclass
from datetime import date

import duckdb
import numpy as np

from stylehub_core.arrays import IntMatrix, IntVector
from stylehub_core.catalog.catalog import Catalog
from stylehub_core.evaluation.split import Split

LARGEST_BASKET = 60
"""Articles; larger baskets are resellers' and would dominate the pairs."""

RECENT_PURCHASES = 2_000_000
"""Pairs before the cut are taken from about this many of the latest purchases."""


@dataclass(frozen=True, eq=False)
class CustomerPairs:
    """Each customer and pair once.

    rows: (m, 2) articles of one basket, first below second.
    customers: (m,) whose basket.
    """

    rows: IntMatrix
    customers: IntVector

    def __len__(self) -> int:
        return len(self.rows)

    def sample(self, count: int, seed: int) -> "CustomerPairs":
        """A random sample of at most `count` pairs, each in a random direction."""
        rng = np.random.default_rng(seed)
        chosen = np.sort(rng.permutation(len(self))[:count])
        rows = self.rows[chosen]
        rows = np.where(rng.random((len(rows), 1)) < 0.5, rows[:, ::-1], rows)
        return CustomerPairs(np.ascontiguousarray(rows), self.customers[chosen])


def pairs_before_and_after(catalog: Catalog, split: Split) -> tuple[CustomerPairs, CustomerPairs]:
    """(the co-purchases up to the cut, those of the test period)."""
    with catalog.connect() as connection:
        start = _recent(connection, split.train_until)
        return (
            _pairs(connection, start, split.train_until),
            _pairs(connection, split.test_from, split.test_until),
        )


def _recent(connection: duckdb.DuckDBPyConnection, until: date) -> date:
    row = connection.execute(
        """
        SELECT min(t_dat) FROM (
            SELECT t_dat, sum(count(*)) OVER (ORDER BY t_dat DESC) - count(*) AS later
            FROM transactions WHERE t_dat <= ? GROUP BY t_dat
        ) WHERE later < ?
        """,
        [until, RECENT_PURCHASES],
    ).fetchone()
    return row[0] if row and row[0] else until


def _pairs(connection: duckdb.DuckDBPyConnection, first: date, last: date) -> CustomerPairs:
    pairs = connection.execute(
        """
        WITH lines AS (
            SELECT DISTINCT customer, t_dat, article FROM transactions WHERE t_dat BETWEEN $first AND $last
        ), baskets AS (
            SELECT customer, t_dat, article, count(*) OVER (PARTITION BY customer, t_dat) AS size FROM lines
        ), small AS (SELECT * FROM baskets WHERE size BETWEEN 2 AND $largest)
        SELECT DISTINCT a.customer AS customer, a.article AS first, b.article AS second
        FROM small a JOIN small b ON a.customer = b.customer AND a.t_dat = b.t_dat AND a.article < b.article
        ORDER BY ALL
        """,
        {"first": first, "last": last, "largest": LARGEST_BASKET},
    ).fetchnumpy()
    rows = np.stack([pairs["first"], pairs["second"]], axis=1).astype(np.int32).reshape(-1, 2)
    return CustomerPairs(rows, pairs["customer"].astype(np.int32))
