"""The questions of a published outfit protocol, and their files in a catalogue's folder."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

import pyarrow as pa
import pyarrow.parquet as pq

from stylehub_core.catalog.schema import BLANKS_FILE, COMPATIBILITY_FILE, Split
from stylehub_core.errors import WorkspaceError

Article = TypeVar("Article", str, int)
"""An article by its id as published (str), or by its row in a catalogue (int)."""

_COMPATIBILITY = pa.schema(
    [("number", pa.int32()), ("split", pa.string()), ("compatible", pa.bool_()), ("articles", pa.list_(pa.int32()))]
)
_BLANKS = pa.schema(
    [
        ("number", pa.int32()),
        ("split", pa.string()),
        ("articles", pa.list_(pa.int32())),
        ("answers", pa.list_(pa.int32())),
        ("right", pa.int32()),
        ("blank_position", pa.int32()),
    ]
)


@dataclass(frozen=True)
class CompatibilitySet(Generic[Article]):
    """A set of two or more different articles, and whether it was published as one that goes together."""

    split: Split
    compatible: bool
    articles: tuple[Article, ...]


@dataclass(frozen=True)
class BlankQuestion(Generic[Article]):
    """A set without one of its articles, and four answers, one of which is that article.

    articles: one or more; they and the answers all differ.
    right: the position of the right answer, from 0. blank_position: where the article was in the set, from 1.
    """

    split: Split
    articles: tuple[Article, ...]
    answers: tuple[Article, ...]
    right: int
    blank_position: int


def write_questions(
    folder: Path,
    compatibility: Sequence[CompatibilitySet[str]],
    blanks: Sequence[BlankQuestion[str]],
    row_of: Mapping[str, int],
) -> None:
    """Write compatibility.parquet and fill_in_blank.parquet with rows for ids. row_of: the row of every article_id."""
    sets = [
        {
            "number": number,
            "split": each.split,
            "compatible": each.compatible,
            "articles": [row_of[article] for article in each.articles],
        }
        for number, each in enumerate(compatibility)
    ]
    pq.write_table(pa.Table.from_pylist(sets, schema=_COMPATIBILITY), folder / COMPATIBILITY_FILE)
    questions = [
        {
            "number": number,
            "split": each.split,
            "articles": [row_of[article] for article in each.articles],
            "answers": [row_of[article] for article in each.answers],
            "right": each.right,
            "blank_position": each.blank_position,
        }
        for number, each in enumerate(blanks)
    ]
    pq.write_table(pa.Table.from_pylist(questions, schema=_BLANKS), folder / BLANKS_FILE)


def read_compatibility(folder: Path, split: Split, *, expected: int) -> tuple[CompatibilitySet[int], ...]:
    """The compatibility questions of a split, in the order of their file. expected: how many of all splits there are.

    Raises WorkspaceError if the file is missing or damaged.
    """
    rows = _rows(folder / COMPATIBILITY_FILE, split, expected)
    return tuple(CompatibilitySet(split, row["compatible"], tuple(row["articles"])) for row in rows)


def read_blanks(folder: Path, split: Split, *, expected: int) -> tuple[BlankQuestion[int], ...]:
    """As `read_compatibility`, of the fill-in-the-blank questions."""
    return tuple(
        BlankQuestion(split, tuple(row["articles"]), tuple(row["answers"]), row["right"], row["blank_position"])
        for row in _rows(folder / BLANKS_FILE, split, expected)
    )


def _rows(path: Path, split: Split, expected: int) -> list[dict[str, Any]]:
    if not expected:
        return []
    try:
        table = pq.read_table(path)
        if len(table) != expected:
            raise WorkspaceError(f"{path}: {len(table):,} questions where {expected:,} were written. Build again.")
        rows: list[dict[str, Any]] = table.to_pylist()
    except FileNotFoundError as error:
        raise WorkspaceError(f"{path}: missing. Delete {path.parent} and build again.") from error
    except (pa.ArrowException, OSError) as error:
        raise WorkspaceError(f"{path}: damaged ({error}). Delete {path.parent} and build again.") from error
    return [row for row in rows if row["split"] == split]
