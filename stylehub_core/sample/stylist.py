"""The stylist's rules: how well the articles of a look go together, as a sum of weighted parts.

A look here is a set of articles that are worn together. Each part is between 0 and 1, and 1 is good.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from .look_traits import ROLES, WEARERS, LookTraits, Role
from .palette import PALETTE_NAMES

BoolMatrix = NDArray[np.bool_]
FloatMatrix = NDArray[np.float64]
FloatVector = NDArray[np.float64]
IntMatrix = NDArray[np.int64]
Array = NDArray[np.float64]

WEIGHTS: Mapping[str, float] = {
    "wearer": 14.0,  # all are for one wearer
    "palette": 26.0,  # the moods of the colours agree, and at most so many are vivid
    "formality": 20.0,  # no trainers with a blazer
    "season": 16.0,  # no sandals with a wool coat
    "volume": 12.0,  # a loose piece with a slim one
    "statement": 16.0,  # one loud piece at most
    "occasion": 7.0,  # the hidden style agrees
}
"""The parts of a score, and their weights in log units: looks are drawn with odds of exp(score)."""
PARTS: tuple[str, ...] = tuple(WEIGHTS)

_NEUTRAL_SUITS = 0.4  # how well a neutral colour suits any other
_CLASH, _SUIT = 0.2, 0.8  # moods that agree less clash, and that agree more suit each other
_STYLES_CLASH, _STYLES_SUIT = -0.1, 0.5
_VIVID_ALLOWED, _VIVID_COST = 1.5, 0.5
_FORMALITY_FREE, _FORMALITY_SPAN = 1.0, 1.3
_WARMTH_FREE, _WARMTH_SPAN = 1.2, 1.5
_SECOND_STATEMENT = 0.9
_BALANCED = 0.2, 1.2
_NOTHING_TO_BALANCE = 0.75
_A_FURTHER_ARTICLE = 1.8  # what a look of more articles loses, so that looks of all sizes compare


def look_score(traits: LookTraits, rows: Sequence[int]) -> float:
    """The rules' score of one look; higher is better.

    rows: two or more article rows, in any order. Raises ValueError for fewer.
    """
    if len(rows) < 2:
        raise ValueError(f"look: {len(rows)} article(s) cannot go together; give two or more.")
    return float(look_scores(traits, np.array([rows]))[0])


def look_scores(traits: LookTraits, looks: IntMatrix) -> FloatVector:
    """(n,) the score of each look. looks: (n, most) article rows, and -1 in free places."""
    return weighed(look_parts(traits, looks), looks)


def weighed(parts: FloatMatrix, looks: IntMatrix) -> FloatVector:
    """(n,) the score from the parts of each look."""
    allowance = _A_FURTHER_ARTICLE * ((looks >= 0).sum(axis=1) - 2)
    return np.asarray(parts @ np.array([WEIGHTS[name] for name in PARTS]) + allowance)


def weakest(traits: LookTraits, rows: Sequence[int]) -> int:
    """The article row that fits the rest least: without it, the score is best.

    Of two articles, neither fits the other; the first one is returned.
    """
    look_score(traits, rows)  # refuses a single article
    if len(rows) == 2:
        return int(rows[0])
    without = np.array([[*rows[:i], *rows[i + 1 :]] for i in range(len(rows))])
    return int(rows[int(np.argmax(look_scores(traits, without)))])


def look_parts(traits: LookTraits, looks: IntMatrix) -> FloatMatrix:
    """(n, PARTS) the parts of each look's score. looks: (n, most) article rows, and -1 in free places."""
    rows = np.ascontiguousarray(looks.T)  # (most, n): numpy is fast where it sums over long rows
    worn = rows >= 0
    loud = np.where(worn, traits.loudness[rows], 0.0)
    seasonal = worn & ~np.isnan(traits.warmth)[rows]
    return np.stack(
        [
            _wearer(traits, rows, worn),
            _palette(traits, rows, worn),
            _within(traits.formality[rows], worn, _FORMALITY_FREE, _FORMALITY_SPAN),
            _within(traits.warmth[rows], seasonal, _WARMTH_FREE, _WARMTH_SPAN),
            _volume(traits, rows, worn),
            1.0 - np.minimum((loud.sum(axis=0) - loud.max(axis=0)) / _SECOND_STATEMENT, 1.0),
            _harmony(_between(_dots(traits.occasion[rows]), _STYLES_CLASH, _STYLES_SUIT), worn),
        ],
        axis=1,
    )


