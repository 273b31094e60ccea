"""The shelf: what is offered in each week, and drawing candidates from it in proportion to its pull."""

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

    rows: (n,) article row of each shelf place. edges: (audiences * slots + 1,) where each cell begins.
    running: (weeks * n + 1,) pull up to each place, over all weeks in one run.
    """

    rows: IntVector
    edges: IntVector
    running: FloatVector

    @property
    def size(self) -> int:
        return len(self.rows)

    def draw(self, uniform: FloatMatrix, week: IntVector, audience: IntVector, slot: IntVector | None) -> IntMatrix:
        """(n, k) article rows for (n, k) uniform numbers, from the cell of each row.

        slot: None for any. A cell with nothing on sale that week falls back to its audience, then to the whole shelf.
        """
        begin = week * self.size
        whole = self.running[begin], self.running[begin + self.size]
        slots = len(Slot)
        low, high = self._span(begin, audience * slots, (audience + 1) * slots)
        if slot is not None:
            cell_low, cell_high = self._span(begin, audience * slots + slot, audience * slots + slot + 1)
            low, high = np.where(cell_high > cell_low, (cell_low, cell_high), (low, high))
        low, high = np.where(high > low, (low, high), whole)
        place = np.searchsorted(self.running, low[:, None] + uniform * (high - low)[:, None], side="right") - 1
        return np.asarray(self.rows[np.minimum(place, len(self.running) - 2) % self.size])

    def _span(self, begin: IntVector, first: IntVector, last: IntVector) -> tuple[FloatVector, FloatVector]:
        return self.running[begin + self.edges[first]], self.running[begin + self.edges[last]]


def trend_curves(rng: np.random.Generator) -> FloatMatrix:
    """(weeks, STYLE_DIMS) log pull of each style direction as it rises and falls over the two years."""
    weeks = np.arange(N_WEEKS)[:, None]
    period, phase = rng.uniform(45, 120, STYLE_DIMS), rng.uniform(0, 2 * np.pi, STYLE_DIMS)
    slope = rng.normal(0, 0.5, STYLE_DIMS)
    return np.asarray(0.7 * np.sin(2 * np.pi * weeks / period + phase) + slope * (weeks / N_WEEKS - 0.5))


def fill_shelf(traits: ArticleTraits, trends: FloatMatrix) -> Shelf:
    """The shelf of all weeks.

    Pull of an article: its popularity, its season, the trend of its style, novelty in its first weeks and a slow
    fading until its last day; nothing outside its days on sale.
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
