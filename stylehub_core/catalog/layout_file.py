"""Reads catalog.toml, which names another shop's files and columns."""

import codecs
import difflib
import math
import re
import string
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import Any, NoReturn, get_args

import duckdb

from stylehub_core.catalog.layout import FILE, ArticleIds, Layout, PictureLayout, TableLayout
from stylehub_core.catalog.money import CODE
from stylehub_core.catalog.price_unit import PriceUnit
from stylehub_core.catalog.published.folder import SUBSETS, published_folder
from stylehub_core.catalog.published.tables import published_layout
from stylehub_core.catalog.schema import ARTICLES, CUSTOMERS, OUTFITS, TRANSACTIONS, Column
from stylehub_core.catalog.sources import find_table
from stylehub_core.errors import CatalogError

_TABLES: Mapping[str, tuple[Column, ...]] = {
    "articles": ARTICLES,
    "customers": CUSTOMERS,
    "transactions": TRANSACTIONS,
    "outfits": OUTFITS,
}
_READING = ("delimiter", "encoding", "decimal")
_PRICES = "prices"
_TOP = ("article_ids", *_READING, *_TABLES, "pictures", _PRICES)
_TABLE = ("file", "columns", "constants", "absent", *_READING)
_PICTURES = ("pattern", "column", "folder")
_PRICE_UNIT = ("currency", "factor")
_PRICE_SECTION = re.compile(rb"^[ \t]*\[prices\].*?(?=^[ \t]*\[|\Z)", re.MULTILINE | re.DOTALL)
_SUBSET = "polyvore"


