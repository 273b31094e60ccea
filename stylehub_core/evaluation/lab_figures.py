"""All figures of one recommender's rankings: right, beyond right, and by slices, as JSON."""

import math
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import numpy as np

from stylehub_core.arrays import IntMatrix
from stylehub_core.evaluation.beyond import coverage, gini, intra_list_diversity, novelty, popularity_bias
from stylehub_core.evaluation.bootstrap import Range, mean_range
from stylehub_core.evaluation.protocol import Round
from stylehub_core.evaluation.ranking import (
    hit_rate_at_k,
    map_at_k,
    ndcg_at_k,
    precision_at_k,
    recall_at_k,
    reciprocal_rank_at_k,
)
from stylehub_core.evaluation.slices import (
    articles_by_group,
    articles_by_purchases,
    customers_by_age,
    customers_by_history,
    mean_by_customer,
    recall_by_article,
)

K = 12

MEASURES: dict[str, Callable[..., Any]] = {
    "recall": recall_at_k,
    "map": map_at_k,
    "ndcg": ndcg_at_k,
    "precision": precision_at_k,
    "hit_rate": hit_rate_at_k,
    "mrr": reciprocal_rank_at_k,
}


def figures(ranked: IntMatrix, asked: Round) -> dict[str, Any]:
    """Every measure at K. ranked: (customers, K or more).

    Diversity is of the raw text vectors, the same for every recommender. Figures without a range are of all lists.
    """
    questions, world, past, shown = asked.questions, asked.world, asked.past, ranked[:, :K]
    articles = len(world.catalog)
    found: dict[str, Any] = {
        name: mean_range(measure(shown, questions.relevant, k=K)) for name, measure in MEASURES.items()
    }
    for name, seen in (("recall_seen", True), ("recall_never_sold", False)):
        found[name] = mean_range(recall_at_k(shown, questions.targets(seen=seen), k=K))
    found["novelty"] = mean_range(novelty(shown, questions.buyers, customers=world.catalog.summary.customers))
    found["diversity"] = mean_range(intra_list_diversity(shown, world.sentences))
    found["coverage"] = coverage(shown, articles=articles)
    found["gini"] = gini(shown, articles=articles)
    found["popularity_bias"] = popularity_bias(shown, questions.buyers, place=past.place, article=past.article)
    return _plain({**found, "slices": _slices(shown, asked)})  # type: ignore[no-any-return]


def _slices(shown: IntMatrix, asked: Round) -> dict[str, dict[str, Range]]:
    questions, past, groups = asked.questions, asked.past, asked.world.articles["product_group_name"].astype(str)
    recall = recall_at_k(shown, questions.relevant, k=K)
    lines = np.bincount(past.place, minlength=len(past)).astype(np.int32)
    by_article = (articles_by_purchases(questions.pieces), articles_by_group(groups.to_list()))
    by_customer = (customers_by_history(lines), customers_by_age(past.age))
    return {
        **{one.by: recall_by_article(shown, questions.relevant, one, k=K) for one in by_article},
        **{one.by: mean_by_customer(recall, one) for one in by_customer},
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Range):
        return _plain(asdict(value))
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return None if isinstance(value, float) and not math.isfinite(value) else value
