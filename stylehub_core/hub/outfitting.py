"""What people ask about outfits, answered from a workspace: one recipe for screens, the command line and Python."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from stylehub_core.arrays import FloatVector, IntVector
from stylehub_core.errors import NotBuiltError, QueryError
from stylehub_core.hub.hub import Hub
from stylehub_core.outfits.article_sets import ArticleSets
from stylehub_core.outfits.contract import FittedSetScorer
from stylehub_core.outfits.registry import set_scorer, set_scorers
from stylehub_core.outfits.slots import SLOTS, Slot, SlotVector, slots_of
from stylehub_core.outfits.weakest_link import WeakestLink
from stylehub_core.search.recipe import LARGEST_K

MOST = 50
"""The most articles of a set."""


@dataclass(frozen=True, eq=False)
class Judged:
    """scores: (n,) higher is better. weakest: (n,) the row of the article that fits the rest of its set least."""

    scores: FloatVector
    weakest: IntVector


@dataclass(frozen=True, eq=False)
class Completions:
    """rows: (k,) articles, best first. scores: (k,)."""

    rows: IntVector
    scores: FloatVector


class Outfitting:
    """The set scorers of a workspace, loaded when first used."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub
        self._opened: dict[str, tuple[str, FittedSetScorer]] = {}

    @property
    def ready(self) -> list[str]:
        """The names of the set scorers that are built, sorted by `order`."""
        return [name for name in set_scorers() if self.hub.workspace.find(f"outfits/{name}")]

    @cached_property
    def slots(self) -> SlotVector:
        """(articles,) the slot of each article."""
        return slots_of(self.hub.catalog.articles)

    def scorer(self, name: str) -> FittedSetScorer:
        """The set scorer called `name`. Raises ModelError if unknown, NotBuiltError if it is not built."""
        kind = set_scorer(name)
        artifact = self.hub.workspace.find(f"outfits/{name}")
        if artifact is None:
            raise NotBuiltError(
                f"The set scorer '{name}' is not built yet: run 'python -m stylehub_core build --workspace "
                f"{self.hub.workspace.folder} --models {name}'."
            )
        kept = self._opened.get(name)
        if kept is None or kept[0] != artifact.fingerprint:
            kept = self._opened[name] = (artifact.fingerprint, kind.load(artifact.folder, len(self.hub.catalog)))
        return kept[1]

    def judged(self, name: str, sets: ArticleSets, customers: IntVector | None = None) -> Judged:
        """How well the articles of each set go together, and its weakest link.

        customers: (n,) rows, -1 for anybody.
        Raises QueryError for a set of one article, of more than MOST, or with an article twice.
        """
        large = np.flatnonzero(sets.sizes > MOST)
        if large.size:
            raise QueryError(f"Set {large[0]} has {sets.sizes[large[0]]} articles: give at most {MOST}.")
        scorer = self.scorer(name)
        scores = scorer.compatibility(sets, customers)
        return Judged(scores, WeakestLink(scorer, self.slots).of(sets, customers))

    def completions(self, name: str, rows: IntVector, slot: Slot, k: int = 12, customer: int = -1) -> Completions:
        """The k articles of this slot that complete these articles best.

        customer: a row, -1 for anybody.
        Raises QueryError if the catalogue has no other article of this slot, or for a k out of range.
        """
        if not 1 <= k <= LARGEST_K:
            raise QueryError(f"A list cannot have {k} articles: choose a number from 1 to {LARGEST_K:,}.")
        of_slot = np.flatnonzero(self.slots == SLOTS.index(slot)).astype(np.int32)
        candidates = of_slot[~np.isin(of_slot, rows)]
        if not len(candidates):
            raise QueryError(f"This catalogue has no other article for the slot '{slot}': choose another slot.")
        scores = self.scorer(name).completion(rows, candidates, customer)
        best = np.lexsort((candidates, -scores))[:k]
        return Completions(candidates[best], scores[best])
