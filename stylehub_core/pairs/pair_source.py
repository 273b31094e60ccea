"""Sources of positive pairs for each epoch of a training run."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from stylehub_core.arrays import BoolVector, FloatVector, IntMatrix, IntVector


@dataclass(frozen=True)
class Pairs:
    """The positive pairs of an epoch.

    rows: (m, 2) row numbers.
    negatives: (m,) a mined negative for each pair; None if the recipe has none.
    by_text: (m,) whether a pair must be explained by the text alone, without the items' residuals; None if no pair is.
    """

    rows: IntMatrix
    negatives: IntVector | None = None
    by_text: BoolVector | None = None


class PairSource(Protocol):
    """Draws the pairs of one epoch; the same generator state gives the same pairs."""

    def draw(self, rng: np.random.Generator) -> Pairs: ...


@dataclass(frozen=True)
class StoredPairs:
    """The same list every epoch, in a new order, as in the study."""

    pairs: Pairs

    def draw(self, rng: np.random.Generator) -> Pairs:
        order = rng.permutation(len(self.pairs.rows))
        negatives = self.pairs.negatives
        return Pairs(self.pairs.rows[order], None if negatives is None else negatives[order])


class FreshPairs:
    """`count` new pairs per epoch, drawn by weight from all pairs, in random direction."""

    def __init__(self, rows: IntMatrix, weights: FloatVector, count: int) -> None:
        self.rows, self.count = rows, count
        self._cumulated = np.cumsum(weights, dtype=np.float64)

    def draw(self, rng: np.random.Generator) -> Pairs:
        if not len(self.rows):
            return Pairs(self.rows)
        points = rng.random(self.count) * self._cumulated[-1]
        chosen = self.rows[np.searchsorted(self._cumulated, points, side="right").clip(max=len(self.rows) - 1)]
        flip = rng.random(self.count) < 0.5
        chosen = np.where(flip[:, None], chosen[:, ::-1], chosen)
        return Pairs(np.ascontiguousarray(chosen, dtype=np.int32))
