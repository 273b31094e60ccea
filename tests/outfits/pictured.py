"""Pictures for the articles of a tiny shop: a garment of one colour on studio grey."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image

from stylehub_core.catalog.catalog import Catalog
from stylehub_core.catalog.pictures import make_thumbnails
from stylehub_core.catalog.thumbnails import STUDIO_GREY
from stylehub_core.features.picture_vectors import ArticlePictures

Colour = tuple[int, int, int]


def pictured(home: Path, catalog: Catalog, colours: Sequence[Colour] | None = None) -> ArticlePictures:
    """Pictures of all articles in these colours, by default in one of its own each; made once in `home`."""
    folder = home / "pictures"
    if not folder.exists():
        rng = np.random.default_rng(0)
        for row, article in enumerate(catalog.ids):
            picture = Image.new("RGB", (64, 96), STUDIO_GREY)
            colour = tuple(rng.integers(0, 256, 3).tolist()) if colours is None else colours[row]
            picture.paste(colour, (14, 10, 50 - row % 7, 90 - row % 5))
            file = home / "data" / "images" / f"{article}.jpg"
            file.parent.mkdir(parents=True, exist_ok=True)
            picture.save(file, quality=95)
        folder.mkdir()
        make_thumbnails(home / "data", list(catalog.ids), folder, workers=1)
    return ArticlePictures(folder, catalog.ids, home / "cache")
