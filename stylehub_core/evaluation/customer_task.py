"""Held-out purchases of customers with a history: what each bought after the cut."""

from dataclasses import dataclass

import duckdb
import numpy as np

from stylehub_core.arrays import IntVector
from stylehub_core.evaluation.split import Split

MOST_CUSTOMERS = 2000


@dataclass(frozen=True, eq=False)
class CustomerTask:
    """customers: (c,) rows.
    relevant: for each customer, the articles bought in the test period.
    """

    customers: IntVector
    relevant: tuple[IntVector, ...]


def customer_task(transactions: duckdb.DuckDBPyConnection, split: Split, seed: int = 0) -> CustomerTask:
    """A sample of at most MOST_CUSTOMERS customers who bought before the cut and in the test period.

    transactions: a connection with that view. Customers without a history are left out: they get the same from every
    model.
    """
    lines = transactions.execute(
        """
        SELECT DISTINCT customer, article FROM transactions
        WHERE t_dat BETWEEN $first AND $last
          AND customer IN (SELECT customer FROM transactions WHERE t_dat < $first)
        ORDER BY customer, article
        """,
        {"first": split.test_from, "last": split.test_until},
    ).fetchnumpy()
    customers, starts = np.unique(lines["customer"], return_index=True)
    relevant = np.split(np.asarray(lines["article"], np.int32), starts[1:]) if len(customers) else []
    chosen = np.sort(np.random.default_rng(seed).permutation(len(customers))[:MOST_CUSTOMERS])
    return CustomerTask(customers[chosen].astype(np.int32), tuple(relevant[row] for row in chosen))
