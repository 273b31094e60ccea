"""Held-out ratings in k folds: adjusted and plain cosine with 5 to 50 neighbours, beside means and bias models.

MAE where a system could predict, and what it is less than the customer's mean on the same ratings (below 0 is better);
NDCG of the order of each customer's held-out ratings that differ. 95 % ranges over customers. Where the data has no
ratings, pieces stand for them. Below, the adjusted cosine's MAE less that of each other system on the same ratings.

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
    parser.add_argument("--at", type=int, default=10, help="the places of NDCG")
    parser.add_argument("--seed", type=int, default=0)
    chosen = parser.parse_args()
    hub = Hub(chosen.workspace)
    world = hub.world()
    ratings = ratings_of(world)
    with world.purchases() as purchases:
        [(given,)] = purchases.execute("SELECT count(rating) FROM purchases").fetchall()
    kind = "ratings" if given else "pieces as ratings"
    customers = int((np.diff(ratings.indptr) > 0).sum())
    print(heading(f"Held-out {kind}: {ratings.nnz:,} of {customers:,} customers in {chosen.folds} folds"))
    lowest, middle, highest = np.quantile(ratings.data, [0, 0.5, 1])
    print(f"from {lowest:g} to {highest:g}, median {middle:g}; {(ratings.data == middle).mean():.1%} are the median")
    started = time.monotonic()
    found = rating_predictions(ratings, chosen.folds, NEIGHBOURS, chosen.seed)
    lists, _ = found.ndcg(CUSTOMER_MEAN, chosen.at)
    differing = int(np.isfinite(lists).sum())
    print(f"{differing:,} of {len(lists):,} lists have ratings that differ; {time.monotonic() - started:.0f} s\n")
    print(f"{'system':<30}{'near':>5}{'predicted':>11}{'MAE':>25}{'less the mean':>29}{f'NDCG@{chosen.at}':>25}")
    for system in found.values:
        _print(system, found, chosen.at)
    print(f"\nMAE of '{ADJUSTED}' less that of another system on the same ratings\n")
    print(f"{'less':<30}{'near':>5}{'both predict':>14}{'paired difference':>29}")
    for count in NEIGHBOURS:
        for other in (RatingSystem(PLAIN, count), CUSTOMER_MEAN, ARTICLE_MEAN, MEDIAN, BIAS, BIAS_AT_MEDIAN):
            _print_paired(RatingSystem(ADJUSTED, count), other, found)


def _print(system: RatingSystem, found: RatingPredictions, k: int) -> None:
    errors = found.errors(system)
    gain = difference(errors, found.errors(CUSTOMER_MEAN), groups=found.customer)
    order, customers = found.ndcg(system, k)
    less = "" if system == CUSTOMER_MEAN else f"{gain.value:+.4f} ({gain.low:+.4f} to {gain.high:+.4f})"
    print(
        f"{system.name:<30}{system.neighbours or '':>5}{np.isfinite(errors).mean():>11.1%}"
        f"{_cell(mean_range(errors, groups=found.customer)):>25}{less:>29}"
        f"{_cell(mean_range(order, groups=customers)):>25}",
        flush=True,
    )


def _print_paired(system: RatingSystem, other: RatingSystem, found: RatingPredictions) -> None:
    errors, others = found.errors(system), found.errors(other)
    both = np.isfinite(errors) & np.isfinite(others)
    gain = difference(errors, others, groups=found.customer)
    paired = f"{gain.value:+.4f} ({gain.low:+.4f} to {gain.high:+.4f})"
    print(f"{other.name:<30}{system.neighbours:>5}{both.mean():>14.1%}{paired:>29}", flush=True)


def _cell(found: Range) -> str:
    return f"{found.value:.4f} ({found.low:.4f}-{found.high:.4f})"


if __name__ == "__main__":
    main()
