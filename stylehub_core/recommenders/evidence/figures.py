"""Named columns of figures of all articles, and their weighted sum without expanding every column."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from stylehub_core.arrays import FloatMatrix, FloatVector, IntVector

EXTRA_IN_STATE = {
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
"""By state of a customer (last purchase recent, history short), the columns that get an extra weight in it."""

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
    """The weights by column name, as in `Figures.columns`; a column without one has weight 0."""

    weights: dict[str, float]
    _known: dict[tuple[tuple[str, ...], frozenset[str]], tuple[FloatVector, FloatVector]] = field(default_factory=dict)

    def of_columns(self, names: tuple[str, ...], states: frozenset[str]) -> tuple[FloatVector, FloatVector]:
        """((names,) the total weight of each figure, (names,) the weight of its square) in these states."""
        known = self._known.get((names, states))
        if known is None:
            plain, squared = np.zeros((2, len(names)), np.float32)
            for column, name in enumerate(names):
                extra = [
                    f"{name}, {state}"
                    for state, columns in EXTRA_IN_STATE.items()
                    if state in states and name in columns
                ]
                plain[column] = sum(self.weights.get(full, 0.0) for full in (name, *extra))
                squared[column] = self.weights.get(f"{name}, squared", 0.0) if name in SQUARED else 0.0
            known = self._known[names, states] = plain, squared
        return known


@dataclass(frozen=True, eq=False)
class Figures:
    """Figures of all articles, equal within each group of articles.

    names: f of them.
    values: (f, groups).
    group: (articles,) the group of each article; None if each article is its own.
    """

    names: tuple[str, ...]
    values: FloatMatrix
    group: IntVector | None = None

    def columns(self, states: frozenset[str]) -> Iterator[Column]:
        """(name, (articles,) figures); some also squared, and some once more for the states that apply."""
        for name, of_groups in zip(self.names, self.values, strict=True):
            values = of_groups if self.group is None else of_groups[self.group]
            yield name, values
            if name in SQUARED:
                yield f"{name}, squared", np.square(values)
            for state, names in EXTRA_IN_STATE.items():
                if name in names:
                    yield f"{name}, {state}", values if state in states else np.zeros_like(values)

    def weighed(self, weighing: Weighing, states: frozenset[str]) -> FloatVector:
        """(articles,) the weighted sum of `columns`."""
        plain, squared = weighing.of_columns(self.names, states)
        total = plain @ self.values
        if squared.any():
            total += squared @ np.square(self.values)
        return total if self.group is None else total[self.group]  # type: ignore[no-any-return]
