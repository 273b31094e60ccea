"""All articles' pictures at once, small enough for memory: what a network learns from that starts at the pixels."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from safetensors import SafetensorError
from safetensors.numpy import load_file, save_file

from stylehub_core.arrays import IntVector
from stylehub_core.catalog.pictures import PictureReport
from stylehub_core.catalog.thumbnails import PictureError
from stylehub_core.features.picture_encoders.pixels import small_garment
from stylehub_core.features.picture_vectors import ArticlePictures
from stylehub_core.files import whole_file
from stylehub_core.progress import Progress, silent

_STEP = 256  # pictures between two reports of progress


@dataclass(frozen=True, eq=False)
class SmallPictures:
    """The p articles with a readable picture.

    rows: (p,) the articles' rows, ascending.
    levels: (p, side, side, 3) their garments; 222 MB for 18,000 pictures of 64 x 64.
    """

    rows: IntVector
    levels: NDArray[np.uint8]


def small_pictures(
    pictures: ArticlePictures, side: int, kept: Path | None = None, progress: Progress = silent
) -> SmallPictures:
    """Every readable picture. kept: a file; what it has already is taken, and otherwise it is written.

    Raises NotBuiltError if no pictures were made yet.
    """
    if kept is not None and (read := _read(kept, side)) is not None:
        return read
    report = PictureReport.read(pictures.folder)
    pictured = np.flatnonzero(np.isin(np.asarray(pictures.article_ids, dtype=str), report.pictured)).astype(np.int32)
    found = read_small(pictures, pictured, side, partial(small_garment, side=side), progress)
    if kept is not None:
        with whole_file(kept) as unfinished:
            save_file({"rows": found.rows, "levels": found.levels}, unfinished)
    return found


def read_small(
    pictures: ArticlePictures,
    rows: IntVector,
    side: int,
    garment_of: Callable[[Image.Image], NDArray[np.uint8]],
    progress: Progress = silent,
) -> SmallPictures:
    """The readable ones of these articles' pictures. garment_of: gives a picture's (side, side, 3) garment."""
    levels, readable = np.zeros((len(rows), side, side, 3), np.uint8), np.ones(len(rows), np.bool_)
    for number, row in enumerate(rows.tolist()):
        if number % _STEP == 0:
            progress("reading pictures", number, len(rows))
        try:
            levels[number] = garment_of(pictures.picture(row))
        except PictureError:
            readable[number] = False
    progress("reading pictures", len(rows), len(rows))
    return SmallPictures(rows, levels) if readable.all() else SmallPictures(rows[readable], levels[readable])


def _read(kept: Path, side: int) -> SmallPictures | None:
    """The pictures in the file; None if it is missing, damaged or of another size."""
    try:
        arrays = load_file(kept)
        found = SmallPictures(arrays["rows"], arrays["levels"])
    except (OSError, KeyError, SafetensorError):
        return None
    return found if found.levels.shape[1:] == (side, side, 3) else None
