import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from stylehub_core.catalog.check import CheckReport, Finding, Severity, check

Write = Callable[..., Path]
SHIRT, COAT = "0100000001", "0200000001"
ANN = "a" * 64
TRANSACTIONS = ("t_dat", "customer_id", "article_id", "price", "sales_channel_id")


def find(report: CheckReport, text: str) -> Finding:
    (finding,) = [finding for finding in report.findings if text in finding.text]
    return finding


def test_a_good_folder_is_ok(shop: Path) -> None:
    before = sorted(shop.rglob("*"))
    report = check(shop)
    assert report.ok and not report.of(Severity.WARNING)
    assert find(report, "purchases from 2020-01-06 to 2020-01-29").count == 10
    assert find(report, "have no picture").count == 3
    assert find(report, "no description").example == COAT
    assert find(report, "repeat a purchase").count == 1
    assert find(report, "never sold").count == 1
    assert find(report, "customers have no purchase").count == 1
    assert sorted(shop.rglob("*")) == before


def test_every_kind_of_bad_purchase_is_told(shop: Path, write: Write) -> None:
    rows = [
        ("2020-01-06", ANN, SHIRT, "0.1", "1"), ("2020-02-30", ANN, SHIRT, "0.1", "1"),
        ("1999-12-31", ANN, SHIRT, "0.1", "1"), ("2020-01-06", "", SHIRT, "0.1", "1"),
        ("2020-01-06", ANN, "x1", "0.1", "1"), ("2020-01-06", ANN, SHIRT, "cheap", "1"),
        ("2020-01-06", ANN, "0777777777", "0.1", "1"), ("2020-01-07", ANN, SHIRT, "-0.1", "1"),
        ("2020-01-08", ANN, SHIRT, "0", "1"), ("2020-01-09", ANN, SHIRT, "", "1"), ("2020-01-09", ANN, SHIRT),
    ]  # fmt: skip
    write(shop / "transactions_train.csv", TRANSACTIONS, rows)
    report = check(shop)
    for text, count, example in (
        ("an invalid date", 1, "2020-02-30"), ("date before 2000", 1, "1999-12-31"),
        ("no customer_id", 1, "2020-01-06"), ("not 10 digits", 1, "x1"), ("price that is not a number", 1, "cheap"),
        ("not in the articles table", 1, "0777777777"), ("negative price", 1, ""), ("price of zero", 1, ""),
        ("rows have no price", 1, ""), ("wrong number of fields", 1, ""),
    ):  # fmt: skip
        finding = find(report, text)
        assert finding.count == count and example in finding.example, finding
    assert report.ok and find(report, "an invalid date").severity is Severity.WARNING


@pytest.mark.parametrize(
    ("toml", "severity", "text"),
    [
        ("", Severity.NOTE, "prices are scaled: without a currency and a factor"),
        ("currency = 'EUR'\nfactor = 590", Severity.OK, "prices are in EUR"),
        ("currency = 'EUR'", Severity.WARNING, "half of the prices are below €0.10: is the factor"),
    ],
)
def test_whether_prices_can_be_read_is_told(shop: Path, toml: str, severity: Severity, text: str) -> None:
    if toml:
        (shop / "catalog.toml").write_text(f"[prices]\n{toml}\n")
    assert find(check(shop), text).severity is severity


def test_prices_without_a_currency_are_told(shop: Path, write: Write) -> None:
    write(shop / "transactions_train.csv", TRANSACTIONS, [("2020-01-06", ANN, SHIRT, "19.99", "1")])
    assert find(check(shop), "prices have no currency").severity is Severity.NOTE


def test_ratings_are_counted_and_their_absence_is_told(shop: Path, write: Write) -> None:
    text = "no ratings: adjusted cosine uses the number of pieces bought instead"
    assert find(check(shop), text).severity is Severity.NOTE
    rows = [("2020-01-06", ANN, SHIRT, "0.1", "1", rating) for rating in ("", "4", "good")]
    write(shop / "transactions_train.csv", (*TRANSACTIONS, "rating"), rows)
    report = check(shop)
    assert find(report, "learns only from these").count == 1 and text not in report.to_text()
    wrong = find(report, "a rating that is not a number")
    assert (wrong.count, wrong.severity) == (1, Severity.WARNING) and wrong.example.endswith(",good")


def test_repeats_and_missing_columns_are_told(tmp_path: Path, write: Write) -> None:
    rows = [("1", "A"), ("1", "A"), ("2", "B"), ("0000000002", "C"), ("two", "D")]
    write(tmp_path / "articles.csv", ("article_id", "prod_name"), rows)
    write(tmp_path / "customers.csv", ("customer_id", "age"), [(ANN, "7"), (ANN, "8")])
    report = check(tmp_path)
    assert report.ok
    assert find(report, "1 ids with different values").count == 2
    assert find(report, "rows of articles.csv cannot be used").count == 1
    assert "product_type_no" in find(report, "columns are missing in articles.csv").example
    assert find(report, "repeat a customer_id").count == 1
    assert find(report, "age outside").count == 1
    assert find(report, "no transactions_train.csv").severity is Severity.WARNING
    assert find(report, "no images folder").severity is Severity.WARNING


def test_damaged_and_stray_pictures_are_told(shop: Path) -> None:
    path = shop / "images" / SHIRT[:3] / f"{SHIRT}.jpg"
    shutil.copy(path, path.with_name("0104444444.jpg"))
    path.write_bytes(path.read_bytes()[:400])
    report = check(shop)
    assert find(report, "are damaged").count == 1 and SHIRT in find(report, "are damaged").example
    assert find(report, "belong to no article").count == 1


def test_no_folder_and_no_articles_are_errors_with_the_way_out(tmp_path: Path, write: Write) -> None:
    for data, text in ((tmp_path / "nowhere", "no such folder"), (tmp_path, "no articles.csv")):
        report = check(data)
        assert not report.ok
        (finding,) = report.findings
        assert finding.severity is Severity.ERROR and text in finding.text
    write(tmp_path / "articles.csv", ("article_id", "prod_name"), [("x", "A")])
    assert find(check(tmp_path), "no row with an article_id of 10 digits").severity is Severity.ERROR


def test_an_unreadable_table_is_a_finding(shop: Path, write: Write) -> None:
    write(shop / "transactions_train.csv", ("day", "who"), [("2020-01-06", ANN)])
    (shop / "customers.csv").unlink()
    (shop / "customers.csv.zip").write_bytes(b"PK not really")
    report = check(shop)
    assert not report.ok
    assert {finding.topic for finding in report.of(Severity.ERROR)} == {"transactions", "customers"}
    assert "'t_dat' is missing (found: day, who)" in find(report, "'t_dat'").text


def test_text_and_json_say_the_same(shop: Path) -> None:
    report = check(shop)
    content = json.loads(report.to_json())
    assert content["ok"] is True and len(content["findings"]) == len(report.findings)
    assert set(content["findings"][0]) == {"severity", "topic", "text", "count", "example"}
    text = report.to_text()
    assert "  ok      5 articles\n" in text
    assert text.endswith("This folder can be imported: 0 errors, 0 warnings.\n")


@pytest.mark.real_data
def test_real_data_is_ok(real_data: Path) -> None:
    assert check(real_data).ok
