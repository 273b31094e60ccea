"""Triplets of articles: an anchor, one that is worn with it, and one of the same product type that is not."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from stylehub_core.arrays import FloatMatrix, FloatVector, IntMatrix, IntVector
from stylehub_core.errors import TooLittleDataError

_ROUNDS = 8  # of drawing, before triplets repeat


@dataclass(frozen=True, eq=False)
class OutfitArticles:
    """p articles with a picture. slots, types: (p,). unlabelled: numbers of those that are in no labelled outfit."""

    slots: IntVector
    types: IntVector
    unlabelled: IntVector


class OutfitTriplets:
    """Draws triplets from outfits. The anchor is drawn evenly among the articles of all outfits."""

    def __init__(self, articles: IntVector, starts: NDArray[np.int64], types: IntVector, odds: FloatVector) -> None:
        """articles, starts: the outfits, each of two articles or more, one after another as in ArticleSets.

        types: (p,) the product type of every article. odds: (p,) above 0; how often each is drawn as the wrong one.
        """
        self._articles, self._starts, self._sizes = articles.astype(np.int64), starts, np.diff(starts)
        self._owner = np.repeat(np.arange(len(self._sizes)), self._sizes)
        self._types, self._count = types, len(types)
        self._worn = np.sort(self._owner * self._count + self._articles)
        self._by_type = np.argsort(types, kind="stable")
        self._cumulated = np.concatenate([[0.0], np.cumsum(odds[self._by_type], dtype=np.float64)])
        self._ends = np.concatenate([[0], np.cumsum(np.bincount(types))])

    def draw(self, count: int, rng: np.random.Generator) -> IntMatrix:
        """(count, 3) anchor, positive and negative. The negative is of the positive's type, and not in the outfit.

        Raises TooLittleDataError if no article can be told from another of its type.
        """
        found: list[IntMatrix] = []
        for _ in range(_ROUNDS):
            if sum(map(len, found)) >= count:
                break
            found.append(self._some(count, rng))
        every = np.concatenate(found)
        if not len(every):
            raise TooLittleDataError(
                "None of the articles in these outfits can be told from another of its product type: add articles."
            )
        return np.resize(every, (count, 3))

    def _some(self, count: int, rng: np.random.Generator) -> IntMatrix:
        """Up to `count` triplets."""
        anchor = rng.integers(len(self._articles), size=count)
        owner = self._owner[anchor]
        start, size = self._starts[owner], self._sizes[owner]
        positive = start + (anchor - start + rng.integers(1, size)) % size
        right = self._articles[positive]
        wrong = self._of_type(self._types[right], rng)
        keys = owner * self._count + wrong
        outside = self._worn[np.minimum(np.searchsorted(self._worn, keys), len(self._worn) - 1)] != keys
        triplets = np.stack([self._articles[anchor], right, wrong], axis=1)
        return np.asarray(triplets[outside], np.int32)

    def _of_type(self, types: IntVector, rng: np.random.Generator) -> NDArray[np.int64]:
        """One article of each of these types, drawn by its odds."""
        first, end = self._ends[types], self._ends[types + 1]
        low, high = self._cumulated[first], self._cumulated[end]
        at = np.searchsorted(self._cumulated, low + rng.random(len(types)) * (high - low), side="right") - 1
        drawn: NDArray[np.int64] = self._by_type[np.clip(at, first, end - 1)]
        return drawn


def nearest_of_type(vectors: FloatMatrix, wanted: NDArray[Any], among: IntVector, types: IntVector) -> IntVector:
    """(w,) for each of the `wanted`, (w,), the nearest other article of its type `among` these; -1 if there is none.

    vectors: (p, d) unit rows. types: (p,).
    """
    nearest = np.full(len(wanted), -1, np.int32)
    for kind in np.unique(types[wanted]):
        mine, others = np.flatnonzero(types[wanted] == kind), among[types[among] == kind]
        if not len(others):
            continue
        cosines = vectors[wanted[mine]] @ vectors[others].T
        cosines[wanted[mine][:, None] == others[None, :]] = -np.inf
        best = cosines.argmax(axis=1)
        known = np.isfinite(cosines[np.arange(len(mine)), best])
        nearest[mine[known]] = others[best[known]]
    return nearest


def pseudo_triplets(
    vectors: FloatMatrix, triplets: IntMatrix, unlabelled: IntVector, types: IntVector
) -> tuple[IntMatrix, NDArray[np.bool_]]:
    """((n, 3), (n,)) each article replaced by the nearest unlabelled one of its type, and whether all three have one.

    Revanur et al. 2021, section 3.2: an article that looks like one of an outfit goes with what looks like the others.
    vectors: (p, d) unit rows of the current network. unlabelled: articles of no labelled outfit.
    """
    distinct, place = np.unique(triplets, return_inverse=True)
    replaced = nearest_of_type(vectors, distinct, unlabelled, types)[place].reshape(triplets.shape)
    # Two different articles may have the same neighbour: then nothing is right or wrong.
    usable = (replaced >= 0).all(axis=1) & (replaced[:, 1] != replaced[:, 2]) & (replaced[:, 0] != replaced[:, 1])
    return replaced, usable
