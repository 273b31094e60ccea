"""Write recommended lists batch by batch: to Parquet, to JSON, or as a table on stdout."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol, TextIO

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from stylehub_core.cli.output_file import output_file
from stylehub_core.errors import QueryError
from stylehub_core.lab.recommending import Lists

SCHEMA = pa.schema(
    [
        ("customer_id", pa.string()),
        ("article_id", pa.string()),
        ("rank", pa.int32()),
        ("score", pa.float32()),
        ("day", pa.date32()),
        ("learned_until", pa.date32()),
    ]
)
"""One row for each article of a list.

day: the day of the request. learned_until: the day of the last purchase that the recommender learned from.
"""


class ListWriter(Protocol):
    """Writes the answer, one batch of rows after another."""

    def write(self, table: pa.Table) -> None: ...


def lists_table(lists: Lists, ids: NDArray[np.str_], learned_until: int) -> pa.Table:
    """The lists as rows of SCHEMA. ids: (articles,) article ids by row; learned_until: in days since 1970."""
    customers, k = lists.rows.shape
    columns = (
        pa.array(np.repeat(np.array(lists.customer_ids, dtype=object), k), pa.string()),
        pa.array(ids[lists.rows.ravel()].tolist(), pa.string()),
        pa.array(np.tile(np.arange(1, k + 1, dtype=np.int32), customers)),
        pa.array(lists.scores.ravel(), pa.float32()),
        pa.array(np.repeat(lists.days, k), pa.int32()).cast(pa.date32()),
        pa.array(np.full(customers * k, learned_until, np.int32)).cast(pa.date32()),
    )
    return pa.Table.from_arrays(list(columns), schema=SCHEMA)


@contextmanager
def list_writer(out: Path | None, *, as_json: bool, facts: Mapping[str, str]) -> Iterator[ListWriter]:
    """A writer to the file `out`, or to stdout if it is None. The file appears only once everything is written.

    A file name that ends in .json gets JSON, one in .parquet Parquet. Raises QueryError for any other.
    facts: key-value pairs for the Parquet file's metadata.
    """
    if out is None:
        with _JsonWriter(None) if as_json else _TerminalWriter() as to_stdout:
            yield to_stdout
        return
    if out.suffix.lower() not in (".json", ".parquet"):
        raise QueryError(f"The lists cannot be written to {out}: give a name that ends in .parquet or .json.")
    with output_file(out) as partial:
        if out.suffix.lower() == ".json":
            with partial.open("w", encoding="utf-8") as file, _JsonWriter(file) as to_json:
                yield to_json
        else:
            with pq.ParquetWriter(partial, SCHEMA.with_metadata(facts)) as to_parquet:
                yield _ParquetWriter(to_parquet)


class _ParquetWriter:
    def __init__(self, file: pq.ParquetWriter) -> None:
        self._file = file

    def write(self, table: pa.Table) -> None:
        self._file.write_table(table.replace_schema_metadata(self._file.schema.metadata))


class _JsonWriter:
    """Writes a JSON list with one object a line."""

    def __init__(self, file: TextIO | None) -> None:
        self._file, self._separator = file, "[\n"

    def __enter__(self) -> "_JsonWriter":
        return self

    def write(self, table: pa.Table) -> None:
        for row in table.to_pylist():
            print(f"{self._separator} {json.dumps(row, ensure_ascii=False, default=str)}", end="", file=self._file)
            self._separator = ",\n"

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None:
            print("\n]", file=self._file)


class _TerminalWriter:
    """Prints columns that are as wide as the first batch needs."""

    def __init__(self) -> None:
        self._widths: list[int] = []

    def __enter__(self) -> "_TerminalWriter":
        return self

    def write(self, table: pa.Table) -> None:
        shown = table.drop_columns(["learned_until"])
        rows = [[_cell(value) for value in row.values()] for row in shown.to_pylist()]
        if not self._widths:
            rows.insert(0, shown.column_names)
            self._widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        for row in rows:
            print("  ".join(cell.rjust(width) for cell, width in zip(row, self._widths, strict=True)))

    def __exit__(self, *_: object) -> None:
        return None


def _cell(value: object) -> str:
    return f"{value:.6g}" if isinstance(value, float) else str(value)
