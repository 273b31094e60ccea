"""How long-running work reports progress: one callable for terminals, logs and pages."""

import contextlib
import json
import time
from collections.abc import Callable
from pathlib import Path

from stylehub_core.errors import WorkspaceError
from stylehub_core.files import write_json

Progress = Callable[[str, int, int], None]
"""progress(step, done, total): called often. step: the work in words; a total of 0 means that the end is unknown."""


def silent(step: str, done: int, total: int) -> None:
    """A Progress that shows nothing."""


def part_of(whole: str, progress: Progress) -> Progress:
    """A Progress that says what each step is a part of: 'whole: step'."""

    def named(step: str, done: int, total: int) -> None:
        progress(f"{whole}: {step}", done, total)

    return named


PROGRESS_FILE = "STYLEHUB_PROGRESS_FILE"
"""The environment variable with the path of a file to which every command reports its progress."""

_EVERY = 0.4  # seconds between two calls


def share(done: int, total: int) -> float:
    """The share of a step that is done, from 0 to 1; 0 while the end is unknown."""
    return min(max(done / total, 0.0), 1.0) if total > 0 else 0.0


def paced(progress: Progress) -> Progress:
    """The same Progress, called no more than about twice a second; the start and end of a step always pass."""
    last, called = "", 0.0

    def seldom(step: str, done: int, total: int) -> None:
        nonlocal last, called
        if step == last and done < total and time.monotonic() - called < _EVERY:
            return
        last, called = step, time.monotonic()
        progress(step, done, total)

    return seldom


def writing_progress(path: Path, beside: Progress) -> Progress:
    """A Progress that writes to `path` and calls `beside` as well."""

    @paced
    def write(step: str, done: int, total: int) -> None:
        with contextlib.suppress(WorkspaceError):  # a full disk will stop the work itself
            write_json(path, {"what": step, "done": done, "total": total})

    def progress(step: str, done: int, total: int) -> None:
        beside(step, done, total)
        write(step, done, total)

    return progress


def read_progress(path: Path) -> tuple[str, int, int]:
    """(step, done, total) as last written; ('', 0, 0) before the first report."""
    try:
        notes = json.loads(path.read_text())
        return str(notes["what"]), int(notes["done"]), int(notes["total"])
    except (OSError, ValueError, KeyError, TypeError):
        return "", 0, 0
