"""Evidence for each article as a customer's next purchase: named columns of figures for all articles."""

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
"""Days since the last purchase up to which it counts as recent."""
FEW = 5
"""Lines of a history up to which it counts as short."""

_TEXTS = ("likeness", "mean likeness", "like the last day", "most like the last day", "alike")

_HALF_AFTER, _TASTE_HALF_AFTER = 30.0, 120.0  # days after which a purchase counts half
_LATEST = 40  # purchases whose texts are compared
_LIKE = 0.5  # cosine from which texts count as alike
_AGO = (3, 10, 30, 90, 365)  # limits of days since the last purchase, one column each
_NEVER = 9999.0
_DAYS_KEPT = 32  # days whose sums are cached
_CELLS = 4_000_000  # cosines in memory at a time
_BLOCK = 8192  # articles of a block, so that the cosines of one customer stay in the processor's cache


@dataclass(frozen=True, eq=False)
class _Past:
    """One customer's history.

    bought: (l,) articles, the latest first.
    ago: (l,) days before `today`.
    age: in years.
    """

    bought: IntVector
    ago: FloatVector
    today: int
    age: float

    @property
    def states(self) -> frozenset[str]:
        """The states of this customer in which some figures get an extra weight; see EXTRA_IN_STATE."""
        soon, few = len(self.ago) > 0 and self.ago[0] <= SOON, len(self.bought) <= FEW
        return frozenset(name for name, is_so in (("soon", soon), ("few", few)) if is_so)


