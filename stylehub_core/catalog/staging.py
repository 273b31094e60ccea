"""The SQL that cleans raw tables: ids, types, duplicates and unusable rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import duckdb
import pyarrow as pa

from stylehub_core.catalog.layout import ARTICLE_ID, ArticleIds
from stylehub_core.catalog.schema import (
    ARTICLE_ID_LENGTH,
    ARTICLES,
    CUSTOMERS,
    EARLIEST_DAY,
    PRODUCT_CODE_LENGTH,
    UNKNOWN,
)
from stylehub_core.catalog.sources import TableView
from stylehub_core.catalog.staged_rows import EXAMPLES, filled, first_row, line_of, rejected, texts

SORTED_TRANSACTIONS = """
    SELECT s.t_dat, c.customer, s.article, s.price, s.sales_channel_id, s.rating
    FROM staged s JOIN customer_rows c USING (customer_id)
    WHERE s.problem IS NULL
    ORDER BY s.t_dat, c.customer, s.article
"""

ARTICLES_WITH_SALES = """
    WITH sales AS (
        SELECT article, median(price) FILTER (price > 0) AS price, count(*) AS times_sold,
               min(t_dat) AS first_sold, max(t_dat) AS last_sold
        FROM staged WHERE problem IS NULL GROUP BY article
    )
    SELECT a.* EXCLUDE (article), s.price, coalesce(s.times_sold, 0)::BIGINT AS times_sold,
           s.first_sold, s.last_sold, p.article_id IS NOT NULL AS has_picture
    FROM articles a
    LEFT JOIN sales s USING (article)
    LEFT JOIN pictured p USING (article_id)
    ORDER BY a.article_id
