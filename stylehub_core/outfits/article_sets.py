"""Sets of articles of any size, such as outfits, stored in two arrays."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from stylehub_core.arrays import IntVector
from stylehub_core.errors import QueryError


@dataclass(frozen=True, eq=False)
class ArticleSets:
    """n sets of articles.

    articles: (l,) rows of the catalogue, set after set.
    starts: (n+1,) int64; set i has the articles starts[i]..starts[i+1]-1, and starts[n] is l.
    Raises QueryError if the two do not fit together; `checked` tells whether the sets can be judged.
    """

    articles: IntVector
    starts: NDArray[np.int64]

    def __post_init__(self) -> None:
        starts = self.starts
        fits = starts.ndim == 1 == self.articles.ndim and len(starts) > 0 and starts[0] == 0
        if not (fits and starts[-1] == len(self.articles) and (np.diff(starts) >= 0).all()):
            raise QueryError(
                f"Sets of articles need starts from 0 to {self.articles.size}, ascending, the number of articles: "
                f"got {np.array2string(starts, threshold=6)}."
            )

    @classmethod
    def of(cls, sets: Iterable[Sequence[int] | IntVector]) -> "ArticleSets":
        """The given sets, each a sequence of article rows."""
        rows = [np.asarray(articles, np.int32) for articles in sets]
        starts = np.cumsum([0, *(len(articles) for articles in rows)], dtype=np.int64)
        return cls(np.concatenate([np.zeros(0, np.int32), *rows]), starts)

    @classmethod
    def with_each(cls, articles: IntVector, candidates: IntVector) -> "ArticleSets":
        """One set for each candidate, (c,): `articles`, (m,), and that candidate."""
        together = np.empty((len(candidates), len(articles) + 1), np.int32)
        together[:, :-1], together[:, -1] = articles, candidates
        starts = np.arange(len(candidates) + 1, dtype=np.int64) * together.shape[1]
        return cls(together.ravel(), starts)

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __getitem__(self, number: int) -> IntVector:
        """The articles of one set."""
        return self.articles[self.starts[number] : self.starts[number + 1]]

    @cached_property
    def sizes(self) -> NDArray[np.int64]:
        """(n,) how many articles each set has."""
        return np.diff(self.starts)

    @cached_property
    def owner(self) -> NDArray[np.int64]:
        """(l,) the set that each of `articles` belongs to."""
        return np.repeat(np.arange(len(self)), self.sizes)

    def part(self, start: int, stop: int) -> "ArticleSets":
        """The sets start..stop-1."""
        starts = self.starts[start : stop + 1]
        return ArticleSets(self.articles[starts[0] : starts[-1]], starts - starts[0])

    def parts(self, most: int) -> Iterator["ArticleSets"]:
        """All sets in their order, in parts of at most `most` articles; a larger set is a part of its own."""
        start = 0
        while start < len(self):
            stop = int(np.searchsorted(self.starts, self.starts[start] + most, side="right")) - 1
            stop = max(stop, start + 1)
            yield self.part(start, stop)
            start = stop

    def checked(self, articles: int, fewest: int) -> "ArticleSets":
        """The same sets, each in ascending order.

        articles: how many the catalogue has.
        fewest: the least size of a set.
        Raises QueryError that names the first set that is too small, has an unknown row, or has an article twice.
        """
        small = np.flatnonzero(self.sizes < fewest)
        if small.size:
            raise QueryError(
                f"Set {small[0]} has {_counted(int(self.sizes[small[0]]))}: give at least {_counted(fewest)}."
            )
        order = np.lexsort((self.articles, self.owner))
        rows = self.articles[order]
        unknown = np.flatnonzero((self.articles < 0) | (self.articles >= articles))
        if unknown.size:
            raise QueryError(
                f"Set {self.owner[unknown[0]]} has the article row {self.articles[unknown[0]]}: "
                f"this catalogue has rows 0 to {articles - 1:,}."
            )
        twice = np.flatnonzero((rows[1:] == rows[:-1]) & (self.owner[1:] == self.owner[:-1]))
        if twice.size:
            raise QueryError(
                f"Set {self.owner[twice[0]]} has the article row {rows[twice[0]]} twice: name each article once."
            )
        return ArticleSets(rows, self.starts)


def _counted(articles: int) -> str:
    return {0: "no article", 1: "one article"}.get(articles, f"{articles} articles")
