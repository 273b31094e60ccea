"""Findings about the quality of each staged table."""

from typing import Any

import duckdb

from stylehub_core.catalog.consequences import few_days
from stylehub_core.catalog.finding import Finding, Severity
from stylehub_core.catalog.money import money
from stylehub_core.catalog.price_unit import PriceUnit
from stylehub_core.catalog.prices import SCALED_BELOW
from stylehub_core.catalog.schema import EARLIEST_DAY
from stylehub_core.catalog.staging import StagedArticles, StagedCustomers, StagedTransactions
from stylehub_core.catalog.staging_outfits import StagedOutfits

_PROBLEMS = {
    "date": "have an invalid date",
    "range": f"have a date before {EARLIEST_DAY} or after tomorrow",
    "customer": "have no customer_id",
    "price": "have a price that is not a number",
    "rating": "have a rating that is not a number",
    "article id": "have an article_id that is not",
}


def articles(con: duckdb.DuckDBPyConnection, file: str, staged: StagedArticles, id_form: str) -> list[Finding]:
    """Findings about the staged table `articles`. id_form: the form of an article_id, in words."""
    findings = _Findings("articles")
    if not staged.kept:
        findings.add(
            Severity.ERROR,
            f"{file} has no row with an article_id of {id_form}. Is it the table of articles?",
            0,
            _joined(staged.examples),
        )
        return findings.all
    findings.add(Severity.OK, "articles", staged.kept)
    findings.add_some(Severity.WARNING, f"rows of {file} cannot be used", staged.unreadable, _joined(staged.examples))
    findings.add_some(
        Severity.WARNING if staged.conflicting else Severity.NOTE,
        f"rows repeat an article_id ({staged.conflicting:,} ids with different values); the first counts",
        staged.repeated,
        _joined(staged.repeated_examples),
    )
    for text, condition in (
        ("articles have no description", "detail_desc IS NULL"),
        ("articles have no name", "prod_name = 'Unknown'"),
        ("articles have no product type", "product_type_name = 'Unknown'"),
        ("articles have no colour group", "colour_group_name = 'Unknown'"),
        ("articles have no garment group", "garment_group_name = 'Unknown'"),
    ):
        count, example = _first_row(con, f"SELECT count(*), min(article_id) FROM articles WHERE {condition}")
        findings.add_some(Severity.NOTE, text, count, example)
    return findings.all


def transactions(
    con: duckdb.DuckDBPyConnection, file: str, staged: StagedTransactions, id_form: str, unit: PriceUnit
) -> list[Finding]:
    """Findings about the staged table `staged`. id_form: the form of an article_id, in words. unit: of the prices."""
    findings = _Findings("transactions")
    count, first, last = _first_row(con, "SELECT count(*), min(t_dat), max(t_dat) FROM staged WHERE problem IS NULL")
    if count:
        findings.add(Severity.OK, f"purchases from {first} to {last}", count)
    else:
        findings.add(Severity.WARNING, f"{file} has no usable purchase")
    explained = 0
    for problem, text in _PROBLEMS.items():
        number, example = _first_row(con, f"SELECT count(*), min(line) FROM staged WHERE problem = '{problem}'")
        explained += number
        form = f" {id_form}" if problem == "article id" else ""
        findings.add_some(Severity.WARNING, f"rows {text}{form}", number, example)
    findings.add_some(
        Severity.WARNING,
        "rows have broken quotes or a wrong number of fields",
        staged.unreadable - explained,
        "" if explained else _joined(staged.examples),
    )
    findings.add_some(
        Severity.WARNING, "rows are of articles that are not in the articles table", staged.unknown,
        _joined(staged.unknown_examples),
    )  # fmt: skip
    _prices(con, findings)
    _unit(con, findings, unit)
    _ratings(con, findings, count)
    _repeats(con, findings, count)
    return findings.all + few_days((last - first).days + 1 if count else 0)


def _prices(con: duckdb.DuckDBPyConnection, findings: "_Findings") -> None:
    negative, zero, none = _first_row(
        con,
        "SELECT count(*) FILTER (price < 0), count(*) FILTER (price = 0), count(*) FILTER (price IS NULL) "
        "FROM staged WHERE problem IS NULL",
    )
    findings.add_some(Severity.WARNING, "rows have a negative price; returns are not supported", negative)
    findings.add_some(Severity.NOTE, "rows have a price of zero", zero)
    findings.add_some(Severity.NOTE, "rows have no price", none)


def _unit(con: duckdb.DuckDBPyConnection, findings: "_Findings", unit: PriceUnit) -> None:
    """Whether people can read the prices."""
    median, _ = _first_row(con, "SELECT approx_quantile(price, 0.5), 0 FROM staged WHERE problem IS NULL AND price > 0")
    if median is None:
        return
    scaled = median * unit.factor < SCALED_BELOW
    if unit.currency and scaled:
        usual = money(median * unit.factor, unit.currency)
        findings.add(Severity.WARNING, f"half of the prices are below {usual}: is the factor in catalog.toml right?")
    elif unit.currency:
        findings.add(Severity.OK, f"prices are in {unit.currency}")
    elif scaled:
        findings.add(
            Severity.NOTE,
            "prices are scaled: without a currency and a factor in catalog.toml, screens show low, mid and high ones",
        )
    else:
        findings.add(Severity.NOTE, "prices have no currency: name it in catalog.toml, so that screens show it")


