"""A data folder as one short text that changes when its content does."""

import hashlib
import os
from pathlib import Path

from stylehub_core.catalog.image_files import image_folder
from stylehub_core.catalog.sources import (
    ARTICLES_NAMES,
    CUSTOMERS_NAMES,
    TRANSACTIONS_NAMES,
    find_articles,
    find_table,
)

_SMALL = 64 * 1024**2
_ENDS = 1024**2


def fingerprint_of(data: Path) -> str:
    """32 hex digits over the tables' content. Raises CatalogError without articles.

    Of a file over 64 MB its size, change time and both ends stand for the content.
    """
    find_articles(data)
    digest = hashlib.blake2b(digest_size=16)
    for names in (ARTICLES_NAMES, CUSTOMERS_NAMES, TRANSACTIONS_NAMES):
        path = find_table(data, names)
        digest.update(f"{names[0]}:{path.name if path else ''}\0".encode())
        if path is not None:
            digest.update(_content(path))
    return digest.hexdigest()


def pictures_fingerprint_of(data: Path) -> str:
    """32 hex digits over the names and sizes of all pictures."""
    folder = image_folder(data)
    lines: list[str] = []
    if folder is not None:
        with os.scandir(folder) as entries:
            folders = [entry.path for entry in entries if entry.is_dir()]
        for one in [str(folder), *folders]:
            with os.scandir(one) as entries:
                lines += [f"{e.path[len(str(folder)) :]}:{e.stat().st_size}" for e in entries if e.is_file()]
    return hashlib.blake2b("\n".join(sorted(lines)).encode(), digest_size=16).hexdigest()


def _content(path: Path) -> bytes:
    state = path.stat()
    digest = hashlib.blake2b(f"{state.st_size}".encode(), digest_size=16)
    with path.open("rb") as file:
        if state.st_size <= _SMALL:
            digest.update(file.read())
        else:
            digest.update(f"{state.st_mtime_ns}".encode() + file.read(_ENDS))
            file.seek(-_ENDS, os.SEEK_END)
            digest.update(file.read())
    return digest.digest()
