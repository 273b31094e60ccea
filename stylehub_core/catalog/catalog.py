"""An imported catalogue: articles in memory, purchases read by queries."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from stylehub_core.arrays import IntVector
from stylehub_core.catalog import purchases as queries
from stylehub_core.catalog.fingerprint import fingerprint_of
from stylehub_core.catalog.opened_files import open_articles, open_summary, open_tables
from stylehub_core.catalog.outfit_questions import (
    BlankQuestion,
    CompatibilitySet,
    read_blanks,
    read_compatibility,
)
from stylehub_core.catalog.outfit_rows import outfit_rows
from stylehub_core.catalog.sales import Window, read_sales
from stylehub_core.catalog.schema import CUSTOMERS_FILE, TRANSACTIONS_FILE, Split
from stylehub_core.catalog.summary import CatalogSummary
from stylehub_core.errors import QueryError

__all__ = ["Catalog", "fingerprint_of"]


_KEPT = 256  # articles of which it is kept what was bought with them


@dataclass(frozen=True, eq=False)
class Catalog:
    """The articles of a shop and their purchases.

    articles: one row per article, sorted by article_id; the index is the row number, 0 to n - 1.
        Ids, prod_name and detail_desc (empty if missing) are text, codes Int32, other descriptive columns categorical.
        It also has price, times_sold, first_sold, last_sold and has_picture.
        The table is shared: do not change it.
    ids: (n,) the article_id of every row; 10 digits each in Kaggle's data.
    """

    folder: Path
    summary: CatalogSummary
    articles: pd.DataFrame = field(repr=False)
    ids: NDArray[np.str_] = field(repr=False)
    _connection: duckdb.DuckDBPyConnection = field(repr=False)

    @classmethod
    def open(cls, folder: Path) -> "Catalog":
        """The catalogue that an import wrote to `folder`.

        Raises NotBuiltError if there is none, and WorkspaceError if a file is missing or damaged.
        """
        summary = open_summary(folder)
        connection = open_tables(folder, summary)
        articles = open_articles(connection)
        ids = articles["article_id"].to_numpy(dtype=np.str_)
        ids.setflags(write=False)
        return cls(folder, summary, articles, ids, connection)

    def __len__(self) -> int:
        return len(self.ids)

    def __reduce__(self) -> tuple[Callable[[Path], "Catalog"], tuple[Path]]:
        return Catalog.open, (self.folder,)

    @cached_property
    def ids_key(self) -> str:
        """16 hex digits that change when any article id, or their order, changes."""
        return hashlib.blake2b(self.ids.tobytes(), digest_size=8).hexdigest()

    @property
    def transactions_path(self) -> Path:
        """Parquet of t_dat, customer, article, price, sales_channel_id, rating, sorted by the first three.

        Older catalogues lack the rating column; `connect` adds it, all NULL.
        """
        return self.folder / TRANSACTIONS_FILE

    @property
    def customers_path(self) -> Path:
        """Parquet of the customers, sorted by customer_id."""
        return self.folder / CUSTOMERS_FILE

    def connect(self) -> duckdb.DuckDBPyConnection:
        """A connection of its own with the views articles, customers, transactions and outfits; the caller closes it.

        The first column of articles and customers is their row number (`article`, `customer`), as in transactions.
        All connections share one database: what a caller adds must be temporary, which no other connection sees.
        """
        return self._connection.cursor()

    def row_of(self, article_id: str) -> int:
        """The row of an article. Leading zeros may be left out. Raises QueryError for an unknown id."""
        return int(self.rows_of([article_id])[0])

    def rows_of(self, article_ids: Iterable[str]) -> IntVector:
        """(n,) the row of each article. Raises QueryError that names the first unknown id."""
        wanted = [str(article_id) for article_id in article_ids]
        rows = self.find(wanted)
        unknown = np.flatnonzero(rows < 0)
        if unknown.size:
            form = f"has {self._digits} digits, such as" if self._digits else "looks like"
            raise QueryError(
                f"No article '{wanted[unknown[0]][:40]}' in this catalogue of {len(self):,}. "
                f"An article id {form} {self.ids[0]}."
            )
        return rows

    def find(self, article_ids: Sequence[str]) -> IntVector:
        """(n,) the row of each article, -1 for an unknown id. Leading zeros may be left out."""
        if not len(article_ids) or not len(self):
            return np.full(len(article_ids), -1, np.int32)
        wanted = np.array([self.canonical_id(article_id) for article_id in article_ids], dtype=np.str_)
        rows = np.minimum(np.searchsorted(self.ids, wanted), len(self) - 1)
        return np.where(self.ids[rows] == wanted, rows, -1).astype(np.int32)

    def canonical_id(self, article_id: str) -> str:
        """The id as this catalogue writes it: trimmed, and with leading zeros if all ids have the same length."""
        text = article_id.strip()
        return text.zfill(self._digits) if text.isascii() and text.isdigit() else text

    @cached_property
    def _digits(self) -> int:
        """The number of digits of every id; 0 if ids have other characters or differ in length."""
        length = len(str(self.ids[0])) if len(self) else 0
        return length if all(len(text) == length and text.isdigit() for text in self.ids.tolist()) else 0

    def variants(self, row: int) -> IntVector:
        """The rows of the same product in other colours or prints, without the article itself."""
        codes = self.articles["product_code"]
        same: IntVector = np.flatnonzero(codes == codes.iat[self._checked(row)]).astype(np.int32)
        others: IntVector = same[same != row]
        return others

    def purchases(self, until: date | None = None, since: date | None = None) -> pd.DataFrame:
        """(t_dat, customer, article) of every piece bought, sorted in that order; both days are inclusive."""
        return queries.purchases(self.connect(), since, until)

    def sales_by_week(self, row: int) -> pd.DataFrame:
        """(week, pieces, revenue) from the first to the last week of sales, with zeros between; week is its Monday."""
        return queries.sales_by_week(self.connect(), self._checked(row))

    def bought_together(self, row: int, k: int) -> pd.DataFrame:
        """(article, times): the k articles most often bought by the same customer on the same day."""
        return self._beside(self._checked(row)).head(k)

    @cached_property
    def _beside(self) -> Callable[[int], pd.DataFrame]:
        """The last answers are kept, as a page asks for the same article several times."""
        return lru_cache(maxsize=_KEPT)(lambda row: queries.bought_together(self.connect(), row))

    def outfits(self) -> pd.DataFrame:
        """One row for each article of each outfit: outfit_id, article, slot, customer, split.

        The rows of an outfit lie together, in the order of their table; outfits are sorted by outfit_id.
        article: int32 row. slot: string. customer: Int32 row. split: string. The last three are NA if unknown;
        customer and split are the same for a whole outfit. Empty if the shop has no table of outfits.
        """
        return outfit_rows(self.connect())

    def compatibility_sets(self, split: Split) -> tuple[CompatibilitySet[int], ...]:
        """The published sets to judge of a split, by article rows; none if the data was not published with any.

        Raises WorkspaceError if their file is missing or damaged.
        """
        return read_compatibility(self.folder, split, expected=self.summary.compatibility_sets)

    def blank_questions(self, split: Split) -> tuple[BlankQuestion[int], ...]:
        """As `compatibility_sets`, of the published fill-in-the-blank questions."""
        return read_blanks(self.folder, split, expected=self.summary.blank_questions)

    def customer_history(self, customer_id: str) -> pd.DataFrame:
        """(t_dat, article, quantity), oldest first. Raises QueryError for an unknown customer."""
        return queries.customer_history(self.connect(), customer_id.strip())

    def popularity_rows(self, days: int) -> IntVector:
        """Article rows by pieces sold in the catalogue's last `days` days, best first, without unsold ones."""
        if days < 1:
            raise QueryError(f"Popularity cannot be counted over {days} days: give 1 day or more.")
        last_day = self.summary.last_day
        if last_day is None:
            return np.zeros(0, np.int32)
        since = date.fromordinal(max(last_day.toordinal() - days + 1, 1))
        sold = read_sales(self.connect(), "transactions", len(self), Window(days, fewest=1), since=since)
        return sold.best(int(sold.day[-1]) + 1, len(self))

    def _checked(self, row: int) -> int:
        if not 0 <= row < len(self):
            raise QueryError(f"No article row {row}: this catalogue has the rows 0 to {len(self) - 1:,}.")
        return int(row)
