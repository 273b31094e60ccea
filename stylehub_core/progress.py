"""How long-running work reports progress: one callable for the terminal, a log and a page."""

import contextlib
import json
import time
from collections.abc import Callable
from pathlib import Path

from stylehub_core.errors import WorkspaceError
from stylehub_core.files import write_json

Progress = Callable[[str, int, int], None]
"""progress(what, done, total): called often; a total of 0 means that the end is unknown."""


def silent(what: str, done: int, total: int) -> None:
    """A progress that shows nothing."""


PROGRESS_FILE = "STYLEHUB_PROGRESS_FILE"
"""The environment variable that names the file; every command of the command line reports there."""

_EVERY = 0.4  # seconds between two writes


def writing_progress(path: Path, beside: Progress) -> Progress:
    """A progress that writes to `path`, and tells `beside` as well."""
    last, written = "", 0.0

    def progress(what: str, done: int, total: int) -> None:
        nonlocal last, written
        beside(what, done, total)
        if what == last and done < total and time.monotonic() - written < _EVERY:
            return
        last, written = what, time.monotonic()
        with contextlib.suppress(WorkspaceError):  # a full disk will stop the work itself
            write_json(path, {"what": what, "done": done, "total": total})

    return progress


def read_progress(path: Path) -> tuple[str, int, int]:
    """(what, done, total); ('', 0, 0) before the first word."""
    try:
        notes = json.loads(path.read_text())
        return str(notes["what"]), int(notes["done"]), int(notes["total"])
    except (OSError, ValueError, KeyError, TypeError):
        return "", 0, 0
