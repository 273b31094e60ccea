"""The choice of the bias model: the damping and level that best predict ratings held out of the training ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from stylehub_core.arrays import FloatVector
from stylehub_core.recommenders.rating_bias import Damping, RatingBias

if TYPE_CHECKING:
    from stylehub_core.evaluation.rating_folds import RatingFold

DAMPINGS = (1.0, 3.0, 10.0, 30.0)
_LEVELS = 51
"""How many levels are tried: quantiles of the held-out ratings minus their predictions."""


@dataclass(frozen=True, eq=False)
class ChosenBias:
    """Two bias models with the same damping.

    at_mean: its level is the mean, which suits squared errors.
    at_median: its level has the least absolute error, which lies near a median.
    """

    at_mean: RatingBias
    at_median: RatingBias


def chosen_bias(ratings: sparse.csr_array, inner: Sequence["RatingFold"]) -> ChosenBias:
    """Bias models fitted to all `ratings`.

    inner: folds of the same ratings, on which the damping and the level are chosen; if empty, Damping() and the mean
    are used.
    """
    if not inner:
        alone = RatingBias.of(ratings, Damping())
        return ChosenBias(alone, alone)
    rated = np.concatenate([fold.rating for fold in inner])
    damping, best, errors = Damping(), np.zeros(0, np.float32), np.inf
    for customer, article in product(DAMPINGS, DAMPINGS):
        tried = Damping(customer, article)
        expected = np.concatenate([_expected(fold, tried) for fold in inner])
        error = float(np.abs(expected - rated).mean(dtype=np.float64))
        if error < errors:
            damping, best, errors = tried, expected, error
    bias = RatingBias.of(ratings, damping)
    return ChosenBias(bias, bias.shifted(_level(bias, best, rated)))


def _expected(fold: "RatingFold", damping: Damping) -> FloatVector:
    return RatingBias.of(fold.train, damping).expected(fold.customer, fold.article)


def _level(bias: RatingBias, expected: FloatVector, rated: FloatVector) -> float:
    """The addend to `expected` that makes the absolute error least, with predictions kept within the scale."""
    tried = np.quantile(rated - expected, np.linspace(0, 1, _LEVELS))
    errors = [float(np.abs(bias.within(expected + np.float32(by)) - rated).mean(dtype=np.float64)) for by in tried]
    return float(tried[int(np.argmin(errors))])
