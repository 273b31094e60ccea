"""Do articles that are bought together after the cut lie closer than others? Distances, AUC and histograms."""

from dataclasses import dataclass

import numpy as np

from stylehub_core.arrays import FloatMatrix, FloatVector, IntMatrix
from stylehub_core.evaluation.bootstrap import Range, mean_range
from stylehub_core.evaluation.held_out_pairs import CustomerPairs
from stylehub_core.pairs.transactional import negative_pairs
from stylehub_core.training.collapse import auc, pair_distances

MOST_PAIRS = 20_000
BIN = 0.025
"""Width of a histogram's bars in cosine distance; the same for all models, so that histograms can be overlaid."""


@dataclass(frozen=True, eq=False)
class PairTask:
    """The pairs on which every model is judged; the negatives begin with the same articles as the positives.

    uniform: the other article is any article of the catalogue.
    popular: the other article is drawn from those of the test pairs, so that popularity gives nothing away.
    No negative is a co-purchase before or after the cut, so a small catalogue may have fewer negatives than positives,
    or none.
    """

    test: CustomerPairs
    train: IntMatrix
    uniform: IntMatrix
    popular: IntMatrix
    train_uniform: IntMatrix


@dataclass(frozen=True)
class Histogram:
    """edges: (bars + 1) cosine distances; the others: (bars) shares of the pairs, adding up to 1."""

    edges: tuple[float, ...]
    positive: tuple[float, ...]
    negative: tuple[float, ...]
    train_positive: tuple[float, ...]


@dataclass(frozen=True)
class HeldOutSeparation:
    """Mean cosine distances, and AUCs: the probability that a co-purchase is the closer pair, with ranges over
    customers.

    A figure is NaN if there are no pairs of its kind.
    """

    pairs: int
    train_positive: float
    test_positive: float
    negative: float
    popular_negative: float
    auc: Range
    auc_popular: Range
    train_auc: float
    histogram: Histogram


def pair_task(train: CustomerPairs, test: CustomerPairs, articles: int, seed: int = 0) -> PairTask:
    """At most MOST_PAIRS pairs of each kind, and their negatives."""
    known = np.concatenate([train.rows, test.rows])
    tested, trained = test.sample(MOST_PAIRS, seed), train.sample(MOST_PAIRS, seed + 1)
    rng = np.random.default_rng(seed + 2)
    pool = np.ascontiguousarray(test.rows.ravel()) if len(test) else None

    def against(rows: IntMatrix, popular: bool = False) -> IntMatrix:
        return negative_pairs(rows, articles, rng, known=known, pool=pool if popular else None)

    return PairTask(
        tested,
        trained.rows,
        against(tested.rows),
        against(tested.rows, popular=True),
        against(trained.rows),
    )


def held_out_separation(vectors: FloatMatrix, task: PairTask) -> HeldOutSeparation:
    """The task measured in a space of unit rows, (articles, d)."""
    test, train, uniform, popular, train_uniform = (
        pair_distances(vectors, pairs)
        for pairs in (task.test.rows, task.train, task.uniform, task.popular, task.train_uniform)
    )
    customers = task.test.customers
    return HeldOutSeparation(
        pairs=len(test),
        train_positive=_mean(train),
        test_positive=_mean(test),
        negative=_mean(uniform),
        popular_negative=_mean(popular),
        auc=mean_range(placements(test, uniform), groups=customers),
        auc_popular=mean_range(placements(test, popular), groups=customers),
        train_auc=auc(train, train_uniform),
        histogram=histogram(test, uniform, train),
    )


def placements(positive: FloatVector, negative: FloatVector) -> FloatVector:
    """(positives,) share of the negative distances above each positive one, ties counting half; the mean is the AUC.

    DeLong, DeLong and Clarke-Pearson 1988, eq. 3: this makes the AUC a mean, which can be resampled.
    """
    if not len(negative):
        return np.full(len(positive), np.nan, dtype=np.float32)
    ordered = np.sort(negative)
    above = len(ordered) - np.searchsorted(ordered, positive, side="right")
    tied = len(ordered) - np.searchsorted(ordered, positive, side="left") - above
    return np.asarray((above + tied / 2) / len(ordered), dtype=np.float32)


def histogram(positive: FloatVector, negative: FloatVector, train_positive: FloatVector) -> Histogram:
    """A histogram with bars of width BIN, from 0 to the largest distance."""
    largest = max((float(part.max()) for part in (positive, negative, train_positive) if len(part)), default=0.0)
    bars = max(1, int(np.ceil(round(largest / BIN, 6))))
    edges = np.round(np.arange(bars + 1) * BIN, 6)

    def shares(distances: FloatVector) -> tuple[float, ...]:
        counts, _ = np.histogram(np.clip(distances, 0, edges[-1]), edges)
        return tuple(np.round(counts / max(len(distances), 1), 6).tolist())

    return Histogram(tuple(edges.tolist()), shares(positive), shares(negative), shares(train_positive))


def _mean(values: FloatVector) -> float:
    return float(values.mean(dtype=np.float64)) if len(values) else float("nan")
