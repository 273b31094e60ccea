"""Looks at a data folder and says what is good, odd and wrong about it, without importing it."""

import json
import tempfile
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb

from stylehub_core.catalog import check_rows
from stylehub_core.catalog.finding import Finding, Severity
from stylehub_core.catalog.image_files import image_files, image_folder
from stylehub_core.catalog.schema import ARTICLES, CUSTOMERS, TRANSACTIONS, Column
from stylehub_core.catalog.sources import (
    CUSTOMERS_NAMES,
    TRANSACTIONS_NAMES,
    TableView,
    find_articles,
    find_table,
    literal,
    open_table,
    reading,
)
from stylehub_core.catalog.staging import stage_articles, stage_customers, stage_no_transactions, stage_transactions
from stylehub_core.catalog.thumbnails import PictureError, thumbnail
from stylehub_core.errors import CatalogError

__all__ = ["CheckReport", "Finding", "Severity", "check"]

_PICTURES_TRIED = 200


@dataclass(frozen=True)
class CheckReport:
    """What a check found, in the order of the tables."""

    data: Path
    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        """Whether an import is possible."""
        return not self.of(Severity.ERROR)

    def of(self, severity: Severity) -> tuple[Finding, ...]:
        """The findings of one severity."""
        return tuple(finding for finding in self.findings if finding.severity is severity)

    def to_json(self) -> str:
        """{"data", "ok", "findings": [{severity, topic, text, count, example}]} as text."""
        findings = [asdict(finding) for finding in self.findings]
        content = {"data": str(self.data), "ok": self.ok, "findings": findings}
        return json.dumps(content, indent=2, ensure_ascii=False) + "\n"

    def to_text(self) -> str:
        """A line for each finding, and a last one that says whether it can be imported."""
        lines = [str(self.data)]
        lines += [f"  {finding.severity.value:<8}{finding}" for finding in self.findings]
        counts = Counter(finding.severity for finding in self.findings)
        warnings, errors = counts[Severity.WARNING], counts[Severity.ERROR]
        verdict = "This folder can be imported" if self.ok else "This folder cannot be imported"
        lines.append(f"{verdict}: {_plural(errors, 'error')}, {_plural(warnings, 'warning')}.")
        return "\n".join(lines) + "\n"


def check(data: Path) -> CheckReport:
    """What is good, odd and wrong about the data folder. Bad data is a finding, never an exception."""
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
    """One check: its connection, its folder, and the findings so far."""

    def __init__(self, con: duckdb.DuckDBPyConnection, data: Path, work: Path) -> None:
        self.con, self.data, self.work = con, data, work
        self.findings: list[Finding] = []

    def run(self) -> list[Finding]:
        try:
            self._articles()
        except (CatalogError, OSError) as error:
            self._add(Severity.ERROR, "articles", str(error))
            return self.findings
        for step, topic in ((self._transactions, "transactions"), (self._customers, "customers")):
            try:
                step()
            except (CatalogError, OSError) as error:
                self._add(Severity.ERROR, topic, str(error))
        try:
            self._pictures()
        except OSError as error:
            self._add(Severity.WARNING, "pictures", f"the picture folder cannot be read: {error}")
        return self.findings

    def _add(self, severity: Severity, topic: str, text: str, count: int = 0, example: str = "") -> None:
        self.findings.append(Finding(severity, topic, text, count, example))

    def _articles(self) -> None:
        path = find_articles(self.data)
        view = self._opened(path, ARTICLES, "articles", but=("product_code",))
        with reading(path.name):
            found = stage_articles(self.con, view)
            self.findings += check_rows.articles(self.con, path.name, found)

    def _transactions(self) -> None:
        path = find_table(self.data, TRANSACTIONS_NAMES)
        if path is None:
            stage_no_transactions(self.con)
            self._add(
                Severity.WARNING, "transactions", "no transactions_train.csv: nothing can be learned from purchases"
            )
            return
        try:
            view = self._opened(path, TRANSACTIONS, "transactions")
            with reading(path.name):
                found = stage_transactions(self.con, view)
                self.findings += check_rows.transactions(self.con, path.name, found)
        except CatalogError:
            stage_no_transactions(self.con)
            raise

    def _customers(self) -> None:
        path = find_table(self.data, CUSTOMERS_NAMES)
        if path is None:
            stage_customers(self.con, None)
            self._add(Severity.NOTE, "customers", "no customers.csv: customers are known by their purchases only")
            return
        view = self._opened(path, CUSTOMERS, "customers")
        with reading(path.name):
            found = stage_customers(self.con, view)
            self.findings += check_rows.customers(self.con, path.name, found)

    def _opened(self, path: Path, columns: tuple[Column, ...], topic: str, but: tuple[str, ...] = ()) -> TableView:
        view = open_table(self.con, path, columns, self.work)
        missing = [name for name in view.missing if name not in but]
        if missing:
            self._add(
                Severity.WARNING, topic, f"columns are missing in {path.name}", len(missing), ", ".join(missing[:4])
            )
        return view

    def _pictures(self) -> None:
        if image_folder(self.data) is None:
            self._add(Severity.WARNING, "pictures", "no images folder: every article gets a placeholder")
            return
        files = image_files(self.data)
        ids = [row[0] for row in self.con.execute("SELECT article_id FROM articles ORDER BY 1").fetchall()]
        without = [one for one in ids if one not in files]
        have = [one for one in ids if one in files]
        self._add(Severity.OK, "pictures", "articles have a picture", len(have))
        if without:
            severity = Severity.NOTE if have else Severity.WARNING
            self._add(severity, "pictures", "articles have no picture", len(without), ", ".join(without[:3]))
        if len(files) > len(have):
            self._add(Severity.NOTE, "pictures", "pictures belong to no article", len(files) - len(have))
        tried = have[:: max(1, len(have) // _PICTURES_TRIED)]
        damaged = [(one, reason) for one in tried if (reason := _damage(files[one]))]
        if damaged:
            self._add(
                Severity.WARNING,
                "pictures",
                f"of {len(tried):,} pictures tried are damaged",
                len(damaged),
                ", ".join(f"{one}: {reason}" for one, reason in damaged[:3]),
            )


def _damage(path: Path) -> str:
    try:
        thumbnail(path)
    except PictureError as error:
        return str(error)
    return ""


def _plural(count: int, noun: str) -> str:
    return f"{count:,} {noun}" + ("" if count == 1 else "s")
