"""Short texts that change when the content of a data folder changes."""

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from stylehub_core.catalog.layout import TableLayout
from stylehub_core.catalog.layout_file import layout_of
from stylehub_core.catalog.picture_files import picture_sizes
from stylehub_core.catalog.published.folder import PublishedFolder
from stylehub_core.catalog.sources import find_articles, find_table

_SMALL = 64 * 1024**2
_ENDS = 1024**2


@dataclass(frozen=True)
class DataFingerprints:
    """32 hex digits each.

    articles: of the articles' table and catalog.toml.
    purchases: of the customers' and transactions' tables and catalog.toml.
    outfits: of the outfits' table and catalog.toml; '' if there is no such table.
    """

    articles: str
    purchases: str
    outfits: str = ""


def fingerprint_of(data: Path) -> DataFingerprints:
    """The fingerprints of the tables in a data folder. Raises CatalogError if there is no articles' table.

    For a file over 64 MB, its size, its change time and both its ends stand for the content.
    """
    layout = layout_of(data)
    if layout.published is not None:
        return _of_published(layout.published, layout.written)
    find_articles(layout)
    return DataFingerprints(
        _digest(data, layout.written, (layout.articles,)),
        _digest(data, layout.written, (layout.customers, layout.transactions)),
        _digest(data, layout.written, (layout.outfits,)) if find_table(data, layout.outfits) else "",
    )


def _of_published(folder: PublishedFolder, written: bytes) -> DataFingerprints:
    articles, outfits = (
        _digest_of_files(written, folder.root, files) for files in (folder.article_files, folder.outfit_files)
    )
    return DataFingerprints(articles, hashlib.blake2b(written, digest_size=16).hexdigest(), outfits)


def _digest_of_files(written: bytes, root: Path, files: Sequence[Path]) -> str:
    digest = hashlib.blake2b(written, digest_size=16)
    for path in files:
        digest.update(f"{path.relative_to(root)}\0".encode() + _content(path))
    return digest.hexdigest()


def pictures_fingerprint_of(data: Path) -> str:
    """32 hex digits of the names and sizes of all pictures; NO_PICTURES if there is none."""
    return _pictures_digest(sorted(picture_sizes(layout_of(data))))


def _pictures_digest(lines: Sequence[str]) -> str:
    return hashlib.blake2b("\n".join(lines).encode(), digest_size=16).hexdigest()


NO_PICTURES = _pictures_digest(())


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


def _digest(data: Path, layout_text: bytes, tables: Sequence[TableLayout]) -> str:
    digest = hashlib.blake2b(layout_text, digest_size=16)
    for table in tables:
        path = find_table(data, table)
        digest.update(f"{table.names[0]}:{path.name if path else ''}\0".encode())
        if path is not None:
            digest.update(_content(path))
    return digest.hexdigest()
