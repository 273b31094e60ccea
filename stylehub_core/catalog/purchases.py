"""Queries on purchases, over a connection with the views of a catalogue."""

from datetime import date

import duckdb
import pandas as pd

from stylehub_core.errors import QueryError


def purchases(con: duckdb.DuckDBPyConnection, since: date | None, until: date | None) -> pd.DataFrame:
    """(t_dat, customer, article) of every piece bought, sorted by all three; both days are inclusive."""
    return con.execute(
        "SELECT t_dat, customer, article FROM transactions "
        "WHERE t_dat BETWEEN coalesce(?::DATE, DATE '0001-01-01') AND coalesce(?::DATE, DATE '9999-12-31') "
        "ORDER BY t_dat, customer, article",
        [since, until],
    ).df()


def sales_by_week(con: duckdb.DuckDBPyConnection, row: int) -> pd.DataFrame:
    """(week, pieces, revenue) of one article, with a row for every week between its first and last sale."""
    frame = con.execute(
        "SELECT date_trunc('week', t_dat)::DATE AS week, count(*) AS pieces, coalesce(sum(price), 0) AS revenue "
        "FROM transactions WHERE article = ? GROUP BY week ORDER BY week",
        [row],
    ).df()
    if frame.empty:
        return frame
    weeks = pd.date_range(frame["week"].iat[0], frame["week"].iat[-1], freq="7D", name="week")
    filled = frame.set_index("week").reindex(weeks, fill_value=0).reset_index()
    return filled.astype({"pieces": "int64", "revenue": "float64"})


def bought_together(con: duckdb.DuckDBPyConnection, row: int) -> pd.DataFrame:
    """(article, times) in how many of the article's baskets each other article is, most frequent first."""
    return con.execute(
        """
        WITH baskets AS (SELECT DISTINCT t_dat, customer FROM transactions WHERE article = $row),
        beside AS (
            SELECT DISTINCT t_dat, customer, article FROM transactions
            SEMI JOIN baskets USING (t_dat, customer) WHERE article != $row
        )
        SELECT article, count(*) AS times FROM beside GROUP BY article ORDER BY times DESC, article
        """,
        {"row": row},
    ).df()


def customer_history(con: duckdb.DuckDBPyConnection, customer_id: str) -> pd.DataFrame:
    """(t_dat, article, quantity) of one customer, oldest first."""
    customer = con.execute("SELECT customer FROM customers WHERE customer_id = ?", [customer_id]).fetchone()
    if customer is None:
        raise QueryError(f"No customer '{customer_id[:70]}' in this catalogue. Give a customer_id as in customers.csv.")
    return con.execute(
        "SELECT t_dat, article, count(*) AS quantity FROM transactions WHERE customer = ? "
        "GROUP BY t_dat, article ORDER BY t_dat, article",
        [customer[0]],
    ).df()
