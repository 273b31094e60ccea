"""Files and folders that are written whole or not at all: made beside their place, and moved there at the end."""

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from safetensors import SafetensorError

from stylehub_core.errors import WorkspaceError
from stylehub_core.plain_json import json_text


def write_json(path: Path, value: object) -> None:
    """Write `value` to `path`, whole or not at all; NaN and infinity are null there."""
    write_text(path, json_text(value))


def write_text(path: Path, text: str) -> None:
    """Write `text` to `path`, whole or not at all."""
    with whole_file(path) as partial:
        partial.write_text(text)


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """The file to write instead of `path`: it takes its place at the end, and is gone if the inside fails.

    Raises WorkspaceError, as `writing` does.
    """
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        with writing(path):
            yield partial
            os.replace(partial, path)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise


def replace_folder(partial: Path, folder: Path) -> None:
    """Make the finished folder `partial` the folder `folder`, and drop what was there."""
    with writing(folder):
        if folder.exists():
            shutil.rmtree(folder)
        os.replace(partial, folder)


@contextlib.contextmanager
def writing(path: Path) -> Iterator[None]:
    """Whatever goes wrong while a library writes `path` becomes a WorkspaceError that says what to look at.

    safetensors has an error of its own for a full disk, and FAISS raises RuntimeError.
    """
    try:
        yield
    except (OSError, RuntimeError, SafetensorError) as error:
        reason = (isinstance(error, OSError) and error.strerror) or " ".join(str(error).split())[:200]
        raise WorkspaceError(
            f"{path} cannot be written ({reason}): is the disk full, or the folder another's? "
            "What was built before is untouched; build again to go on."
        ) from error
