"""Other articles in one's place: the next best that fits the rest, and the swap that helps an outfit most."""

from dataclasses import dataclass

import numpy as np

from stylehub_core.arrays import FloatVector, IntVector
from stylehub_core.outfits.article_sets import ArticleSets
from stylehub_core.outfits.compose import Composer

ROUND = 24
"""So many of the best articles take turns in a place; after the last comes the first again."""


@dataclass(frozen=True)
class Swap:
    """out, into: rows. gain: how much the outfit's score rises, above 0."""

    out: int
    into: int
    gain: float


def alternatives(composer: Composer, outfit: IntVector, row: int) -> IntVector:
    """The articles that may take the place of `row` in `outfit`, those that fit the rest best first.

    They depend on the rest alone, so they stay the same while their articles take turns.
    Raises QueryError if no look is built of such an article.
    """
    return composer.ranking(outfit[outfit != row], composer.roles_like(row))


def next_best(composer: Composer, outfit: IntVector, row: int) -> int | None:
    """The article that comes after `row` among the first ROUND alternatives, or the best if it is none of them.

    None if there is no other. Raises QueryError if no look is built of such an article.
    """
    products = composer.taste.products
    ranked = alternatives(composer, outfit, row)[:ROUND]
    own = np.flatnonzero(products[ranked] == products[row])
    following = np.roll(ranked, -int(own[0]) - 1) if len(own) else ranked
    others = following[products[following] != products[row]]
    return int(others[0]) if len(others) else None


def best_swap(composer: Composer, outfit: IntVector, kept: IntVector) -> Swap | None:
    """The swap of one article that raises the outfit's score most; None if none raises it.

    Each article is compared with the alternative that fits the rest best. kept: rows that stay.
    """
    pairs = []
    for row in outfit[~np.isin(outfit, kept)].tolist():
        if composer.taste.is_played(row):
            best = alternatives(composer, outfit, row)[:1]
            pairs += [(row, int(into)) for into in best if into != row]
    if not pairs:
        return None
    sets = [outfit, *(np.append(outfit[outfit != row], np.int32(into)) for row, into in pairs)]
    scores = scored(composer, sets)
    best_at = int(np.argmax(scores[1:]))
    gain = float(scores[1 + best_at] - scores[0])
    return Swap(*pairs[best_at], gain) if gain > 0 else None


def scored(composer: Composer, sets: list[IntVector]) -> FloatVector:
    """(n,) the scores of these sets for the composer's customer."""
    return composer.scorer.compatibility(ArticleSets.of(sets), np.full(len(sets), composer.customer, np.int32))