@dataclass(frozen=True, eq=False)
class Evidence:
    """season: what is on sale and sells; tastes: the kinds of articles, and who buys which."""

    season: Season
    tastes: Tastes

    @classmethod
    def of(cls, world: World) -> "Evidence":
        """Computed from `world`. Raises ModelError if it has no purchases."""
        tastes = Tastes.of(world)
        return cls(Season.of(world, tastes), tastes)

    def __len__(self) -> int:
        return len(self.season.product)

    def about(self, histories: Histories, customer: int) -> Iterator[Column]:
        """(name, (articles,) figures) for one of the customers, by number: always the same names in the same order."""
        past, vectors = _past(histories, customer), self.season.vectors
        texts = Figures(_TEXTS, _text_figures(vectors[past.bought[:_LATEST]] @ vectors.T, past))
        season = (Figures((name,), values[None]) for name, values in self.season.columns(past.today).items())
        for figures in chain(season, self._repeats(past), (texts,), self._tastes(past)):
            yield from figures.columns(past.states)

    def weighed(
        self, histories: Histories, weighing: Weighing, sums: dict[tuple[int, frozenset[str]], FloatVector]
    ) -> FloatMatrix:
        """(customers, articles) the weighted sums of the columns of `about`.

        The part that does not depend on the customer is summed once a day; `sums` caches it.
        """
        pasts = [_past(histories, customer) for customer in range(len(histories))]
        scores = np.empty((len(histories), len(self)), np.float32)
        for customer, past in enumerate(pasts):
            scores[customer] = self._of_day(past, weighing, sums)
            for figures in chain(self._repeats(past), self._tastes(past)):
                scores[customer] += figures.weighed(weighing, past.states)
        self._add_texts(scores, pasts, weighing)
        return scores

    def _of_day(
        self, past: _Past, weighing: Weighing, sums: dict[tuple[int, frozenset[str]], FloatVector]
    ) -> FloatVector:
        key = (past.today, past.states)
        known = sums.get(key)
        if known is None:
            known = np.zeros(len(self), np.float32)
            for name, values in self.season.columns(past.today).items():
                known += Figures((name,), values[None]).weighed(weighing, past.states)
            if len(sums) >= _DAYS_KEPT:
                sums.clear()
            sums[key] = known
        return known

    def _add_texts(self, scores: FloatMatrix, pasts: list[_Past], weighing: Weighing) -> None:
        """Add the weighted text figures to `scores`, block by block of articles, so that each block of vectors is read
        once.
        """
        vectors = self.season.vectors
        latest = [past.bought[:_LATEST] for past in pasts]
        distinct = np.unique(np.concatenate(latest)) if latest else np.zeros(0, np.int32)
        positions = [np.searchsorted(distinct, rows) for rows in latest]
        size = max(256, min(_BLOCK, _CELLS // max(len(distinct), 1)))
        for start in range(0, len(self), size):
            similar = vectors[distinct] @ vectors[start : start + size].T
            for row, past, own in zip(scores, pasts, positions, strict=True):
                figures = Figures(_TEXTS, _text_figures(similar[own], past))
                row[start : start + size] += figures.weighed(weighing, past.states)

    def _repeats(self, past: _Past) -> Iterator[Figures]:
        """How often and how recently the article itself, and its product in any colour, was bought."""
        weight, product = _float(1 / (1 + past.ago / _HALF_AFTER)), self.season.product
        groups = np.zeros(len(self), np.int32)
        distinct, group = np.unique(past.bought, return_inverse=True)
        groups[distinct] = np.arange(1, len(distinct) + 1)
        yield _repeated("own", group.astype(np.int32), weight, past.ago, groups)
        distinct, group = np.unique(product[past.bought], return_inverse=True)
        groups = np.zeros(int(product.max(initial=-1)) + 1, np.int32)
        groups[distinct] = np.arange(1, len(distinct) + 1)
        yield _repeated("product", group.astype(np.int32), weight, past.ago, groups[product])

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


def _past(histories: Histories, customer: int) -> _Past:
    lines = slice(*np.searchsorted(histories.owner, [customer, customer + 1]))
    order = np.argsort(histories.ago[lines], kind="stable")
    bought, ago = histories.article[lines][order], histories.ago[lines][order].astype(np.float32)
    return _Past(bought, ago, int(histories.today[customer]), float(histories.age[customer]))


def _repeated(name: str, group: IntVector, weight: FloatVector, ago: FloatVector, groups: IntVector) -> Figures:
    """Figures of repeat purchases of the articles in a group.

    group: (l,) the group of each line of the history.
    groups: (articles,) 1 + the group of each article, 0 for an article in no such group.
    """
    size = int(group.max(initial=-1)) + 1
    last = np.full(size, _NEVER, np.float32)
    np.minimum.at(last, group, ago)
    figures = {
        name: np.log1p(np.bincount(group, weight, size)),
        f"{name} times": np.log1p(np.bincount(group, minlength=size)),
        f"{name} ever": last < _NEVER,
        **{f"{name} within {limit} days": last <= limit for limit in _AGO},
    }
    values = np.zeros((len(figures), 1 + size), np.float32)
    values[:, 1:] = list(figures.values())
    return Figures(tuple(figures), values, groups)


def _text_figures(similar: FloatMatrix, past: _Past) -> FloatMatrix:
    """(_TEXTS, n) likeness to the latest purchases: of the nearest, the mean, of the last day, and how many are alike.

    similar: (l, n) cosines of the latest _LATEST purchases with n articles.
    """
    figures = np.zeros((len(_TEXTS), similar.shape[1]), np.float32)
    if not len(similar):
        return figures
    ago = past.ago[: len(similar)]
    last = similar[: np.searchsorted(ago, ago[0], side="right")]
    weights = _float(1 / (1 + ago / _TASTE_HALF_AFTER))
    weights /= weights.sum()
    similar.max(axis=0, out=figures[0])
    np.matmul(weights, similar, out=figures[1])
    last.mean(axis=0, out=figures[2])
    last.max(axis=0, out=figures[3])
    alike = similar - _LIKE
    np.maximum(alike, 0, out=alike)
    np.square(alike, out=alike)
    figures[4] = np.log1p(100 * (weights @ alike))
    return figures


def _float(values: np.ndarray) -> FloatVector:
    return np.asarray(values, dtype=np.float32)
