"""The articles of Polyvore in the older Maryland layout, as published by Han et al. 2017 (arXiv 1707.05691)."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from stylehub_core.catalog.published.content import PublishedArticle
from stylehub_core.catalog.published.folder import MARYLAND_CATEGORIES, PublishedFolder
from stylehub_core.catalog.published.repaired_text import repaired
from stylehub_core.catalog.published.sets import Sets, plain, read_sets
from stylehub_core.catalog.published.slots import class_of
from stylehub_core.errors import CatalogError

PICTURES = "images"
_PRODUCT = re.compile(r"[?&;]tid=([A-Za-z0-9]+)")


def product_id(content: Mapping[str, Any], key: str) -> str:
    """The product number in the address of an item's picture; without one, the item is an article of its own."""
    found = _PRODUCT.search(plain(content.get("image")))
    return found[1] if found else key


def maryland_articles(folder: PublishedFolder, sets: Sets) -> tuple[PublishedArticle, ...]:
    """Every product of the sets, once: as its first item with a name says.

    The items' prices are left out: an article's price is what customers paid, and here nobody did.
    """
    names = _categories(folder.root / MARYLAND_CATEGORIES)
    pictures = _pictures(folder, sets)
    said: dict[str, Mapping[str, Any]] = {}
    for item, content in zip(sets.items, sets.contents, strict=True):
        known = said.get(item.article_id)
        if known is None or (plain(content.get("name")) and not plain(known.get("name"))):
            said[item.article_id] = content
    articles = []
    for article_id, content in said.items():
        category = names.get(plain(content.get("categoryid")), "")
        articles.append(
            PublishedArticle(
                article_id=article_id,
                name=repaired(plain(content.get("name"))),
                category=category,
                semantic=class_of(category) if category else "",
                picture=pictures[article_id],
            )
        )
    return tuple(articles)


def maryland_pictures(folder: PublishedFolder) -> dict[str, str]:
    """The picture of each article, as '<set_id>/<index>.jpg' below images/. Raises CatalogError."""
    return _pictures(folder, read_sets(folder, product_id))


def _pictures(folder: PublishedFolder, sets: Sets) -> dict[str, str]:
    """Of a product in several sets, the first picture that exists, or else the first."""
    pictures: dict[str, str] = {}
    is_there: dict[str, bool] = {}
    for item in sets.items:
        if not is_there.get(item.article_id):
            set_id, _, index = item.key.rpartition("_")
            name = f"{set_id}/{index}.jpg"
            is_there[item.article_id] = (folder.root / PICTURES / name).is_file()
            if is_there[item.article_id]:
                pictures[item.article_id] = name
            pictures.setdefault(item.article_id, name)
    return pictures


def _categories(path: Path) -> dict[str, str]:
    """The name of each category, by lines such as '11 Tops'. Raises CatalogError if there is no such file."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CatalogError(
            f"{path.name}: cannot be read in {path.parent} ({getattr(error, 'strerror', None) or error}). "
            "It says what each categoryid is: fetch it from the data set's page."
        ) from error
    pairs = (line.strip().partition(" ") for line in lines)
    return {number: repaired(name.strip()) for number, _, name in pairs if number and name}
