"""The pictures of a lesson: few enough that reading them and learning from them takes less than a minute."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from stylehub_core.arrays import IntMatrix, IntVector
from stylehub_core.catalog.pictures import PictureReport
from stylehub_core.catalog.times_sold import times_sold
from stylehub_core.errors import TooLittleDataError
from stylehub_core.features.picture_encoders.pixels import small_garment
from stylehub_core.features.picture_vectors import ArticlePictures
from stylehub_core.features.small_pictures import read_small
from stylehub_core.lesson.subject import DataShare
from stylehub_core.lesson.views.recipe import PICTURES, SIDE
from stylehub_core.models.world import World
from stylehub_core.progress import Progress, silent

NO_PICTURES = "This lesson learns from pictures, and this catalogue has none: choose another preset."
FEWEST = 40
LABELS = ("product_code", "product_type_name", "colour_group_name")
_SHOWN = 6  # pictures whose views are shown


@dataclass(frozen=True, eq=False)
class ViewMaterial:
    """The n articles whose pictures both runs of a lesson learn from.

    rows: (n,) their rows in the catalogue, ascending.
    levels: (n, SIDE, SIDE, 3) their garments.
    labels: (n, 3) the number of each article's product, product type and colour; no run learns from them.
    shown: (s,) the articles whose views are shown, numbered 0 to n - 1.
    """

    rows: IntVector
    levels: NDArray[np.uint8]
    labels: IntMatrix
    shown: IntVector
    taken: DataShare


def view_material(world: World, progress: Progress = silent) -> ViewMaterial:
    """The best-selling articles with a readable picture. Raises TooLittleDataError if there are too few."""
    pictures = world.pictures
    candidates = np.zeros(0, np.int32) if pictures is None else _best_sellers(world, pictures)
    if pictures is None or not len(candidates):
        raise TooLittleDataError(NO_PICTURES)
    read = read_small(pictures, candidates, SIDE, _garment, progress)
    rows, levels = read.rows, read.levels
    if len(rows) < FEWEST:
        raise TooLittleDataError(
            f"This lesson learns from pictures and needs {FEWEST} of them; {len(rows)} can be read: "
            "choose another preset."
        )
    articles = world.articles
    numbers = [np.unique(articles[name].astype(str).to_numpy()[rows], return_inverse=True)[1] for name in LABELS]
    labels = np.stack(numbers, axis=1).astype(np.int32)
    return ViewMaterial(rows, levels, labels, _of_many_colours(levels), _share(world, len(rows)))


def _garment(picture: Image.Image) -> NDArray[np.uint8]:
    # Telling the garment from its ground takes most of the time, so it is done on a picture of no more than is needed.
    return small_garment(picture.reduce(max(1, min(picture.size) // SIDE)), SIDE)


def _best_sellers(world: World, pictures: ArticlePictures) -> IntVector:
    """The rows, ascending, of at most PICTURES articles with a picture: those sold most, and then the first ones."""
    report = PictureReport.read(pictures.folder)
    pictured = np.isin(np.asarray(world.catalog.ids, dtype=str), report.pictured)
    with world.purchases() as purchases:
        order = np.argsort(-times_sold(purchases, len(pictured)), kind="stable")
    return np.sort(order[pictured[order]][:PICTURES]).astype(np.int32)


def _of_many_colours(levels: NDArray[np.uint8]) -> IntVector:
    """(_SHOWN,) pictures whose colours differ: each next one is the farthest from those chosen before."""
    colours = levels.mean(axis=(1, 2), dtype=np.float32)
    chosen = [int(np.abs(colours - colours.mean(axis=0)).sum(axis=1).argmax())]
    while len(chosen) < min(_SHOWN, len(levels)):
        apart = np.linalg.norm(colours[:, None] - colours[chosen], axis=2).min(axis=1)
        chosen.append(int(apart.argmax()))
    return np.array(chosen, np.int32)


def _share(world: World, articles: int) -> DataShare:
    customers = world.catalog.summary.customers
    return DataShare(articles, len(world.articles), customers, customers)