def _wearer(traits: LookTraits, rows: IntMatrix, worn: BoolMatrix) -> FloatVector:
    """(n,) 1 if all articles are for one wearer, otherwise 0."""
    wearer = traits.wearer[rows]
    lowest = np.where(worn, wearer, len(WEARERS)).min(axis=0)
    return np.asarray(lowest == np.where(worn, wearer, -1).max(axis=0), dtype=np.float64)


def _palette(traits: LookTraits, rows: IntMatrix, worn: BoolMatrix) -> FloatVector:
    """Colours suit each other to the degree that their moods agree; neutral ones suit others in part."""
    mood = traits.mood[rows]
    neutral = _NEUTRAL_SUITS * mood[:, :, PALETTE_NAMES.index("neutral")]
    suits = np.maximum(_dots(mood), np.maximum(neutral[:, None], neutral[None, :]))
    vivid = np.where(worn, mood[:, :, PALETTE_NAMES.index("vivid")], 0.0).sum(axis=0)
    excess = np.maximum(vivid - _VIVID_ALLOWED, 0.0)
    return np.asarray(_harmony(_between(suits, _CLASH, _SUIT), worn) - _VIVID_COST * excess)


def _between(values: Array, low: float, high: float) -> Array:
    """0 up to `low`, 1 from `high` on, and a line between."""
    return np.clip((values - low) / (high - low), 0.0, 1.0)


def _dots(vectors: Array) -> Array:
    """(most, most, n) the dot products of each look's vectors (most, n, d)."""
    looks = vectors.transpose(1, 0, 2)
    return np.ascontiguousarray((looks @ looks.transpose(0, 2, 1)).transpose(1, 2, 0))


def _harmony(suits: Array, worn: BoolMatrix) -> FloatVector:
    """(n,) half the mean over a look's articles of how well each suits the others, and half the least of them."""
    pairs = worn[:, None] & worn[None, :] & ~np.eye(len(worn), dtype=bool)[:, :, None]
    count = worn.sum(axis=0)
    each = (suits * pairs).sum(axis=1) / np.maximum(count - 1, 1)
    mean = (each * worn).sum(axis=0) / np.maximum(count, 1)
    return np.asarray(0.5 * mean + 0.5 * np.where(worn, each, np.inf).min(axis=0))


def _within(values: FloatMatrix, counts: BoolMatrix, free: float, span: float) -> FloatVector:
    """(n,) 1 if a look's values lie within `free` of each other, falling to 0 when they are `span` further apart."""
    spread = np.where(counts, values, -np.inf).max(axis=0) - np.where(counts, values, np.inf).min(axis=0)
    return np.asarray(1.0 - _between(np.where(counts.any(axis=0), spread, 0.0), free, free + span))


def _volume(traits: LookTraits, rows: IntMatrix, worn: BoolMatrix) -> FloatVector:
    """(n,) 1 if the upper part and the lower part balance; loose with loose costs twice as much as slim with slim."""
    upper, has_upper = _mean_volume(traits, rows, worn, (Role.UPPER, Role.OUTER))
    lower, has_lower = _mean_volume(traits, rows, worn, (Role.LOWER, Role.FULL))
    both = upper + lower
    balance = 1.0 - _between(np.where(both > 0, both, -both / 2), *_BALANCED)
    return np.where(has_upper & has_lower, balance, _NOTHING_TO_BALANCE)


def _mean_volume(
    traits: LookTraits, rows: IntMatrix, worn: BoolMatrix, roles: tuple[Role, ...]
) -> tuple[FloatVector, NDArray[np.bool_]]:
    """(n,) the mean volume of each look's articles in these roles, and whether it has any."""
    these = worn & np.isin(np.arange(len(ROLES)), [ROLES.index(role) for role in roles])[traits.role[rows]]
    count = these.sum(axis=0)
    return np.where(these, traits.volume[rows], 0.0).sum(axis=0) / np.maximum(count, 1), count > 0
