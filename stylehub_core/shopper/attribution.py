"""Why an article is recommended: how much its score falls when a purchase is taken out of the history.

It asks nothing but the recommender, whichever it is: leave-one-out.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy import sparse

from stylehub_core.arrays import FloatMatrix, FloatVector, IntVector
from stylehub_core.errors import QueryError
from stylehub_core.histories import Histories
from stylehub_core.lab.serving import Serving
from stylehub_core.recommenders.blend import Blend, Blender
from stylehub_core.recommenders.near import variants
from stylehub_core.request import Request, Requests
from stylehub_core.search.hits import top
from stylehub_core.search.recipe import LARGEST_K

LATEST = 30
"""Distinct articles of a history, the latest, that are taken out one at a time."""

MATTERS = 0.1
"""Share of its score that an article must lose without a purchase for that purchase to be its reason."""

BEST_SELLERS = 100

Because = Literal["itself", "colour", "purchase", "together", "sells", "unknown"]
"""itself, colour, purchase: one purchase, which is the article, another colour of it, or another product; together:
the history, but no purchase alone; sells: not the history, and it is a best seller; unknown: none of these.
"""


@dataclass(frozen=True)
class Reason:
    """cause: the row of the purchase that matters most, -1 where none does; share: of the score, lost without it
    (for `together` without any purchase).
    """

    because: Because
    cause: int = -1
    share: float = 0.0


@dataclass(frozen=True, eq=False)
class Explained:
    """rows: (k,) articles, best first; scores: (k,); reasons: one a row."""

    rows: IntVector
    scores: FloatVector
    reasons: tuple[Reason, ...]


def explained(serving: Serving, name: str, request: Request, k: int = 12, *, blended: bool = True) -> Explained:
    """What `serving.answer` gives for the request, with the reason of each, from one call of the recommender.

    Raises what `serving.answer` raises.
    """
    if not 1 <= k <= LARGEST_K:
        raise QueryError(f"{k} articles were asked for: give a number from 1 to {LARGEST_K:,}.")
    return attributed(serving.blender(name), serving.blend(name) if blended else Blend(), request, k)


def attributed(blender: Blender, blend: Blend, request: Request, k: int) -> Explained:
    """The k best articles for the request, with the reason of each."""
    requests = Requests.of([request])
    bought = latest(requests.histories)
    varied = _variations(requests.histories, bought)
    plain = blender.scorer.scores(Requests(varied, requests.others * len(varied)))
    found, best = blender.best(requests, k, blend, plain[:1])
    rows = found[0]
    selling = blender.popularity.history_scores(requests.histories)[0]
    scores = _scores(blender, blend, varied, plain, rows) + blend.popular * selling[rows]
    full, lost = scores[0], scores[0] - scores[1:]  # the last line of `lost` is without any purchase
    share = lost / np.where(full != 0, np.abs(full), 1)
    codes = blender.articles["product_code"].to_numpy()
    sells = np.isin(rows, top(selling[None], BEST_SELLERS)[0]) & (selling[rows] > 0)
    reasons = (_reason(share[:, at], bought, codes, int(row), bool(sells[at])) for at, row in enumerate(rows))
    return Explained(rows, best[0], tuple(reasons))


def latest(asked: Histories) -> IntVector:
    """(m,) the distinct articles of the one history, the latest first, LATEST at most."""
    order = np.argsort(asked.ago, kind="stable")
    rows, first = np.unique(asked.article[order], return_index=True)
    found: IntVector = rows[np.argsort(first)][:LATEST].astype(np.int32)
    return found


def _variations(asked: Histories, bought: IntVector) -> Histories:
    """The history; then without each article of `bought`, in order; then without all of it."""
    whole = np.ones((1, len(asked.article)), bool)
    kept = np.concatenate([whole, asked.article[None] != bought[:, None], ~whole])
    place, line = np.nonzero(kept)
    count = len(kept)
    return Histories(
        np.repeat(asked.customers, count),
        np.repeat(asked.today, count),
        np.repeat(asked.age, count),
        place.astype(np.int32),
        asked.article[line],
        asked.day[line],
        asked.pieces[line],
    )


def _scores(blender: Blender, blend: Blend, varied: Histories, plain: FloatMatrix, rows: IntVector) -> FloatMatrix:
    """(variations, k) scores of `rows` without what sells, each part in units of its highest in the first variation.

    Were each variation in units of its own highest score, what all articles lose alike would not show.
    """
    found = plain[:, rows] / _highest(plain[0])
    own = varied.matrix(blender.fading.weights(varied), plain.shape[1])
    if blend.own:
        found = found + blend.own * own[:, rows].toarray() / _highest(own[[0]])
    bought = np.unique(varied.article)
    if blend.variant and len(bought):
        others = own[:, bought] @ variants(blender.articles, bought)
        found = found + blend.variant * others[:, rows].toarray() / _highest(others[[0]])
    return found


def _highest(part: FloatVector | sparse.csr_array) -> float:
    highest = float(part.max())
    return highest if highest > 0 else 1.0


def _reason(share: FloatVector, bought: IntVector, codes: np.ndarray, row: int, sells: bool) -> Reason:
    """share: (m + 1,) of the article's score that is lost without each purchase, and without all."""
    strongest = int(np.argmax(share[:-1])) if len(bought) else -1
    if strongest >= 0 and share[strongest] >= MATTERS:
        cause = int(bought[strongest])
        same: Because = "itself" if cause == row else "colour" if codes[cause] == codes[row] else "purchase"
        return Reason(same, cause, float(share[strongest]))
    if share[-1] >= MATTERS:
        return Reason("together", share=float(share[-1]))
    return Reason("sells") if sells else Reason("unknown")
