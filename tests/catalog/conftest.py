"""A tiny shop in Kaggle's layout, with planted purchases whose answers are known."""

import csv
import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pytest
from PIL import Image

from stylehub_core.catalog.catalog import Catalog
from stylehub_core.catalog.kaggle import import_kaggle
from stylehub_core.catalog.schema import ARTICLES

Write = Callable[[Path, Sequence[str], Iterable[Sequence[object]]], Path]

ARTICLE_COLUMNS = tuple(column.name for column in ARTICLES)
TRANSACTION_COLUMNS = ("t_dat", "customer_id", "article_id", "price", "sales_channel_id")
CUSTOMER_COLUMNS = (
    "customer_id", "FN", "Active", "club_member_status", "fashion_news_frequency", "age", "postal_code",
)  # fmt: skip

SHIRT, SHIRT_BLUE, COAT, SOCKS, HAT = "0100000001", "0100000002", "0200000001", "0300000001", "0999999999"
ANN, BEA, CYD = "a" * 64, "b" * 64, "c" * 64

PURCHASES = (
    ("2020-01-06", ANN, SHIRT, 0.10, 1),
    ("2020-01-06", ANN, SHIRT, 0.10, 1),  # two pieces
    ("2020-01-06", ANN, COAT, 0.50, 2),
    ("2020-01-20", ANN, SHIRT, 0.30, 2),
    ("2020-01-20", ANN, COAT, 0.50, 2),
    ("2020-01-20", ANN, SOCKS, 0.05, 2),
    ("2020-01-21", BEA, SHIRT, 0.20, 1),
    ("2020-01-21", BEA, SOCKS, 0.05, 1),
    ("2020-01-21", ANN, HAT, 0.07, 1),  # not with Bea's shirt
    ("2020-01-29", BEA, SOCKS, 0.05, 1),
)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "real_data: reads the folder that STYLEHUB_REAL_DATA names")


def article_row(article_id: str, name: str = "Shirt", **values: object) -> list[object]:
    row: dict[str, object] = {column.name: "7" if column.type == "integer" else "Any" for column in ARTICLES}
    row |= {"article_id": article_id, "product_code": article_id[1:7], "prod_name": name, "detail_desc": "Soft."}
    return list((row | values).values())


@pytest.fixture
def article() -> Callable[..., list[object]]:
    """A row of articles.csv, all columns filled in."""
    return article_row


@pytest.fixture
def write() -> Write:
    """Writes a csv file in UTF-8 and gives its path."""
    return write_csv


def write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)
    return path


def make_shop(data: Path) -> Path:
    articles = [
        article_row(SHIRT, colour_group_name="White"),
        article_row(SHIRT_BLUE, colour_group_name="Blue"),
        article_row(COAT, "Coat", product_type_name="Coat", detail_desc=""),
        article_row(SOCKS, "Socks"),
        article_row(HAT, "Hat"),
    ]
    write_csv(data / "articles.csv", ARTICLE_COLUMNS, articles)
    people = [(ANN, "1.0", "1.0", "ACTIVE", "NONE", "33.0", "x"), (CYD, "", "", "ACTIVE", "NONE", "", "y"),
              (BEA, "", "", "ACTIVE", "Regularly", "51", "z")]  # fmt: skip
    write_csv(data / "customers.csv", CUSTOMER_COLUMNS, people)
    write_csv(data / "transactions_train.csv", TRANSACTION_COLUMNS, reversed(PURCHASES))
    for pictured in (SHIRT, COAT):
        folder = data / "images" / pictured[:3]
        folder.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", (180, 270), "white").save(folder / f"{pictured}.jpg")
    return data


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """Five articles, three customers, ten pieces sold, pictures of two articles."""
    return make_shop(tmp_path / "data")


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """The imported shop; rows 0..4 are shirt, blue shirt, coat, socks, hat."""
    base = tmp_path_factory.mktemp("shop")
    import_kaggle(make_shop(base / "data"), base / "out")
    return Catalog.open(base / "out")


@pytest.fixture
def real_data() -> Path:
    """A folder of real data, or a skip."""
    folder = os.environ.get("STYLEHUB_REAL_DATA")
    if not folder:
        pytest.skip("set STYLEHUB_REAL_DATA to a folder in Kaggle's layout to run this")
    return Path(folder)
