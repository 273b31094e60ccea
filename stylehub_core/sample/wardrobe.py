"""The articles that a look can be made of, by wearer and role, drawn in proportion to their sales."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .look_traits import ROLES, WEARERS, LookTraits

BoolMatrix = NDArray[np.bool_]
FloatMatrix = NDArray[np.float64]
FloatVector = NDArray[np.float64]
IntMatrix = NDArray[np.int64]
IntVector = NDArray[np.int64]

UNSOLD = 0.2  # added to an article's sales, so that what was never sold is worn at times


@dataclass(frozen=True)
class Wardrobe:
    """rows: (n,) article rows, ordered by wearer, then role. edges: where each cell begins.

    running: (n + 1,) the cumulative sales at each position.
    """

    rows: IntVector
    edges: IntVector
    running: FloatVector

    def has(self) -> BoolMatrix:
        """(WEARERS, ROLES) whether there is anything of the role for the wearer."""
        return np.asarray(np.diff(self.edges).reshape(len(WEARERS), len(ROLES)) > 0)

    def draw(self, uniform: FloatMatrix, wearer: IntVector, role: IntVector) -> IntMatrix:
        """(n, k) article rows for (n, k) uniform random numbers, each row from its own cell, which is not empty."""
        cell = wearer * len(ROLES) + role
        first, last = self.edges[cell], self.edges[cell + 1]
        low, high = self.running[first], self.running[last]
        position = np.searchsorted(self.running, low[:, None] + uniform * (high - low)[:, None], side="right") - 1
        return np.asarray(self.rows[np.clip(position, first[:, None], last[:, None] - 1)])


def fill_wardrobe(traits: LookTraits, sales: IntVector) -> Wardrobe:
    """The wardrobe of a catalogue. sales: (n,) how often each article was bought."""
    cell = traits.wearer * len(ROLES) + traits.role
    rows = np.argsort(cell, kind="stable")
    edges = np.searchsorted(cell[rows], np.arange(len(WEARERS) * len(ROLES) + 1))
    return Wardrobe(rows, edges, np.concatenate([[0.0], np.cumsum(sales[rows] + UNSOLD)]))
