"""Where a data folder keeps its articles' pictures."""

import os
from pathlib import Path

from stylehub_core.catalog.schema import ARTICLE_ID_LENGTH

_ENDINGS = (".jpg", ".jpeg", ".png", ".webp")


def image_folder(data: Path) -> Path | None:
    """`images`, or the only folder named images-something, or None."""
    if (data / "images").is_dir():
        return data / "images"
    try:
        others = [Path(e.path) for e in os.scandir(data) if e.is_dir() and e.name.lower().startswith("images")]
    except OSError:
        return None
    return others[0] if len(others) == 1 else None


def image_files(data: Path) -> dict[str, Path]:
    """Each pictured article's file, by article_id: images/NNN/<article_id>.jpg or images/<article_id>.jpg."""
    folder = image_folder(data)
    if folder is None:
        return {}
    files: dict[str, Path] = {}
    folders = [folder]
    with os.scandir(folder) as entries:
        folders += sorted(Path(entry.path) for entry in entries if entry.is_dir())
    for one in folders:
        with os.scandir(one) as entries:
            for entry in entries:
                stem, ending = os.path.splitext(entry.name)  # noqa: PTH122 (millions of entries)
                if len(stem) == ARTICLE_ID_LENGTH and stem.isdigit() and ending.lower() in _ENDINGS:
                    files[stem] = Path(entry.path)
    return files