"""


@dataclass(frozen=True)
class StagedArticles:
    """kept: articles. repeated: rows left out as repeats. conflicting: repeated ids whose rows differ."""

    kept: int
    repeated: int
    conflicting: int
    repeated_examples: tuple[str, ...]
    unreadable: int
    examples: tuple[str, ...]


@dataclass(frozen=True)
class StagedTransactions:
    """unknown: rows of unknown articles. unreadable: rows without a usable date, customer, id, price or rating."""

    unknown: int
    unknown_examples: tuple[str, ...]
    unreadable: int
    examples: tuple[str, ...]


@dataclass(frozen=True)
class StagedCustomers:
    """kept: customers from customers.csv. added: customers that occur only in the transactions or outfits."""

    kept: int
    added: int
    unreadable: int
    examples: tuple[str, ...]


@dataclass(frozen=True)
class Counts:
    articles: int
    customers: int
    transactions: int
    first_day: date | None
    last_day: date | None
    sold: int
    pictured: int
    outfits: int


def article_id(column: str, ids: ArticleIds = "ten-digits") -> str:
    """SQL for a valid article id, else NULL: 10 digits with lost leading zeros restored, or the id as written."""
    if ids == "as-written":
        return f"CASE WHEN regexp_full_match({column}, '{ARTICLE_ID}') THEN {column} END"
    whole = f"regexp_replace({column}, '\\.0+$', '')"
    return (
        f"CASE WHEN length({column}) = {ARTICLE_ID_LENGTH} AND regexp_full_match({column}, '[0-9]+') THEN {column} "
        f"WHEN regexp_full_match({whole}, '[0-9]{{1,{ARTICLE_ID_LENGTH}}}') "
        f"THEN lpad({whole}, {ARTICLE_ID_LENGTH}, '0') END"
    )


def stage_articles(con: duckdb.DuckDBPyConnection, view: TableView, ids: ArticleIds = "ten-digits") -> StagedArticles:
    """Fill the table `articles`: typed, one row per id, with its row number `article`."""
    con.execute("SET preserve_insertion_order = true")
    names = [column.name for column in ARTICLES]
    con.execute(
        "CREATE OR REPLACE TABLE read_articles AS SELECT row_number() OVER () AS line, "
        f"{article_id('article_id', ids)} AS id, * FROM ({view.select})"
    )
    con.execute(f"""
        CREATE OR REPLACE TABLE repeats AS
        SELECT id, count(*) - 1 AS extra,
               count(DISTINCT ({filled(names[1:])})) > 1 AS differ
        FROM read_articles WHERE id IS NOT NULL GROUP BY id HAVING count(*) > 1
    """)
    con.execute(f"""
        CREATE OR REPLACE TABLE articles AS
        SELECT (row_number() OVER (ORDER BY id) - 1)::INTEGER AS article, {_typed_articles(ids)}
        FROM (SELECT * FROM read_articles WHERE id IS NOT NULL
              QUALIFY row_number() OVER (PARTITION BY id ORDER BY line) = 1)
        ORDER BY id
    """)
    unreadable, examples = rejected(con, view, f"SELECT {line_of(names)} FROM read_articles WHERE id IS NULL")
    repeated, conflicting = first_row(
        con, "SELECT coalesce(sum(extra), 0)::BIGINT, count(*) FILTER (differ) FROM repeats"
    )
    return StagedArticles(
        kept=first_row(con, "SELECT count(*) FROM articles")[0],
        repeated=repeated,
        conflicting=conflicting,
        repeated_examples=texts(con, f"SELECT id FROM repeats ORDER BY differ DESC, id LIMIT {EXAMPLES}"),
        unreadable=unreadable,
        examples=examples,
    )


def _typed_articles(ids: ArticleIds) -> str:
    kaggle = f"substr(id, 1, {PRODUCT_CODE_LENGTH})"
    product = (
        kaggle if ids == "ten-digits" else "coalesce(product_code, id)"
    )  # without a product code, each article is its own product
    chosen = ["id AS article_id"]
    for column in ARTICLES[1:]:
        name = column.name
        if name == "product_code":
            chosen.append(f"{product} AS product_code")
        elif column.type == "integer":
            chosen.append(f"TRY_CAST({name} AS INTEGER) AS {name}")
        elif name == "detail_desc":
            chosen.append(name)
        else:
            chosen.append(f"coalesce({name}, '{UNKNOWN}') AS {name}")
    return ", ".join(chosen)


def stage_no_transactions(con: duckdb.DuckDBPyConnection) -> None:
    """Create an empty table `staged`."""
    con.execute(
        "CREATE OR REPLACE TABLE staged (t_dat DATE, customer_id VARCHAR, article INTEGER, price DOUBLE, "
        "sales_channel_id TINYINT, rating DOUBLE, problem VARCHAR, line VARCHAR)"
    )


def stage_transactions(
    con: duckdb.DuckDBPyConnection, view: TableView, ids: ArticleIds = "ten-digits"
) -> StagedTransactions:
    """Fill the table `staged` in one pass. problem: why a row cannot be used; line: the row's text, for examples."""
    con.execute("SET preserve_insertion_order = false")
    con.execute(f"""
        CREATE OR REPLACE TABLE staged AS
        WITH typed AS (
            SELECT *, TRY_CAST(t_dat AS DATE) AS day, TRY_CAST(price AS DOUBLE) AS paid,
                   TRY_CAST(rating AS DOUBLE) AS rated, {article_id("article_id", ids)} AS id
            FROM ({view.select})
        ), judged AS (
            SELECT t.*, a.article, CASE
                WHEN day IS NULL THEN 'date'
                WHEN day NOT BETWEEN DATE '{EARLIEST_DAY}' AND current_date + 1 THEN 'range'
                WHEN customer_id IS NULL THEN 'customer'
                WHEN price IS NOT NULL AND (paid IS NULL OR NOT isfinite(paid)) THEN 'price'
                WHEN rating IS NOT NULL AND (rated IS NULL OR NOT isfinite(rated)) THEN 'rating'
                WHEN id IS NULL THEN 'article id'
                WHEN a.article IS NULL THEN 'unknown' END AS problem
            FROM typed t LEFT JOIN (SELECT article, article_id FROM articles) a ON a.article_id = t.id
        )
        SELECT day AS t_dat, customer_id, article, paid AS price,
               TRY_CAST(sales_channel_id AS TINYINT) AS sales_channel_id, rated AS rating, problem,
               CASE WHEN problem = 'unknown' THEN id
               WHEN problem = 'rating' THEN {line_of(("t_dat", "customer_id", "article_id", "rating"))}
               WHEN problem IS NOT NULL
               THEN {line_of(("t_dat", "customer_id", "article_id", "price"))} END AS line
        FROM judged
    """)
    unreadable, examples = rejected(
        con, view, "SELECT line FROM staged WHERE problem IS NOT NULL AND problem != 'unknown'"
    )
    return StagedTransactions(
        unknown=first_row(con, "SELECT count(*) FROM staged WHERE problem = 'unknown'")[0],
        unknown_examples=texts(
            con, f"SELECT DISTINCT line FROM staged WHERE problem = 'unknown' ORDER BY line LIMIT {EXAMPLES}"
        ),
        unreadable=unreadable,
        examples=examples,
    )


