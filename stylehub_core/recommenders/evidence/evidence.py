"""What speaks for each article as a customer's next purchase: named columns of figures of all articles."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

import numpy as np

from stylehub_core.arrays import FloatMatrix, FloatVector, IntVector
from stylehub_core.histories import Histories
from stylehub_core.models.world import World
from stylehub_core.recommenders.evidence.season import Season
from stylehub_core.recommenders.evidence.tastes import Tastes

SOON = 30
"""Days since the last purchase up to which a customer is in the middle of things."""
FEW = 5
"""Lines of a history up to which little is known of a customer."""

_COUNTS_OTHERWISE = {
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
_SQUARED = (
    "likeness",
    "like the last day",
    "most like the last day",
    "department_no at this age",
    "section_no taste",
    "department_no taste",
)

_HALF_AFTER, _TASTE_HALF_AFTER = 30.0, 120.0  # days until a purchase counts half
_LATEST = 40  # purchases whose texts are compared
_LIKE = 0.5  # cosine from which texts count as alike
_AGO = (3, 10, 30, 90, 365)  # days since a repeat are told by which of these they are below
_NEVER = 9999.0

Column = tuple[str, FloatVector]


@dataclass(frozen=True, eq=False)
class Likeness:
    """articles: (b,) rows, ascending; values: (b, articles) cosines of their texts with all."""

    articles: IntVector
    values: FloatMatrix

    def of(self, rows: IntVector) -> FloatMatrix:
        """(rows, articles) of some of these articles."""
        found: FloatMatrix = self.values[np.searchsorted(self.articles, rows)]
        return found


@dataclass(frozen=True, eq=False)
class Evidence:
    """season: what sells; tastes: what kinds of articles there are, and who buys which."""

    season: Season
    tastes: Tastes

    @classmethod
    def of(cls, world: World) -> "Evidence":
        """Raises ModelError where nothing was bought in `world`."""
        tastes = Tastes.of(world)
        return cls(Season.of(world, tastes), tastes)

    def __len__(self) -> int:
        return len(self.season.product)

    def likeness(self, asked: Histories) -> Likeness | None:
        """What `about` needs of the texts, once for several histories of the same few purchases; None for others."""
        order = np.lexsort((asked.ago, asked.place))
        nth = np.arange(len(order)) - np.searchsorted(asked.place, asked.place[order])
        bought = np.unique(asked.article[order[nth < _LATEST]])
        shared = len(asked) > 1 and 0 < len(bought) <= _LATEST * 2
        return Likeness(bought, self.season.vectors[bought] @ self.season.vectors.T) if shared else None

    def about(self, asked: Histories, place: int, likeness: Likeness | None = None) -> Iterator[Column]:
        """(name, (articles,) figures) for one of the customers asked: always the same names in the same order.

        likeness: of these histories.
        """
        at = slice(*np.searchsorted(asked.place, [place, place + 1]))
        order = np.argsort(asked.ago[at], kind="stable")
        bought, ago = asked.article[at][order], asked.ago[at][order].astype(np.float32)
        holds = {"soon": len(ago) > 0 and ago[0] <= SOON, "few": len(bought) <= FEW}
        parts = (
            self.season.columns(int(asked.today[place])).items(),
            self._repeats(bought, ago),
            self._texts(bought, ago, likeness),
            self._taste(bought, ago),
            ((f"{name} at this age", found) for name, found in self.tastes.at_age(float(asked.age[place]))),
        )
        for name, values in chain.from_iterable(parts):
            yield name, values
            if name in _SQUARED:
                yield f"{name}, squared", np.square(values)
            for when, names in _COUNTS_OTHERWISE.items():
                if name in names:
                    yield f"{name}, {when}", values if holds[when] else np.zeros_like(values)

    def _repeats(self, bought: IntVector, ago: FloatVector) -> Iterator[Column]:
        weight, products = 1 / (1 + ago / _HALF_AFTER), self.season.product[bought]
        itself = np.arange(len(self), dtype=np.int32)
        for name, keys, of in (("own", bought, itself), ("product", products, self.season.product)):
            size = int(of.max(initial=-1)) + 1
            last = np.full(size, _NEVER, np.float32)
            np.minimum.at(last, keys, ago)
            yield name, _float(np.log1p(np.bincount(keys, weight, size)))[of]
            yield f"{name} times", _float(np.log1p(np.bincount(keys, minlength=size)))[of]
            yield f"{name} ever", _float(last < _NEVER)[of]
            for limit in _AGO:
                yield f"{name} within {limit} days", _float(last <= limit)[of]

    def _texts(self, bought: IntVector, ago: FloatVector, likeness: Likeness | None) -> Iterator[Column]:
        """Likeness to the latest purchases: the nearest, the mean, those of the last day, and how many are alike."""
        of, last, vectors = bought[:_LATEST], ago[:_LATEST] == ago[:1], self.season.vectors
        similar = vectors[of] @ vectors.T if likeness is None else likeness.of(of)
        if not len(of):
            similar, last = np.zeros((1, len(self)), np.float32), np.ones(1, np.bool_)
        counts = _float(1 / (1 + ago[:_LATEST] / _TASTE_HALF_AFTER)) if len(of) else np.ones(1, np.float32)
        counts /= counts.sum()
        yield "likeness", similar.max(axis=0)
        yield "mean likeness", _float(counts @ similar)
        yield "like the last day", _float(similar[last].mean(axis=0))
        yield "most like the last day", similar[last].max(axis=0)
        yield "alike", _float(np.log1p(100 * (counts @ np.square(np.maximum(similar - _LIKE, 0)))))

    def _taste(self, bought: IntVector, ago: FloatVector) -> Iterator[Column]:
        weight = _float(1 / (1 + ago / _TASTE_HALF_AFTER))
        for name in self.tastes.codes:
            yield f"{name} taste", self.tastes.lift(name, bought, weight)
        if "section_no" in self.tastes.codes:
            last = bought[ago == ago[:1]]
            yield "section_no of the last day", self.tastes.lift("section_no", last, np.ones(len(last), np.float32))


def _float(values: np.ndarray) -> FloatVector:
    return np.asarray(values, dtype=np.float32)
