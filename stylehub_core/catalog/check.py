"""Checks a data folder and reports what is good, unusual or wrong, without importing it."""

import json
import tempfile
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb

from stylehub_core.catalog import check_rows, consequences
from stylehub_core.catalog.finding import Finding, Severity
from stylehub_core.catalog.image_files import image_folder
from stylehub_core.catalog.layout import Layout, TableLayout
from stylehub_core.catalog.layout_file import layout_of
from stylehub_core.catalog.picture_files import found_pictures, named_pictures, picture_files
from stylehub_core.catalog.published.tables import outfits_name, tables_of
from stylehub_core.catalog.schema import ARTICLES, CUSTOMERS, OUTFITS, TRANSACTIONS, Column
from stylehub_core.catalog.sources import TableView, find_articles, find_table, open_table, reading
from stylehub_core.catalog.sql import literal
from stylehub_core.catalog.staging import stage_articles, stage_customers, stage_no_transactions, stage_transactions
from stylehub_core.catalog.staging_outfits import stage_no_outfits, stage_outfits
from stylehub_core.catalog.thumbnails import PictureError, thumbnail
from stylehub_core.errors import CatalogError
from stylehub_core.number_text import counted

__all__ = ["CheckReport", "Finding", "Severity", "check"]

_PICTURES_CHECKED = 200


@dataclass(frozen=True)
class CheckReport:
    """The findings of a check, in the order of the tables."""

    data: Path
    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        """Whether the folder can be imported."""
        return not self.of(Severity.ERROR)

    def of(self, severity: Severity) -> tuple[Finding, ...]:
        """The findings of one severity."""
        return tuple(finding for finding in self.findings if finding.severity is severity)

    def to_json(self) -> str:
        """JSON text: {"data", "ok", "findings": [{severity, topic, text, count, example}]}."""
        findings = [asdict(finding) for finding in self.findings]
        content = {"data": str(self.data), "ok": self.ok, "findings": findings}
        return json.dumps(content, indent=2, ensure_ascii=False) + "\n"

    def to_text(self) -> str:
        """One line per finding, and a last one that says whether the folder can be imported."""
        lines = [str(self.data)]
        lines += [f"  {finding.severity.value:<8}{finding}" for finding in self.findings]
        counts = Counter(finding.severity for finding in self.findings)
        warnings, errors = counts[Severity.WARNING], counts[Severity.ERROR]
        verdict = "This folder can be imported" if self.ok else "This folder cannot be imported"
        lines.append(f"{verdict}: {counted(errors, 'error')}, {counted(warnings, 'warning')}.")
        return "\n".join(lines) + "\n"


def check(data: Path) -> CheckReport:
    """The report on a data folder. Bad data is a finding, never an exception."""
    with tempfile.TemporaryDirectory(prefix="stylehub-check-") as folder:
        work = Path(folder)
        con = duckdb.connect(str(work / "check.duckdb"))
        try:
            con.execute(f"SET temp_directory = {literal(str(work / 'spill'))}")
            con.execute("SET memory_limit = '3GB'")
            con.execute("SET enable_progress_bar = false")
            return CheckReport(data, tuple(_Check(con, data, work).run()))
        finally:
            con.close()


