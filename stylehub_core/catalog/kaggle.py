"""Imports Kaggle's H&M folder, another shop's with a catalog.toml, or Polyvore, as typed, sorted Parquet tables."""

import os
import shutil
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import duckdb

from stylehub_core.catalog import staging
from stylehub_core.catalog.layout import Layout, TableLayout
from stylehub_core.catalog.layout_file import layout_of
from stylehub_core.catalog.outfit_questions import write_questions
from stylehub_core.catalog.picture_files import picture_files
from stylehub_core.catalog.published.tables import Tables, outfits_name, tables_of
from stylehub_core.catalog.schema import (
    ARTICLES,
    ARTICLES_FILE,
    CUSTOMERS,
    CUSTOMERS_FILE,
    OUTFITS,
    OUTFITS_FILE,
    SUMMARY_FILE,
    TRANSACTIONS,
    TRANSACTIONS_FILE,
)
from stylehub_core.catalog.sources import find_articles, find_table, open_table, reading
from stylehub_core.catalog.sql import literal
from stylehub_core.catalog.staging_outfits import SORTED_OUTFITS, stage_no_outfits, stage_outfits
from stylehub_core.catalog.summary import CatalogSummary, Source
from stylehub_core.errors import CatalogError
from stylehub_core.number_text import counted
from stylehub_core.progress import Progress, silent

_STEPS = 6
_PARQUET = "(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880)"


