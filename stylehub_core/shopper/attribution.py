"""Why an article is recommended: how much its score falls without a purchase, or without the words of the request.

This leave-one-out works for every recommender, since it needs nothing but scores.
"""

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from scipy import sparse

from stylehub_core.arrays import FloatMatrix, FloatVector, IntVector
from stylehub_core.histories import Histories
from stylehub_core.lab.serving import Serving
from stylehub_core.recommenders.blend import Blend, Blender
from stylehub_core.recommenders.near import variants
from stylehub_core.request import Request, Requests
from stylehub_core.search.by_product import Best, Products
from stylehub_core.search.hits import top
from stylehub_core.search.recipe import check_length

LATEST = 30
"""The latest distinct articles of a history, this many at most, are taken out one at a time."""

MATTERS = 0.1
"""A purchase is the reason for an article if the article loses at least this share of its score without it."""

BEST_SELLERS = 100

Because = Literal["itself", "colour", "purchase", "words", "together", "sells", "unknown"]
"""The kind of reason.

itself, colour, purchase: one purchase, of this article, of another colour of it, or of another product.
words: the words of the request.
together: the history as a whole, but no single purchase.
sells: not the history, and the article is a bestseller.
unknown: none of these.
"""


@dataclass(frozen=True)
class Reason:
    """Why one article is recommended.

    cause: the article row of the purchase that matters most, -1 if none does.
    share: the share of the score that is lost without that purchase; for 'words', without the words; for 'together',
    without the whole history.
    """

    because: Because
    cause: int = -1
    share: float = 0.0


@dataclass(frozen=True, eq=False)
class Explained:
    """A list with its reasons. rows: (k,) articles, best first; scores: (k,); reasons: one for each row.

    colours: for each row, the other articles of its product, the best first; empty unless products were asked for.
    """

    rows: IntVector
    scores: FloatVector
    reasons: tuple[Reason, ...]
    colours: tuple[tuple[int, ...], ...] = ()


def explained(
    serving: Serving, name: str, request: Request, k: int = 12, *, blended: bool = True, by_product: bool = False
) -> Explained:
    """The list of `serving.answer` for the request, with a reason for each article.

    by_product: whether it is of k products instead, each with the article that the recommender finds best.
    All scores come from one call of the recommender. Raises what `serving.answer` raises.
    """
    check_length(k)
    serving.check(name, request.fields)
    prepared = serving.prepared(name, blended=blended)
    return attributed(prepared.blender, prepared.blend_for(request.fields), request, k, by_product=by_product)


def attributed(blender: Blender, blend: Blend, request: Request, k: int, *, by_product: bool = False) -> Explained:
    """The k best articles for the request, or the best of each of k products, with a reason for each."""
    products = Products(blender.product)
    requests = Requests.of([request])
    bought, has_words = latest(requests.histories), bool(request.text)
    variations = _variations(requests.histories, bought, without_words=has_words)
    others = requests.others * (len(variations) - has_words)
    plain = blender.scorer.scores(Requests(variations, others + (replace(request, text=""),) * has_words))
    ranking, best = blender.best(requests, products.depth(k) if by_product else k, blend, plain[:1])
    kept = products.best(ranking[0], 0, k) if by_product else [Best(at) for at in range(len(ranking[0]))]
    at = [each.at for each in kept]
    rows = ranking[0][at]
    selling = blender.popularity.history_scores(requests.histories)[0]
    scores = _scores(blender, blend, variations, plain, rows) + blend.popular * selling[rows]
    full, lost = scores[0], scores[0] - scores[1:]
    share = lost / np.where(full != 0, np.abs(full), 1)
    of_words = share[-1] if has_words else np.zeros(len(rows), np.float32)
    of_history = share[: len(bought) + 1]  # the last row is without the whole history
    sells = np.isin(rows, top(selling[None], BEST_SELLERS)[0]) & (selling[rows] > 0)
    reasons = (
        _reason(of_history[:, rank], float(of_words[rank]), bought, blender.product, int(row), bool(sells[rank]))
        for rank, row in enumerate(rows)
    )
    return Explained(rows, best[0][at], tuple(reasons), tuple(each.colours for each in kept))


def latest(history: Histories) -> IntVector:
    """(m,) the distinct articles of the one history, latest first, LATEST at most."""
    order = np.argsort(history.ago, kind="stable")
    rows, first = np.unique(history.article[order], return_index=True)
    articles: IntVector = rows[np.argsort(first)][:LATEST].astype(np.int32)
    return articles


def _variations(history: Histories, bought: IntVector, *, without_words: bool) -> Histories:
    """m + 2 histories: the whole one, the one without each article of `bought` in turn, and an empty one.

    without_words: whether the whole one follows once more, for the request without its words.
    """
    whole = np.ones((1, len(history.article)), bool)
    again = whole[: int(without_words)]
    kept = np.concatenate([whole, history.article[None] != bought[:, None], ~whole, again])
    variation, line = np.nonzero(kept)
    count = len(kept)
    return Histories(
        np.repeat(history.customers, count),
        np.repeat(history.today, count),
        np.repeat(history.age, count),
        variation.astype(np.int32),
        history.article[line],
        history.day[line],
        history.pieces[line],
    )


def _scores(blender: Blender, blend: Blend, variations: Histories, plain: FloatMatrix, rows: IntVector) -> FloatMatrix:
    """(variations, k) blended scores of `rows`, without the blend's bestsellers.

    Each part is divided by its highest score with the whole history. Divided by the highest score of each variation,
    a loss that all articles share would not show.
    """
    scores = plain[:, rows] / _highest(plain[0])
    own = variations.matrix(blender.fading.weights(variations), plain.shape[1])
    if blend.own:
        scores = scores + blend.own * own[:, rows].toarray() / _highest(own[[0]])
    bought = np.unique(variations.article)
    if blend.variant and len(bought):
        others = own[:, bought] @ variants(blender.product, bought)
        scores = scores + blend.variant * others[:, rows].toarray() / _highest(others[[0]])
    return scores


def _highest(part: FloatVector | sparse.csr_array) -> float:
    highest = float(part.max())
    return highest if highest > 0 else 1.0


def _reason(
    share: FloatVector, of_words: float, bought: IntVector, product: IntVector, row: int, sells: bool
) -> Reason:
    """The reason for the article `row`.

    share: (m + 1,) the share of its score that is lost without each article of `bought`, and without all of them.
    of_words: the share that is lost without the words.
    """
    strongest = int(np.argmax(share[:-1])) if len(bought) else -1
    if of_words >= max(MATTERS, float(share[strongest]) if strongest >= 0 else 0.0):
        return Reason("words", share=of_words)
    if strongest >= 0 and share[strongest] >= MATTERS:
        cause = int(bought[strongest])
        same: Because = "itself" if cause == row else "colour" if product[cause] == product[row] else "purchase"
        return Reason(same, cause, float(share[strongest]))
    if share[-1] >= MATTERS:
        return Reason("together", share=float(share[-1]))
    return Reason("sells") if sells else Reason("unknown")
