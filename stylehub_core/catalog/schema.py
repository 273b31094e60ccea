"""Kaggle's three tables and that of outfits: their columns, their types, and what may be missing."""

from dataclasses import dataclass
from typing import Literal

ColumnType = Literal["id", "text", "category", "integer", "number", "date"]

Split = Literal["train", "valid", "test"]
"""The part of a protocol that an outfit belongs to."""

ARTICLE_ID_LENGTH = 10
PRODUCT_CODE_LENGTH = 7
UNKNOWN = "Unknown"
"""The value of a descriptive column if nothing is known."""

EARLIEST_DAY = "2000-01-01"
"""A purchase before this day, or after tomorrow, counts as a mistake in the file."""


@dataclass(frozen=True)
class Column:
    """A column of a table.

    required: the table cannot be imported without it.
    usual: its absence is reported.
    """

    name: str
    type: ColumnType
    required: bool = False
    usual: bool = True


def _codes_and_names(*pairs: tuple[str, str]) -> tuple[Column, ...]:
    return tuple(column for code, name in pairs for column in (Column(code, "integer"), Column(name, "category")))


ARTICLES = (
    Column("article_id", "id", required=True),
    Column("product_code", "id"),
    Column("prod_name", "text", required=True),
    *_codes_and_names(("product_type_no", "product_type_name")),
    Column("product_group_name", "category"),
    *_codes_and_names(
        ("graphical_appearance_no", "graphical_appearance_name"),
        ("colour_group_code", "colour_group_name"),
        ("perceived_colour_value_id", "perceived_colour_value_name"),
        ("perceived_colour_master_id", "perceived_colour_master_name"),
        ("department_no", "department_name"),
    ),
    Column("index_code", "category"),
    Column("index_name", "category"),
    *_codes_and_names(
        ("index_group_no", "index_group_name"),
        ("section_no", "section_name"),
        ("garment_group_no", "garment_group_name"),
    ),
    Column("detail_desc", "text"),
)

CUSTOMERS = (
    Column("customer_id", "id", required=True),
    Column("age", "number"),
    Column("club_member_status", "category"),
    Column("fashion_news_frequency", "category"),
    Column("FN", "number"),
    Column("Active", "number"),
    Column("postal_code", "text"),
)

TRANSACTIONS = (
    Column("t_dat", "date", required=True),
    Column("customer_id", "id", required=True),
    Column("article_id", "id", required=True),
    Column("price", "number"),
    Column("sales_channel_id", "integer"),
    Column("rating", "number", usual=False),  # Kaggle's has none
)

OUTFITS = (
    Column("outfit_id", "id", required=True),
    Column("article_id", "id", required=True),
    Column("slot", "category", usual=False),
    Column("customer_id", "id", usual=False),
    Column("split", "category", usual=False),
)

CATEGORIES = tuple(column.name for column in ARTICLES if column.type == "category")
"""Article columns that group articles, for filters, map colours and separation."""

CODES = tuple(column.name for column in ARTICLES if column.type == "integer")

ARTICLES_FILE = "articles.parquet"
CUSTOMERS_FILE = "customers.parquet"
TRANSACTIONS_FILE = "transactions.parquet"
OUTFITS_FILE = "outfits.parquet"
COMPATIBILITY_FILE = "compatibility.parquet"
BLANKS_FILE = "fill_in_blank.parquet"
SUMMARY_FILE = "catalog.json"
