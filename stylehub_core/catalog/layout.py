"""The layout of a data folder: Kaggle's names, or those given in its catalog.toml."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from stylehub_core.catalog.price_unit import PriceUnit
from stylehub_core.catalog.published.folder import PublishedFolder
from stylehub_core.catalog.schema import ARTICLE_ID_LENGTH

FILE = "catalog.toml"

ArticleIds = Literal["ten-digits", "as-written"]
"""ten-digits: Kaggle's ids, with lost leading zeros restored; as-written: any ids that match ARTICLE_ID."""

ARTICLE_ID = "[A-Za-z0-9][A-Za-z0-9._-]{0,39}"
"""A regular expression for article ids: all are safe in file names and URLs."""

ID_FORMS: Mapping[ArticleIds, str] = {
    "ten-digits": f"{ARTICLE_ID_LENGTH} digits",
    "as-written": "1 to 40 letters from a to z, digits, dots, dashes or underscores",
}


@dataclass(frozen=True)
class TableLayout:
    """Where a table is and how its file is read.

    names: possible file names, without an ending.
    file: the file named in catalog.toml, or ''.
    columns: the file's column names by ours.
    constants: the value of a column in every row, by our column name.
    absent: columns that are known to be missing.
    delimiter, encoding: detected if ''.
    date_format: as for strptime; '' for dates such as 2020-09-22.
    """

    names: tuple[str, ...]
    file: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    absent: frozenset[str] = frozenset()
    delimiter: str = ""
    encoding: str = ""
    decimal: Literal[".", ","] = "."
    date_format: str = ""


@dataclass(frozen=True)
class PictureLayout:
    """Where an article's picture is; if all are empty, images/NNN/<article_id>.jpg.

    pattern: a path with {article_id} in it.
    column: the articles' column with the file names.
    folder: the folder of the files that `column` names.
    """

    pattern: str = ""
    column: str = ""
    folder: str = ""

    @property
    def root(self) -> str:
        """The folder that contains all pictures; '' for the data folder itself."""
        if self.column:
            return self.folder
        return self.pattern.partition("{")[0].rpartition("/")[0]


@dataclass(frozen=True)
class Layout:
    """The layout of a whole data folder.

    written: the content of catalog.toml, without what it says of prices; empty if that is nothing.
    published: the folder of a published data set, which is read in its own form instead of as tables.
    """

    data: Path
    articles: TableLayout = TableLayout(("articles",))
    customers: TableLayout = TableLayout(("customers",))
    transactions: TableLayout = TableLayout(("transactions_train", "transactions"))
    outfits: TableLayout = TableLayout(("outfits",))
    pictures: PictureLayout = PictureLayout()
    prices: PriceUnit = field(default_factory=PriceUnit)
    ids: ArticleIds = "ten-digits"
    written: bytes = b""
    published: PublishedFolder | None = None

    @property
    def is_kaggle(self) -> bool:
        return not self.written and self.published is None

    @property
    def id_form(self) -> str:
        """The form of an article_id, in words."""
        return ID_FORMS[self.ids]
