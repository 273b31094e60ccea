"""Turns a published outfit data set into our tables, so that all else reads it as any shop's folder."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from stylehub_core.catalog.layout import Layout, PictureLayout, TableLayout
from stylehub_core.catalog.published.content import OutfitItem, PublishedArticle, PublishedContent
from stylehub_core.catalog.published.folder import PublishedFolder
from stylehub_core.catalog.published.maryland import PICTURES
from stylehub_core.catalog.published.reading import read_published
from stylehub_core.catalog.published.slots import group_of, slot_of
from stylehub_core.catalog.schema import ARTICLES

_COLUMNS = (
    "article_id", "prod_name", "product_type_name", "product_group_name", "garment_group_name", "detail_desc",
)  # fmt: skip
_ABSENT = frozenset(column.name for column in ARTICLES) - frozenset(_COLUMNS)


@dataclass(frozen=True)
class Tables:
    """layout: where the tables are. content: the published data set that they were made of, or None."""

    layout: Layout
    content: PublishedContent | None = None


def published_layout(folder: PublishedFolder, written: bytes) -> Layout:
    """The layout of a published folder. written: the content of its catalog.toml, if it has one."""
    pictures = PictureLayout(column="picture", folder=PICTURES) if folder.kind == "maryland" else PictureLayout()
    return Layout(folder.root, pictures=pictures, ids="as-written", written=written, published=folder)


def tables_of(layout: Layout, work: Path) -> Tables:
    """The folder's own tables, or those of its published data set, written to `work`. Raises CatalogError."""
    if layout.published is None:
        return Tables(layout)
    content = read_published(layout.published)
    folder = work / "published"
    folder.mkdir(parents=True, exist_ok=True)
    pq.write_table(_articles(content.articles), folder / "articles.parquet")
    pq.write_table(_outfits(content.items, content.articles), folder / "outfits.parquet")
    articles = TableLayout(("articles",), absent=_ABSENT)
    return Tables(Layout(folder, articles, ids="as-written", published=layout.published), content)


def outfits_name(layout: Layout, path: Path) -> str:
    """The name of the outfits' table for messages: of a published data set, the file is not one that a reader knows."""
    return "Polyvore's outfits" if layout.published else path.name


def _articles(articles: Sequence[PublishedArticle]) -> pa.Table:
    rows = [
        (a.article_id, a.name, a.category, group_of(a.semantic) if a.semantic else "", a.semantic, a.description)
        for a in articles
    ]
    return _table(_COLUMNS, rows)


def _outfits(items: Sequence[OutfitItem], articles: Sequence[PublishedArticle]) -> pa.Table:
    slots = {article.article_id: slot_of(article.semantic) if article.semantic else "" for article in articles}
    rows = [(item.outfit_id, item.article_id, slots[item.article_id], item.split) for item in items]
    return _table(("outfit_id", "article_id", "slot", "split"), rows)


def _table(columns: Sequence[str], rows: Sequence[tuple[str, ...]]) -> pa.Table:
    """A table of texts; '' stands for a value that is unknown."""
    by_column = zip(*rows, strict=True) if rows else ((),) * len(columns)
    return pa.table({name: pa.array(values, pa.string()) for name, values in zip(columns, by_column, strict=True)})
