"""Attribute queries in a model's own space, and as a search by model and words answers them."""

from typing import Any

import numpy as np

from stylehub_core.evaluation.attribute_queries import attribute_pairs, precision_at_12
from stylehub_core.evaluation.bootstrap import mean_range
from stylehub_core.search.opened_model import OpenedModel
from stylehub_core.search.query import first_then
from stylehub_core.search.recipe import DEPTH, SearchedCatalog, ranked

MOST_QUERIES = 400
_K = 12


def attribute_scores(searched: SearchedCatalog, model: OpenedModel) -> dict[str, Any] | None:
    """{queries, sampled, model, fused}: precision@12 with ranges; sampled: the number of queries to choose from.

    None if no pair of colour and product type has enough articles, or if the model takes no text.
    """
    pairs = attribute_pairs(searched.articles)
    if not pairs or "text" not in model.uses:
        return None
    chosen = np.sort(np.random.default_rng(0).permutation(len(pairs))[:MOST_QUERIES])
    queries = [pairs[row] for row in chosen]
    vectors = model.text_vectors([query.text for query in queries])
    scores, kinds = {}, searched.kinds(model)
    for name, words in (("model", False), ("fused", True)):
        rankings = []
        for query, vector in zip(queries, vectors, strict=True):
            ranking = ranked(searched, query.text, model.index, vector, DEPTH, words=words, kinds=kinds)
            rankings.append(first_then(ranking.exact, ranking.rows, _K))
        scores[name] = mean_range(precision_at_12(rankings, queries))
    return {"queries": len(queries), "sampled": len(pairs), **scores}
