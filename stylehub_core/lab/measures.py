"""Every measure of a recommender's rankings at any k up to the kept depth, customer by customer."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from stylehub_core.arrays import FloatVector, IntMatrix
from stylehub_core.errors import QueryError
from stylehub_core.evaluation.beyond import coverage, gini, intra_list_diversity, novelty, popularity_bias
from stylehub_core.evaluation.bootstrap import Range, mean_ranges
from stylehub_core.evaluation.protocol import Round
from stylehub_core.evaluation.ranking import measures_at_k, recall_at_k


@dataclass(frozen=True, eq=False)
class Measures:
    """values: by measure, (customers,), NaN for a customer without a value.
    totals: by measure, of all lists together.
    """

    k: int
    values: dict[str, FloatVector]
    totals: dict[str, float]


def measures(ranked: IntMatrix, round_: Round, k: int) -> Measures:
    """Every measure of these rankings at k. ranked: (customers, depth).

    Diversity uses the raw text vectors, which are the same for every recommender.
    Raises QueryError for a k below 1 or beyond the depth.
    """
    shown, questions, world = ranked[:, : checked_k(k, ranked.shape[1])], round_.questions, round_.world
    articles, past = len(world.catalog), round_.past
    values = measures_at_k(shown, questions.relevant, k=k)
    for name, seen in (("recall_seen", True), ("recall_never_sold", False)):
        values[name] = recall_at_k(shown, questions.targets(seen=seen), k=k)
    values["novelty"] = novelty(shown, questions.buyers, customers=world.catalog.summary.customers)
    values["diversity"] = intra_list_diversity(shown, world.sentences)
    totals = {
        "coverage": coverage(shown, articles=articles),
        "gini": gini(shown, articles=articles),
        "popularity_bias": popularity_bias(shown, questions.buyers, owner=past.owner, article=past.article),
    }
    return Measures(k, values, totals)


def ranges(measured: Sequence[Measures]) -> list[dict[str, Range]]:
    """For each, by measure, the mean over customers with its range."""
    if not measured:
        return []
    names = list(measured[0].values)
    columns = np.stack([each.values[name] for each in measured for name in names], axis=1)
    flat = iter(mean_ranges(columns))
    return [{name: next(flat) for name in names} for _ in measured]


def checked_k(k: int, depth: int) -> int:
    """`k` itself. Raises QueryError if rankings of `depth` articles are too short for it."""
    if not 1 <= k <= depth:
        raise QueryError(f"k is {k}, but {depth} articles of each ranking are kept: give a number from 1 to {depth}.")
    return k
