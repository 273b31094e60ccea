"""How a data folder is laid out: by Kaggle's names, or by what its catalog.toml says they are called."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from stylehub_core.catalog.schema import ARTICLE_ID_LENGTH

FILE = "catalog.toml"

ArticleIds = Literal["ten-digits", "as-written"]
"""ten-digits: Kaggle's, lost leading zeros are put back; as-written: any that match ARTICLE_ID."""

ARTICLE_ID = "[A-Za-z0-9][A-Za-z0-9._-]{0,39}"
"""A regular expression of what an article_id may be: safe in a file name and in an address."""

ID_FORMS: Mapping[ArticleIds, str] = {
    "ten-digits": f"{ARTICLE_ID_LENGTH} digits",
    "as-written": "1 to 40 letters from a to z, digits, dots, dashes or underscores",
}


@dataclass(frozen=True)
class TableLayout:
    """Where a table is and how its file is read.

    names: of the file, without an ending; file: the one that is named, or ''. columns: ours to the file's; constants:
    what a column holds in every row; absent: columns that are known to be missing. delimiter and encoding are found out
    where they are ''; date_format is as strptime takes it, '' for dates such as 2020-09-22.
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
    """Where an article's picture is, by `pattern` with {article_id} or by the file name that a `column` of the articles
    holds, inside `folder`; with neither, images/NNN/<article_id>.jpg.
    """

    pattern: str = ""
    column: str = ""
    folder: str = ""

    @property
    def root(self) -> str:
        """The folder below which all pictures are; '' for the data folder itself."""
        if self.column:
            return self.folder
        return self.pattern.partition("{")[0].rpartition("/")[0]


@dataclass(frozen=True)
class Layout:
    """written: the content of catalog.toml, empty where there is none."""

    data: Path
    articles: TableLayout = TableLayout(("articles",))
    customers: TableLayout = TableLayout(("customers",))
    transactions: TableLayout = TableLayout(("transactions_train", "transactions"))
    pictures: PictureLayout = PictureLayout()
    ids: ArticleIds = "ten-digits"
    written: bytes = b""

    @property
    def is_kaggle(self) -> bool:
        return not self.written

    @property
    def id_form(self) -> str:
        """What an article_id is, in words."""
        return ID_FORMS[self.ids]
