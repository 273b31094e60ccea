"""Rows that a staged table leaves out: how many, and the text of the first few."""

from collections.abc import Sequence

import duckdb

from stylehub_core.catalog.sources import TableView

EXAMPLES = 3
_EXAMPLE_LENGTH = 160


def line_of(columns: Sequence[str]) -> str:
    return f"left(concat_ws(',', {filled(columns)}), {_EXAMPLE_LENGTH})"


def filled(columns: Sequence[str]) -> str:
    return ", ".join(f"coalesce({name}, '')" for name in columns)


def rejected(con: duckdb.DuckDBPyConnection, view: TableView | None, query: str) -> tuple[int, tuple[str, ...]]:
    """(how many rows the query and the csv reader reject, the text of the first few)."""
    parts = [f"SELECT * FROM ({query}) AS q(line)"]
    if view is not None and view.rejects:
        parts.append(
            f"SELECT 'line ' || line || ': ' || left(trim(any_value(csv_line), ' \r\n'), {_EXAMPLE_LENGTH}) "
            f"FROM {view.rejects} GROUP BY line"
        )
    union = " UNION ALL ".join(parts)
    examples = texts(con, f"SELECT line FROM ({union}) ORDER BY line LIMIT {EXAMPLES}")
    return first_row(con, f"SELECT count(*) FROM ({union})")[0], examples


def first_row(con: duckdb.DuckDBPyConnection, query: str) -> tuple:  # type: ignore[type-arg]
    row = con.execute(query).fetchone()
    assert row is not None
    return row


def texts(con: duckdb.DuckDBPyConnection, query: str) -> tuple[str, ...]:
    return tuple(f"'{row[0]}'" for row in con.execute(query).fetchall())
