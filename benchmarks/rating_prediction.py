"""Held-out ratings in k folds: adjusted and plain cosine with 5 to 50 neighbours, beside means and bias models.

MAE over the ratings that a system could predict, and that MAE minus the customer mean's on the same ratings (below 0 is
better). NDCG of the order of each customer's held-out ratings, if they differ. 95 % ranges over customers. If the data
has no ratings, numbers of pieces stand in for them. The second table has the adjusted cosine's MAE minus that of each
other system on the same ratings.

    python -m benchmarks.rating_prediction --workspace DIR [--folds 5] [--at 10]
"""

import argparse
import time
from pathlib import Path

import numpy as np

from benchmarks.machine import heading
from stylehub_core.evaluation.bootstrap import Range, difference, mean_range
from stylehub_core.evaluation.rating_folds import (
    ADJUSTED,
    ARTICLE_MEAN,
    BIAS,
    BIAS_AT_MEDIAN,
    CUSTOMER_MEAN,
    MEDIAN,
    PLAIN,
    RatingPredictions,
    RatingSystem,
    rating_predictions,
)
from stylehub_core.hub.hub import Hub
from stylehub_core.recommenders.ratings import ratings_of

NEIGHBOURS = (5, 10, 20, 30, 50)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workspace", type=Path, required=True)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--at", type=int, default=10, help="the depth of NDCG")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    hub = Hub(options.workspace)
    world = hub.world()
    ratings = ratings_of(world)
    with world.purchases() as purchases:
        [(rated,)] = purchases.execute("SELECT count(rating) FROM purchases").fetchall()
    kind = "ratings" if rated else "pieces as ratings"
    customers = int((np.diff(ratings.indptr) > 0).sum())
    print(heading(f"Held-out {kind}: {ratings.nnz:,} of {customers:,} customers in {options.folds} folds"))
    lowest, middle, highest = np.quantile(ratings.data, [0, 0.5, 1])
    print(f"from {lowest:g} to {highest:g}, median {middle:g}; {(ratings.data == middle).mean():.1%} equal the median")
    started = time.monotonic()
    predictions = rating_predictions(ratings, options.folds, NEIGHBOURS, options.seed)
    lists, _ = predictions.ndcg(CUSTOMER_MEAN, options.at)
    differing = int(np.isfinite(lists).sum())
    print(f"{differing:,} of {len(lists):,} lists have ratings that differ; {time.monotonic() - started:.0f} s\n")
    print(f"{'system':<30}{'near':>5}{'predicted':>11}{'MAE':>25}{'less the mean':>29}{f'NDCG@{options.at}':>25}")
    for system in predictions.values:
        _print(system, predictions, options.at)
    print(f"\nMAE of '{ADJUSTED}' minus that of another system on the same ratings\n")
    print(f"{'less':<30}{'near':>5}{'both predict':>14}{'paired difference':>29}")
    for count in NEIGHBOURS:
        for other in (RatingSystem(PLAIN, count), CUSTOMER_MEAN, ARTICLE_MEAN, MEDIAN, BIAS, BIAS_AT_MEDIAN):
            _print_paired(RatingSystem(ADJUSTED, count), other, predictions)


def _print(system: RatingSystem, predictions: RatingPredictions, k: int) -> None:
    errors = predictions.errors(system)
    gain = difference(errors, predictions.errors(CUSTOMER_MEAN), groups=predictions.customer)
    order, customers = predictions.ndcg(system, k)
    less = "" if system == CUSTOMER_MEAN else f"{gain.value:+.4f} ({gain.low:+.4f} to {gain.high:+.4f})"
    print(
        f"{system.name:<30}{system.neighbours or '':>5}{np.isfinite(errors).mean():>11.1%}"
        f"{_cell(mean_range(errors, groups=predictions.customer)):>25}{less:>29}"
        f"{_cell(mean_range(order, groups=customers)):>25}",
        flush=True,
    )


def _print_paired(system: RatingSystem, other: RatingSystem, predictions: RatingPredictions) -> None:
    errors, others = predictions.errors(system), predictions.errors(other)
    both = np.isfinite(errors) & np.isfinite(others)
    gain = difference(errors, others, groups=predictions.customer)
    paired = f"{gain.value:+.4f} ({gain.low:+.4f} to {gain.high:+.4f})"
    print(f"{other.name:<30}{system.neighbours:>5}{both.mean():>14.1%}{paired:>29}", flush=True)


def _cell(mean: Range) -> str:
    return f"{mean.value:.4f} ({mean.low:.4f}-{mean.high:.4f})"


if __name__ == "__main__":
    main()
