"""Opens csv files of any packing and encoding for DuckDB: unpacked, in UTF-8, with every column as text."""

import codecs
import csv
import gzip
import io
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from stylehub_core.catalog.layout import TableLayout
from stylehub_core.catalog.sql import literal, quoted
from stylehub_core.errors import CatalogError

_LARGEST_RECODED = 512 * 1024**2


def open_csv(path: Path, name: str, layout: TableLayout) -> tuple[tuple[str, ...], str, str]:
    """(header, SQL of a relation with the columns c0, c1, …, the table of its rejected rows) of a plain csv in UTF-8.

    name: the file's name, for the table of rejected rows.
    """
    with _opened(path) as raw:
        start = raw.read(65536).decode("utf-8-sig", errors="replace")
    first = start.splitlines()[0] if start.strip() else ""
    delimiter = layout.delimiter or max(",;\t|", key=first.count)
    header = tuple(next(csv.reader(start.splitlines(keepends=True), delimiter=delimiter), ()))
    if not first or not any(header):
        return (), "(SELECT NULL WHERE false)", ""
    rejects = "rejects_" + "".join(sign for sign in name.lower() if sign.isascii() and sign.isalnum())
    types = ", ".join(f"'c{column}': 'VARCHAR'" for column in range(len(header)))
    return (
        header,
        f"read_csv({quoted(path)}, auto_detect=false, header=true, columns={{{types}}}, "
        f"delim={literal(delimiter)}, quote='\"', escape='\"', hive_partitioning=false, "
        f"max_line_size=4194304, store_rejects=true, rejects_table='{rejects}', "
        f"rejects_scan='{rejects}_scan')",
        rejects,
    )


def plain_csv(path: Path, work: Path, layout: TableLayout) -> Path:
    """A csv file in UTF-8 that DuckDB can read: the file itself, or a copy in `work`."""
    if path.name.lower().endswith(".zip"):
        path = _unzipped(path, work)
    encoding = layout.encoding or _encoding(path)
    if encoding == "utf-8":
        return path
    copy = work / f"utf8-{path.name.removesuffix('.gz')}"
    with _opened(path) as raw, copy.open("w", encoding="utf-8", newline="") as out:
        shutil.copyfileobj(io.TextIOWrapper(raw, encoding, errors="replace", newline=""), out)
    return copy


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    with gzip.open(path) if path.name.lower().endswith(".gz") else path.open("rb") as raw:
        yield cast(IO[bytes], raw)


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
    raise CatalogError(f"{path.name} does not contain {wanted} (found: {names}).")


def _encoding(path: Path) -> str:
    """The encoding: UTF-8, or what spreadsheets write instead (UTF-16 or cp1252)."""
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
