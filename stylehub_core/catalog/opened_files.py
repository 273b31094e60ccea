"""Opens the files that an import wrote to a catalogue's folder."""

from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from stylehub_core.catalog.schema import (
    ARTICLES_FILE,
    CATEGORIES,
    CODES,
    CUSTOMERS_FILE,
    OUTFITS_FILE,
    SUMMARY_FILE,
    TRANSACTIONS_FILE,
)
from stylehub_core.catalog.sql import quoted
from stylehub_core.catalog.summary import CatalogSummary
from stylehub_core.errors import NotBuiltError, WorkspaceError

_NO_OUTFITS = (
    "SELECT NULL::VARCHAR AS outfit_id, NULL::INTEGER AS article, NULL::VARCHAR AS slot, NULL::INTEGER AS customer, "
    "NULL::VARCHAR AS split WHERE false"
)


def open_summary(folder: Path) -> CatalogSummary:
    """The summary of the import. Raises NotBuiltError if there is none, and WorkspaceError if it is damaged."""
    path = folder / SUMMARY_FILE
    if not path.is_file():
        raise NotBuiltError(f"{folder}: no catalogue here yet. Import a data folder first.")
    try:
        return CatalogSummary.from_json(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise WorkspaceError(f"{path}: damaged ({error}). Import the data folder again.") from error


def open_tables(folder: Path, summary: CatalogSummary) -> duckdb.DuckDBPyConnection:
    """A connection with a view of each table. Raises WorkspaceError if a file is missing, damaged or cut."""
    con = duckdb.connect(":memory:")
    con.execute("SET memory_limit = '3GB'")
    con.execute("SET enable_progress_bar = false")
    con.execute("SET parquet_metadata_cache = true")
    numbered = "file_row_number::INTEGER AS {}, * EXCLUDE (file_row_number)"
    for name, rows, columns in (
        (ARTICLES_FILE, summary.articles, numbered.format("article")),
        (CUSTOMERS_FILE, summary.customers, numbered.format("customer")),
        (TRANSACTIONS_FILE, summary.transactions, "* EXCLUDE (file_row_number)"),
    ):
        source = f"read_parquet({quoted(folder / name)}, hive_partitioning=false, file_row_number=true)"
        try:
            added = _unrated(con, source) if name == TRANSACTIONS_FILE else ""
            con.execute(f"CREATE VIEW {name.removesuffix('.parquet')} AS SELECT {columns}{added} FROM {source}")
            counted = con.execute(f"SELECT count(*) FROM {source}").fetchone()
        except duckdb.Error as error:
            reason = "missing" if not (folder / name).exists() else "damaged"
            raise WorkspaceError(f"{folder / name}: {reason}. Delete {folder} and build again.") from error
        if counted != (rows,):
            raise WorkspaceError(
                f"{folder / name}: {counted[0] if counted else 0:,} rows where {SUMMARY_FILE} says {rows:,}. "
                f"Delete {folder} and build again."
            )
    _view_outfits(con, folder / OUTFITS_FILE, summary.outfits)
    return con


def _view_outfits(con: duckdb.DuckDBPyConnection, path: Path, outfits: int) -> None:
    """Add the view `outfits`; empty for catalogues of earlier versions, which have no such file."""
    columns = "outfit_id, article, slot, customer, split"
    source = f"SELECT {columns} FROM read_parquet({quoted(path)}, hive_partitioning=false)" if outfits else _NO_OUTFITS
    try:
        con.execute(f"CREATE VIEW outfits AS {source}")
        counted = con.execute("SELECT count(DISTINCT outfit_id) FROM outfits").fetchone()
    except duckdb.Error as error:
        reason = "damaged" if path.exists() else "missing"
        raise WorkspaceError(f"{path}: {reason}. Delete {path.parent} and build again.") from error
    if counted != (outfits,):
        raise WorkspaceError(
            f"{path}: {counted[0] if counted else 0:,} outfits where {SUMMARY_FILE} says {outfits:,}. "
            f"Delete {path.parent} and build again."
        )


def _unrated(con: duckdb.DuckDBPyConnection, source: str) -> str:
    """SQL for an empty rating column if the file has none; otherwise ''."""
    columns = con.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()
    return "" if any(row[0] == "rating" for row in columns) else ", NULL::DOUBLE AS rating"


def open_articles(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """One row per article, in its order; see `Catalog.articles`."""
    try:
        frame = con.execute("SELECT * EXCLUDE (article) FROM articles ORDER BY article").df()
    except duckdb.Error as error:
        raise WorkspaceError(f"{ARTICLES_FILE}: damaged ({error}). Import the data folder again.") from error
    types: dict[str, Any] = dict.fromkeys(CATEGORIES, "category")
    types |= dict.fromkeys(CODES, "Int32")
    frame["detail_desc"] = frame["detail_desc"].fillna("")
    return frame.astype(types)