def import_kaggle(data: Path, out: Path, progress: Progress = silent) -> CatalogSummary:
    """A summary of the folder `data`, after importing it into the folder `out`.

    Writes articles, customers, transactions, outfits, compatibility and fill_in_blank as .parquet, and last
    catalog.json. Raises CatalogError if no article can be read; other rows that cannot be read are left out and
    counted.
    """
    layout = layout_of(data)
    if layout.published is None:
        find_articles(layout)
    work = out / ".work"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    # DuckDB misplaces its log if the path contains a question mark.
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
    """A running import: its connection, its folders, and the sources and warnings so far."""

    def __init__(
        self, con: duckdb.DuckDBPyConnection, layout: Layout, out: Path, work: Path, progress: Progress
    ) -> None:
        self.con, self.layout, self.out, self.work, self.progress = con, layout, out, work, progress
        self.sources: list[Source] = []
        self.warnings: list[str] = []
        self.broken = 0

    def run(self) -> CatalogSummary:
        self._report("Reading articles", 0)
        self._published_parts()
        duplicates = self._articles()
        self._report("Reading transactions", 1)
        unknown = self._transactions()
        self._outfits()
        self._report("Reading customers", 2)
        self._customers()
        self._report("Sorting transactions", 3)
        self._write_transactions()
        self._report("Looking for pictures", 4)
        self._write_articles()
        self._report("Counting", 5)
        summary = self._summary(duplicates, unknown)
        (self.out / SUMMARY_FILE).write_text(summary.to_json(), encoding="utf-8")
        self._report("Catalogue read", _STEPS)
        return summary

    def _report(self, step: str, done: int) -> None:
        self.progress(step, done, _STEPS)

    @cached_property
    def tables(self) -> Tables:
        """The tables to read: the folder's own, or those made of a published data set."""
        return tables_of(self.layout, self.work)

    def _published_parts(self) -> None:
        """Note what a published data set lacks, and what of it cannot be used."""
        content = self.tables.content
        if content is None or self.layout.published is None:
            return
        files = dict.fromkeys((*self.layout.published.article_files, *self.layout.published.outfit_files))
        self.sources += [Source(path.name, path.stat().st_size) for path in files]
        self.warnings += [f"N{text[1:]}." for text in content.missing]
        for part in content.left_out:
            self.broken += len(part.reasons)
            self.warnings.append(f"{part}; they are left out.")

    def _articles(self) -> int:
        path = find_articles(self.tables.layout)
        self._source(path)
        view = open_table(self.con, path, ARTICLES, self.work, self.tables.layout.articles)
        for name in view.missing:
            if name != "product_code" or self.layout.ids == "as-written":
                self.warnings.append(f"{path.name}: column '{name}' is missing; its values are unknown.")
        with reading(path.name):
            staged = staging.stage_articles(self.con, view, self.layout.ids)
        self._broken_rows(path.name, staged.unreadable, staged.examples)
        if not staged.kept:
            raise CatalogError(
                f"{path.name}: no article with an article_id of {self.layout.id_form} and a name "
                f"({staged.unreadable:,} rows left out). Is this the table of articles?"
            )
        if staged.repeated:
            self.warnings.append(
                f"{path.name}: {staged.repeated:,} rows repeat an earlier article_id "
                f"({staged.conflicting:,} ids with different values); the first row counts"
                f"{_such_as(staged.repeated_examples)}."
            )
        return staged.repeated

    def _transactions(self) -> int:
        path = self._find(self.tables.layout.transactions)
        if path is None:
            if self.layout.published is None:
                self.warnings.append("No transactions_train.csv: this catalogue has no purchases.")
            staging.stage_no_transactions(self.con)
            return 0
        self._source(path)
        view = open_table(self.con, path, TRANSACTIONS, self.work, self.tables.layout.transactions)
        for name in view.missing:
            self.warnings.append(f"{path.name}: column '{name}' is missing; its values stay empty.")
        with reading(path.name):
            staged = staging.stage_transactions(self.con, view, self.layout.ids)
        self._broken_rows(path.name, staged.unreadable, staged.examples)
        if staged.unknown:
            self.warnings.append(
                f"{path.name}: {staged.unknown:,} rows are of articles that are not in the articles table"
                f"{_such_as(staged.unknown_examples)}; they are left out."
            )
        return staged.unknown

    def _outfits(self) -> None:
        path = self._find(self.tables.layout.outfits)
        if path is None:
            stage_no_outfits(self.con)
            return
        self._source(path)
        view = open_table(self.con, path, OUTFITS, self.work, self.tables.layout.outfits)
        with reading(path.name):
            staged = stage_outfits(self.con, view, self.layout.ids)
        name = outfits_name(self.layout, path)
        self._broken_rows(name, staged.unreadable, staged.examples)
        self.warnings += staged.warnings(name)

    def _customers(self) -> None:
        path = self._find(self.tables.layout.customers)
        if path is None:
            if self.layout.published is None:
                self.warnings.append("No customers.csv: customers are known only by their purchases and outfits.")
            staging.stage_customers(self.con, None)
        else:
            self._source(path)
            view = open_table(self.con, path, CUSTOMERS, self.work, self.tables.layout.customers)
            with reading(path.name):
                staged = staging.stage_customers(self.con, view)
            self._broken_rows(path.name, staged.unreadable, staged.examples)
            if staged.added and staged.kept:
                added = counted(staged.added, "customer")
                self.warnings.append(f"{path.name}: added {added} with purchases or outfits that the file lacks.")
        self._copy("SELECT * FROM customers ORDER BY customer_id", CUSTOMERS_FILE)

    def _write_transactions(self) -> None:
        self._copy(staging.SORTED_TRANSACTIONS, TRANSACTIONS_FILE)
        self._copy(SORTED_OUTFITS, OUTFITS_FILE)
        rows = dict(self.con.execute("SELECT article_id, article FROM articles").fetchall())
        content = self.tables.content
        write_questions(self.out, content.compatibility if content else (), content.blanks if content else (), rows)

    def _write_articles(self) -> None:
        ids = [row[0] for row in self.con.execute("SELECT article_id FROM articles").fetchall()]
        pictured = sorted(picture_files(self.layout, ids))
        staging.stage_pictured(self.con, pictured)
        self._copy(staging.ARTICLES_WITH_SALES, ARTICLES_FILE)

    def _copy(self, query: str, name: str) -> None:
        with reading(name):
            self.con.execute(f"COPY ({query}) TO {literal(str(self.out / name))} {_PARQUET}")

    def _find(self, table: TableLayout) -> Path | None:
        return find_table(self.tables.layout.data, table)

    def _source(self, path: Path) -> None:
        if self.tables.content is None:  # otherwise the table was made of files that are noted already
            self.sources.append(Source(path.name, path.stat().st_size))

    def _broken_rows(self, name: str, count: int, examples: Sequence[str]) -> None:
        self.broken += count
        if count:
            self.warnings.append(f"{name}: {count:,} rows cannot be used{_such_as(examples)}; they are left out.")

    def _summary(self, duplicates: int, unknown: int) -> CatalogSummary:
        counts = staging.count_all(self.con)
        if counts.pictured == 0:
            self.warnings.append("No pictures were found: every article gets a placeholder.")
        content = self.tables.content
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
            outfits=counts.outfits,
            compatibility_sets=len(content.compatibility) if content else 0,
            blank_questions=len(content.blanks) if content else 0,
        )


def _such_as(examples: Sequence[str]) -> str:
    return f", such as {'; '.join(examples)}" if examples else ""
