"""How often articles were bought."""

import duckdb
import numpy as np
from numpy.typing import NDArray


def times_sold(purchases: duckdb.DuckDBPyConnection, total: int) -> NDArray[np.int64]:
    """(total,) the number of purchases of each article. purchases: a connection with that view."""
    counts = purchases.execute("SELECT article, count(*) AS times FROM purchases GROUP BY article").fetchnumpy()
    times = np.zeros(total, np.int64)
    times[counts["article"]] = counts["times"]
    return times
