"""Files and folders written whole or not at all: made beside their destination, then moved into place."""

import contextlib
import fcntl
import hashlib
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

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
def in_place_of(path: Path) -> Iterator[Path]:
    """A temporary file to write instead of `path`: it replaces `path` at the end, or is deleted if the block fails."""
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        yield partial
        os.replace(partial, path)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """As `in_place_of`, for a part of a result. Raises WorkspaceError, as `writing` does."""
    with writing(path), in_place_of(path) as partial:
        yield partial


def replace_folder(partial: Path, folder: Path) -> None:
    """Move the finished folder `partial` to `folder`, replacing what was there."""
    with writing(folder):
        if folder.exists():
            shutil.rmtree(folder)
        os.replace(partial, folder)


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, in hex digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


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


@contextlib.contextmanager
def reading(path: Path) -> Iterator[None]:
    """Turn any failure to read `path`, part of a result, into a WorkspaceError that names it."""
    try:
        yield
    except (OSError, ValueError, KeyError, TypeError, EOFError, SafetensorError, RuntimeError) as error:
        reason = " ".join(str(error).split())[:120]
        raise WorkspaceError(
            f"{path} is damaged ({type(error).__name__}: {reason}): delete {path.parent} and build again."
        ) from error


def locked(path: Path) -> IO[str]:
    """The open file at `path`. Its lock lasts until every process that holds the file has closed it."""
    file = path.open("a+")
    fcntl.flock(file, fcntl.LOCK_EX)
    return file


def lock_now(file: IO[str]) -> None:
    """Lock the open file. Raises BlockingIOError if another process holds it for longer than `is_locked` does."""
    for _ in range(20):
        with contextlib.suppress(BlockingIOError):
            return fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        time.sleep(0.02)
    return fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def is_locked(path: Path) -> bool:
    """Whether a process holds the lock; False if there is no such file."""
    try:
        with path.open() as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False
