"""Lists of results, on the terminal and as CSV or Parquet files."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from rich.console import Console
from rich.table import Table

from stylehub_core.arrays import FloatMatrix
from stylehub_core.cli.output_file import output_file
from stylehub_core.cli.terminal import print_json, tell
from stylehub_core.errors import QueryError
from stylehub_core.number_text import counted, figure_text

if TYPE_CHECKING:
    import pandas as pd

    from stylehub_core.hub.hub import Hub
    from stylehub_core.search.results import Result, Results


_SHOWN = 12
"""Characters of a customer_id on the terminal."""


def opened_hub(workspace: Path) -> "Hub":
    """The workspace, open for reading."""
    from stylehub_core.hub.hub import Hub

    return Hub(workspace)


def write_parquet(table: pa.Table, out: Path) -> None:
    """Write `table` to `out`, whole or not at all. Raises QueryError if it cannot be written there."""
    with output_file(out) as partial:
        pq.write_table(table, partial)


def check_table_file(out: Path | None) -> None:
    """Raises QueryError if `write_table` cannot write a file of this name; None is fine."""
    if out and out.suffix.lower() not in (".csv", ".parquet"):
        raise QueryError(f"The list cannot be written to {out}: give a name that ends in .csv or .parquet.")


def check_parquet_file(out: Path) -> None:
    """Raises QueryError unless the name is that of a Parquet file: vectors are written to no other kind."""
    if out.suffix.lower() != ".parquet":
        raise QueryError(f"The vectors cannot be written to {out}: give a name that ends in .parquet.")


def write_table(table: "pa.Table | pd.DataFrame", out: Path) -> None:
    """Write `table` to `out`, whole or not at all, as CSV or Parquet; see `check_table_file`."""
    is_arrow = isinstance(table, pa.Table)
    if out.suffix.lower() == ".parquet":
        write_parquet(table if is_arrow else pa.Table.from_pandas(table, preserve_index=False), out)
        return
    with output_file(out) as partial:
        (table.to_pandas() if is_arrow else table).to_csv(partial, index=False)


def give_table(
    table: "pd.DataFrame", noun: str, out: Path | None, json: bool, shown: "pd.DataFrame | None" = None
) -> None:
    """Write `table` to `out`, or print it as JSON, or print `shown`, by default the same.

    noun: what a row is, for the note.
    """
    if out:
        write_table(table, out)
        tell(f"Wrote {counted(len(table), noun)} to {out}.")
    elif json:
        print_json(table.to_dict("records"))
    else:
        printed = table if shown is None else shown
        show(list(printed.columns), printed.itertuples(index=False))


def tell_who_answered(hub: "Hub", name: str, mode: str) -> None:
    """Say which model answered a search, unless words alone did."""
    if mode != "words":
        tell(f"Answered by {hub.models[name].title}.")


def tell_reading(query: str, results: "Results") -> None:
    """Say how a query was understood, and what of it could not be followed. Nothing for plain words."""
    if results.reading is not None and results.reading.doubt is not None:
        tell(results.reading.doubt.sentence)
    if results.described:
        tell(f"'{query}' was read as: {results.described}")
    for reason in results.ignored.values():
        tell(reason)
    if results.missed:
        tell(f"No article has all of '{query}'. Ignored: {', '.join(results.missed)}.")


def vector_column(vectors: FloatMatrix) -> pa.Array:
    """(n, d) vectors as a column of n lists of float32."""
    flat = np.ascontiguousarray(vectors, np.float32)
    offsets = pa.array(np.arange(len(flat) + 1, dtype=np.int32) * flat.shape[1], pa.int32())
    return pa.ListArray.from_arrays(offsets, pa.array(flat.ravel(), pa.float32()))


def show_results(
    hub: "Hub", key: str, results: Sequence[tuple[str, Sequence["Result"]]], out: Path | None, json: bool,
    customers: Sequence[str] = (), readings: Sequence[str] = (),
) -> None:  # fmt: skip
    """Print the results, or write them to `out`.

    key: the column that holds the queries, 'query' or 'article_id'.
    customers: the customer_id of each query, for the terminal; empty if nobody asks.
    readings: how each query was read; empty for queries that are not words.
    """
    if json and not out:
        asked_by = [{"customer_id": customer} for customer in customers] or [{} for _ in results]
        for asker, reading in zip(asked_by, readings, strict=False):
            asker["reading"] = reading
        answers = zip(results, asked_by, strict=True)
        print_json([{key: query, **asker, "results": list(items)} for (query, items), asker in answers])
        return
    flat = [(query, item) for query, items in results for item in items]
    other = "article_id" if key == "query" else "neighbour_id"
    table = pa.table(
        {
            key: pa.array([query for query, _ in flat], pa.string()),
            "rank": pa.array([item.rank for _, item in flat], pa.int32()),
            other: pa.array([item.article_id for _, item in flat], pa.string()),
            "score": pa.array([item.score for _, item in flat], pa.float32()),
        }
    )
    if readings:
        of_each = [reading for reading, (_, items) in zip(readings, results, strict=True) for _ in items]
        table = table.append_column("reading", pa.array(of_each, pa.string()))
    if out:
        write_table(table, out)
        tell(f"Wrote {counted(len(flat), 'result')} to {out}.")
        return
    names, colours = hub.articles["prod_name"], hub.articles["colour_group_name"]
    rows: list[tuple[object, ...]] = [
        (query, item.rank, item.article_id, names.iat[item.row], colours.iat[item.row], item.score, _why(item))
        for query, item in flat
    ]
    headings: tuple[str, ...] = (key, "rank", "article", "name", "colour", "score", "why")
    if customers:
        askers = [customer for customer, (_, items) in zip(customers, results, strict=True) for _ in items]
        headings = (key, "customer_id", *headings[1:])
        rows = [(row[0], _shortened(asker), *row[1:]) for row, asker in zip(rows, askers, strict=True)]
    show(headings, rows)


def _shortened(customer_id: str) -> str:
    return customer_id if len(customer_id) <= _SHOWN else f"{customer_id[:_SHOWN]}…"


def _why(item: "Result") -> str:
    from stylehub_core.search.personal import shares_text

    return "; ".join([*item.why, *([] if item.shares is None else [shares_text(item.shares)])])


def show(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a table."""
    table = Table(box=None, pad_edge=False)
    for heading in headings:
        table.add_column(heading, overflow="fold")
    for row in rows:
        cells = (figure_text(cell) if isinstance(cell, float) else str(cell) for cell in row)
        table.add_row(*(cell.replace("[", "\\[") for cell in cells))
    Console().print(table)