def layout_of(data: Path) -> Layout:
    """The folder's layout. Raises CatalogError that names the mistake.

    Without a catalog.toml it is Kaggle's, or that of a published outfit data set if the folder has one and no articles.
    One that tells only of prices leaves it Kaggle's.
    """
    path = data / FILE
    try:
        written = path.read_bytes() if path.is_file() else b""
    except OSError as error:
        raise CatalogError(f"{path} cannot be read ({error.strerror or error}).") from error
    try:
        content = tomllib.loads(written.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CatalogError(f"{path} is not valid TOML: {error}.") from error
    if not content and not find_table(data, Layout(data).articles):
        published = published_folder(data)
        if published is not None:
            return published_layout(published, written)
    reader = _Reader(data, content, _without_prices(written))
    return reader.layout() if set(content) - {_PRICES} else Layout(data, prices=reader.prices())


def _without_prices(written: bytes) -> bytes:
    """The content of the file without its section of prices, which changes nothing of what is read."""
    rest = _PRICE_SECTION.sub(b"", written)
    return written if rest == written else rest.rstrip() + b"\n"


class _Reader:
    """One catalog.toml, checked key by key."""

    def __init__(self, data: Path, content: dict[str, Any], written: bytes) -> None:
        self.data, self.content, self.written = data, content, written

    def layout(self) -> Layout:
        if _SUBSET in self.content:
            return self._published()
        self._known(self.content, _TOP, "")
        ids = self._choice(self.content, "article_ids", get_args(ArticleIds), "", "as-written")
        return Layout(
            self.data,
            articles=self._table("articles"),
            customers=self._table("customers"),
            transactions=self._table("transactions"),
            outfits=self._table("outfits"),
            pictures=self._pictures(),
            prices=self.prices(),
            ids=ids,
            written=self.written,
        )

    def _published(self) -> Layout:
        """The layout of the published data set of which the file names the part to read."""
        self._known(self.content, (_SUBSET,), "")
        subset = self._choice(self.content, _SUBSET, SUBSETS, "", SUBSETS[0])
        folder = published_folder(self.data, subset)
        if folder is None or folder.sets != self.data / subset:
            self._wrong(
                f"'{_SUBSET}' chooses between the folders {' and '.join(SUBSETS)} of Polyvore Outfits, but here is "
                "none of the two: leave it out, or put the file beside them"
            )
        return published_layout(folder, self.written)

    def _table(self, name: str) -> TableLayout:
        columns = _TABLES[name]
        part = self._part(self.content, name, "")
        dated = any(column.type == "date" for column in columns)
        self._known(part, (*_TABLE, *(("date_format",) if dated else ())), name)
        named = self._texts(part, "columns", name, columns)
        constants = self._texts(part, "constants", name, columns)
        absent = self._list(part, "absent", name, columns)
        self._no_doubles(name, columns, named, constants, absent)
        reading = {key: part.get(key, self.content.get(key, "")) for key in _READING}
        return TableLayout(
            names=getattr(Layout(self.data), name).names,
            file=self._inside(self._text(part, "file", name), f"'file' in [{name}]"),
            columns=named,
            constants=constants,
            absent=absent,
            delimiter=self._delimiter(reading["delimiter"], name),
            encoding=self._encoding(reading["encoding"], name),
            decimal=self._choice(reading, "decimal", (".", ","), name, "."),
            date_format=self._date_format(self._text(part, "date_format", name)),
        )

    def _pictures(self) -> PictureLayout:
        part = self._part(self.content, "pictures", "")
        self._known(part, _PICTURES, "pictures")
        pattern, column, folder = (self._text(part, key, "pictures") for key in _PICTURES)
        if pattern and (column or folder):
            self._wrong("[pictures] has both a pattern and a column or folder: give only one of the two")
        if folder and not column:
            self._wrong("[pictures] has a folder but no column: give the articles' column that names the files")
        if pattern:
            self._pattern(pattern)
        self._inside(pattern.partition("{")[0], "'pattern' in [pictures]")
        return PictureLayout(pattern, column, self._inside(folder, "'folder' in [pictures]").strip("/"))

    def prices(self) -> PriceUnit:
        part = self._part(self.content, _PRICES, "")
        self._known(part, _PRICE_UNIT, _PRICES)
        currency, factor = self._text(part, "currency", _PRICES).strip().upper(), part.get("factor", 1.0)
        if part and not CODE.fullmatch(currency):
            self._wrong(
                f"'currency' in [{_PRICES}] is '{part.get('currency', '')}', but must be the three letters of an ISO "
                "code, such as EUR"
            )
        if isinstance(factor, bool) or not isinstance(factor, int | float) or not 0 < factor < math.inf:
            self._wrong(f"'factor' in [{_PRICES}] must be a number above 0, such as 590, but is {factor!r}")
        return PriceUnit(currency, float(factor))

    # parts -------------------------------------------------------------------------------------------------------

    def _part(self, table: dict[str, Any], name: str, where: str) -> dict[str, Any]:
        section = table.get(name, {})
        if not isinstance(section, dict):
            self._wrong(f"'{name}'{_in(where)} must be a section such as [{where + '.' if where else ''}{name}]")
        return section

    def _known(self, part: dict[str, Any], keys: Iterable[str], where: str) -> None:
        for key in part:
            if key not in tuple(keys):
                self._wrong(f"unknown key '{key}'{_in(where)}.{_near(key, keys)} The keys are: {', '.join(keys)}")

    def _text(self, part: Mapping[str, Any], key: str, where: str) -> str:
        value = part.get(key, "")
        if not isinstance(value, str):
            self._wrong(f"'{key}'{_in(where)} must be text in quotes, but is {value!r}")
        return str(value)

    def _choice(self, part: Mapping[str, Any], key: str, choices: tuple[str, ...], where: str, default: str) -> Any:
        value = self._text(part, key, where) or default
        if value not in choices:
            self._wrong(f"'{key}'{_in(where)} is '{value}', but must be one of: {', '.join(choices)}")
        return value

    def _texts(self, part: dict[str, Any], key: str, where: str, columns: tuple[Column, ...]) -> dict[str, str]:
        """The section `columns` or `constants`: texts by our column names; numbers and dates as their text."""
        texts = self._part(part, key, where)
        for name, value in texts.items():
            self._column(name, f"{where}.{key}", columns)
            if isinstance(value, dict | list | bool) or (key == "columns" and not isinstance(value, str)):
                self._wrong(f"'{name}' in [{where}.{key}] must be text in quotes, but is {value!r}")
            if not str(value).strip():
                self._wrong(f"'{name}' in [{where}.{key}] is empty: leave it out, or name it in 'absent'")
        return {name: str(value) for name, value in texts.items()}

    def _list(self, part: dict[str, Any], key: str, where: str, columns: tuple[Column, ...]) -> frozenset[str]:
        names = part.get(key, [])
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            self._wrong(f"'{key}'{_in(where)} must be a list of column names, but is {names!r}")
        for name in names:
            self._column(name, f"{where}] as '{key}", columns)
        return frozenset(names)

    def _column(self, name: str, where: str, columns: tuple[Column, ...]) -> None:
        ours = [column.name for column in columns]
        if name not in ours:
            near = _near(name, ours)
            self._wrong(f"'{name}' in [{where}] is not a column of StyleHub.{near} The columns are: {', '.join(ours)}")

    def _no_doubles(self, where: str, columns: tuple[Column, ...], *parts: Iterable[str]) -> None:
        named, constants, absent = (set(part) for part in parts)
        for twice in sorted((named & constants) | (named & absent) | (constants & absent)):
            self._wrong(f"'{twice}' in [{where}] is given twice: name it in only one of columns, constants and absent")
        for column in columns:
            if column.required and column.name in constants | absent:
                self._wrong(f"'{column.name}' in [{where}] must be a column of the file, as nothing works without it")

    def _delimiter(self, value: object, where: str) -> str:
        if not isinstance(value, str) or len(value) > 1:
            self._wrong(f'\'delimiter\'{_in(where)} must be one character such as ";" or "\\t", but is {value!r}')
        return str(value)

    def _encoding(self, value: object, where: str) -> str:
        try:
            return codecs.lookup(str(value)).name if value else ""
        except LookupError:
            self._wrong(
                f"'encoding'{_in(where)} is '{value}', which is unknown: give utf-8, cp1252 or another known encoding"
            )

    def _date_format(self, value: str) -> str:
        signs = {value[at + 1] for at, sign in enumerate(value[:-1]) if sign == "%"}
        if value and not (signs & set("yY") and signs & set("mbB") and "d" in signs):
            self._wrong(f"'date_format' is '{value}', but must have a day, a month and a year, such as '%d.%m.%Y'")
        try:
            duckdb.execute("SELECT try_strptime('', ?)", [value or "%Y"])
        except duckdb.Error as error:
            self._wrong(f"'date_format' is '{value}', which cannot be read ({str(error).splitlines()[0][:120]})")
        return value

    def _pattern(self, value: str) -> None:
        try:
            fields = [name for _, name, _, _ in string.Formatter().parse(value) if name is not None]
            value.format(article_id="A1")
        except (ValueError, KeyError, IndexError, AttributeError):
            fields = []
        if not fields or set(fields) != {"article_id"}:
            self._wrong(
                f"'pattern' in [pictures] is '{value}', but must be a path with {{article_id}} in it, "
                "such as 'photos/{article_id}.png'"
            )

    def _inside(self, value: str, key: str) -> str:
        path = PurePosixPath(value.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts:
            self._wrong(f"{key} is '{value}', but must be inside the data folder")
        return value.replace("\\", "/")

    def _wrong(self, text: str) -> NoReturn:
        raise CatalogError(f"{self.data / FILE}: {text}.")


def _in(where: str) -> str:
    return f" in [{where}]" if where else ""


def _near(name: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(name, list(known), n=1)
    return f" Did you mean '{close[0]}'?" if close else ""
