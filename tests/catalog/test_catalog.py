import json
import os
import pickle
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stylehub_core.catalog.catalog import Catalog
from stylehub_core.catalog.fingerprint import fingerprint_of, pictures_fingerprint_of
from stylehub_core.catalog.kaggle import import_kaggle
from stylehub_core.catalog.schema import CATEGORIES
from stylehub_core.errors import CatalogError, NotBuiltError, QueryError, WorkspaceError

SHIRT, BLUE, COAT, SOCKS, HAT = range(5)
ANN, CYD = "a" * 64, "c" * 64


def test_articles_are_ready_for_the_screen(catalog: Catalog) -> None:
    frame = catalog.articles
    assert len(catalog) == len(frame) == 5 and frame.index.tolist() == [0, 1, 2, 3, 4]
    assert all(isinstance(frame[name].dtype, pd.CategoricalDtype) for name in CATEGORIES)
    assert frame["article_id"].tolist() == catalog.ids.tolist()
    assert frame["detail_desc"].tolist()[COAT] == ""
    assert str(frame["section_no"].dtype) == "Int32"
    assert frame["has_picture"].dtype == np.bool_ and frame["times_sold"].dtype == np.int64


def test_ids_cannot_be_overwritten(catalog: Catalog) -> None:
    with pytest.raises(ValueError, match="read-only"):
        catalog.ids[0] = "x"


@pytest.mark.parametrize("text", ["0100000002", "100000002", " 0100000002 "])
def test_row_of_accepts_lost_zeros(catalog: Catalog, text: str) -> None:
    assert catalog.row_of(text) == BLUE


@pytest.mark.parametrize("text", ["", "0", "0100000003", "9999999999", "shirt", "01000000010", "é"])
def test_row_of_names_an_unknown_id_and_shows_how_ids_look(catalog: Catalog, text: str) -> None:
    with pytest.raises(QueryError, match=f"'{text}'.*10 digits, such as 0100000001"):
        catalog.row_of(text)


@given(st.text(max_size=12))
def test_row_of_never_finds_what_is_not_there(catalog: Catalog, text: str) -> None:
    known = {article_id.lstrip("0") for article_id in catalog.ids.tolist()}
    try:
        row = catalog.row_of(text)
    except QueryError:
        assert text not in catalog.ids
    else:
        assert text.strip().lstrip("0") in known and catalog.ids[row].endswith(text.strip())


def test_rows_of_keeps_the_order(catalog: Catalog) -> None:
    rows = catalog.rows_of(["0999999999", "0100000001", "0999999999"])
    assert rows.tolist() == [HAT, SHIRT, HAT] and rows.dtype == np.int32
    assert catalog.rows_of([]).tolist() == []


def test_variants_are_the_other_articles_of_the_product(catalog: Catalog) -> None:
    assert catalog.variants(SHIRT).tolist() == [BLUE]
    assert catalog.variants(BLUE).tolist() == [SHIRT]
    assert catalog.variants(HAT).tolist() == []


def test_bought_together_counts_baskets_not_pieces(catalog: Catalog) -> None:
    together = catalog.bought_together(SHIRT, 10)
    assert together.to_dict("list") == {"article": [COAT, SOCKS], "times": [2, 2]}
    assert catalog.bought_together(SOCKS, 1).to_dict("list") == {"article": [SHIRT], "times": [2]}
    assert catalog.bought_together(HAT, 10).empty
    assert catalog.bought_together(BLUE, 10).empty


def test_sales_by_week_fills_quiet_weeks(catalog: Catalog) -> None:
    weeks = catalog.sales_by_week(SHIRT)
    assert [str(week)[:10] for week in weeks["week"]] == ["2020-01-06", "2020-01-13", "2020-01-20"]
    assert weeks["pieces"].tolist() == [2, 0, 2]
    assert weeks["revenue"].tolist() == pytest.approx([0.2, 0.0, 0.5])
    unsold = catalog.sales_by_week(BLUE)
    assert unsold.empty and list(unsold.columns) == ["week", "pieces", "revenue"]


def test_customer_history_has_quantities(catalog: Catalog) -> None:
    history = catalog.customer_history(ANN)
    rows = list(zip(history["t_dat"].astype(str), history["article"], history["quantity"], strict=True))
    assert rows == [
        ("2020-01-06", SHIRT, 2), ("2020-01-06", COAT, 1), ("2020-01-20", SHIRT, 1),
        ("2020-01-20", COAT, 1), ("2020-01-20", SOCKS, 1), ("2020-01-21", HAT, 1),
    ]  # fmt: skip
    assert catalog.customer_history(CYD).empty
    with pytest.raises(QueryError, match="No customer 'nobody'"):
        catalog.customer_history("nobody'; DROP TABLE customers")


def test_popularity_looks_back_from_the_last_day(catalog: Catalog) -> None:
    assert catalog.popularity_rows(1).tolist() == [SOCKS]
    assert catalog.popularity_rows(9).tolist() == [SOCKS, SHIRT, HAT]
    assert catalog.popularity_rows(1000).tolist() == [SHIRT, SOCKS, COAT, HAT]
    with pytest.raises(QueryError, match="0 days"):
        catalog.popularity_rows(0)


