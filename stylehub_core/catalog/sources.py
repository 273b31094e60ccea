"""Finds a data folder's tables, whatever they are packed in, and shows each to DuckDB as text columns."""

import codecs
import csv
import gzip
import io
import os
import shutil
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

import duckdb

from stylehub_core.catalog.schema import Column
from stylehub_core.errors import CatalogError

ARTICLES_NAMES = ("articles",)
CUSTOMERS_NAMES = ("customers",)
TRANSACTIONS_NAMES = ("transactions_train", "transactions")

_ENDINGS = (".csv", ".csv.gz", ".csv.zip", ".zip", ".parquet")
_LARGEST_RECODED = 512 * 1024**2


@dataclass(frozen=True)
class TableView:
    """A table that DuckDB can read.

    select: SQL that gives the known columns as VARCHAR, blanks as NULL; a missing column is all NULL.
    found: the header as it is in the file. missing: the names of the schema's columns that it lacks.
    rejects: the DuckDB table that lists rows with broken quotes or a wrong number of fields, once read.
    """

    name: str
    select: str
    found: tuple[str, ...]
    missing: tuple[str, ...]
    rejects: str | None


def quoted(path: Path) -> str:
    """The path as an SQL literal that DuckDB does not take for a glob."""
    text = str(path)
    for sign in "[*?":
        text = text.replace(sign, "\0" + sign)
    for sign in "[*?":
        text = text.replace("\0" + sign, f"[{sign}]")
    return "'" + text.replace("'", "''") + "'"


