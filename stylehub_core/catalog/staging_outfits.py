"""The SQL that cleans the table of outfits: ids, splits, repeats, and rows that disagree about their outfit."""

from dataclasses import dataclass

import duckdb

from stylehub_core.catalog.layout import ArticleIds
from stylehub_core.catalog.schema import OUTFITS
from stylehub_core.catalog.sources import TableView
from stylehub_core.catalog.staged_rows import EXAMPLES, first_row, line_of, rejected, texts
from stylehub_core.catalog.staging import article_id

SORTED_OUTFITS = """
    SELECT o.outfit_id, o.article, o.slot, c.customer, f.split
    FROM staged_outfits o JOIN outfit_facts f USING (outfit_id)
    LEFT JOIN customer_rows c ON c.customer_id = f.customer_id
    WHERE o.problem IS NULL
    ORDER BY o.outfit_id, o.row
"""

_SPLITS = {"training": "train", "validation": "valid", "val": "valid", "dev": "valid", "testing": "test"}
"""Other words for the three splits."""


@dataclass(frozen=True)
class StagedOutfits:
    """What a table of outfits came to.

    kept: outfits. unknown: rows of unknown articles. repeated: rows of an article that its outfit has already.
    conflicting: outfits whose rows name several customers or splits; the first counts.
    unreadable: rows without a usable outfit_id, article_id or split.
    """

    kept: int
    unknown: int
    unknown_examples: tuple[str, ...]
    repeated: int
    repeated_examples: tuple[str, ...]
    conflicting: int
    conflicting_examples: tuple[str, ...]
    unreadable: int
    examples: tuple[str, ...]

    def warnings(self, file: str) -> list[str]:
        """One sentence for each kind of row that is left out, besides unreadable ones, or not believed."""
        kinds = (
            (self.unknown, "rows are of articles that are not in the articles table", self.unknown_examples),
            (self.repeated, "rows repeat an article of their outfit", self.repeated_examples),
        )
        lines = [
            f"{file}: {count:,} {text}, such as {'; '.join(examples)}; they are left out."
            for count, text, examples in kinds
            if count
        ]
        if self.conflicting:
            examples = "; ".join(self.conflicting_examples)
            lines.append(
                f"{file}: {self.conflicting:,} outfits have several customers or splits, such as {examples}; "
                "the first counts."
            )
        return lines


def stage_no_outfits(con: duckdb.DuckDBPyConnection) -> None:
    """Create the empty tables `staged_outfits` and `outfit_facts`."""
    con.execute(
        "CREATE OR REPLACE TABLE staged_outfits (row BIGINT, outfit_id VARCHAR, article INTEGER, slot VARCHAR, "
        "customer_id VARCHAR, split VARCHAR, problem VARCHAR, line VARCHAR)"
    )
    _gather_facts(con)


def stage_outfits(con: duckdb.DuckDBPyConnection, view: TableView, ids: ArticleIds = "ten-digits") -> StagedOutfits:
    """Fill `staged_outfits`, and `outfit_facts` with the customer and split of each outfit.

    problem: why a row cannot be used; line: the row's text, for examples.
    """
    con.execute("SET preserve_insertion_order = true")
    con.execute(f"CREATE OR REPLACE TABLE staged_outfits AS {_judged(view, ids)}")
    _gather_facts(con)
    bad = "problem NOT IN ('unknown', 'repeat')"
    unreadable, examples = rejected(con, view, f"SELECT line FROM staged_outfits WHERE {bad}")
    unknown, unknown_examples = _with_problem(con, "unknown")
    repeated, repeated_examples = _with_problem(con, "repeat")
    several = "FROM outfit_facts WHERE customers > 1 OR splits > 1"
    return StagedOutfits(
        kept=first_row(con, "SELECT count(*) FROM outfit_facts")[0],
        unknown=unknown,
        unknown_examples=unknown_examples,
        repeated=repeated,
        repeated_examples=repeated_examples,
        conflicting=first_row(con, f"SELECT count(*) {several}")[0],
        conflicting_examples=texts(con, f"SELECT outfit_id {several} ORDER BY outfit_id LIMIT {EXAMPLES}"),
        unreadable=unreadable,
        examples=examples,
    )


def _judged(view: TableView, ids: ArticleIds) -> str:
    """SQL for the rows of the file with their problem."""
    words = " ".join(f"WHEN '{word}' THEN '{split}'" for word, split in _SPLITS.items())
    return f"""
        WITH typed AS (
            SELECT row_number() OVER () AS row, *, {article_id("article_id", ids)} AS id,
                   CASE lower(split) {words} ELSE lower(split) END AS part
            FROM ({view.select})
        ), judged AS (
            SELECT t.*, a.article, CASE
                WHEN outfit_id IS NULL THEN 'outfit'
                WHEN id IS NULL THEN 'article id'
                WHEN part NOT IN ('train', 'valid', 'test') THEN 'split'
                WHEN a.article IS NULL THEN 'unknown' END AS fault
            FROM typed t LEFT JOIN (SELECT article, article_id FROM articles) a ON a.article_id = t.id
        ), counted AS (
            SELECT *, row_number() OVER (PARTITION BY outfit_id, article, fault IS NULL ORDER BY row) AS times
            FROM judged
        )
        SELECT row, outfit_id, article, slot, customer_id, part AS split,
               coalesce(fault, CASE WHEN times > 1 THEN 'repeat' END) AS problem,
               CASE WHEN fault = 'unknown' THEN id
               WHEN fault IS NOT NULL OR times > 1 THEN {line_of([column.name for column in OUTFITS])} END AS line
        FROM counted
    """


def _gather_facts(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("""
        CREATE OR REPLACE TABLE outfit_facts AS
        SELECT outfit_id, count(*) AS articles,
               arg_min(customer_id, row) FILTER (customer_id IS NOT NULL) AS customer_id,
               arg_min(split, row) FILTER (split IS NOT NULL) AS split,
               count(DISTINCT customer_id) AS customers, count(DISTINCT split) AS splits
        FROM staged_outfits WHERE problem IS NULL GROUP BY outfit_id
    """)


def _with_problem(con: duckdb.DuckDBPyConnection, problem: str) -> tuple[int, tuple[str, ...]]:
    """(how many rows have this problem, the first few of them)."""
    rows = f"FROM staged_outfits WHERE problem = '{problem}'"
    examples = texts(con, f"SELECT line {rows} GROUP BY line ORDER BY line LIMIT {EXAMPLES}")
    return first_row(con, f"SELECT count(*) {rows}")[0], examples
