import gzip
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from stylehub_core.catalog.catalog import Catalog
from stylehub_core.catalog.kaggle import import_kaggle
from stylehub_core.catalog.summary import CatalogSummary
from stylehub_core.errors import CancelledError, CatalogError

Write = Callable[..., Path]
Row = Callable[..., list[object]]

SHIRT, COAT, SOCKS = "0100000001", "0200000001", "0300000001"
ANN, BEA, CYD = "a" * 64, "b" * 64, "c" * 64
TRANSACTIONS = ("t_dat", "customer_id", "article_id", "price", "sales_channel_id")


def read(out: Path, name: str) -> pd.DataFrame:
    return duckdb.execute("SELECT * FROM read_parquet(?)", [str(out / f"{name}.parquet")]).df()


def types(out: Path, name: str) -> dict[str, str]:
    described = duckdb.execute("DESCRIBE SELECT * FROM read_parquet(?)", [str(out / f"{name}.parquet")])
    return {row[0]: row[1] for row in described.fetchall()}


def test_articles_are_sorted_typed_and_have_their_sales(shop: Path, tmp_path: Path) -> None:
    import_kaggle(shop, tmp_path / "out")
    articles = read(tmp_path / "out", "articles")
    assert articles["article_id"].tolist() == [SHIRT, "0100000002", COAT, SOCKS, "0999999999"]
    assert articles["product_code"].tolist() == ["0100000", "0100000", "0200000", "0300000", "0999999"]
    assert articles["times_sold"].tolist() == [4, 0, 2, 3, 1]
    assert articles["price"].iloc[0] == pytest.approx(0.15)
    assert pd.isna(articles["price"].iloc[1]) and pd.isna(articles["first_sold"].iloc[1])
    assert (str(articles["first_sold"].iloc[0])[:10], str(articles["last_sold"].iloc[0])[:10]) == (
        "2020-01-06",
        "2020-01-21",
    )
    assert articles["has_picture"].tolist() == [True, False, True, False, False]
    assert pd.isna(articles["detail_desc"].iloc[2])
    column_types = types(tmp_path / "out", "articles")
    assert (
        column_types["price"],
        column_types["times_sold"],
        column_types["first_sold"],
        column_types["has_picture"],
        column_types["section_no"],
    ) == (
        "DOUBLE",
        "BIGINT",
        "DATE",
        "BOOLEAN",
        "INTEGER",
    )


def test_transactions_hold_row_numbers_and_keep_quantity(shop: Path, tmp_path: Path) -> None:
    summary = import_kaggle(shop, tmp_path / "out")
    rows = read(tmp_path / "out", "transactions")
    assert types(tmp_path / "out", "transactions") == {
        "t_dat": "DATE", "customer": "INTEGER", "article": "INTEGER", "price": "DOUBLE", "sales_channel_id": "TINYINT",
        "rating": "DOUBLE",
    }  # fmt: skip
    keys = list(zip(rows["t_dat"], rows["customer"], rows["article"], strict=True))
    assert keys == sorted(keys) and len(keys) == summary.transactions == 10
    assert rows["article"].tolist()[:3] == [0, 0, 2]
    assert rows["customer"].tolist() == [0, 0, 0, 0, 0, 0, 0, 1, 1, 1]
    assert read(tmp_path / "out", "customers")["customer_id"].tolist() == [ANN, BEA, CYD]


def test_summary_survives_its_file(shop: Path, tmp_path: Path) -> None:
    summary = import_kaggle(shop, tmp_path / "out")
    assert CatalogSummary.from_json((tmp_path / "out/catalog.json").read_text("utf-8")) == summary
    assert (summary.articles, summary.customers, summary.sold_articles, summary.pictured_articles) == (5, 3, 4, 2)
    assert (str(summary.first_day), str(summary.last_day)) == ("2020-01-06", "2020-01-29")
    assert {source.name for source in summary.sources} == {"articles.csv", "customers.csv", "transactions_train.csv"}
    assert summary.warnings == ()
    assert not (tmp_path / "out/.work").exists()


def pack_gz(path: Path) -> None:
    path.with_name(path.name + ".gz").write_bytes(gzip.compress(path.read_bytes()))


