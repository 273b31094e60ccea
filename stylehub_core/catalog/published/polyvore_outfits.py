"""The articles of Polyvore Outfits, as published by Vasileva et al. 2018 (arXiv 1803.09196)."""

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from stylehub_core.catalog.published.content import PublishedArticle
from stylehub_core.catalog.published.folder import CATEGORIES, METADATA, PublishedFolder
from stylehub_core.catalog.published.json_file import read_json
from stylehub_core.catalog.published.sets import Sets, plain
from stylehub_core.errors import CatalogError


def item_id(content: Mapping[str, Any], key: str) -> str:  # noqa: ARG001 - every reader of ids gets the key
    """The article_id of an item: its own id."""
    return plain(content.get("item_id"))


def polyvore_articles(folder: PublishedFolder, sets: Sets) -> tuple[PublishedArticle, ...]:
    """Every article of the sets, once. One that polyvore_item_metadata.json lacks has only its id.

    Raises CatalogError if that file is missing or broken.
    """
    metadata = read_json(folder.root / METADATA, dict)
    categories = _categories(folder.root / CATEGORIES)
    ids = dict.fromkeys(item.article_id for item in sets.items)
    return tuple(_article(article_id, metadata.get(article_id), categories) for article_id in ids)


def _article(article_id: str, facts: object, categories: Mapping[str, str]) -> PublishedArticle:
    said = facts if isinstance(facts, dict) else {}
    path = said.get("catgeories", said.get("categories"))  # the published file misspells the word
    last = plain(path[-1]) if isinstance(path, list) and path else ""
    return PublishedArticle(
        article_id=article_id,
        name=plain(said.get("title")) or plain(said.get("url_name")),
        category=categories.get(plain(said.get("category_id"))) or last,
        semantic=plain(said.get("semantic_category")),
        description=plain(said.get("description")),
    )


def _categories(path: Path) -> dict[str, str]:
    """The fine category of each category_id, by categories.csv: id, category, class; {} if there is no such file."""
    if not path.is_file():
        return {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return {row[0].strip(): row[1].strip() for row in csv.reader(file) if len(row) > 1}
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise CatalogError(f"{path.name}: cannot be read ({error}). Fetch the file again.") from error
