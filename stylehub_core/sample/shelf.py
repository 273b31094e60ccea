"""The shelf: the articles on sale in each week, from which candidates are drawn in proportion to their pull."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .articles import ArticleTraits
from .calendar import N_WEEKS, year_angle
from .style import STYLE_DIMS
from .taxonomy import AUDIENCES, Slot

FloatMatrix = NDArray[np.float64]
FloatVector = NDArray[np.float64]
IntVector = NDArray[np.int64]
IntMatrix = NDArray[np.int64]

_CELLS = len(AUDIENCES) * len(Slot)


@dataclass(frozen=True)
class Shelf:
    """Cumulative pull of the articles, week after week; within a week by audience, then slot.

    rows: (n,) the article row at each shelf position.
    edges: (audiences * slots + 1,) where each cell begins.
    running: (weeks * n + 1,) the cumulative pull at each position, over all weeks.
    """

    rows: IntVector
    edges: IntVector
    running: FloatVector

    @property
    def size(self) -> int:
        return len(self.rows)

    def draw(self, uniform: FloatMatrix, week: IntVector, audience: IntVector, slot: IntVector | None) -> IntMatrix:
        """(n, k) article rows for (n, k) uniform random numbers, drawn from each row's cell.

        slot: None for any. If a cell has nothing on sale that week, its audience is used, then the whole shelf.
        """
        begin = week * self.size
        whole = self.running[begin], self.running[begin + self.size]
        slots = len(Slot)
        low, high = self._span(begin, audience * slots, (audience + 1) * slots)
        if slot is not None:
            cell_low, cell_high = self._span(begin, audience * slots + slot, audience * slots + slot + 1)
            low, high = np.where(cell_high > cell_low, (cell_low, cell_high), (low, high))
        low, high = np.where(high > low, (low, high), whole)
        position = np.searchsorted(self.running, low[:, None] + uniform * (high - low)[:, None], side="right") - 1
        return np.asarray(self.rows[np.minimum(position, len(self.running) - 2) % self.size])

    def _span(self, begin: IntVector, first: IntVector, last: IntVector) -> tuple[FloatVector, FloatVector]:
        return self.running[begin + self.edges[first]], self.running[begin + self.edges[last]]


def trend_curves(rng: np.random.Generator) -> FloatMatrix:
    """(weeks, STYLE_DIMS) the log pull of each style direction, which rises and falls over the two years."""
    weeks = np.arange(N_WEEKS)[:, None]
    period, phase = rng.uniform(45, 120, STYLE_DIMS), rng.uniform(0, 2 * np.pi, STYLE_DIMS)
    slope = rng.normal(0, 0.5, STYLE_DIMS)
    return np.asarray(0.7 * np.sin(2 * np.pi * weeks / period + phase) + slope * (weeks / N_WEEKS - 0.5))


def fill_shelf(traits: ArticleTraits, trends: FloatMatrix) -> Shelf:
    """The shelf of all weeks.

    An article's pull combines its popularity, its season, the trend of its style, novelty in its first weeks, and a
    slow decline until its last day; it is 0 outside its days on sale.
    """
    cell = traits.audience * len(Slot) + traits.slot
    rows = np.argsort(cell, kind="stable")
    middle = np.arange(N_WEEKS, dtype=np.float64) * 7 + 3
    angle = year_angle(middle)[:, None]
    pull = traits.popularity + traits.season[:, 0] * np.cos(angle) + traits.season[:, 1] * np.sin(angle)
    pull = pull + trends @ traits.style.T
    age = middle[:, None] - traits.first_day
    fraction = np.clip(age / np.maximum(traits.last_day - traits.first_day, 1), 0, 1)
    weight = np.exp(pull) * (1.12 - fraction) * (1 + 2.5 * np.exp(-np.maximum(age, 0) / 21))
    weight = weight * (traits.first_day <= middle[:, None] + 3) * (traits.last_day >= middle[:, None] - 3)
    running = np.concatenate([[0.0], np.cumsum(weight[:, rows])])
    return Shelf(rows, np.searchsorted(cell[rows], np.arange(_CELLS + 1)), running)
