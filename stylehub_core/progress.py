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


PROGRESS_FILE = "STYLEHUB_PROGRESS_FILE"
"""The environment variable with the path of a file to which every command reports its progress."""

_EVERY = 0.4  # seconds between two writes


def writing_progress(path: Path, beside: Progress) -> Progress:
    """A Progress that writes to `path` and calls `beside` as well."""
    last, written = "", 0.0

    def progress(step: str, done: int, total: int) -> None:
        nonlocal last, written
        beside(step, done, total)
        if step == last and done < total and time.monotonic() - written < _EVERY:
            return
        last, written = step, time.monotonic()
        with contextlib.suppress(WorkspaceError):  # a full disk will stop the work itself
            write_json(path, {"what": step, "done": done, "total": total})

    return progress


def read_progress(path: Path) -> tuple[str, int, int]:
    """(step, done, total) as last written; ('', 0, 0) before the first report."""
    try:
        notes = json.loads(path.read_text())
        return str(notes["what"]), int(notes["done"]), int(notes["total"])
    except (OSError, ValueError, KeyError, TypeError):
        return "", 0, 0
