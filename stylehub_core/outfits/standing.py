"""A score that people understand: how many outfits of the same kinds of articles are worse."""

import numpy as np

from stylehub_core.arrays import BoolVector, IntVector
from stylehub_core.outfits.compose import Composer
from stylehub_core.outfits.swaps import scored
from stylehub_core.outfits.taste import Taste

DRAWN = 200
"""Outfits that one is compared with."""
UNSOLD = 0.2
"""What is added to every article's sales, so that those never sold can be drawn."""
FEWEST = 20
"""With fewer different outfits, a share would say little."""


def better_than(composer: Composer, outfit: IntVector) -> float | None:
    """The share of outfits of the same kinds of articles, drawn by sales, that score below this one; ties count half.

    For each article, another of its product type and for the same wearer is drawn. None if too few can be drawn.
    """
    drawn = _drawn(composer.taste, outfit)
    if len(drawn) < FEWEST:
        return None
    own, *others = scored(composer, [outfit, *drawn]).tolist()
    return float(np.mean([(score < own) + 0.5 * (score == own) for score in others]))


def _drawn(taste: Taste, outfit: IntVector) -> list[IntVector]:
    """Up to DRAWN outfits that differ from this one, each article once."""
    rng = np.random.default_rng(0)
    columns = []
    for row in outfit.tolist():
        alike = np.flatnonzero((taste.traits.kind == taste.traits.kind[row]) & _same_wearer(taste, row))
        odds = taste.sold[alike] + UNSOLD
        columns.append(rng.choice(alike, size=DRAWN, p=odds / odds.sum()).astype(np.int32))
    sets = np.sort(np.column_stack(columns), axis=1)
    whole = (np.diff(sets, axis=1) > 0).all(axis=1) & (sets != np.sort(outfit)).any(axis=1)
    return list(sets[whole])


def _same_wearer(taste: Taste, row: int) -> BoolVector:
    wearers = taste.wearers
    return np.asarray((wearers.gender == wearers.gender[row]) & (wearers.age == wearers.age[row]))
