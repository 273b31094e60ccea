"""Files and folders that are written whole or not at all: made beside their place, and moved there at the end."""

import contextlib
import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import asdict, is_dataclass
from pathlib import Path

from safetensors import SafetensorError

from stylehub_core.errors import WorkspaceError


def write_json(path: Path, value: object) -> None:
    """Write `value` to `path`, whole or not at all."""
    write_text(path, json.dumps(value, indent=1, default=_jsonable, allow_nan=False))


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


def _jsonable(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if hasattr(value, "item"):
        return value.item()
    return str(value)
