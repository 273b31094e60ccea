"""A customer's purchases, and changes to them: articles left out and articles added."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from stylehub_core.catalog.catalog import Catalog
from stylehub_core.days import date_of
from stylehub_core.errors import QueryError
from stylehub_core.histories import Histories

MOST_CHANGES = 60
_LEFT_OUT = "-"


@dataclass(frozen=True)
class Piece:
    """The purchases of one article on one day. row: the article's row; pieces: how many were bought."""

    day: date
    row: int
    pieces: int


@dataclass(frozen=True)
class Change:
    """An article, by its row, that is added to a history (added=True) or left out of it."""

    row: int
    added: bool


def wardrobe(history: Histories) -> list[Piece]:
    """The purchases of the one history, newest first."""
    order = np.lexsort((history.article, -history.day))
    columns = (history.day, history.article, history.pieces)
    lines = zip(*(column[order].tolist() for column in columns), strict=True)
    return [Piece(date_of(day), row, pieces) for day, row, pieces in lines]


def written(catalog: Catalog, change: Change) -> str:
    """The change as an address holds it: the article's id, with '-' before it if it is left out."""
    return ("" if change.added else _LEFT_OUT) + str(catalog.ids[change.row])


def read_changes(catalog: Catalog, texts: Iterable[str]) -> tuple[list[Change], list[str]]:
    """(changes in order, texts that name no article). Raises QueryError for more than MOST_CHANGES changes."""
    changes, unknown = [], []
    for text in texts:
        article_id = text.strip().removeprefix(_LEFT_OUT)
        try:
            changes.append(Change(catalog.row_of(article_id), not text.strip().startswith(_LEFT_OUT)))
        except QueryError:
            unknown.append(text)
    if len(changes) > MOST_CHANGES:
        raise QueryError(f"This history has {len(changes)} changes, and {MOST_CHANGES} are the most: undo some.")
    return changes, unknown


def changed(history: Histories, changes: Sequence[Change]) -> Histories:
    """The one history after these changes, in order. An added article counts as bought the day before the request."""
    yesterday = int(history.today[0]) - 1
    columns = (history.day, history.article, history.pieces)
    lines = {(int(day), int(row)): int(n) for day, row, n in zip(*columns, strict=True)}
    for change in changes:
        if change.added:
            lines.setdefault((yesterday, change.row), 1)
        else:
            lines = {key: count for key, count in lines.items() if key[1] != change.row}
    ordered = sorted(lines)
    day, article = (np.array([key[column] for key in ordered], np.int32) for column in (0, 1))
    pieces = np.array([lines[key] for key in ordered], np.int32)
    owners = np.zeros(len(ordered), np.int32)  # all lines belong to the one customer
    return Histories(history.customers, history.today, history.age, owners, article, day, pieces)