def stage_customers(con: duckdb.DuckDBPyConnection, view: TableView | None) -> StagedCustomers:
    """Fill `customers` with all who are listed, have purchases or have outfits, and `customer_rows` with their rows.

    The transactions and outfits are staged before.
    """
    con.execute("SET preserve_insertion_order = true")
    names = [column.name for column in CUSTOMERS]
    nothing = f"SELECT {', '.join(f'NULL::VARCHAR AS {name}' for name in names)} WHERE false"
    con.execute(
        "CREATE OR REPLACE TABLE read_customers AS SELECT row_number() OVER () AS line, * "
        f"FROM ({view.select if view else nothing})"
    )
    con.execute("SET preserve_insertion_order = false")
    typed = ", ".join(
        f"TRY_CAST({column.name} AS DOUBLE) AS {column.name}" if column.type == "number" else column.name
        for column in CUSTOMERS
    )
    con.execute(f"""
        CREATE OR REPLACE TABLE customers AS
        SELECT {typed} FROM read_customers WHERE customer_id IS NOT NULL
        QUALIFY row_number() OVER (PARTITION BY customer_id ORDER BY line) = 1
    """)
    kept = first_row(con, "SELECT count(*) FROM customers")[0]
    con.execute("""
        INSERT INTO customers (customer_id)
        SELECT DISTINCT customer_id FROM (
            SELECT customer_id FROM staged WHERE problem IS NULL
            UNION ALL SELECT customer_id FROM outfit_facts WHERE customer_id IS NOT NULL
        ) s WHERE NOT EXISTS (FROM customers c WHERE c.customer_id = s.customer_id)
    """)
    con.execute("""
        CREATE OR REPLACE TABLE customer_rows AS
        SELECT customer_id, (row_number() OVER (ORDER BY customer_id) - 1)::INTEGER AS customer FROM customers
    """)
    unreadable, examples = rejected(con, view, f"SELECT {line_of(names)} FROM read_customers WHERE customer_id IS NULL")
    total = first_row(con, "SELECT count(*) FROM customers")[0]
    return StagedCustomers(kept, total - kept, unreadable, examples)


def stage_pictured(con: duckdb.DuckDBPyConnection, article_ids: Sequence[str]) -> None:
    """Fill the table `pictured` with the ids of articles that have a picture."""
    con.register("pictured_ids", pa.table({"article_id": pa.array(article_ids, pa.string())}))
    con.execute("CREATE OR REPLACE TABLE pictured AS SELECT * FROM pictured_ids")
    con.unregister("pictured_ids")


def count_all(con: duckdb.DuckDBPyConnection) -> Counts:
    """The counts over the staged tables, without rows that have a problem."""
    transactions, first, last, sold = first_row(
        con, "SELECT count(*), min(t_dat), max(t_dat), count(DISTINCT article) FROM staged WHERE problem IS NULL"
    )
    return Counts(
        articles=first_row(con, "SELECT count(*) FROM articles")[0],
        customers=first_row(con, "SELECT count(*) FROM customers")[0],
        transactions=transactions,
        first_day=first,
        last_day=last,
        sold=sold,
        pictured=first_row(con, "SELECT count(*) FROM articles SEMI JOIN pictured USING (article_id)")[0],
        outfits=first_row(con, "SELECT count(*) FROM outfit_facts")[0],
    )
