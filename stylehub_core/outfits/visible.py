"""The outfits that a scorer may learn from: the shop's own, or else baskets taken for outfits."""

from typing import get_args

import numpy as np
from numpy.typing import NDArray

from stylehub_core.catalog.schema import Split
from stylehub_core.catalog.times_sold import times_sold
from stylehub_core.models.world import World
from stylehub_core.outfits.from_baskets import outfits_of_baskets
from stylehub_core.outfits.from_table import outfits_of_table
from stylehub_core.outfits.outfits import Outfits
from stylehub_core.outfits.slots import SlotVector

SPLITS = frozenset[str](get_args(Split))
"""The parts of a shop's table of outfits."""


def visible_outfits(world: World, slots: SlotVector | None = None) -> Outfits:
    """The outfits in the visible data of `world`. slots: (articles,) if they are known already."""
    if has_outfits(world):
        return outfits_of_table(world, SPLITS - world.hidden_splits)
    return outfits_of_baskets(world, slots=slots)


def has_outfits(world: World) -> bool:
    """Whether the shop has outfits of its own."""
    return world.catalog.summary.outfits > 0


def times_worn(world: World) -> NDArray[np.integer]:
    """(articles,) pieces sold in the visible purchases; without any purchases, how many visible outfits have each."""
    with world.purchases() as purchases:
        pieces = times_sold(purchases, len(world.catalog))
    return pieces if pieces.any() else np.bincount(visible_outfits(world).sets.articles, minlength=len(world.catalog))
