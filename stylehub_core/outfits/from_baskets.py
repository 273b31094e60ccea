"""Baskets taken for outfits, where a shop has no outfits of its own.

The rule: the distinct articles that one customer bought on one day, without those that no outfit shows (slot OTHER),
are an outfit if there are 3 to 8 of them from two or more slots. A slot may repeat: people buy two tops for one skirt.
"""

from datetime import date

import numpy as np

from stylehub_core.models.world import World
from stylehub_core.outfits.article_sets import ArticleSets
from stylehub_core.outfits.outfits import Outfits
from stylehub_core.outfits.slots import SLOTS, Slot, SlotVector, slots_of

FEWEST, MOST = 3, 8
"""The sizes of a basket that is taken for an outfit."""
FEWEST_SLOTS = 2


def outfits_of_baskets(
    world: World, since: date = date.min, last: date = date.max, slots: SlotVector | None = None
) -> Outfits:
    """The visible baskets from `since` to `last` that the rule takes for outfits, by customer and day.

    slots: (articles,) if they are known already.
    """
    slots = slots_of(world.articles) if slots is None else slots
    baskets = baskets_of(world, since, last, slots, FEWEST)
    seen = np.zeros((len(baskets), len(SLOTS)), np.bool_)
    seen[baskets.sets.owner, slots[baskets.sets.articles]] = True
    return baskets.part(seen.sum(axis=1) >= FEWEST_SLOTS)


def baskets_of(world: World, since: date, last: date, slots: SlotVector, fewest: int) -> Outfits:
    """The visible baskets of `fewest` to MOST distinct articles that outfits can have, by customer and day.

    slots: (articles,).
    """
    with world.purchases() as purchases:
        lines = purchases.execute(
            "SELECT DISTINCT customer, date_diff('day', DATE '1970-01-01', t_dat)::INTEGER AS day, article "
            "FROM purchases WHERE t_dat BETWEEN ? AND ? ORDER BY customer, day, article",
            [since, last],
        ).fetchnumpy()
    customers, days, articles = (np.asarray(lines[name], np.int32) for name in ("customer", "day", "article"))
    worn = slots[articles] != SLOTS.index(Slot.OTHER)
    customers, days, articles = customers[worn], days[worn], articles[worn]
    first = np.ones(len(articles), np.bool_)
    first[1:] = (customers[1:] != customers[:-1]) | (days[1:] != days[:-1])
    starts = np.append(np.flatnonzero(first), len(articles)).astype(np.int64)
    every = Outfits(ArticleSets(articles, starts), customers[first], days[first], "baskets")
    return every.part((every.sets.sizes >= fewest) & (every.sets.sizes <= MOST))
