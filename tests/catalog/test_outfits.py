"""The table of outfits: read, sorted, checked, and left out row by row where it is wrong."""

from collections.abc import Callable
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from stylehub_core.catalog.catalog import Catalog
from stylehub_core.catalog.check import CheckReport, Finding, Severity, check
from stylehub_core.catalog.fingerprint import fingerprint_of
from stylehub_core.catalog.kaggle import import_kaggle
from stylehub_core.catalog.summary import CatalogSummary
from stylehub_core.errors import CatalogError, WorkspaceError

Write = Callable[..., Path]

SHIRT, BLUE, COAT, SOCKS, HAT = "0100000001", "0100000002", "0200000001", "0300000001", "0999999999"
ANN, BEA, CYD, DEB = "a" * 64, "b" * 64, "c" * 64, "ab"
COLUMNS = ("outfit_id", "article_id", "slot", "customer_id", "split")
ROWS = [
    ("o2", HAT, "accessories", BEA, "Test"),
    ("o1", COAT, "upper", "", "train"),
    ("o2", "100000001", "upper", "", "test"),  # its zero is lost
    ("o1", SOCKS, "shoes", "", ""),
    ("o3", SHIRT, "", DEB, "validation"),
    ("o3", COAT, "", DEB, "val"),
]


def imported(shop: Path, out: Path) -> Catalog:
    import_kaggle(shop, out)
    return Catalog.open(out)


def find(report: CheckReport, text: str) -> Finding:
    (finding,) = [finding for finding in report.findings if text in finding.text]
    return finding


@pytest.fixture
def with_outfits(shop: Path, write: Write) -> Path:
    write(shop / "outfits.csv", COLUMNS, ROWS)
    return shop


def test_outfits_lie_together_with_rows_for_ids(with_outfits: Path, tmp_path: Path) -> None:
    catalog = imported(with_outfits, tmp_path / "out")
    outfits = catalog.outfits()
    assert outfits.columns.tolist() == ["outfit_id", "article", "slot", "customer", "split"]
    assert outfits["outfit_id"].tolist() == ["o1", "o1", "o2", "o2", "o3", "o3"]
    assert outfits["article"].tolist() == [2, 3, 4, 0, 0, 2]
    assert outfits["slot"].fillna("-").tolist() == ["upper", "shoes", "accessories", "upper", "-", "-"]
    assert outfits["split"].tolist() == ["train", "train", "test", "test", "valid", "valid"]
    assert outfits["customer"].fillna(-1).tolist() == [-1, -1, 2, 2, 1, 1]
    assert (str(outfits["article"].dtype), str(outfits["customer"].dtype)) == ("int32", "Int32")
    assert catalog.summary.outfits == 3
    assert catalog.summary.warnings == (
        "customers.csv: added 1 customer with purchases or outfits that the file lacks.",
    )


def test_a_customer_of_outfits_alone_is_a_customer(with_outfits: Path, tmp_path: Path) -> None:
    catalog = imported(with_outfits, tmp_path / "out")
    ids = pd.read_parquet(catalog.customers_path)["customer_id"].tolist()
    assert ids == [ANN, DEB, BEA, CYD]
    assert catalog.customer_history(DEB).empty
    assert len(catalog.customer_history(BEA)) == 3
    (with_outfits / "customers.csv").unlink()
    assert imported(with_outfits, tmp_path / "again").summary.customers == 3


def test_the_file_is_typed_and_has_a_view(with_outfits: Path, tmp_path: Path) -> None:
    catalog = imported(with_outfits, tmp_path / "out")
    described = duckdb.execute("DESCRIBE FROM read_parquet(?)", [str(tmp_path / "out/outfits.parquet")]).fetchall()
    assert [(row[0], row[1]) for row in described] == [
        ("outfit_id", "VARCHAR"), ("article", "INTEGER"), ("slot", "VARCHAR"), ("customer", "INTEGER"),
        ("split", "VARCHAR"),
    ]  # fmt: skip
    with catalog.connect() as connection:
        assert connection.execute("SELECT count(*) FROM outfits WHERE split = 'valid'").fetchone() == (2,)


def test_a_shop_without_outfits_has_an_empty_table(shop: Path, tmp_path: Path) -> None:
    catalog = imported(shop, tmp_path / "out")
    assert (tmp_path / "out" / "outfits.parquet").is_file()
    assert len(catalog.outfits()) == catalog.summary.outfits == 0
    assert str(catalog.outfits()["article"].dtype) == "int32"
    assert catalog.compatibility_sets("test") == catalog.blank_questions("test") == ()
    assert catalog.summary.warnings == ()


