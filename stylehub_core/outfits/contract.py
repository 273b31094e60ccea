"""What every set scorer is: it learns from a world, and judges how well articles go together."""

from abc import ABC, abstractmethod
from pathlib import Path
from typing import ClassVar

import numpy as np

from stylehub_core.arrays import FloatVector, IntVector
from stylehub_core.errors import QueryError
from stylehub_core.models.world import Need, World
from stylehub_core.outfits.article_sets import ArticleSets
from stylehub_core.progress import Progress, silent

_CANDIDATES = 4096  # sets that are made at once to complete one


class FittedSetScorer(ABC):
    """A set scorer after it has learned.

    It has a `_compatibility`, and a `_completion` where there is a faster way than to judge each completed set.
    Both get sets that were checked, each in ascending order: so the order in which articles are named does not matter.
    """

    @property
    @abstractmethod
    def articles(self) -> int:
        """How many articles the catalogue has that it learned from."""

    def compatibility(self, sets: ArticleSets) -> FloatVector:
        """(n,) how well the articles of each set go together: finite, higher is better.

        A score depends on its set alone: not on the other sets, nor on the order of its articles.
        Raises QueryError for a set of fewer than two articles, with an unknown row or with an article twice.
        """
        return self._compatibility(sets.checked(self.articles, fewest=2))

    def completion(self, article_set: IntVector, candidates: IntVector) -> FloatVector:
        """(c,) how well each of the `candidates`, (c,) rows, completes the articles of `article_set`, (m,) rows.

        Finite, higher is better; comparable for one set only.
        A candidate may be named several times. Raises QueryError for a set without articles, with an unknown row or
        with an article twice, and for a candidate that is unknown or in the set.
        """
        rows = ArticleSets.of([article_set]).checked(self.articles, fewest=1).articles
        candidates = np.asarray(candidates, np.int32)
        strange = candidates[(candidates < 0) | (candidates >= self.articles)]
        if strange.size:
            raise QueryError(
                f"The candidate row {strange[0]} is unknown: this catalogue has rows 0 to {self.articles - 1:,}."
            )
        inside = candidates[np.isin(candidates, rows)]
        if inside.size:
            raise QueryError(f"The candidate row {inside[0]} is in the set already: leave it out of the candidates.")
        return self._completion(rows, candidates)

    @abstractmethod
    def _compatibility(self, sets: ArticleSets) -> FloatVector:
        """(n,) float32 scores of sets of two and more articles."""

    def _completion(self, article_set: IntVector, candidates: IntVector) -> FloatVector:
        """(c,) float32 scores; those of the completed sets unless a scorer knows better."""
        scores = np.empty(len(candidates), np.float32)
        for start in range(0, len(candidates), _CANDIDATES):
            sets = ArticleSets.with_each(article_set, candidates[start : start + _CANDIDATES])
            scores[start : start + _CANDIDATES] = self._compatibility(sets.checked(self.articles, fewest=2))
        return scores

    @abstractmethod
    def save(self, folder: Path) -> None:
        """Write all that `load` needs into `folder`, which exists; without pickle."""


class SetScorer(ABC):
    """One way to judge sets of articles. A subclass in this folder with a `name` is found by the registry."""

    name: ClassVar[str]
    title: ClassVar[str]
    about: ClassVar[str]
    """One sentence for people."""
    order: ClassVar[int] = 100
    """Where it stands in lists; also the order of building."""
    needs: ClassVar[frozenset[Need]]
    """What of a world it reads: nothing else may change its scores."""
    completes_by_compatibility: ClassVar[bool] = True
    """Whether candidates rank as the sets that they complete do."""
    caution: ClassVar[str] = ""
    """What a reader of its figures must know."""
    version: ClassVar[int] = 1
    """Raised when the code changes the scores, so that what was fitted or measured is made again."""

    @property
    @abstractmethod
    def config(self) -> object:
        """A frozen dataclass, or () for none: every setting that the scores depend on."""

    @abstractmethod
    def fit(self, world: World, folder: Path, progress: Progress = silent) -> FittedSetScorer:
        """Learn from what may be seen of `world`; checkpoints may go to `folder`. Raises ModelError."""

    @abstractmethod
    def load(self, folder: Path, articles: int) -> FittedSetScorer:
        """What `save` wrote. Raises WorkspaceError where a file is missing, damaged or of another catalogue."""
