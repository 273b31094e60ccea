"""Reads the outfits of a published data set: a list of sets, each with its items."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from stylehub_core.catalog.layout import ARTICLE_ID
from stylehub_core.catalog.published.content import LeftOut, OutfitItem
from stylehub_core.catalog.published.folder import SPLITS, PublishedFolder
from stylehub_core.catalog.published.json_file import read_json
from stylehub_core.catalog.schema import Split
from stylehub_core.errors import CatalogError

_ARTICLE_ID = re.compile(ARTICLE_ID)

ArticleIdOf = Callable[[Mapping[str, Any], str], str]
"""The article_id of an item and its key; '' if it has none."""


@dataclass(frozen=True)
class Sets:
    """items: of every set, in the order of the files. contents: what each item's file says about it, likewise."""

    items: tuple[OutfitItem, ...]
    contents: tuple[Mapping[str, Any], ...]
    left_out: tuple[LeftOut, ...]


def read_sets(folder: PublishedFolder, article_id: ArticleIdOf) -> Sets:
    """The sets of all splits. Raises CatalogError if a file is missing or broken, or has no set that can be used."""
    items: list[OutfitItem] = []
    contents: list[Mapping[str, Any]] = []
    left_out = []
    for split in SPLITS:
        path = folder.set_file(split)
        faults: list[str] = []
        before = len(items)
        for entry in _entries(read_json(path, list), faults):
            item = _item(*entry, split, article_id, faults)
            if item is not None:
                items.append(item)
                contents.append(entry[1])
        if faults and len(items) == before:
            raise CatalogError(
                f"{path.name}: no outfit can be used ({faults[0]}). Is it the file of Polyvore's outfits?"
            )
        left_out.append(LeftOut(path.name, "item", faults))
    return Sets(tuple(items), tuple(contents), tuple(part for part in left_out if part.reasons))


def _entries(sets: list[Any], faults: list[str]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """(set_id, item) of all items."""
    for number, each in enumerate(sets, 1):
        content = each if isinstance(each, dict) else {}
        set_id, items = plain(content.get("set_id")), content.get("items")
        if not set_id:
            faults.append(f"set {number} has no set_id")
        elif not isinstance(items, list) or not items:
            faults.append(f"set '{set_id[:40]}' has no items")
        else:
            for position, item in enumerate(items, 1):
                if isinstance(item, dict):
                    yield set_id, item
                else:
                    faults.append(f"item {position} of set '{set_id[:40]}' is {str(item)[:40]!r}")


def _item(
    set_id: str, content: Mapping[str, Any], split: Split, article_id: ArticleIdOf, faults: list[str]
) -> OutfitItem | None:
    index = plain(content.get("index"))
    if not index:
        faults.append(f"an item of set '{set_id[:40]}' has no index")
        return None
    key = f"{set_id}_{index}"
    article = article_id(content, key)
    if not _ARTICLE_ID.fullmatch(article):
        faults.append(f"item '{key[:40]}' has the id '{article[:50]}'")
        return None
    return OutfitItem(key, set_id, article, split)


def plain(value: object) -> str:
    """A text or whole number as trimmed text; '' for anything else."""
    return str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""