class _Check:
    """A running check: its connection, its folders and the findings so far."""

    def __init__(self, con: duckdb.DuckDBPyConnection, data: Path, work: Path) -> None:
        self.con, self.data, self.work = con, data, work
        self.findings: list[Finding] = []
        self.layout = self.tables = Layout(data)

    def run(self) -> list[Finding]:
        try:
            self.layout = layout_of(self.data)
            self._published()
            self._articles()
        except (CatalogError, OSError) as error:
            self._add(Severity.ERROR, "articles", str(error))
            return self.findings
        for step, topic in (
            (self._transactions, "transactions"),
            (self._outfits, "outfits"),
            (self._customers, "customers"),
        ):
            try:
                step()
            except (CatalogError, OSError) as error:
                self._add(Severity.ERROR, topic, str(error))
        try:
            self._pictures()
        except CatalogError as error:
            self._add(Severity.ERROR, "pictures", str(error))
        except OSError as error:
            self._add(Severity.WARNING, "pictures", f"the picture folder cannot be read: {error}")
        return self.findings

    def _add(self, severity: Severity, topic: str, text: str, count: int = 0, example: str = "") -> None:
        self.findings.append(Finding(severity, topic, text, count, example))

    def _published(self) -> None:
        """Adds what a published data set lacks, and what of it cannot be used; its tables are checked as any others."""
        made = tables_of(self.layout, self.work)
        self.tables, content = made.layout, made.content
        if content is None:
            return
        for kind, number in (
            ("compatibility", len(content.compatibility)),
            ("a blank to fill in", len(content.blanks)),
        ):
            if number:
                self._add(Severity.OK, "questions", f"questions of {kind}", number)
        for text in content.missing:
            self._add(Severity.NOTE, "questions", text)
        for part in content.left_out:
            topic = "outfits" if part.noun == "item" else "questions"
            text = f"{part.noun}s of {part.file} cannot be used"
            self._add(Severity.WARNING, topic, text, len(part.reasons), part.example)

    def _articles(self) -> None:
        path, layout = find_articles(self.tables), self.tables
        optional = ("product_code",) if layout.ids == "ten-digits" else ()
        view = self._opened(path, ARTICLES, "articles", layout.articles, optional)
        with reading(path.name):
            staged = stage_articles(self.con, view, layout.ids)
            self.findings += check_rows.articles(self.con, path.name, staged, layout.id_form)
        self._consequences("articles", view, optional)

    def _transactions(self) -> None:
        stage_no_transactions(self.con)
        layout = self.tables
        path = find_table(layout.data, layout.transactions)
        if path is None:
            severity = Severity.NOTE if layout.published else Severity.WARNING
            self._add(severity, "transactions", "no transactions_train.csv: nothing can be learned from purchases")
            self.findings += consequences.without_transactions()
            return
        view = self._opened(path, TRANSACTIONS, "transactions", layout.transactions)
        with reading(path.name):
            staged = stage_transactions(self.con, view, layout.ids)
            self.findings += check_rows.transactions(self.con, path.name, staged, layout.id_form, self.layout.prices)
        self._consequences("transactions", view)

    def _outfits(self) -> None:
        stage_no_outfits(self.con)
        layout = self.tables
        path = find_table(layout.data, layout.outfits)
        if path is None:
            return
        view = self._opened(path, OUTFITS, "outfits", layout.outfits)
        with reading(path.name):
            staged = stage_outfits(self.con, view, layout.ids)
            self.findings += check_rows.outfits(self.con, outfits_name(layout, path), staged, layout.id_form)

    def _customers(self) -> None:
        layout = self.tables
        path = find_table(layout.data, layout.customers)
        if path is None:
            stage_customers(self.con, None)
            text = "no customers.csv: customers are known only by their purchases and outfits"
            self._add(Severity.NOTE, "customers", text)
            self.findings += consequences.without_customers()
            return
        view = self._opened(path, CUSTOMERS, "customers", layout.customers)
        with reading(path.name):
            staged = stage_customers(self.con, view)
            self.findings += check_rows.customers(self.con, path.name, staged)
        self._consequences("customers", view)

    def _consequences(self, table: str, view: TableView, optional: tuple[str, ...] = ()) -> None:
        lacking = [name for name in (*view.missing, *view.absent) if name not in optional]
        self.findings += consequences.without_columns(table, lacking)

    def _opened(
        self, path: Path, columns: tuple[Column, ...], topic: str, layout: TableLayout, optional: tuple[str, ...] = ()
    ) -> TableView:
        view = open_table(self.con, path, columns, self.work, layout)
        missing = [name for name in view.missing if name not in optional]
        if missing:
            severity = Severity.WARNING if self.layout.is_kaggle else Severity.NOTE
            self._add(severity, topic, f"columns are missing in {path.name}", len(missing), ", ".join(missing[:4]))
        return view

    def _pictures(self) -> None:
        pictures = self.layout.pictures
        if not (pictures.pattern or pictures.column) and image_folder(self.layout.data) is None:
            self._add(Severity.WARNING, "pictures", f"no images folder: {consequences.WITHOUT_PICTURES}")
            return
        ids = [row[0] for row in self.con.execute("SELECT article_id FROM articles ORDER BY 1").fetchall()]
        files = picture_files(self.layout, ids)
        without = [article_id for article_id in ids if article_id not in files]
        have = [article_id for article_id in ids if article_id in files]
        self._add(Severity.OK, "pictures", "articles have a picture", len(have))
        if without:
            severity = Severity.NOTE if have else Severity.WARNING
            self._add(severity, "pictures", "articles have no picture", len(without), ", ".join(without[:3]))
        self._strays(have)
        sampled = have[:: max(1, len(have) // _PICTURES_CHECKED)]
        damaged = [(article_id, reason) for article_id in sampled if (reason := _damage(files[article_id]))]
        if damaged:
            self._add(
                Severity.WARNING,
                "pictures",
                f"of {len(sampled):,} checked pictures are damaged",
                len(damaged),
                ", ".join(f"{article_id}: {reason}" for article_id, reason in damaged[:3]),
            )

    def _strays(self, have: list[str]) -> None:
        """Adds findings on pictures without an article, and on named pictures that do not exist."""
        pictures = self.layout.pictures
        if pictures.column:
            named = named_pictures(self.layout)
            web = sorted(article_id for article_id, name in named.items() if "://" in name)
            self._add_named(
                "articles name a picture on the web: download these pictures into a folder first", web, named
            )
            lost = sorted(set(named) - set(have) - set(web))
            self._add_named(f"articles name a picture that is not in '{pictures.folder or '.'}'", lost, named)
        elif not pictures.pattern:
            strays = len(found_pictures(self.layout)) - len(have)
            if strays:
                self._add(Severity.NOTE, "pictures", "pictures belong to no article", strays)

    def _add_named(self, text: str, ids: list[str], named: dict[str, str]) -> None:
        if ids:
            self._add(Severity.WARNING, "pictures", text, len(ids), f"{ids[0]}: {named[ids[0]][:80]}")


def _damage(path: Path) -> str:
    try:
        thumbnail(path)
    except PictureError as error:
        return str(error)
    return ""
