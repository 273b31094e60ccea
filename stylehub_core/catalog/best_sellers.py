"""What sells best at a moment: the last week's sales, and a longer time where a week holds few."""

from dataclasses import dataclass
from datetime import date

import duckdb
import numpy as np

from stylehub_core.arrays import FloatVector, IntVector

DAYS = 7
FEWEST_PURCHASES = 1000
"""A period with fewer purchases is doubled: what a few customers happened to buy is no fashion."""


@dataclass(frozen=True, eq=False)
class BestSellers:
    """rows: (n,) articles, best seller first; shares: (n,) pieces sold, in units of the best seller; days: counted."""

    rows: IntVector
    shares: FloatVector
    days: int


def best_sellers(transactions: duckdb.DuckDBPyConnection, until: date | None, most: int) -> BestSellers:
    """At most `most` articles by pieces sold in the last days up to and including `until`; ties by all sales, by row.

    transactions: a connection with that view. Articles sold only earlier come last, with a share near 0.
    """
    last = until or date.max
    sales = transactions.execute(
        "SELECT t_dat, count(*) FROM transactions WHERE t_dat <= ? GROUP BY t_dat ORDER BY t_dat DESC", [last]
    ).fetchall()
    if not sales:
        return BestSellers(np.zeros(0, np.int32), np.zeros(0, np.float32), 0)
    days, newest, oldest = DAYS, sales[0][0], sales[-1][0]
    while (
        days <= (newest - oldest).days and sum(n for day, n in sales if (newest - day).days < days) < FEWEST_PURCHASES
    ):
        days *= 2
    found = transactions.execute(
        "SELECT article, count(*) AS ever, count(*) FILTER (t_dat > $newest::DATE - $days::INTEGER) AS lately "
        "FROM transactions WHERE t_dat <= $newest::DATE GROUP BY article ORDER BY lately DESC, ever DESC, article "
        "LIMIT $most",
        {"newest": newest, "days": days, "most": most},
    ).fetchnumpy()
    lately, ever = found["lately"].astype(np.float32), found["ever"].astype(np.float32)
    shares = lately / max(lately.max(initial=1), 1) + 1e-4 * ever / max(ever.max(initial=1), 1)
    return BestSellers(found["article"].astype(np.int32), shares.astype(np.float32), days)