def literal(text: str) -> str:
    """The text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def find_table(data: Path, names: Sequence[str]) -> Path | None:
    """The file that holds a table, plain csv before packed ones, or None."""
    try:
        present = {entry.name.lower(): entry.name for entry in os.scandir(data) if entry.is_file()}
    except OSError:
        return None
    for name in names:
        for ending in _ENDINGS:
            if name + ending in present:
                return data / present[name + ending]
    return None


def find_articles(data: Path) -> Path:
    """The articles file. Raises CatalogError with the way out when there is none."""
    if not data.is_dir():
        raise CatalogError(
            f"{data}: no such folder. Give the folder that holds Kaggle's articles.csv, "
            "transactions_train.csv, customers.csv and images/."
        )
    path = find_table(data, ARTICLES_NAMES)
    if path is None:
        names = sorted(entry.name for entry in os.scandir(data))
        inside = ", ".join(names[:8]) + (", …" if len(names) > 8 else "") if names else "nothing"
        raise CatalogError(
            f"{data}: no articles.csv in this folder (found: {inside}). Is the Kaggle download "
            "unpacked here? articles.csv.gz, .zip and .parquet will do as well."
        )
    return path


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


def open_table(con: duckdb.DuckDBPyConnection, path: Path, columns: Sequence[Column], work: Path) -> TableView:
    """A view of the file's known columns. Unpacks into `work` what DuckDB cannot read itself.

    Raises CatalogError when the file cannot be read or lacks a required column.
    """
    with reading(path.name):
        if path.name.lower().endswith(".parquet"):
            found, relation, rejects = *_open_parquet(con, path), None
        else:
            found, relation, rejects = _open_csv(_plain_csv(path, work), path.name)
    places = {_tidy(name): place for place, name in reversed(list(enumerate(found)))}
    missing = tuple(column.name for column in columns if column.name.lower() not in places)
    _require(path.name, columns, missing, found)
    chosen = (
        f"{_text(places[column.name.lower()])} AS {column.name}"
        if column.name not in missing
        else f"NULL::VARCHAR AS {column.name}"
        for column in columns
    )
    return TableView(path.name, f"SELECT {', '.join(chosen)} FROM {relation}", found, missing, rejects)


def _text(place: int) -> str:
    return f"nullif(trim(c{place}, ' \t\r\n'), '')"


def _tidy(name: str) -> str:
    return name.strip("\ufeff \t\r\n\"'").lower()


def _require(file: str, columns: Sequence[Column], missing: Sequence[str], found: Sequence[str]) -> None:
    for column in columns:
        if column.required and column.name in missing:
            header = ", ".join(found[:6]) + (", …" if len(found) > 6 else "")
            raise CatalogError(
                f"{file}: column '{column.name}' is missing (found: {header or 'nothing'}). "
                "Is this Kaggle's file, with its header line?"
            )


def _open_parquet(con: duckdb.DuckDBPyConnection, path: Path) -> tuple[tuple[str, ...], str]:
    source = f"read_parquet({quoted(path)}, hive_partitioning=false)"
    found = tuple(row[0] for row in con.execute(f"DESCRIBE SELECT * FROM {source}").fetchall())
    columns = ", ".join(
        f'"{name.replace(chr(34), chr(34) * 2)}"::VARCHAR AS c{place}' for place, name in enumerate(found)
    )
    return found, f"(SELECT {columns} FROM {source})"


def _open_csv(path: Path, name: str) -> tuple[tuple[str, ...], str, str]:
    with _opened(path) as raw:
        start = raw.read(65536).decode("utf-8-sig", errors="replace")
    first = start.splitlines()[0] if start.strip() else ""
    delimiter = max(",;\t|", key=first.count)
    found = tuple(next(csv.reader(start.splitlines(keepends=True), delimiter=delimiter), ()))
    if not first or not any(found):
        return (), "(SELECT NULL WHERE false)", ""
    rejects = "rejects_" + "".join(sign for sign in name.lower() if sign.isalnum())
    types = ", ".join(f"'c{place}': 'VARCHAR'" for place in range(len(found)))
    return (
        found,
        f"read_csv({quoted(path)}, auto_detect=false, header=true, columns={{{types}}}, "
        f"delim={literal(delimiter)}, quote='\"', escape='\"', hive_partitioning=false, "
        f"max_line_size=4194304, store_rejects=true, rejects_table='{rejects}', "
        f"rejects_scan='{rejects}_scan')",
        rejects,
    )


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    with gzip.open(path) if path.name.lower().endswith(".gz") else path.open("rb") as raw:
        yield cast(IO[bytes], raw)


def _plain_csv(path: Path, work: Path) -> Path:
    """A csv in UTF-8 that DuckDB reads: the file itself, or a copy in `work`."""
    if path.name.lower().endswith(".zip"):
        path = _unzipped(path, work)
    encoding = _encoding(path)
    if encoding == "utf-8":
        return path
    copy = work / f"utf8-{path.name.removesuffix('.gz')}"
    with _opened(path) as raw, copy.open("w", encoding="utf-8", newline="") as out:
        shutil.copyfileobj(io.TextIOWrapper(raw, encoding, errors="replace", newline=""), out)
    return copy


def _unzipped(path: Path, work: Path) -> Path:
    wanted = path.name.lower().removesuffix(".zip").removesuffix(".csv") + ".csv"
    with zipfile.ZipFile(path) as archive:
        for member in archive.infolist():
            if not member.is_dir() and Path(member.filename).name.lower() == wanted:
                copy = work / wanted
                with archive.open(member) as packed, copy.open("wb") as out:
                    shutil.copyfileobj(packed, out, 1024 * 1024)
                return copy
        names = ", ".join(archive.namelist()[:5]) or "nothing"
    raise CatalogError(f"{path.name}: holds no {wanted} (found: {names}).")


def _encoding(path: Path) -> str:
    """UTF-8, or what spreadsheets write instead of it."""
    with _opened(path) as raw:
        start = raw.read(4)
        if start[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            return "utf-16"
        if path.stat().st_size > _LARGEST_RECODED:
            return "utf-8"
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            decoder.decode(start)
            while block := raw.read(1024 * 1024):
                decoder.decode(block)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8"
