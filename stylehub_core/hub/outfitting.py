"""What people ask about outfits, answered from a workspace: one recipe for screens, the command line and Python."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from stylehub_core.arrays import FloatVector, IntVector
from stylehub_core.errors import NotBuiltError, QueryError
from stylehub_core.hub.hub import Hub
from stylehub_core.hub.kept import Kept
from stylehub_core.hub.outfit_starts import Start, start_of
from stylehub_core.outfits.article_sets import ArticleSets
from stylehub_core.outfits.compose import NOTHING, Composer
from stylehub_core.outfits.contract import FittedSetScorer
from stylehub_core.outfits.registry import learned_set_scorers, set_scorer, set_scorers
from stylehub_core.outfits.slots import SLOTS, Slot, SlotVector, catalog_slots
from stylehub_core.outfits.standing import better_than
from stylehub_core.outfits.swaps import Swap, best_swap
from stylehub_core.outfits.taste import Taste
from stylehub_core.outfits.weakest_link import WeakestLink
from stylehub_core.search.recipe import check_length

MOST = 50
"""The most articles of a set."""
FEWEST_CHECKED, MOST_CHECKED = 2, 8
"""The sizes of an outfit that a person has checked."""
MOST_LOOKS = 12
"""The most looks that are put together at once."""
USUAL = "stylist"
"""The set scorer that answers if none is chosen, once it is built."""


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


@dataclass(frozen=True, eq=False)
class Checked:
    """One outfit, judged.

    outfit: its rows, by role. score: higher is better.
    better_than: the share of outfits of the same kinds of articles that score below; None if too few can be drawn.
    weakest: the row that fits the rest least.
    swap: the swap that helps most; None if none helps.
    """

    outfit: IntVector
    score: float
    better_than: float | None
    weakest: int
    swap: Swap | None


class Outfitting:
    """The set scorers of a workspace, loaded when first used."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub
        self._opened: Kept[FittedSetScorer] = Kept()

    @property
    def ready(self) -> list[str]:
        """The names of the set scorers that are built, sorted by `order`."""
        return [name for name in set_scorers() if self.hub.workspace.find(f"outfits/{name}")]

    @property
    def usual(self) -> str:
        """The set scorer that answers if none is chosen: USUAL, or the first that is no floor, or the first.

        Raises NotBuiltError if none is built.
        """
        ready = self.ready
        if not ready:
            raise NotBuiltError(
                "No set scorer is built yet, so nothing can say what goes together: run 'python -m stylehub_core build "
                f"--workspace {self.hub.workspace.folder} --models stylist,mean-cosine'."
            )
        better = [name for name in ready if name in learned_set_scorers()]
        return USUAL if USUAL in ready else (better or ready)[0]

    @cached_property
    def slots(self) -> SlotVector:
        """(articles,) the slot of each article."""
        return catalog_slots(self.hub.catalog)

    @cached_property
    def taste(self) -> Taste:
        """What the rules of looks read of each article."""
        return Taste.of(self.hub.articles, self.slots)

    def scorer(self, name: str) -> FittedSetScorer:
        """The set scorer called `name`. Raises ModelError if unknown, NotBuiltError if it is not built."""
        kind = set_scorer(name)
        artifact = self.hub.workspace.find(f"outfits/{name}")
        if artifact is None:
            raise NotBuiltError(
                f"The set scorer '{name}' is not built yet: run 'python -m stylehub_core build --workspace "
                f"{self.hub.workspace.folder} --models {name}'."
            )
        return self._opened.get(name, artifact, lambda: kind.load(artifact.folder, len(self.hub.catalog)))

    def composer(self, name: str = "", customer: int = -1, start: Start | None = None) -> Composer:
        """What puts looks together with this set scorer, by default the usual one.

        customer: a row, -1 for anybody. start: whose text counts, too. Raises as `scorer` and `usual`.
        """
        scorer = self.scorer(name or self.usual)
        if start is None:
            return Composer(scorer, self.taste, customer)
        return Composer(scorer, self.taste, customer, start.leaning, start.mood)

    def start(
        self, *, articles: IntVector = NOTHING, text: str = "", picture: bytes | None = None, customer: int = -1
    ) -> Start:
        """What looks are put together from; see `start_of`."""
        return start_of(self.hub, self.taste, articles=articles, text=text, picture=picture, customer=customer)

    def looks(
        self, start: Start, count: int = 3, name: str = "", customer: int = -1, without: IntVector = NOTHING
    ) -> list[IntVector]:
        """Up to `count` looks from a start, any two of which share at most half of their articles.

        without: rows of articles whose products are left out.
        Raises QueryError for a count out of range, and as `composer`.
        """
        if not 1 <= count <= MOST_LOOKS:
            raise QueryError(f"{count} looks cannot be put together at once: give a number from 1 to {MOST_LOOKS}.")
        composer = self.composer(name, customer, start)
        return composer.looks(start.starts, count, common=start.common, without=without)

    def checked(
        self, outfit: IntVector, name: str = "", customer: int = -1, *, kept: IntVector = NOTHING, swaps: bool = True
    ) -> Checked:
        """How good an outfit is, and what would help it. customer: a row, -1 for anybody.

        kept: rows that no swap may change. swaps: False leaves the swap out, which is faster.
        Raises QueryError for an outfit of fewer than two articles or more than MOST, or with an article twice.
        """
        if not FEWEST_CHECKED <= len(outfit) <= MOST:
            raise QueryError(f"An outfit has {FEWEST_CHECKED} to {MOST} articles: this one has {len(outfit)}.")
        composer = self.composer(name, customer)
        judged = self.judged(name or self.usual, ArticleSets.of([outfit]), np.array([customer], np.int32))
        return Checked(
            composer.in_order(outfit),
            float(judged.scores[0]),
            better_than(composer, outfit),
            int(judged.weakest[0]),
            best_swap(composer, outfit, kept) if swaps else None,
        )

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
        check_length(k)
        of_slot = np.flatnonzero(self.slots == SLOTS.index(slot)).astype(np.int32)
        candidates = of_slot[~np.isin(of_slot, rows)]
        if not len(candidates):
            raise QueryError(f"This catalogue has no other article for the slot '{slot}': choose another slot.")
        scores = self.scorer(name).completion(rows, candidates, customer)
        best = np.lexsort((candidates, -scores))[:k]
        return Completions(candidates[best], scores[best])
