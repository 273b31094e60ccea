"""Where a data folder keeps its articles' pictures."""

import os
import re
from pathlib import Path

ENDINGS = (".jpg", ".jpeg", ".png", ".webp")


def image_folder(data: Path) -> Path | None:
    """The folder `images`, or else the only folder whose name starts with images, or else None."""
    if (data / "images").is_dir():
        return data / "images"
    try:
        others = [Path(e.path) for e in os.scandir(data) if e.is_dir() and e.name.lower().startswith("images")]
    except OSError:
        return None
    return others[0] if len(others) == 1 else None


def image_files(data: Path, stem: re.Pattern[str]) -> dict[str, Path]:
    """The picture files by article_id: images/NNN/<article_id>.jpg or images/<article_id>.jpg.

    stem: a pattern that the file's name without its ending must match.
    """
    folder = image_folder(data)
    if folder is None:
        return {}
    files: dict[str, Path] = {}
    folders = [folder]
    with os.scandir(folder) as entries:
        folders += sorted(Path(entry.path) for entry in entries if entry.is_dir())
    for subfolder in folders:
        with os.scandir(subfolder) as entries:
            for entry in entries:
                name, ending = os.path.splitext(entry.name)  # noqa: PTH122 (millions of entries)
                if ending.lower() in ENDINGS and stem.fullmatch(name):
                    files[name] = Path(entry.path)
    return files
