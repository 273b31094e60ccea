"""Held-out co-purchases: given one article of a basket, rank the rest of it among the whole catalogue."""

from dataclasses import dataclass
from datetime import date

import duckdb
import numpy as np

from stylehub_core.arrays import BoolVector, IntVector


@dataclass(frozen=True)
class CoPurchaseTask:
    """anchors: (a,) distinct articles of baskets with two or more articles.
    relevant: for each anchor, the articles that shared such a basket.
    sold_before: (articles,) whether an article was sold in the training period.
    """

    anchors: IntVector
    relevant: tuple[IntVector, ...]
    sold_before: BoolVector

    def targets(self, *, sold: bool) -> tuple[IntVector, ...]:
        """`relevant`, restricted to articles that were (not) sold in the training period."""
        return tuple(rows[self.sold_before[rows] == sold] for rows in self.relevant)


def co_purchase_task(
    transactions: duckdb.DuckDBPyConnection, articles: int, since: date, last: date = date.max
) -> CoPurchaseTask:
    """The task over the baskets from `since` to `last`. transactions: a connection with that view."""
    pairs = transactions.execute(
        """
        WITH lines AS (
            SELECT DISTINCT customer, t_dat, article FROM transactions WHERE t_dat BETWEEN $since AND $last
        )
        SELECT DISTINCT a.article AS anchor, b.article AS target
        FROM lines a JOIN lines b ON a.customer = b.customer AND a.t_dat = b.t_dat AND a.article <> b.article
        ORDER BY anchor, target
        """,
        {"since": since, "last": last},
    ).fetchnumpy()
    anchors, starts = np.unique(pairs["anchor"], return_index=True)
    relevant = tuple(np.split(np.asarray(pairs["target"], np.int32), starts[1:])) if len(anchors) else ()
    sold = transactions.execute("SELECT DISTINCT article FROM transactions WHERE t_dat < ?", [since]).fetchnumpy()
    sold_before = np.zeros(articles, dtype=np.bool_)
    sold_before[sold["article"]] = True
    return CoPurchaseTask(anchors.astype(np.int32), relevant, sold_before)
