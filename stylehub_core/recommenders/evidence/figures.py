"""Named columns of figures of all articles, and their sum by weights without spelling every column out."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from stylehub_core.arrays import FloatMatrix, FloatVector, IntVector

COUNTS_OTHERWISE = {
    "soon": ("own", "product", "like the last day", "section_no taste"),
    "few": (
        "department_no at this age",
        "section_no at this age",
        "section_no taste",
        "department_no taste",
        "codes 45 days",
        "popularity",
        "like what sells",
    ),
}
"""Columns that count more, or less, where the last purchase was soon before, or the history is short."""
SQUARED = (
    "likeness",
    "like the last day",
    "most like the last day",
    "department_no at this age",
    "section_no taste",
    "department_no taste",
)

Column = tuple[str, FloatVector]


@dataclass(frozen=True, eq=False)
class Weighing:
    """What each column counts. weights: by the names of `Figures.columns`; one that is missing counts nothing."""

    weights: dict[str, float]
    _known: dict[tuple[tuple[str, ...], frozenset[str]], tuple[FloatVector, FloatVector]] = field(default_factory=dict)

    def of(self, names: tuple[str, ...], holds: frozenset[str]) -> tuple[FloatVector, FloatVector]:
        """((names,) what the figures count in all, (names,) what their squares count) in the states that hold."""
        known = self._known.get((names, holds))
        if known is None:
            plain, squared = np.zeros((2, len(names)), np.float32)
            for place, name in enumerate(names):
                also = [
                    f"{name}, {when}" for when, which in COUNTS_OTHERWISE.items() if when in holds and name in which
                ]
                plain[place] = sum(self.weights.get(one, 0.0) for one in (name, *also))
                squared[place] = self.weights.get(f"{name}, squared", 0.0) if name in SQUARED else 0.0
            known = self._known[names, holds] = plain, squared
        return known


@dataclass(frozen=True, eq=False)
class Figures:
    """Figures of all articles that are the same within a group of them.

    names: f of them; values: (f, groups); group: (articles,) the group of each, None where each article is its own.
    """

    names: tuple[str, ...]
    values: FloatMatrix
    group: IntVector | None = None

    def columns(self, holds: frozenset[str]) -> Iterator[Column]:
        """(name, (articles,) figures), some of them squared as well, or once more for the states that hold."""
        for name, of_groups in zip(self.names, self.values, strict=True):
            values = of_groups if self.group is None else of_groups[self.group]
            yield name, values
            if name in SQUARED:
                yield f"{name}, squared", np.square(values)
            for when, names in COUNTS_OTHERWISE.items():
                if name in names:
                    yield f"{name}, {when}", values if when in holds else np.zeros_like(values)

    def weighed(self, weighing: Weighing, holds: frozenset[str]) -> FloatVector:
        """(articles,) the sum of `columns`, each by its weight."""
        plain, squared = weighing.of(self.names, holds)
        found = plain @ self.values
        if squared.any():
            found += squared @ np.square(self.values)
        return found if self.group is None else found[self.group]  # type: ignore[no-any-return]
