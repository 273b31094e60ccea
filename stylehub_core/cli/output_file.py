"""The file that a command writes for somebody: whole or not at all, with one sentence if it cannot be written."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from stylehub_core.errors import QueryError
from stylehub_core.files import in_place_of


@contextmanager
def output_file(out: Path, option: str = "--out") -> Iterator[Path]:
    """As `in_place_of`; makes the folder too. Raises QueryError, about `out`, if it cannot be written.

    option: the one that says where the file goes.
    """
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with in_place_of(out) as partial:
            yield partial
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else type(error).__name__
        raise QueryError(f"{out} cannot be written ({reason}): give another {option}.") from error
