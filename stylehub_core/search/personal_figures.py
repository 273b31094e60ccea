"""Figures of all articles for one request of one customer: words, look, history and sales."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from stylehub_core.arrays import FloatMatrix, FloatVector, IntVector
from stylehub_core.histories import Fading, Histories
from stylehub_core.search.lexical import LexicalIndex, Matching
from stylehub_core.search.recent_sales import RecentSales

Source = Literal["words", "look", "history", "sales"]
"""What can speak for an article."""

LATEST = 40
"""The latest purchases that an article is compared with."""
_FADING = Fading(day_fade=0.9, half_after=60.0)
_LED = 0.1  # temperature of the attention that the request leads over the history

MORE_IF_MATCHING = frozenset({"next purchase", "product ever", "sold around in 45 days"})
"""Figures that count once more for articles that match the request."""
_MATCHES = 0.9  # the share of a request from which an article matches, beside those that match the most

SOURCES: tuple[Source, ...] = ("words", "look", "history", "sales")
Figure = tuple[Source, str, FloatVector]


@dataclass(frozen=True, eq=False)
class Asked:
    """One request of one customer.

    cosines: (articles,) of the text in the model's space.
    text: (d,) the text's vector in the space of `Goods.texts`.
    next_purchase: (articles,) log scores for this history, and `anyone`: the same without one.
    """

    text: str
    vector: FloatVector
    cosines: FloatVector
    history: Histories
    next_purchase: FloatVector
    anyone: FloatVector


@dataclass(frozen=True, eq=False)
class Goods:
    """What is known of the articles.

    texts: (articles, d) unit rows of their texts.
    looks: (articles, l) unit rows of their pictures, zeros for an article without one; None if there are no pictures.
    """

    lexical: LexicalIndex
    texts: FloatMatrix
    looks: FloatMatrix | None
    sales: RecentSales

    def __len__(self) -> int:
        return len(self.texts)


def figures(goods: Goods, asked: Asked) -> Iterator[Figure]:
    """(source, name, (articles,) figures), always the same in the same order."""
    matching = goods.lexical.matching(asked.text)
    match = _match(matching)
    best = _best(match)
    matches = np.maximum(best, match >= _MATCHES)
    yield from _of_words(goods, asked, matching, match, best)
    for source, name, values in (*_of_history(goods, asked), *_of_sales(goods, asked)):
        yield source, name, values
        if name in MORE_IF_MATCHING:
            yield source, f"{name}, if it matches", matches * values


def _match(matching: Matching) -> FloatVector:
    """(articles,) the share of what the request says that an article has."""
    parts = [part for part, known in ((matching.attributes, matching.named), (matching.others, matching.free)) if known]
    return np.mean(parts, axis=0, dtype=np.float32) if parts else np.zeros_like(matching.attributes)


def _best(match: FloatVector) -> FloatVector:
    """(articles,) 1 for those that match the most, if any match."""
    best = match.max(initial=0)
    return _float(np.asarray(match >= max(float(best), 1e-4) - 1e-4)) * np.float32(best > 0)


def _of_words(
    goods: Goods, asked: Asked, matching: Matching, match: FloatVector, best: FloatVector
) -> Iterator[Figure]:
    lexical = goods.lexical.scores(asked.text)
    yield "words", "attributes", matching.attributes
    yield "words", "others", matching.others
    for least in (0.5, 0.75, 0.9, 0.97):
        yield "words", f"match of {least:g}", _float(np.asarray(match >= least))
    yield "words", "best match", best
    yield "words", "word score", standard(lexical)
    yield "words", "word score of the best", _float(lexical / max(float(lexical.max()), 1e-6))
    yield "words", "meaning", standard(asked.cosines)
    yield "words", "meaning, squared", np.square(np.maximum(standard(asked.cosines), 0))


def _of_history(goods: Goods, asked: Asked) -> Iterator[Figure]:
    history, count = asked.history, len(goods)
    order = np.argsort(history.ago, kind="stable")[:LATEST]
    bought, faded = history.article[order], _FADING.weights(history)
    yield "history", "next purchase", asked.next_purchase - asked.anyone
    own = np.zeros(count, np.float32)
    np.add.at(own, history.article, faded)
    product = np.zeros(int(goods.sales.product.max(initial=0)) + 1, np.float32)
    np.add.at(product, goods.sales.product[history.article], faded)
    yield "history", "own", np.sqrt(own)
    yield "history", "own ever", _float(own > 0)
    yield "history", "product", np.sqrt(product[goods.sales.product])
    yield "history", "product ever", _float(product[goods.sales.product] > 0)
    lead = goods.texts[bought] @ asked.vector
    led = np.exp((lead - lead.max(initial=0)) / _LED) * faded[order]
    yield from _likeness("history", "text", goods.texts, bought, faded[order], led)
    if goods.looks is not None:
        yield from _likeness("look", "look", goods.looks, bought, faded[order], led)


def _likeness(
    source: Source, name: str, vectors: FloatMatrix, bought: IntVector, faded: FloatVector, led: FloatVector
) -> Iterator[Figure]:
    """Cosines with the history: the highest, the mean, and the mean where the request leads the attention."""
    if not len(bought):
        for kind in ("nearest", "mean", "led"):
            yield source, f"{name}, {kind}", np.zeros(len(vectors), np.float32)
        return
    similar = vectors[bought] @ vectors.T
    yield source, f"{name}, nearest", similar.max(axis=0)
    yield source, f"{name}, mean", _float(faded / faded.sum()) @ similar
    yield source, f"{name}, led", _float(led / max(float(led.sum()), 1e-9)) @ similar


def _of_sales(goods: Goods, asked: Asked) -> Iterator[Figure]:
    yield "sales", "season", asked.anyone
    for name, values in goods.sales.figures(int(asked.history.today[0])).items():
        yield "sales", name, values


def standard(values: np.ndarray) -> np.ndarray:
    """The values with mean 0 and deviation 1, in each row if there are rows."""
    return _float((values - values.mean(axis=-1, keepdims=True)) / (values.std(axis=-1, keepdims=True) + 1e-9))


def _float(values: np.ndarray) -> FloatVector:
    return np.asarray(values, dtype=np.float32)
