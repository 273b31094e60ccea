"""Negatives of outfits: one article is replaced by another of its product type, drawn by sales."""

from dataclasses import dataclass

import numpy as np

from stylehub_core.arrays import IntMatrix
from stylehub_core.outfits.article_sets import ArticleSets
from stylehub_core.outfits.outfits import Outfits
from stylehub_core.outfits.same_type import SameType


@dataclass(frozen=True, eq=False)
class Negatives:
    """places, others: (n, pool) the article at this place of the outfit is replaced by this other one.

    `others` is -1 where there is no other of any of the outfit's types.
    """

    places: IntMatrix
    others: IntMatrix

    def sets(self, outfits: Outfits) -> ArticleSets:
        """(n * pool) the negatives, outfit by outfit; the outfit itself where there is none."""
        made = []
        for number in range(len(outfits)):
            rows = outfits.sets[number]
            for place, other in zip(self.places[number].tolist(), self.others[number].tolist(), strict=True):
                negative = rows.copy()
                negative[place] = rows[place] if other < 0 else other
                made.append(negative)
        return ArticleSets.of(made)


def draw_negatives(outfits: Outfits, drawing: SameType, pool: int, rng: np.random.Generator) -> Negatives:
    """`pool` negatives for each outfit: the article to replace is drawn first, and then the other one by sales."""
    places = np.zeros((len(outfits), pool), np.int32)
    others = np.full((len(outfits), pool), -1, np.int32)
    for number in range(len(outfits)):
        rows = outfits.sets[number]
        able = [place for place, row in enumerate(rows.tolist()) if drawing.suits(row, rows, 1)]
        if not able:
            continue
        places[number] = rng.permutation(np.resize(able, pool))
        for place in np.unique(places[number]).tolist():
            here = np.flatnonzero(places[number] == place)
            drawn = drawing.others(int(rows[place]), rows, len(here), rng)
            others[number, here[: len(drawn)]] = drawn
    return Negatives(places, others)
