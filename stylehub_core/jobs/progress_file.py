"""How a job's process tells what it is doing: a small file that it replaces a few times a second."""

import contextlib
import json
import time
from pathlib import Path

from stylehub_core.errors import WorkspaceError
from stylehub_core.progress import Progress
from stylehub_core.workspace import write_json

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