def _ratings(con: duckdb.DuckDBPyConnection, findings: "_Findings", rows: int) -> None:
    rated, _ = _first_row(con, "SELECT count(rating), 0 FROM staged WHERE problem IS NULL")
    if rated:
        findings.add(Severity.OK, "rows have a rating; adjusted cosine learns only from these", rated)
    elif rows:
        findings.add(Severity.NOTE, "no ratings: adjusted cosine uses the number of pieces bought instead")


def _repeats(con: duckdb.DuckDBPyConnection, findings: "_Findings", rows: int) -> None:
    distinct, sold = _first_row(
        con,
        "SELECT count(*), count(DISTINCT article) FROM "
        "(SELECT DISTINCT t_dat, customer_id, article FROM staged WHERE problem IS NULL)",
    )
    findings.add_some(Severity.NOTE, "rows repeat a purchase: counted as its quantity", rows - distinct)
    everything, _ = _first_row(con, "SELECT count(*), 0 FROM articles")
    findings.add_some(Severity.NOTE, "articles were never sold", everything - sold)


def customers(con: duckdb.DuckDBPyConnection, file: str, staged: StagedCustomers) -> list[Finding]:
    """Findings about the staged tables `read_customers` and `customers`."""
    findings = _Findings("customers")
    findings.add(Severity.OK, "customers", staged.kept + staged.added)
    findings.add_some(Severity.WARNING, f"rows of {file} cannot be used", staged.unreadable, _joined(staged.examples))
    findings.add_some(Severity.NOTE, f"customers with purchases or outfits are not in {file}: added", staged.added)
    repeated, idle, ages = _first_row(
        con,
        """SELECT
            (SELECT count(*) - count(DISTINCT customer_id) FROM read_customers WHERE customer_id IS NOT NULL),
            (SELECT count(*) FROM customers c WHERE NOT EXISTS
                (FROM staged s WHERE s.customer_id = c.customer_id AND problem IS NULL)),
            (SELECT count(*) FROM customers WHERE age NOT BETWEEN 10 AND 110)""",
    )
    findings.add_some(Severity.NOTE, "rows repeat a customer_id; the first counts", repeated)
    findings.add_some(Severity.NOTE, "customers have no purchase", idle)
    findings.add_some(Severity.NOTE, "customers have an age outside 10 to 110", ages)
    return findings.all


def outfits(con: duckdb.DuckDBPyConnection, file: str, staged: StagedOutfits, id_form: str) -> list[Finding]:
    """Findings about the staged table `staged_outfits`. id_form: the form of an article_id, in words."""
    findings = _Findings("outfits")
    if staged.kept:
        findings.add(Severity.OK, "outfits", staged.kept)
    else:
        findings.add(Severity.WARNING, f"{file} has no usable outfit")
    explained = 0
    for problem, text in (
        ("outfit", "have no outfit_id"),
        ("article id", f"have an article_id that is not {id_form}"),
        ("split", "have a split that is not train, valid or test"),
    ):
        number, example = _first_row(con, f"SELECT count(*), min(line) FROM staged_outfits WHERE problem = '{problem}'")
        explained += number
        findings.add_some(Severity.WARNING, f"rows of {file} {text}", number, example)
    findings.add_some(
        Severity.WARNING,
        f"rows of {file} have broken quotes or a wrong number of fields",
        staged.unreadable - explained,
        "" if explained else _joined(staged.examples),
    )
    for severity, text, count, examples in (
        (Severity.WARNING, f"rows of {file} are of articles that are not in the articles table", staged.unknown,
         staged.unknown_examples),
        (Severity.WARNING, f"rows of {file} repeat an article of their outfit", staged.repeated,
         staged.repeated_examples),
        (Severity.WARNING, "outfits have several customers or splits; the first counts", staged.conflicting,
         staged.conflicting_examples),
    ):  # fmt: skip
        findings.add_some(severity, text, count, _joined(examples))
    single, example = _first_row(con, "SELECT count(*), min(outfit_id) FROM outfit_facts WHERE articles = 1")
    findings.add_some(Severity.NOTE, "outfits have only one article: nothing goes with it", single, example)
    return findings.all


class _Findings:
    """The findings of one topic, in order."""

    def __init__(self, topic: str) -> None:
        self.topic = topic
        self.all: list[Finding] = []

    def add(self, severity: Severity, text: str, count: int = 0, example: str = "") -> None:
        self.all.append(Finding(severity, self.topic, text, count, example))

    def add_some(self, severity: Severity, text: str, count: int, example: str | None = "") -> None:
        """Add a finding unless its count is zero."""
        if count > 0:
            self.add(severity, text, count, example or "")


def _first_row(con: duckdb.DuckDBPyConnection, query: str) -> tuple[Any, ...]:
    row = con.execute(query).fetchone()
    assert row is not None
    return row


def _joined(examples: tuple[str, ...]) -> str:
    return "; ".join(examples)