def test_purchases_include_both_days(catalog: Catalog) -> None:
    everything = catalog.purchases()
    assert len(everything) == 10 and list(everything.columns) == ["t_dat", "customer", "article"]
    assert len(catalog.purchases(until=date(2020, 1, 20))) == 6
    assert len(catalog.purchases(since=date(2020, 1, 21), until=date(2020, 1, 21))) == 3
    assert catalog.purchases(until=date(2019, 1, 1)).empty


@pytest.mark.parametrize("row", [-1, 5])
def test_a_row_out_of_range_is_refused(catalog: Catalog, row: int) -> None:
    for ask in (catalog.variants, catalog.sales_by_week, lambda article: catalog.bought_together(article, 3)):
        with pytest.raises(QueryError, match=f"No article row {row}"):
            ask(row)


def test_connect_gives_views_with_row_numbers(catalog: Catalog) -> None:
    with catalog.connect() as con:
        row = con.execute(
            "SELECT a.article_id, c.customer_id FROM transactions t JOIN articles a USING (article) "
            "JOIN customers c USING (customer) ORDER BY t_dat DESC LIMIT 1"
        ).fetchone()
    assert row == ("0300000001", "b" * 64)


def test_threads_and_processes_can_share_it(catalog: Catalog) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: catalog.bought_together(SHIRT, 1)["article"][0], range(40)))
    assert answers == [COAT] * 40
    copy = pickle.loads(pickle.dumps(catalog))
    assert copy.ids.tolist() == catalog.ids.tolist()


def test_open_says_what_is_missing_or_damaged(shop: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with pytest.raises(NotBuiltError, match="no catalogue here yet"):
        Catalog.open(out)
    import_kaggle(shop, out)
    transactions = (out / "transactions.parquet").read_bytes()
    (out / "transactions.parquet").write_bytes(transactions[:100])
    with pytest.raises(WorkspaceError, match=r"transactions\.parquet: damaged"):
        Catalog.open(out)
    (out / "transactions.parquet").unlink()
    with pytest.raises(WorkspaceError, match=r"transactions\.parquet: missing"):
        Catalog.open(out)
    (out / "transactions.parquet").write_bytes(transactions)
    summary = json.loads((out / "catalog.json").read_text())
    (out / "catalog.json").write_text(json.dumps(summary | {"articles": 6}))
    with pytest.raises(WorkspaceError, match=r"5 rows where catalog\.json says 6"):
        Catalog.open(out)
    (out / "catalog.json").write_text("{")
    with pytest.raises(WorkspaceError, match=r"catalog\.json: damaged"):
        Catalog.open(out)


def test_fingerprint_changes_with_the_tables_content_only(shop: Path) -> None:
    first = fingerprint_of(shop)
    os.utime(shop / "articles.csv", (1, 1))
    (shop / "notes.txt").write_text("not data")
    assert fingerprint_of(shop) == first
    assert len(first.articles) == len(first.purchases) == 32
    text = (shop / "articles.csv").read_text()
    (shop / "articles.csv").write_text(text.replace("Hat", "Cap"), newline="")
    changed = fingerprint_of(shop)
    assert changed != first
    (shop / "customers.csv").unlink()
    assert fingerprint_of(shop) not in (first, changed)


def test_fingerprint_of_pictures_sees_names_and_sizes(shop: Path) -> None:
    first = pictures_fingerprint_of(shop)
    picture = next((shop / "images").rglob("*.jpg"))
    content = picture.read_bytes()
    picture.write_bytes(content + b"x")
    assert pictures_fingerprint_of(shop) != first
    picture.write_bytes(content)
    assert pictures_fingerprint_of(shop) == first
    picture.rename(picture.with_name("0109999999.jpg"))
    assert pictures_fingerprint_of(shop) != first
    assert pictures_fingerprint_of(shop / "nowhere") == pictures_fingerprint_of(shop / "articles.csv")


def test_fingerprint_of_large_files_sees_both_ends_and_size(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stylehub_core.catalog.fingerprint._SMALL", 10)
    monkeypatch.setattr("stylehub_core.catalog.fingerprint._ENDS", 20)
    path = shop / "articles.csv"
    state = path.stat()
    first = fingerprint_of(shop)
    path.write_bytes(path.read_bytes()[:-3] + b"!\r\n")
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))
    assert fingerprint_of(shop) != first


def test_fingerprint_needs_articles(tmp_path: Path) -> None:
    with pytest.raises(CatalogError, match=r"no articles\.csv"):
        fingerprint_of(tmp_path)


@pytest.mark.real_data
def test_real_data_bought_together_agrees_with_a_plain_count(real_data: Path, tmp_path: Path) -> None:
    import_kaggle(real_data, tmp_path)
    catalog = Catalog.open(tmp_path)
    rows = catalog.purchases()
    best = int(catalog.popularity_rows(30)[0])
    baskets = rows.drop_duplicates().groupby(["t_dat", "customer"])["article"].agg(set)
    counted = Counter(article for basket in baskets if best in basket for article in basket - {best})
    together = catalog.bought_together(best, 20)
    assert together["times"].tolist() == [counted[article] for article in together["article"]]
    assert sorted(counted.values(), reverse=True)[:20] == together["times"].tolist()
    assert quickest(lambda: catalog.bought_together(best, 20)) < 0.1
    assert quickest(lambda: (fingerprint_of(real_data), pictures_fingerprint_of(real_data))) < 1.0


def quickest(work: Callable[[], object]) -> float:
    times = []
    for _ in range(3):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)
