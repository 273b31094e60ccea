"""Finds a data folder's tables, packed or not, and opens each in DuckDB as text columns."""

import csv
import difflib
import os
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from stylehub_core.catalog.csv_text import open_csv, plain_csv
from stylehub_core.catalog.layout import FILE, Layout, TableLayout
from stylehub_core.catalog.schema import Column
from stylehub_core.catalog.sql import literal, quoted
from stylehub_core.errors import CatalogError

_ENDINGS = (".csv", ".csv.gz", ".csv.zip", ".zip", ".parquet")


@dataclass(frozen=True)
class TableView:
    """A table that DuckDB can read.

    select: SQL for the known columns as VARCHAR, with blanks as NULL; a missing column is all NULL.
    header: the column names in the file.
    missing: usual columns of the schema that the file lacks.
    absent: columns that the layout declares to be lacking.
    rejects: the DuckDB table that lists rows with broken quotes or a wrong number of fields, once read.
    """

    name: str
    select: str
    header: tuple[str, ...]
    missing: tuple[str, ...]
    absent: tuple[str, ...]
    rejects: str | None


def find_table(data: Path, layout: TableLayout) -> Path | None:
    """The file of a table, or None; a plain csv takes precedence over packed files.

    Raises CatalogError if the layout names a file that does not exist.
    """
    if layout.file:
        path = data / layout.file
        if not path.is_file():
            folder = path.parent if path.parent.is_dir() else data
            raise CatalogError(f"{FILE} names the file {layout.file}, which does not exist (found: {_inside(folder)}).")
        return path
    try:
        present = {entry.name.lower(): entry.name for entry in os.scandir(data) if entry.is_file()}
    except OSError:
        return None
    for name in layout.names:
        for ending in _ENDINGS:
            if name + ending in present:
                return data / present[name + ending]
    return None


def find_articles(layout: Layout) -> Path:
    """The articles' file. Raises CatalogError, with the way out, if there is none."""
    data = layout.data
    if not data.is_dir():
        raise CatalogError(
            f"{data}: no such folder. Give the folder that holds Kaggle's articles.csv, "
            "transactions_train.csv, customers.csv and images/, or another shop's tables with a catalog.toml."
        )
    path = find_table(data, layout.articles)
    if path is None:
        raise CatalogError(
            f"{data}: no articles.csv in this folder (found: {_inside(data)}). Is the Kaggle download "
            "unpacked here? articles.csv.gz, .zip and .parquet work as well. Another shop's files can be named "
            f"in a {FILE}."
        )
    return path


def _inside(folder: Path) -> str:
    names = sorted(entry.name for entry in os.scandir(folder))
    return ", ".join(names[:8]) + (", …" if len(names) > 8 else "") if names else "nothing"


@contextmanager
def reading(name: str) -> Iterator[None]:
    """Turn any failure to read a file into a CatalogError that names it."""
    try:
        yield
    except (duckdb.Error, OSError, EOFError, zlib.error, zipfile.BadZipFile, RuntimeError, csv.Error) as error:
        reason = (str(error) or type(error).__name__).strip().splitlines()[0][:200]
        if isinstance(error, duckdb.OutOfMemoryException) or "No space left" in reason:
            raise CatalogError(
                f"{name}: not enough disk space or memory ({reason}). Free some, and try again."
            ) from error
        raise CatalogError(
            f"{name}: cannot be read ({reason}). Is the download complete? Fetch the file again."
        ) from error


def open_table(
    con: duckdb.DuckDBPyConnection, path: Path, columns: Sequence[Column], work: Path, layout: TableLayout
) -> TableView:
    """A view of the file's known columns. Files that DuckDB cannot read itself are unpacked into `work`.

    Raises CatalogError if the file cannot be read, or lacks a column that is required or named by the layout.
    """
    with reading(path.name):
        if path.name.lower().endswith(".parquet"):
            header, relation, rejects = *_open_parquet(con, path), None
        else:
            header, relation, rejects = open_csv(plain_csv(path, work, layout), path.name, layout)
    positions = {_tidy(name): position for position, name in reversed(list(enumerate(header)))}
    known = {column.name: _position(path.name, column, positions, header, layout) for column in columns}
    without = [name for name, position in known.items() if position is None and name not in layout.constants]
    usual = {column.name for column in columns if column.usual}
    missing = tuple(name for name in without if name not in layout.absent and name in usual)
    _require(path.name, columns, missing, header)
    chosen = (f"{_value(column, known[column.name], layout)} AS {column.name}" for column in columns)
    absent = tuple(name for name in without if name in layout.absent)
    return TableView(path.name, f"SELECT {', '.join(chosen)} FROM {relation}", header, missing, absent, rejects)


def _position(
    file: str, column: Column, positions: Mapping[str, int], header: Sequence[str], layout: TableLayout
) -> int | None:
    """The position of a column in the file; None if it is not there, or if the layout gives it another way."""
    named = layout.columns.get(column.name)
    if named is None:
        not_read = column.name in layout.constants or column.name in layout.absent
        return None if not_read else positions.get(column.name.lower())
    if _tidy(named) not in positions:
        near = difflib.get_close_matches(_tidy(named), [_tidy(name) for name in header], n=1, cutoff=0.5)
        hint = f" Did you mean '{header[positions[near[0]]]}'?" if near else ""
        raise CatalogError(
            f"{file}: {FILE} says that {column.name} is in the column '{named}', but there is none (found: "
            f"{_header_text(header)}).{hint}"
        )
    return positions[_tidy(named)]


def _value(column: Column, position: int | None, layout: TableLayout) -> str:
    """SQL for a column's text: numbers with a decimal point; dates as 2020-09-22 if they can be parsed."""
    if column.name in layout.constants:
        return f"{literal(layout.constants[column.name])}::VARCHAR"
    if position is None:
        return "NULL::VARCHAR"
    text = f"nullif(trim(c{position}, ' \t\r\n'), '')"
    if column.type == "number" and layout.decimal == ",":
        return f"replace(replace({text}, '.', ''), ',', '.')"
    if column.type == "date" and layout.date_format:
        return f"coalesce(try_strptime({text}, {literal(layout.date_format)})::DATE::VARCHAR, {text})"
    return text


def _header_text(header: Sequence[str]) -> str:
    return (", ".join(header[:12]) + (", …" if len(header) > 12 else "")) or "nothing"


def _tidy(name: str) -> str:
    return name.strip("\ufeff \t\r\n\"'").lower()


def _require(file: str, columns: Sequence[Column], missing: Sequence[str], header: Sequence[str]) -> None:
    for column in columns:
        if column.required and column.name in missing:
            raise CatalogError(
                f"{file}: column '{column.name}' is missing (found: {_header_text(header)}). "
                f"Is this Kaggle's file, with its header line? Another shop's columns can be named in a {FILE}."
            )


def _open_parquet(con: duckdb.DuckDBPyConnection, path: Path) -> tuple[tuple[str, ...], str]:
    source = f"read_parquet({quoted(path)}, hive_partitioning=false)"
    header = tuple(row[0] for row in con.execute(f"DESCRIBE SELECT * FROM {source}").fetchall())
    columns = ", ".join(
        f'"{name.replace(chr(34), chr(34) * 2)}"::VARCHAR AS c{position}' for position, name in enumerate(header)
    )
    return header, f"(SELECT {columns} FROM {source})"
