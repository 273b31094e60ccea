"""Attribute queries through a model's own space, and fused with the word index as a search does it."""

from functools import lru_cache
from typing import Any

import numpy as np

from stylehub_core.arrays import FloatMatrix, IntVector
from stylehub_core.catalog.catalog import Catalog
from stylehub_core.evaluation.attribute_queries import attribute_pairs, precision_at_12
from stylehub_core.evaluation.bootstrap import mean_range
from stylehub_core.features.article_text import clean
from stylehub_core.features.text_encoder import TextEncoder
from stylehub_core.models.saved import SavedModel
from stylehub_core.models.text_tower import through
from stylehub_core.search.index import VectorIndex
from stylehub_core.search.lexical import LexicalIndex
from stylehub_core.search.query import fuse, lexical_weight

MOST_QUERIES = 400
DEPTH = 300
"""Results of each ranking that are fused, as in hub.Hub.search."""
_K = 12


def attribute_scores(saved: SavedModel, catalog: Catalog, encoder: TextEncoder) -> dict[str, Any] | None:
    """{queries, sampled, model, fused}: precision@12 with ranges; sampled: how many queries there were to choose from.

    None where no colour and product type have enough articles.
    """
    pairs = attribute_pairs(catalog.articles)
    if not pairs:
        return None
    chosen = np.sort(np.random.default_rng(0).permutation(len(pairs))[:MOST_QUERIES])
    asked = [pairs[at] for at in chosen]
    hits = VectorIndex.build(np.asarray(saved.vectors)).search(
        _embedded([p.text for p in asked], saved, encoder), DEPTH
    )
    dense = [hits.of(place)[0] for place in range(len(asked))]
    fused = [
        fuse([(rows, 1.0), words], _K)[0]
        for rows, words in zip(dense, _by_words(catalog, tuple(pair.text for pair in asked)), strict=True)
    ]
    return {
        "queries": len(asked),
        "sampled": len(pairs),
        "model": mean_range(precision_at_12(dense, asked)),
        "fused": mean_range(precision_at_12(fused, asked)),
    }


def _embedded(texts: list[str], saved: SavedModel, encoder: TextEncoder) -> FloatMatrix:
    """(texts, d) as SavedModel.embed, but all at once: one by one they take 100 times as long on a busy machine."""
    words = [clean(text) or text for text in texts] if saved.text_form == "paper" else texts
    vectors = encoder.encode(words)
    return vectors if saved.text_tower is None else through(saved.text_tower, vectors)


@lru_cache(maxsize=1)
def _by_words(catalog: Catalog, texts: tuple[str, ...]) -> tuple[tuple[IntVector, float], ...]:
    """The word index's ranking of every text and its weight in the fusion; the same for all models."""
    index = LexicalIndex.build(catalog.articles)
    return tuple((index.search(text, DEPTH).of()[0], lexical_weight(index.coverage(text))) for text in texts)
