"""Finds the articles' picture files in any layout of the data folder."""

import os
import re
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import duckdb

from stylehub_core.catalog.image_files import ENDINGS, image_files, image_folder
from stylehub_core.catalog.layout import ARTICLE_ID, FILE, Layout
from stylehub_core.catalog.layout_file import layout_of
from stylehub_core.catalog.published.maryland import maryland_pictures
from stylehub_core.catalog.schema import ARTICLE_ID_LENGTH, Column
from stylehub_core.catalog.sources import find_articles, open_table, reading
from stylehub_core.catalog.staging import article_id

_COLUMN = "picture"
_STEM = {"ten-digits": re.compile(rf"\d{{{ARTICLE_ID_LENGTH}}}"), "as-written": re.compile(ARTICLE_ID)}


def picture_files(layout: Layout, article_ids: Sequence[str]) -> dict[str, Path]:
    """The picture files of these articles by article_id, without articles that have none. Raises CatalogError."""
    pictures = layout.pictures
    if pictures.column:
        named = named_pictures(layout)
        paths = {article_id: _below(layout, named[article_id]) for article_id in article_ids if article_id in named}
        return {article_id: path for article_id, path in paths.items() if path is not None and path.is_file()}
    if pictures.pattern:
        paths = {article_id: layout.data / pictures.pattern.format(article_id=article_id) for article_id in article_ids}
        return {article_id: path for article_id, path in paths.items() if path is not None and path.is_file()}
    wanted = set(article_ids)
    return {article_id: path for article_id, path in found_pictures(layout).items() if article_id in wanted}


def found_pictures(layout: Layout) -> dict[str, Path]:
    """Every picture below images/ with a name like an article id, whether or not that article exists."""
    return image_files(layout.data, _STEM[layout.ids])


def named_pictures(layout: Layout) -> dict[str, str]:
    """The values of the articles' picture column by article_id, without empty ones."""
    if layout.published is not None:
        return maryland_pictures(layout.published)
    path = find_articles(layout)
    columns = (Column("article_id", "id", required=True), Column(_COLUMN, "text", required=True))
    with tempfile.TemporaryDirectory(prefix="stylehub-pictures-") as folder, duckdb.connect(":memory:") as con:
        named = {
            "article_id": layout.articles.columns.get("article_id", "article_id"),
            _COLUMN: layout.pictures.column,
        }
        table = replace(layout.articles, columns=named, constants={}, absent=frozenset())
        view = open_table(con, path, columns, Path(folder), table)
        with reading(path.name):
            rows = con.execute(
                f"SELECT {article_id('article_id', layout.ids)} AS id, {_COLUMN} FROM ({view.select}) "
                f"WHERE id IS NOT NULL AND {_COLUMN} IS NOT NULL"
            ).fetchall()
    return dict(reversed(rows))  # an article's first row counts


def picture_file(data: Path, article: str) -> Path | None:
    """The picture file of one article, or None. Raises CatalogError if catalog.toml cannot be read."""
    layout = layout_of(data)
    if layout.pictures.column:
        return _by_column(data, _stamp(layout)).get(article)
    if layout.pictures.pattern:
        return picture_files(layout, [article]).get(article)
    folder = image_folder(layout.data)
    if folder is None:
        return None
    names = (f"{subfolder}{article}{ending}" for subfolder in (f"{article[:3]}/", "") for ending in ENDINGS)
    return next((folder / name for name in names if (folder / name).is_file()), None)


def picture_sizes(layout: Layout) -> list[str]:
    """'path:bytes' of every file that may be a picture, in no particular order."""
    pictures = layout.pictures
    root = layout.data / pictures.root if pictures.column or pictures.pattern else image_folder(layout.data)
    if root is None:
        return []
    if not (pictures.column or pictures.pattern):
        return _sizes(root, [root, *(Path(entry.path) for entry in os.scandir(root) if entry.is_dir())])
    return _sizes(root, [Path(folder) for folder, _, _ in os.walk(root)])


def _sizes(root: Path, folders: Sequence[Path]) -> list[str]:
    lines: list[str] = []
    for folder in folders:
        with os.scandir(folder) as entries:
            lines += [f"{e.path[len(str(root)) :]}:{e.stat().st_size}" for e in entries if e.is_file()]
    return lines


def _below(layout: Layout, name: str) -> Path | None:
    """The file of that name in the pictures' folder; None if it would be outside that folder."""
    root = (layout.data / layout.pictures.folder).resolve()
    path = (root / name.replace("\\", "/").lstrip("/")).resolve()
    return path if path.is_relative_to(root) else None


@lru_cache(maxsize=2)
def _by_column(data: Path, stamp: tuple[int, ...]) -> dict[str, Path]:  # noqa: ARG001 - the stamp keys the cache
    layout = layout_of(data)
    return picture_files(layout, list(named_pictures(layout)))


def _stamp(layout: Layout) -> tuple[int, ...]:
    files = layout.published.article_files if layout.published else (layout.data / FILE, find_articles(layout))
    return tuple(path.stat().st_mtime_ns for path in files)
