"""Files and folders written whole or not at all: made beside their destination, then moved into place."""

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from safetensors import SafetensorError

from stylehub_core.errors import WorkspaceError
from stylehub_core.plain_json import json_text


def write_json(path: Path, value: object) -> None:
    """Write `value` to `path`, whole or not at all; NaN and infinity become null."""
    write_text(path, json_text(value))


def write_text(path: Path, text: str) -> None:
    """Write `text` to `path`, whole or not at all."""
    with whole_file(path) as partial:
        partial.write_text(text)


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A temporary file to write instead of `path`: it replaces `path` at the end, or is deleted if the block fails.

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
    """Move the finished folder `partial` to `folder`, replacing what was there."""
    with writing(folder):
        if folder.exists():
            shutil.rmtree(folder)
        os.replace(partial, folder)


@contextlib.contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn any failure to write `path` into a WorkspaceError that says what to check.

    On a full disk safetensors raises its own error, and FAISS a RuntimeError.
    """
    try:
        yield
    except (OSError, RuntimeError, SafetensorError) as error:
        reason = (isinstance(error, OSError) and error.strerror) or " ".join(str(error).split())[:200]
        raise WorkspaceError(
            f"{path} cannot be written ({reason}): is the disk full, or does the folder belong to someone else? "
            "Earlier results are untouched; build again to continue."
        ) from error
