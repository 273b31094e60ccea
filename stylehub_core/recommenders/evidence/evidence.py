"""What speaks for each article as a customer's next purchase: named columns of figures of all articles."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

import numpy as np

from stylehub_core.arrays import FloatMatrix, FloatVector, IntVector
from stylehub_core.histories import Histories
from stylehub_core.models.world import World
from stylehub_core.recommenders.evidence.figures import Column, Figures, Weighing
from stylehub_core.recommenders.evidence.season import Season
from stylehub_core.recommenders.evidence.tastes import Tastes

SOON = 30
"""Days since the last purchase up to which a customer is in the middle of things."""
FEW = 5
"""Lines of a history up to which little is known of a customer."""

_TEXTS = ("likeness", "mean likeness", "like the last day", "most like the last day", "alike")

_HALF_AFTER, _TASTE_HALF_AFTER = 30.0, 120.0  # days until a purchase counts half
_LATEST = 40  # purchases whose texts are compared
_LIKE = 0.5  # cosine from which texts count as alike
_AGO = (3, 10, 30, 90, 365)  # days since a repeat are told by which of these they are below
_NEVER = 9999.0
_DAYS_KEPT = 32  # days whose sums are remembered
_CELLS = 4_000_000  # cosines that are held at a time
_BLOCK = 8192  # articles of a block, so that the cosines of one customer stay in the processor's cache


@dataclass(frozen=True, eq=False)
class _Past:
    """One customer's history. bought: (l,) articles, the latest first; ago: (l,) days before `today`; age: in years."""

    bought: IntVector
    ago: FloatVector
    today: int
    age: float

    @property
    def holds(self) -> frozenset[str]:
        """Which of the states that make figures count otherwise the customer is in."""
        soon, few = len(self.ago) > 0 and self.ago[0] <= SOON, len(self.bought) <= FEW
        return frozenset(name for name, is_so in (("soon", soon), ("few", few)) if is_so)


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

    def about(self, asked: Histories, place: int) -> Iterator[Column]:
        """(name, (articles,) figures) for one of the customers asked: always the same names in the same order."""
        past, vectors = _past(asked, place), self.season.vectors
        texts = Figures(_TEXTS, _text_figures(vectors[past.bought[:_LATEST]] @ vectors.T, past))
        season = (Figures((name,), values[None]) for name, values in self.season.columns(past.today).items())
        for figures in chain(season, self._repeats(past), (texts,), self._tastes(past)):
            yield from figures.columns(past.holds)

    def weighed(
        self, asked: Histories, weighing: Weighing, sums: dict[tuple[int, frozenset[str]], FloatVector]
    ) -> FloatMatrix:
        """(customers, articles) the sums of `about`, each column by its weight.

        What does not depend on the customer is summed once a day; `sums` remembers it.
        """
        pasts = [_past(asked, place) for place in range(len(asked))]
        found = np.empty((len(asked), len(self)), np.float32)
        for place, past in enumerate(pasts):
            found[place] = self._of_day(past, weighing, sums)
            for figures in chain(self._repeats(past), self._tastes(past)):
                found[place] += figures.weighed(weighing, past.holds)
        self._add_texts(found, pasts, weighing)
        return found

    def _of_day(
        self, past: _Past, weighing: Weighing, sums: dict[tuple[int, frozenset[str]], FloatVector]
    ) -> FloatVector:
        key = (past.today, past.holds)
        known = sums.get(key)
        if known is None:
            known = np.zeros(len(self), np.float32)
            for name, values in self.season.columns(past.today).items():
                known += Figures((name,), values[None]).weighed(weighing, past.holds)
            if len(sums) >= _DAYS_KEPT:
                sums.clear()
            sums[key] = known
        return known

    def _add_texts(self, found: FloatMatrix, pasts: list[_Past], weighing: Weighing) -> None:
        """Add the figures of the texts, a block of articles after the other: each block of vectors is read once."""
        vectors = self.season.vectors
        latest = [past.bought[:_LATEST] for past in pasts]
        distinct = np.unique(np.concatenate(latest)) if latest else np.zeros(0, np.int32)
        places = [np.searchsorted(distinct, rows) for rows in latest]
        size = max(256, min(_BLOCK, _CELLS // max(len(distinct), 1)))
        for start in range(0, len(self), size):
            similar = vectors[distinct] @ vectors[start : start + size].T
            for row, past, of in zip(found, pasts, places, strict=True):
                figures = Figures(_TEXTS, _text_figures(similar[of], past))
                row[start : start + size] += figures.weighed(weighing, past.holds)

    def _repeats(self, past: _Past) -> Iterator[Figures]:
        """How often and how lately the article itself, and its product in any colour, was bought."""
        weight, product = _float(1 / (1 + past.ago / _HALF_AFTER)), self.season.product
        itself = np.zeros(len(self), np.int32)
        distinct, of = np.unique(past.bought, return_inverse=True)
        itself[distinct] = np.arange(1, len(distinct) + 1)
        yield _repeated("own", of.astype(np.int32), weight, past.ago, itself)
        distinct, of = np.unique(product[past.bought], return_inverse=True)
        numbers = np.zeros(int(product.max(initial=-1)) + 1, np.int32)
        numbers[distinct] = np.arange(1, len(distinct) + 1)
        yield _repeated("product", of.astype(np.int32), weight, past.ago, numbers[product])

    def _tastes(self, past: _Past) -> Iterator[Figures]:
        weight, codes = _float(1 / (1 + past.ago / _TASTE_HALF_AFTER)), self.tastes.codes
        for name, code in codes.items():
            yield Figures((f"{name} taste",), self.tastes.lifts(name, past.bought, weight)[None], code)
        if "section_no" in codes:
            last = past.bought[past.ago == past.ago[:1]]
            lifts = self.tastes.lifts("section_no", last, np.ones(len(last), np.float32))
            yield Figures(("section_no of the last day",), lifts[None], codes["section_no"])
        for name, lifts in self.tastes.at_age(past.age):
            yield Figures((f"{name} at this age",), lifts[None], codes[name])


def _past(asked: Histories, place: int) -> _Past:
    at = slice(*np.searchsorted(asked.owner, [place, place + 1]))
    order = np.argsort(asked.ago[at], kind="stable")
    bought, ago = asked.article[at][order], asked.ago[at][order].astype(np.float32)
    return _Past(bought, ago, int(asked.today[place]), float(asked.age[place]))


def _repeated(what: str, of: IntVector, weight: FloatVector, ago: FloatVector, group: IntVector) -> Figures:
    """of: (l,) which of the things that were bought each line is; group: (articles,) 1 + that, 0 for all others."""
    size = int(of.max(initial=-1)) + 1
    last = np.full(size, _NEVER, np.float32)
    np.minimum.at(last, of, ago)
    figures = {
        what: np.log1p(np.bincount(of, weight, size)),
        f"{what} times": np.log1p(np.bincount(of, minlength=size)),
        f"{what} ever": last < _NEVER,
        **{f"{what} within {limit} days": last <= limit for limit in _AGO},
    }
    values = np.zeros((len(figures), 1 + size), np.float32)
    values[:, 1:] = list(figures.values())
    return Figures(tuple(figures), values, group)


def _text_figures(similar: FloatMatrix, past: _Past) -> FloatMatrix:
    """(_TEXTS, n) likeness to the latest purchases: the nearest, the mean, those of the last day, how many are alike.

    similar: (l, n) cosines of the latest _LATEST purchases with n articles.
    """
    found = np.zeros((len(_TEXTS), similar.shape[1]), np.float32)
    if not len(similar):
        return found
    ago = past.ago[: len(similar)]
    last = similar[: np.searchsorted(ago, ago[0], side="right")]
    counts = _float(1 / (1 + ago / _TASTE_HALF_AFTER))
    counts /= counts.sum()
    similar.max(axis=0, out=found[0])
    np.matmul(counts, similar, out=found[1])
    last.mean(axis=0, out=found[2])
    last.max(axis=0, out=found[3])
    alike = similar - _LIKE
    np.maximum(alike, 0, out=alike)
    np.square(alike, out=alike)
    found[4] = np.log1p(100 * (counts @ alike))
    return found


def _float(values: np.ndarray) -> FloatVector:
    return np.asarray(values, dtype=np.float32)