def pack_zip(path: Path) -> None:
    with zipfile.ZipFile(path.with_name(path.name + ".zip"), "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(path, f"folder/{path.name}")


def pack_parquet(path: Path) -> None:
    text = f"COPY (SELECT * FROM read_csv('{path}')) TO '{path.with_suffix('.parquet')}' (FORMAT parquet)"
    duckdb.connect().execute(text)


def recode(path: Path, edit: Callable[[str], str], encoding: str = "utf-8") -> None:
    path.write_text(edit(path.read_text("utf-8")), encoding, newline="")


def upper_header_with_bom(path: Path) -> None:
    recode(path, lambda text: text.split("\n", 1)[0].upper() + "\n" + text.split("\n", 1)[1], "utf-8-sig")


def index_column(path: Path) -> None:
    frame = pd.read_csv(path, dtype=str)
    frame.to_csv(path)


def ints_and_semicolons(path: Path) -> None:
    frame = pd.read_csv(path)
    frame.to_csv(path, index=False, sep=";")


def floats(path: Path) -> None:
    frame = pd.read_csv(path)
    if "article_id" in frame:
        frame["article_id"] = frame["article_id"].astype(float)
    frame.to_csv(path, index=False)


def utf16(path: Path) -> None:
    recode(path, lambda text: text, "utf-16")


def spaced(path: Path) -> None:
    recode(path, lambda text: text.replace(",", " ,").replace("\r\n", "\n"))


@pytest.mark.parametrize("pack", [pack_gz, pack_zip, pack_parquet])
def test_packed_tables_give_the_same_catalogue(shop: Path, tmp_path: Path, pack: Callable[[Path], None]) -> None:
    import_kaggle(shop, tmp_path / "plain")
    for path in list(shop.glob("*.csv")):
        pack(path)
        path.unlink()
    import_kaggle(shop, tmp_path / "packed")
    assert_same(tmp_path / "plain", tmp_path / "packed")


@pytest.mark.parametrize("change", [upper_header_with_bom, index_column, ints_and_semicolons, floats, utf16, spaced])
def test_rewritten_tables_give_the_same_catalogue(shop: Path, tmp_path: Path, change: Callable[[Path], None]) -> None:
    import_kaggle(shop, tmp_path / "plain")
    for path in shop.glob("*.csv"):
        change(path)
    import_kaggle(shop, tmp_path / "changed")
    assert_same(tmp_path / "plain", tmp_path / "changed")


def assert_same(first: Path, second: Path) -> None:
    for name in ("articles", "customers", "transactions"):
        pd.testing.assert_frame_equal(read(first, name), read(second, name))


def test_transactions_may_be_named_without_train(shop: Path, tmp_path: Path) -> None:
    (shop / "transactions_train.csv").rename(shop / "Transactions.csv")
    assert import_kaggle(shop, tmp_path / "out").transactions == 10


def test_a_folder_with_odd_signs_is_read_and_written(shop: Path, tmp_path: Path) -> None:
    odd = tmp_path / "it's [a] *day*? x=1"
    shutil.copytree(shop, odd)
    assert import_kaggle(odd, odd / "out").articles == 5
    assert len(Catalog.open(odd / "out")) == 5


def test_text_with_quotes_newlines_emoji_and_markup_stays_as_it_is(tmp_path: Path, write: Write, article: Row) -> None:
    text = 'Says "hi", \nthen <b>goes</b> 👗; \\ $x$ ’'
    columns = [*header(), "extra"]
    write(tmp_path / "articles.csv", columns, [[*article(SHIRT, text, detail_desc=text), "?"]])
    import_kaggle(tmp_path, tmp_path / "out")
    stored = read(tmp_path / "out", "articles").iloc[0]
    assert stored["prod_name"] == text and stored["detail_desc"] == text
    assert "extra" not in stored


def test_old_spreadsheet_encoding_is_understood(shop: Path, tmp_path: Path) -> None:
    recode(shop / "articles.csv", lambda text: text.replace("Socks", "Söckchen"), "cp1252")
    import_kaggle(shop, tmp_path / "out")
    assert "Söckchen" in read(tmp_path / "out", "articles")["prod_name"].tolist()


def header() -> list[str]:
    from stylehub_core.catalog.schema import ARTICLES

    return [column.name for column in ARTICLES]


def test_missing_columns_become_unknown_with_a_warning(tmp_path: Path, write: Write) -> None:
    write(tmp_path / "articles.csv", ("article_id", "prod_name"), [("1", "Shirt"), ("2", "")])
    summary = import_kaggle(tmp_path, tmp_path / "out")
    stored = read(tmp_path / "out", "articles")
    assert stored["article_id"].tolist() == ["0000000001", "0000000002"]
    assert stored["prod_name"].tolist() == ["Shirt", "Unknown"]
    assert set(stored["garment_group_name"]) == {"Unknown"}
    assert stored["detail_desc"].isna().all() and stored["section_no"].isna().all()
    assert any("'garment_group_name' is missing" in warning for warning in summary.warnings)
    assert (summary.transactions, summary.customers, summary.first_day) == (0, 0, None)
    assert any("transactions_train.csv" in warning for warning in summary.warnings)


def test_repeated_articles_keep_the_first_row(tmp_path: Path, write: Write, article: Row) -> None:
    rows = [article(SHIRT, "First"), article(COAT), article("100000001", "Second"), article(COAT)]
    write(tmp_path / "articles.csv", header(), rows)
    summary = import_kaggle(tmp_path, tmp_path / "out")
    assert read(tmp_path / "out", "articles")["prod_name"].tolist() == ["First", "Shirt"]
    assert summary.duplicate_articles == 2
    (warning,) = [warning for warning in summary.warnings if "repeat" in warning]
    assert "1 ids with different values" in warning and SHIRT in warning


def test_rows_that_cannot_be_used_are_left_out_and_shown(shop: Path, tmp_path: Path, write: Write) -> None:
    good = ("2020-01-06", ANN, SHIRT, "0.1", "1")
    bad = [
        ("2020-02-30", ANN, SHIRT, "0.1", "1"), ("06/01/2020", ANN, SHIRT, "0.1", "1"),
        ("1970-01-01", ANN, SHIRT, "0.1", "1"), ("9999-12-31", ANN, SHIRT, "0.1", "1"),
        ("2020-01-06", "", SHIRT, "0.1", "1"), ("2020-01-06", ANN, "shirt", "0.1", "1"),
        ("2020-01-06", ANN, SHIRT, "cheap", "1"), ("2020-01-06", ANN, SHIRT, "inf", "1"),
        ("2020-01-06", ANN, SHIRT), ("2020-01-06", ANN, SHIRT, "0.1", "1", "7"),
    ]  # fmt: skip
    unknown = ("2020-01-06", ANN, "0777777777", "0.1", "1")
    kept = [("2020-01-06", ANN, SHIRT, "", "")]
    write(shop / "transactions_train.csv", TRANSACTIONS, [good, *bad, unknown, *kept, good])
    summary = import_kaggle(shop, tmp_path / "out")
    assert (summary.transactions, summary.unreadable_rows, summary.unknown_article_rows) == (3, 10, 1)
    assert any("10 rows cannot be used" in warning and ANN in warning for warning in summary.warnings)
    assert any("0777777777" in warning for warning in summary.warnings)
    stored = read(tmp_path / "out", "transactions")
    assert stored["price"].isna().sum() == 1 and stored["sales_channel_id"].isna().sum() == 1


def test_optional_columns_of_transactions_may_be_missing(shop: Path, tmp_path: Path, write: Write) -> None:
    write(shop / "transactions_train.csv", TRANSACTIONS[:3], [("2020-01-06 10:30:00", ANN, SHIRT)])
    summary = import_kaggle(shop, tmp_path / "out")
    assert summary.transactions == 1 and len(summary.warnings) == 2
    assert read(tmp_path / "out", "articles")["price"].isna().all()


def test_ratings_are_read_where_there_are_some(shop: Path, tmp_path: Path, write: Write) -> None:
    rows = [("2020-01-06", ANN, SHIRT, "0.1", "1", rating) for rating in ("4.5", "", "0", "good", "inf")]
    write(shop / "transactions_train.csv", (*TRANSACTIONS, "rating"), rows)
    summary = import_kaggle(shop, tmp_path / "out")
    assert (summary.transactions, summary.unreadable_rows) == (3, 2)
    assert any(f"'2020-01-06,{ANN},{SHIRT},good'" in warning for warning in summary.warnings)
    stored = read(tmp_path / "out", "transactions")["rating"]
    assert sorted(stored.dropna()) == [0, 4.5] and stored.isna().sum() == 1


def test_customers_come_from_the_transactions_where_they_are_missing(shop: Path, tmp_path: Path) -> None:
    (shop / "customers.csv").unlink()
    summary = import_kaggle(shop, tmp_path / "out")
    assert read(tmp_path / "out", "customers")["customer_id"].tolist() == [ANN, BEA]
    assert any("No customers.csv" in warning for warning in summary.warnings)


def test_unknown_customers_are_added(shop: Path, tmp_path: Path, write: Write) -> None:
    write(shop / "customers.csv", ("customer_id", "age"), [(CYD, "x"), (ANN, "30"), (ANN, "31"), ("", "5")])
    summary = import_kaggle(shop, tmp_path / "out")
    customers = read(tmp_path / "out", "customers")
    assert customers["customer_id"].tolist() == [ANN, BEA, CYD]
    assert customers["age"].iloc[0] == 30 and customers["age"].iloc[1:].isna().all()
    assert summary.unreadable_rows == 1 and any(
        "added 1 customer with purchases" in warning for warning in summary.warnings
    )


def test_no_pictures_at_all_is_a_warning(shop: Path, tmp_path: Path) -> None:
    shutil.rmtree(shop / "images")
    summary = import_kaggle(shop, tmp_path / "out")
    assert summary.pictured_articles == 0 and any("picture" in warning for warning in summary.warnings)


def test_a_resized_picture_folder_is_found(shop: Path, tmp_path: Path) -> None:
    (shop / "images").rename(shop / "images_128_128")
    assert import_kaggle(shop, tmp_path / "out").pictured_articles == 2


def test_errors_name_the_file_the_value_and_the_way_out(tmp_path: Path, write: Write) -> None:
    def message(data: Path) -> str:
        with pytest.raises(CatalogError) as caught:
            import_kaggle(data, tmp_path / "out")
        return str(caught.value)

    assert "no such folder" in message(tmp_path / "nowhere")
    data = tmp_path / "data"
    write(data / "other.csv", ("a",), [])
    assert "no articles.csv" in message(data) and "other.csv" in message(data)
    write(data / "articles.csv", ("id", "name"), [("1", "x")])
    assert message(data).startswith("articles.csv: column 'article_id' is missing (found: id, name)")
    write(data / "articles.csv", ("article_id", "prod_name"), [])
    assert "no article with" in message(data)
    write(data / "articles.csv", ("article_id", "prod_name"), [("abc", "x"), ("12345678901", "y")])
    assert "2 rows left out" in message(data)
    (data / "articles.csv").write_bytes(b"")
    assert "'article_id' is missing (found: nothing)" in message(data)


@pytest.mark.parametrize("name", ["articles.csv.gz", "articles.csv.zip", "articles.parquet"])
def test_a_truncated_file_is_named(shop: Path, tmp_path: Path, name: str) -> None:
    path = shop / "articles.csv"
    {"gz": pack_gz, "ip": pack_zip, "et": pack_parquet}[name[-2:]](path)
    path.unlink()
    packed = shop / name
    packed.write_bytes(packed.read_bytes()[: packed.stat().st_size // 2])
    with pytest.raises(CatalogError, match=f"{name}: cannot be read"):
        import_kaggle(shop, tmp_path / "out")
    assert not (tmp_path / "out/catalog.json").exists() and not (tmp_path / "out/.work").exists()


def test_a_cancelled_import_leaves_no_work_behind(shop: Path, tmp_path: Path) -> None:
    def stop(step: str, done: int, total: int) -> None:
        assert total >= done
        if done == 2:
            raise CancelledError("Stopped.")

    with pytest.raises(CancelledError):
        import_kaggle(shop, tmp_path / "out", stop)
    assert not (tmp_path / "out/.work").exists() and not (tmp_path / "out/catalog.json").exists()


@pytest.mark.real_data
def test_real_data(real_data: Path, tmp_path: Path) -> None:
    summary = import_kaggle(real_data, tmp_path)
    rows: Any = duckdb.execute("SELECT count(*) FROM read_csv(?)", [str(real_data / "transactions_train.csv")])
    assert summary.transactions == rows.fetchone()[0]
    assert summary.unreadable_rows == 0 and summary.duplicate_articles == 0
    assert len(Catalog.open(tmp_path)) == summary.articles
