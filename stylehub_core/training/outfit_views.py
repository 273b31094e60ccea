"""Views of an outfit that still show the same outfit: an article erased, or replaced by a similar one.

Kim et al. 2021 call these two augmentations erase and replace.
"""

import numpy as np

from stylehub_core.arrays import FloatMatrix, IntMatrix, IntVector, unit

_CHUNK = 2048  # articles that are compared with all others of their type at a time


def erased(outfits: IntMatrix, rng: np.random.Generator) -> IntMatrix:
    """(n, w) each outfit without one of its articles, drawn at random; an outfit of two articles stays whole.

    outfits: (n, w) rows, -1 for padding at the end.
    """
    sizes = (outfits >= 0).sum(axis=1)
    views = outfits.copy()
    many = np.flatnonzero(sizes > 2)
    place = rng.integers(0, sizes[many])
    last = sizes[many] - 1
    views[many, place] = outfits[many, last]  # the order does not matter
    views[many, last] = -1
    return views


def replaced(outfits: IntMatrix, similar: IntMatrix, rng: np.random.Generator) -> IntMatrix:
    """(n, w) each outfit with one of its articles replaced by a similar one that it does not have.

    outfits: (n, w) rows, -1 for padding at the end. similar: (articles, s) rows, -1 for padding.
    An outfit stays whole if the article drawn has no similar one, or if the outfit has the one drawn.
    """
    sizes = (outfits >= 0).sum(axis=1)
    numbers, place = np.arange(len(outfits)), rng.integers(0, sizes)
    choices = similar[outfits[numbers, place]]
    known = (choices >= 0).sum(axis=1)
    drawn = choices[numbers, rng.integers(0, np.maximum(known, 1))]
    usable = (drawn >= 0) & ~(outfits == drawn[:, None]).any(axis=1)
    views = outfits.copy()
    views[numbers[usable], place[usable]] = drawn[usable]
    return views


def similar_articles(vectors: FloatMatrix, types: IntVector, asked: IntVector, count: int) -> IntMatrix:
    """(articles, count) for each article of `asked`, (a,), the nearest others of its type, nearest first.

    -1 where a type has fewer others, and for articles that are not asked for. vectors: (articles, d). types:
    (articles,).
    """
    similar = np.full((len(types), count), -1, np.int32)
    for kind in np.unique(types[asked]).tolist():
        of_type = np.flatnonzero(types == kind).astype(np.int32)
        known, some = unit(vectors[of_type]), asked[types[asked] == kind]
        width = min(count, len(of_type) - 1)
        for start in range(0, len(some) if width else 0, _CHUNK):
            rows = some[start : start + _CHUNK]
            cosines = unit(vectors[rows]) @ known.T
            cosines[rows[:, None] == of_type[None, :]] = -np.inf
            similar[rows, :width] = of_type[np.argsort(-cosines, axis=1, kind="stable")[:, :width]]
    return similar
