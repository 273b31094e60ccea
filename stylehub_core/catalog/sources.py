"""Finds a data folder's tables, whatever they are packed in, and shows each to DuckDB as text columns."""

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

    select: SQL that gives the known columns as VARCHAR, blanks as NULL; a missing column is all NULL.
    found: the header as it is in the file. missing: the names of the schema's usual columns that it lacks; absent:
    those that the layout says are lacking.
    rejects: the DuckDB table that lists rows with broken quotes or a wrong number of fields, once read.
    """

    name: str
    select: str
    found: tuple[str, ...]
    missing: tuple[str, ...]
    absent: tuple[str, ...]
    rejects: str | None


def find_table(data: Path, layout: TableLayout) -> Path | None:
    """The file that holds a table, plain csv before packed ones, or None.

    Raises CatalogError where the layout names a file that is not there.
    """
    if layout.file:
        path = data / layout.file
        if not path.is_file():
            folder = path.parent if path.parent.is_dir() else data
            raise CatalogError(f"{FILE} names the file {layout.file}, and it is not there (found: {_inside(folder)}).")
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
    """The articles file. Raises CatalogError with the way out when there is none."""
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
            "unpacked here? articles.csv.gz, .zip and .parquet will do as well. Another shop's files can be named "
            f"in a {FILE}."
        )
    return path


def _inside(folder: Path) -> str:
    names = sorted(entry.name for entry in os.scandir(folder))
    return ", ".join(names[:8]) + (", …" if len(names) > 8 else "") if names else "nothing"


@contextmanager
def reading(name: str) -> Iterator[None]:
    """Turns what goes wrong while a file is read into a CatalogError that names the file."""
    try:
        yield
    except (duckdb.Error, OSError, EOFError, zlib.error, zipfile.BadZipFile, RuntimeError, csv.Error) as error:
        reason = (str(error) or type(error).__name__).strip().splitlines()[0][:200]
        if isinstance(error, duckdb.OutOfMemoryException) or "No space left" in reason:
            raise CatalogError(
                f"{name}: not enough disk space or memory ({reason}). Free some and try again."
            ) from error
        raise CatalogError(
            f"{name}: cannot be read ({reason}). Is the download complete? Fetch the file again."
        ) from error


def open_table(
    con: duckdb.DuckDBPyConnection, path: Path, columns: Sequence[Column], work: Path, layout: TableLayout
) -> TableView:
    """A view of the file's known columns. Unpacks into `work` what DuckDB cannot read itself.

    Raises CatalogError when the file cannot be read, or lacks a column that is required or that the layout names.
    """
    with reading(path.name):
        if path.name.lower().endswith(".parquet"):
            found, relation, rejects = *_open_parquet(con, path), None
        else:
            found, relation, rejects = open_csv(plain_csv(path, work, layout), path.name, layout)
    places = {_tidy(name): place for place, name in reversed(list(enumerate(found)))}
    known = {column.name: _place(path.name, column, places, found, layout) for column in columns}
    without = [name for name, place in known.items() if place is None and name not in layout.constants]
    usual = {column.name for column in columns if column.usual}
    missing = tuple(name for name in without if name not in layout.absent and name in usual)
    _require(path.name, columns, missing, found)
    chosen = (f"{_value(column, known[column.name], layout)} AS {column.name}" for column in columns)
    absent = tuple(name for name in without if name in layout.absent)
    return TableView(path.name, f"SELECT {', '.join(chosen)} FROM {relation}", found, missing, absent, rejects)


def _place(
    file: str, column: Column, places: Mapping[str, int], found: Sequence[str], layout: TableLayout
) -> int | None:
    """Where the file has a column; None where it has none, or must not be asked for it."""
    named = layout.columns.get(column.name)
    if named is None:
        told = column.name in layout.constants or column.name in layout.absent
        return None if told else places.get(column.name.lower())
    if _tidy(named) not in places:
        near = difflib.get_close_matches(_tidy(named), [_tidy(one) for one in found], n=1, cutoff=0.5)
        hint = f" Did you mean '{found[places[near[0]]]}'?" if near else ""
        raise CatalogError(
            f"{file}: {FILE} says that {column.name} is in the column '{named}', and there is none (found: "
            f"{_header(found)}).{hint}"
        )
    return places[_tidy(named)]


def _value(column: Column, place: int | None, layout: TableLayout) -> str:
    """SQL for a column's text; numbers with a point, days as 2020-09-22 where they can be read."""
    if column.name in layout.constants:
        return f"{literal(layout.constants[column.name])}::VARCHAR"
    if place is None:
        return "NULL::VARCHAR"
    text = f"nullif(trim(c{place}, ' \t\r\n'), '')"
    if column.type == "number" and layout.decimal == ",":
        return f"replace(replace({text}, '.', ''), ',', '.')"
    if column.type == "date" and layout.date_format:
        return f"coalesce(try_strptime({text}, {literal(layout.date_format)})::DATE::VARCHAR, {text})"
    return text


def _header(found: Sequence[str]) -> str:
    return (", ".join(found[:12]) + (", …" if len(found) > 12 else "")) or "nothing"


def _tidy(name: str) -> str:
    return name.strip("\ufeff \t\r\n\"'").lower()


def _require(file: str, columns: Sequence[Column], missing: Sequence[str], found: Sequence[str]) -> None:
    for column in columns:
        if column.required and column.name in missing:
            raise CatalogError(
                f"{file}: column '{column.name}' is missing (found: {_header(found)}). "
                f"Is this Kaggle's file, with its header line? Another shop's columns can be named in a {FILE}."
            )


def _open_parquet(con: duckdb.DuckDBPyConnection, path: Path) -> tuple[tuple[str, ...], str]:
    source = f"read_parquet({quoted(path)}, hive_partitioning=false)"
    found = tuple(row[0] for row in con.execute(f"DESCRIBE SELECT * FROM {source}").fetchall())
    columns = ", ".join(
        f'"{name.replace(chr(34), chr(34) * 2)}"::VARCHAR AS c{place}' for place, name in enumerate(found)
    )
    return found, f"(SELECT {columns} FROM {source})"
