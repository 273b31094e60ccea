"""Towers that are made of others: each part's weights in a file of its own, beside the file of the whole."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from stylehub_core.models.registry import towers
from stylehub_core.models.tower import Tower


def save_parts(parts: Sequence[Tower | None], file: Path) -> list[dict[str, Any] | None]:
    """Write the parts' weights. Returns what `load_parts` needs, as JSON values. file: the whole tower's."""
    return [
        None if part is None else {"tower": part.name, **part.save(_part_file(file, number))}
        for number, part in enumerate(parts)
    ]


def load_parts(notes: Sequence[dict[str, Any] | None], file: Path) -> tuple[Tower | None, ...]:
    """The parts that `save_parts` wrote."""
    parts: list[Tower | None] = []
    for number, part in enumerate(notes):
        if part is None:
            parts.append(None)
            continue
        own = dict(part)
        parts.append(towers()[own.pop("tower")].load(own, _part_file(file, number)))
    return tuple(parts)


def _part_file(file: Path, number: int) -> Path:
    return file.with_name(f"{file.stem}.{number}{file.suffix}")
