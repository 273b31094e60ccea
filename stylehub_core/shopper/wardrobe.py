"""What a customer has bought, and what is changed in it: articles left out, articles added."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from stylehub_core.catalog.catalog import Catalog
from stylehub_core.errors import QueryError
from stylehub_core.histories import Histories

MOST_CHANGES = 60
_LEFT_OUT = "-"


@dataclass(frozen=True)
class Piece:
    """One article on one day. row: of the catalogue; pieces: how many."""

    day: date
    row: int
    pieces: int


@dataclass(frozen=True)
class Change:
    """An article, by its row, that is added to a history or, with added=False, left out of it."""

    row: int
    added: bool


def wardrobe(asked: Histories) -> list[Piece]:
    """The one history of `asked`, newest first."""
    order = np.lexsort((asked.article, -asked.day))
    lines = zip(asked.day[order].tolist(), asked.article[order].tolist(), asked.pieces[order].tolist(), strict=True)
    return [Piece(day_on(day), row, pieces) for day, row, pieces in lines]


def day_on(number: int) -> date:
    """The day of a number of days since 1970."""
    return date(1970, 1, 1) + timedelta(days=number)


def written(catalog: Catalog, change: Change) -> str:
    """As an address has it: the article's id, with '-' before it where it is left out."""
    return ("" if change.added else _LEFT_OUT) + str(catalog.ids[change.row])


def read_changes(catalog: Catalog, texts: Iterable[str]) -> tuple[list[Change], list[str]]:
    """(the changes in their order, what names no article). Raises QueryError for more than MOST_CHANGES."""
    changes, unknown = [], []
    for text in texts:
        article_id = text.strip().removeprefix(_LEFT_OUT)
        try:
            changes.append(Change(catalog.row_of(article_id), not text.strip().startswith(_LEFT_OUT)))
        except QueryError:
            unknown.append(text)
    if len(changes) > MOST_CHANGES:
        raise QueryError(
            f"{len(changes)} changes of a history were asked for, and {MOST_CHANGES} are the most: leave some out."
        )
    return changes, unknown


def changed(asked: Histories, changes: Sequence[Change]) -> Histories:
    """The one history of `asked` after these changes, one after the other. An added article was bought yesterday."""
    yesterday = int(asked.today[0]) - 1
    lines = {(int(day), int(row)): int(n) for day, row, n in zip(asked.day, asked.article, asked.pieces, strict=True)}
    for change in changes:
        if change.added:
            lines.setdefault((yesterday, change.row), 1)
        else:
            lines = {key: count for key, count in lines.items() if key[1] != change.row}
    ordered = sorted(lines)
    day, article = (np.array([key[at] for key in ordered], np.int32) for at in (0, 1))
    pieces = np.array([lines[key] for key in ordered], np.int32)
    nowhere = np.zeros(len(ordered), np.int32)
    return Histories(asked.customers, asked.today, asked.age, nowhere, article, day, pieces)