def test_a_catalogue_of_an_earlier_version_opens(shop: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    summary = import_kaggle(shop, out)
    for name in ("outfits", "compatibility", "fill_in_blank"):
        (out / f"{name}.parquet").unlink()
    text = summary.to_json()
    for key in ("outfits", "compatibility_sets", "blank_questions"):
        text = text.replace(f',\n  "{key}": 0', "")
    assert "outfits" not in text
    (out / "catalog.json").write_text(text)
    assert CatalogSummary.from_json(text) == summary
    catalog = Catalog.open(out)
    assert catalog.outfits().empty
    assert catalog.blank_questions("train") == ()


def test_bad_rows_are_left_out_and_told(shop: Path, tmp_path: Path, write: Write) -> None:
    bad = [
        ("", SHIRT, "", "", ""), ("o9", "", "", "", ""), ("o9", "x1", "", "", ""), ("o9", SHIRT, "", "", "later"),
        ("o9", "0777777777", "", "", ""), ("o1", COAT, "again", "", ""), ("o1", COAT), ("o4", HAT, "", "", ""),
        ("o5", HAT, "", ANN, "train"), ("o5", SHIRT, "", BEA, "test"),
    ]  # fmt: skip
    write(shop / "outfits.csv", COLUMNS, [*ROWS, *bad])
    catalog = imported(shop, tmp_path / "out")
    outfits = catalog.outfits()
    assert sorted(outfits["outfit_id"].unique()) == ["o1", "o2", "o3", "o4", "o5"]
    assert len(outfits) == 9
    last = outfits[outfits["outfit_id"] == "o5"]
    assert (last["customer"].tolist(), last["split"].tolist()) == ([0, 0], ["train", "train"])
    assert catalog.summary.unreadable_rows == 5
    told = [text for text in catalog.summary.warnings if text.startswith("outfits.csv")]
    assert len(told) == 4
    assert "5 rows cannot be used" in told[0]
    assert "1 rows are of articles that are not in the articles table, such as '0777777777'" in told[1]
    assert f"1 rows repeat an article of their outfit, such as 'o1,{COAT},again,,'" in told[2]
    assert "1 outfits have several customers or splits, such as 'o5'; the first counts." in told[3]


def test_the_check_tells_each_kind_of_bad_row(shop: Path, write: Write) -> None:
    assert not [finding for finding in check(shop).findings if finding.topic == "outfits"]
    rows = [
        *ROWS, ("", SHIRT, "", "", ""), ("o9", "x1", "", "", ""), ("o9", SHIRT, "", "", "later"),
        ("o9", "0777777777", "", "", ""), ("o1", COAT, "again", "", ""), ("o1", COAT), ("o4", HAT, "", "", ""),
        ("o5", HAT, "", ANN, "train"), ("o5", SHIRT, "", BEA, "test"),
    ]  # fmt: skip
    write(shop / "outfits.csv", COLUMNS, rows)
    report = check(shop)
    assert report.ok
    for text, count, example in (
        ("outfits", 5, ""), ("have no outfit_id", 1, SHIRT), ("not 10 digits", 1, "x1"),
        ("a split that is not train, valid or test", 1, "later"), ("wrong number of fields", 1, ""),
        ("of articles that are not in the articles table", 1, "0777777777"), ("repeat an article", 1, "again"),
        ("several customers or splits", 1, "o5"), ("only one article", 1, "o4"),
    ):  # fmt: skip
        mine = [f for f in report.findings if f.topic == "outfits" and (f.text == text or text in f.text)]
        finding = mine[0]
        assert finding.count == count and example in finding.example, finding
    assert find(report, "customers with purchases or outfits are not in").count == 1


def test_optional_columns_may_be_missing(shop: Path, tmp_path: Path, write: Write) -> None:
    write(shop / "outfits.csv", COLUMNS[:2], [("1", SHIRT), ("1", COAT)])
    catalog = imported(shop, tmp_path / "out")
    assert catalog.outfits()[["slot", "customer", "split"]].isna().all().all()
    assert catalog.summary.warnings == ()
    write(shop / "outfits.csv", ("id", "article_id"), [("1", SHIRT)])
    with pytest.raises(CatalogError, match=r"outfits.csv: column 'outfit_id' is missing \(found: id, article_id\)"):
        import_kaggle(shop, tmp_path / "out")
    [error] = check(shop).of(Severity.ERROR)
    assert (error.topic, "'outfit_id' is missing" in error.text) == ("outfits", True)


def test_another_shop_s_names_and_files(shop: Path, tmp_path: Path, write: Write) -> None:
    write(shop / "looks" / "all.csv", ("Look", "SKU", "Part"), [("L1", SHIRT, "val"), ("L1", COAT, "val")])
    (shop / "catalog.toml").write_text(
        '[outfits]\nfile = "looks/all.csv"\nabsent = ["customer_id"]\n[outfits.columns]\noutfit_id = "Look"\n'
        'article_id = "SKU"\nsplit = "Part"\n[outfits.constants]\nslot = "any"\n'
    )
    outfits = imported(shop, tmp_path / "out").outfits()
    assert outfits.iloc[0].tolist()[:3] == ["L1", 0, "any"]
    assert outfits["split"].tolist() == ["valid", "valid"]
    (shop / "looks" / "all.csv").unlink()
    assert "names the file looks/all.csv, which does not exist" in check(shop).to_text()


def test_a_changed_table_changes_its_fingerprint_alone(shop: Path, write: Write) -> None:
    before = fingerprint_of(shop)
    assert before.outfits == ""
    write(shop / "outfits.csv", COLUMNS, ROWS)
    first = fingerprint_of(shop)
    write(shop / "outfits.csv", COLUMNS, ROWS[:2])
    second = fingerprint_of(shop)
    assert len({before.outfits, first.outfits, second.outfits}) == 3
    assert {(f.articles, f.purchases) for f in (first, second)} == {(before.articles, before.purchases)}


@pytest.mark.parametrize("damage", ["missing", "damaged", "rows"])
def test_a_damaged_file_is_named(with_outfits: Path, tmp_path: Path, damage: str) -> None:
    out = tmp_path / "out"
    import_kaggle(with_outfits, out)
    path = out / "outfits.parquet"
    if damage == "missing":
        path.unlink()
    elif damage == "damaged":
        path.write_bytes(path.read_bytes()[:50])
    else:
        pd.read_parquet(path).iloc[:2].to_parquet(path)
    with pytest.raises(WorkspaceError, match=r"outfits.parquet: .*(missing|damaged|1 outfits where).* build again"):
        Catalog.open(out)
