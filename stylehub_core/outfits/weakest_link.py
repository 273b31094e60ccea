"""The article of a set that fits the rest least."""

import numpy as np

from stylehub_core.arrays import IntVector
from stylehub_core.outfits.article_sets import ArticleSets
from stylehub_core.outfits.contract import FittedSetScorer
from stylehub_core.outfits.slots import SlotVector

ALTERNATIVES = 48
"""Articles of the same slot that each article of a pair is compared with."""


class WeakestLink:
    """The article that fits the rest of its set least, as the scorer's `article_fits` tells.

    Of two articles, whose rest cannot be judged, the one that more others of its slot would replace well.
    """

    def __init__(self, scorer: FittedSetScorer, slots: SlotVector) -> None:
        """slots: (articles,)."""
        self._scorer, self._slots = scorer, slots
        rng = np.random.default_rng(0)
        of_slot = {slot: np.flatnonzero(slots == slot) for slot in np.unique(slots).tolist()}
        self._others = {slot: rng.permutation(rows)[:ALTERNATIVES].astype(np.int32) for slot, rows in of_slot.items()}

    def of(self, sets: ArticleSets, customers: IntVector | None = None) -> IntVector:
        """(n,) the row of each set's weakest link. customers: as in FittedSetScorer.compatibility."""
        customers = np.full(len(sets), -1, np.int32) if customers is None else customers
        weakest = np.zeros(len(sets), np.int32)
        larger = np.flatnonzero(sets.sizes > 2)
        of_larger = ArticleSets.of(sets[number] for number in larger.tolist())
        fits = self._scorer.article_fits(of_larger, customers[larger])
        for place, number in enumerate(larger.tolist()):
            own = fits[of_larger.starts[place] : of_larger.starts[place + 1]]
            weakest[number] = sets[number][int(np.argmin(own))]
        for number in np.flatnonzero(sets.sizes == 2).tolist():
            rows = sets[number]
            beaten = [self._beaten(rows, int(row), int(customers[number])) for row in rows]
            weakest[number] = rows[int(np.argmax(beaten))]
        return weakest

    def _beaten(self, rows: IntVector, row: int, customer: int) -> float:
        """The share of the alternatives that complete the other article of the pair better than `row` does."""
        others = self._others[int(self._slots[row])]
        others = others[~np.isin(others, rows)]
        scores = self._scorer.completion(rows[rows != row], np.append(others, np.int32(row)), customer)
        return float((scores[:-1] > scores[-1]).mean()) if len(others) else 0.0
