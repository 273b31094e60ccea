"""Articles that a benchmark of pictures asks for, and pictures to learn from: no product is in both."""

from dataclasses import replace

import numpy as np

from stylehub_core.arrays import FloatVector, IntVector
from stylehub_core.catalog.product_numbers import product_numbers
from stylehub_core.features.picture_vectors import PictureVectors
from stylehub_core.hub.hub import Hub
from stylehub_core.models.world import World

SPLITS = {"validation": (0.0, 0.15), "test": (0.15, 0.3)}
"""The shares of the products from which each split draws its articles."""


def held_out(hub: Hub, pictures: PictureVectors, count: int, split: str) -> tuple[IntVector, IntVector]:
    """(rows of articles to ask for, numbers of the pictures to learn from); no product is in both.

    split: a name in SPLITS; the articles of the two splits are of different products.
    """
    products, drawn = _drawn(hub, pictures)
    first, last = SPLITS[split]
    hidden = (first <= drawn) & (drawn < last)
    asked = np.random.default_rng(2).permutation(pictures.rows[hidden])[:count]
    used = np.isin(products[pictures.rows], products[asked])
    return np.sort(asked), np.flatnonzero(~used).astype(np.int32)


def all_held_out(hub: Hub, pictures: PictureVectors) -> tuple[dict[str, IntVector], IntVector]:
    """({split: the numbers of all its pictures}, the numbers of the pictures of no split)"""
    _, drawn = _drawn(hub, pictures)
    parts = {name: np.flatnonzero((low <= drawn) & (drawn < high)) for name, (low, high) in SPLITS.items()}
    rest = np.setdiff1d(np.arange(len(drawn)), np.concatenate(list(parts.values())))
    return {name: numbers.astype(np.int32) for name, numbers in parts.items()}, rest.astype(np.int32)


def _drawn(hub: Hub, pictures: PictureVectors) -> tuple[IntVector, FloatVector]:
    """((articles,) the number of each one's product, (pictures,) a number from 0 to 1, the same for a product)"""
    products = product_numbers(hub.articles)
    return products, np.random.default_rng(1).random(products.max() + 1)[products[pictures.rows]]


def keeping_nothing(world: World) -> World:
    """The same world, where nothing that is learned takes the place of what the workspace keeps."""
    assert world.pictures is not None
    return replace(world, pictures=replace(world.pictures, cache=None))
