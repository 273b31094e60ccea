"""Reads Kaggle's H&M folder, or another shop's with a catalog.toml, into typed, sorted Parquet tables with DuckDB."""

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

import duckdb

from stylehub_core.catalog import staging
from stylehub_core.catalog.layout import Layout
from stylehub_core.catalog.layout_file import layout_of
from stylehub_core.catalog.picture_files import picture_files
from stylehub_core.catalog.schema import (
    ARTICLES,
    ARTICLES_FILE,
    CUSTOMERS,
    CUSTOMERS_FILE,
    SUMMARY_FILE,
    TRANSACTIONS,
    TRANSACTIONS_FILE,
)
from stylehub_core.catalog.sources import find_articles, find_table, open_table, reading
from stylehub_core.catalog.sql import literal
from stylehub_core.catalog.summary import CatalogSummary, Source
from stylehub_core.errors import CatalogError
from stylehub_core.progress import Progress, silent

_STEPS = 6
_PARQUET = "(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880)"


def import_kaggle(data: Path, out: Path, progress: Progress = silent) -> CatalogSummary:
    """What was found in the folder `data`, after writing it to the folder `out`.

    Writes articles.parquet, customers.parquet, transactions.parquet and, last, catalog.json.
    Raises CatalogError when there is no article to read; a row that cannot be read is left out and counted.
    """
    layout = layout_of(data)
    find_articles(layout)
    work = out / ".work"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    # DuckDB misplaces its log where a path holds a question mark.
    con = duckdb.connect(":memory:" if "?" in str(work) else str(work / "import.duckdb"))
    try:
        _limit(con, work)
        return _Import(con, layout, out, work, progress).run()
    finally:
        con.close()
        shutil.rmtree(work, ignore_errors=True)


def _limit(con: duckdb.DuckDBPyConnection, work: Path) -> None:
    con.execute(f"SET temp_directory = {literal(str(work / 'spill'))}")
    con.execute("SET memory_limit = '3GB'")
    con.execute(f"SET threads = {max(1, min(8, os.cpu_count() or 1))}")
    con.execute("SET enable_progress_bar = false")


class _Import:
    """One run: its connection, its folders, and the sources and warnings met so far."""

    def __init__(
        self, con: duckdb.DuckDBPyConnection, layout: Layout, out: Path, work: Path, progress: Progress
    ) -> None:
        self.con, self.layout, self.out, self.work, self.progress = con, layout, out, work, progress
        self.sources: list[Source] = []
        self.warnings: list[str] = []
        self.broken = 0

    def run(self) -> CatalogSummary:
        self._tell("Reading articles", 0)
        duplicates = self._articles()
        self._tell("Reading transactions", 1)
        unknown = self._transactions()
        self._tell("Reading customers", 2)
        self._customers()
        self._tell("Sorting transactions", 3)
        self._write_transactions()
        self._tell("Looking for pictures", 4)
        self._write_articles()
        self._tell("Counting", 5)
        summary = self._summary(duplicates, unknown)
        (self.out / SUMMARY_FILE).write_text(summary.to_json(), encoding="utf-8")
        self._tell("Catalogue read", _STEPS)
        return summary

    def _tell(self, what: str, done: int) -> None:
        self.progress(what, done, _STEPS)

    def _articles(self) -> int:
        path = find_articles(self.layout)
        self._source(path)
        view = open_table(self.con, path, ARTICLES, self.work, self.layout.articles)
        for name in view.missing:
            if name != "product_code" or self.layout.ids == "as-written":
                self.warnings.append(f"{path.name}: column '{name}' is missing; it stays unknown.")
        with reading(path.name):
            found = staging.stage_articles(self.con, view, self.layout.ids)
        self._broken_rows(path.name, found.unreadable, found.examples)
        if not found.kept:
            raise CatalogError(
                f"{path.name}: not one article with an article_id of {self.layout.id_form} and a name "
                f"({found.unreadable:,} rows left out). Is this the table of articles?"
            )
        if found.repeated:
            self.warnings.append(
                f"{path.name}: {found.repeated:,} rows repeat an article_id that is there already "
                f"({found.conflicting:,} ids with different values); the first row counts"
                f"{_such_as(found.repeated_examples)}."
            )
        return found.repeated

    def _transactions(self) -> int:
        path = find_table(self.layout.data, self.layout.transactions)
        if path is None:
            self.warnings.append("No transactions_train.csv: nobody has bought anything in this catalogue.")
            staging.stage_no_transactions(self.con)
            return 0
        self._source(path)
        view = open_table(self.con, path, TRANSACTIONS, self.work, self.layout.transactions)
        for name in view.missing:
            self.warnings.append(f"{path.name}: column '{name}' is missing; it stays empty.")
        with reading(path.name):
            found = staging.stage_transactions(self.con, view, self.layout.ids)
        self._broken_rows(path.name, found.unreadable, found.examples)
        if found.unknown:
            self.warnings.append(
                f"{path.name}: {found.unknown:,} rows are of articles that the articles table does not have"
                f"{_such_as(found.unknown_examples)}; they are left out."
            )
        return found.unknown

    def _customers(self) -> None:
        path = find_table(self.layout.data, self.layout.customers)
        if path is None:
            self.warnings.append("No customers.csv: customers are known by their purchases only.")
            staging.stage_customers(self.con, None)
        else:
            self._source(path)
            view = open_table(self.con, path, CUSTOMERS, self.work, self.layout.customers)
            with reading(path.name):
                found = staging.stage_customers(self.con, view)
            self._broken_rows(path.name, found.unreadable, found.examples)
            if found.added and found.kept:
                self.warnings.append(
                    f"{path.name}: {found.added:,} customers with purchases are not in it; they are added."
                )
        self._copy("SELECT * FROM customers ORDER BY customer_id", CUSTOMERS_FILE)

    def _write_transactions(self) -> None:
        self._copy(staging.SORTED_TRANSACTIONS, TRANSACTIONS_FILE)

    def _write_articles(self) -> None:
        ids = [row[0] for row in self.con.execute("SELECT article_id FROM articles").fetchall()]
        pictured = sorted(picture_files(self.layout, ids))
        staging.stage_pictured(self.con, pictured)
        self._copy(staging.ARTICLES_WITH_SALES, ARTICLES_FILE)

    def _copy(self, query: str, name: str) -> None:
        with reading(name):
            self.con.execute(f"COPY ({query}) TO {literal(str(self.out / name))} {_PARQUET}")

    def _source(self, path: Path) -> None:
        self.sources.append(Source(path.name, path.stat().st_size))

    def _broken_rows(self, name: str, count: int, examples: Sequence[str]) -> None:
        self.broken += count
        if count:
            self.warnings.append(f"{name}: {count:,} rows cannot be used{_such_as(examples)}; they are left out.")

    def _summary(self, duplicates: int, unknown: int) -> CatalogSummary:
        counts = staging.count_all(self.con)
        if counts.pictured == 0:
            self.warnings.append("No picture of any article was found: each gets a placeholder.")
        return CatalogSummary(
            articles=counts.articles,
            customers=counts.customers,
            transactions=counts.transactions,
            first_day=counts.first_day,
            last_day=counts.last_day,
            sold_articles=counts.sold,
            pictured_articles=counts.pictured,
            duplicate_articles=duplicates,
            unknown_article_rows=unknown,
            unreadable_rows=self.broken,
            sources=tuple(self.sources),
            warnings=tuple(self.warnings),
        )


def _such_as(examples: Sequence[str]) -> str:
    return f", such as {'; '.join(examples)}" if examples else ""
