"""A shop's own outfits, as its table gives them."""

from zlib import crc32

import numpy as np
import pandas as pd

from stylehub_core.catalog.schema import Split
from stylehub_core.models.world import World
from stylehub_core.outfits.article_sets import ArticleSets
from stylehub_core.outfits.outfits import Outfits

_TENTHS: tuple[Split, ...] = ("train",) * 7 + ("valid", "test", "test")


def outfits_of_table(world: World, splits: frozenset[str]) -> Outfits:
    """The outfits in these parts of the shop's table, without hidden articles; those of a single article are left out.

    An outfit whose part the table does not tell is in one by a hash of its id: train, valid or test as 7 : 1 : 2.
    """
    table = world.catalog.outfits()
    parts = _parts(table)
    kept = parts.isin(splits).to_numpy()
    if world.hidden_articles is not None:
        kept = kept & ~np.isin(table["article"].to_numpy(), world.hidden_articles)
    table = table[kept]
    ids, starts, sizes = np.unique(table["outfit_id"].to_numpy(str), return_index=True, return_counts=True)
    sets = ArticleSets(
        table["article"].to_numpy(np.int32), np.append(starts, len(table)).astype(np.int64)
    )  # sorted by id, so that each outfit's rows are together
    customers = table["customer"].fillna(-1).to_numpy(np.int32)[starts]
    every = Outfits(sets, customers, np.full(len(ids), -1, np.int32), "table")
    return every.part(sizes > 1)


def _parts(table: pd.DataFrame) -> pd.Series:
    """The part of each row's outfit."""
    drawn = table["outfit_id"].map(lambda name: _TENTHS[crc32(str(name).encode()) % len(_TENTHS)])
    return table["split"].astype(object).where(table["split"].notna(), drawn)
