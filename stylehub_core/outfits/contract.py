"""The contract of every set scorer: it learns from a world and judges how well articles go together."""

from abc import ABC, abstractmethod
from pathlib import Path
from typing import ClassVar

import numpy as np

from stylehub_core.arrays import FloatVector, IntVector
from stylehub_core.config import Unconfigured, settings_of
from stylehub_core.errors import QueryError
from stylehub_core.models.world import Need, World
from stylehub_core.outfits.article_sets import ArticleSets
from stylehub_core.progress import Progress, silent

_CANDIDATES = 4096  # completed sets that are judged at a time


class FittedSetScorer(ABC):
    """A fitted set scorer.

    A subclass implements `_compatibility`, and `_completion` if there is a faster way than to judge each completed set.
    Both get checked sets in ascending order, so the order in which articles are given does not matter.
    """

    @property
    @abstractmethod
    def articles(self) -> int:
        """The number of articles in the catalogue that it learned from."""

    def compatibility(self, sets: ArticleSets, customers: IntVector | None = None) -> FloatVector:
        """(n,) how well the articles of each set go together: finite, higher is better.

        customers: (n,) rows of those who would wear them, -1 for anybody; None for anybody throughout. A scorer that
        does not use customers gives everybody the same scores, and so does any scorer to a customer it does not know.
        A score depends on its set and customer alone: not on the other sets, nor on the order of its articles.
        Raises QueryError for a set of fewer than two articles, with an unknown row or with an article twice.
        """
        customers = np.full(len(sets), -1, np.int32) if customers is None else customers
        if len(customers) != len(sets):
            raise QueryError(f"There are {len(customers)} customers for {len(sets)} sets: give one for each set.")
        return self._compatibility(sets.checked(self.articles, fewest=2), customers)

    def completion(self, article_set: IntVector, candidates: IntVector, customer: int = -1) -> FloatVector:
        """(c,) how well each of the `candidates`, (c,) rows, completes the articles of `article_set`, (m,) rows.

        customer: as in `compatibility`.
        Finite, higher is better; comparable for one set only. A candidate may be given several times.
        Raises QueryError for a set without articles, with an unknown row or with an article twice, and for a candidate
        that is unknown or in the set.
        """
        rows = ArticleSets.of([article_set]).checked(self.articles, fewest=1).articles
        candidates = np.asarray(candidates, np.int32)
        unknown = candidates[(candidates < 0) | (candidates >= self.articles)]
        if unknown.size:
            raise QueryError(
                f"The candidate row {unknown[0]} is unknown: this catalogue has rows 0 to {self.articles - 1:,}."
            )
        repeated = candidates[np.isin(candidates, rows)]
        if repeated.size:
            raise QueryError(f"The candidate row {repeated[0]} is in the set already: leave it out of the candidates.")
        return self._completion(rows, candidates, customer)

    def article_fits(self, sets: ArticleSets, customers: IntVector | None = None) -> FloatVector:
        """(l,) how well each article of these sets fits the rest of its set; comparable within a set alone.

        Sets and customers as in `compatibility`, of three articles or more.
        """
        customers = np.full(len(sets), -1, np.int32) if customers is None else customers
        sets.checked(self.articles, fewest=3)
        return self._article_fits(sets, customers)

    def _article_fits(self, sets: ArticleSets, customers: IntVector) -> FloatVector:
        """(l,) by default, minus the compatibility of the others: without what does not fit, they score best."""
        rests = ArticleSets.of(
            np.delete(sets[number], left) for number in range(len(sets)) for left in range(int(sets.sizes[number]))
        )
        return -self._compatibility(rests.checked(self.articles, fewest=2), customers[sets.owner])

    @abstractmethod
    def _compatibility(self, sets: ArticleSets, customers: IntVector) -> FloatVector:
        """(n,) float32 scores of sets of at least two articles."""

    def _completion(self, article_set: IntVector, candidates: IntVector, customer: int) -> FloatVector:
        """(c,) float32 scores; by default those of the completed sets."""
        scores = np.empty(len(candidates), np.float32)
        for start in range(0, len(candidates), _CANDIDATES):
            sets = ArticleSets.with_each(article_set, candidates[start : start + _CANDIDATES])
            customers = np.full(len(sets), customer, np.int32)
            scores[start : start + _CANDIDATES] = self._compatibility(sets.checked(self.articles, fewest=2), customers)
        return scores

    @abstractmethod
    def save(self, folder: Path) -> None:
        """Write all that `load` needs into `folder`, which exists; without pickle."""


class SetScorer(Unconfigured):
    """A way to judge sets of articles. A subclass in this folder with a `name` is found by the registry."""

    name: ClassVar[str]
    title: ClassVar[str]
    about: ClassVar[str]
    """One sentence for the screens."""
    order: ClassVar[int] = 100
    """Position in lists; also the order of building."""
    needs: ClassVar[frozenset[Need]]
    """The parts of a world that it reads; nothing else may change its scores."""
    uses_customers: ClassVar[bool] = False
    """Whether its scores depend on who would wear the set."""
    by_default: ClassVar[bool] = False
    """Whether every build makes it."""
    completes_by_compatibility: ClassVar[bool] = True
    """Whether candidates rank like the sets that they complete."""
    is_floor: ClassVar[bool] = False
    """Whether it is only there for others to be compared with."""
    caution: ClassVar[str] = ""
    """A warning to readers of its figures."""
    teacher: ClassVar[str] = ""
    """The set scorer that it learns from: a build makes that one first, and a fit alone fits one for itself."""
    version: ClassVar[int] = 1
    """Raised when the code changes the scores, so that it is fitted and measured again."""

    @property
    @abstractmethod
    def config(self) -> object:
        """A frozen dataclass of every setting that the scores depend on, or () for none."""

    @property
    def encoders(self) -> tuple[str, ...]:
        """The full names of the picture encoders that the scores depend on: its settings called `encoder`."""
        named = {
            str(value)
            for name, value in settings_of(self.config).items()
            if name.rpartition(".")[2] == "encoder" and value
        }
        return tuple(sorted(named))

    def taught(self, teacher: FittedSetScorer) -> "SetScorer":
        """The same scorer, which learns from this fitted `teacher` instead of fitting one for itself."""
        return self

    @abstractmethod
    def fit(self, world: World, folder: Path, progress: Progress = silent) -> FittedSetScorer:
        """Learn from the visible data of `world`; checkpoints may go to `folder`. Raises ModelError."""

    @abstractmethod
    def load(self, folder: Path, articles: int) -> FittedSetScorer:
        """What `save` wrote. Raises WorkspaceError if a file is missing, damaged or of another catalogue."""
