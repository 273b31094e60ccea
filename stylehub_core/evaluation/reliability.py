"""How often a score was right: a probability from a score, and whether such probabilities keep their word."""

from dataclasses import dataclass

import numpy as np

from stylehub_core.arrays import BoolVector, FloatVector
from stylehub_core.errors import QueryError
from stylehub_core.search.calibrated import Logistic

_STEPS = 50
_RIDGE = 1e-6


@dataclass(frozen=True)
class Bin:
    """Answers whose probability was between low and high. said: their mean probability; right: their share."""

    low: float
    high: float
    answers: int
    said: float
    right: float


def fitted_logistic(scores: FloatVector, right: BoolVector) -> Logistic:
    """The most likely logistic of the score, by Newton's method with Platt's smoothed targets.

    Platt, Probabilistic outputs for support vector machines, 1999, section 2.2.
    scores: (n,). right: (n,) whether the answer with this score was right.
    Raises QueryError unless some are right and some are wrong.
    """
    hits = int(right.sum())
    if not 0 < hits < len(right):
        raise QueryError(f"{hits} of {len(right)} answers are right: a calibration needs right and wrong ones.")
    mean, spread = float(np.mean(scores)), max(float(np.std(scores)), 1e-12)
    features = np.column_stack([(np.asarray(scores, np.float64) - mean) / spread, np.ones(len(scores))])
    targets = np.where(right, (hits + 1) / (hits + 2), 1 / (len(right) - hits + 2))
    weights = np.zeros(2)
    for _ in range(_STEPS):
        said = 1 / (1 + np.exp(-features @ weights))
        slope = features.T @ (said - targets)
        curvature = (features * (said * (1 - said))[:, None]).T @ features + _RIDGE * np.eye(2)
        step = np.linalg.solve(curvature, slope)
        weights -= step
        if np.abs(step).max() < 1e-9:
            break
    return Logistic(float(weights[0] / spread), float(weights[1] - weights[0] * mean / spread))


def reliability(said: FloatVector, right: BoolVector, bins: int = 10) -> list[Bin]:
    """The bins of equal width that hold an answer. said: (n,) probabilities from 0 to 1."""
    edges = np.linspace(0, 1, bins + 1)
    numbers = np.clip(np.digitize(said, edges) - 1, 0, bins - 1)
    held = [(number, within) for number in range(bins) if (within := numbers == number).any()]
    return [
        Bin(
            float(edges[number]),
            float(edges[number + 1]),
            int(within.sum()),
            float(said[within].mean()),
            float(right[within].mean()),
        )
        for number, within in held
    ]


def calibration_error(said: FloatVector, right: BoolVector, bins: int = 10) -> float:
    """ECE: the mean distance between a bin's probability and its share of right answers, weighted by answers.

    Naeini, Cooper and Hauskrecht, AAAI 2015. NaN without answers.
    """
    if not len(said):
        return float("nan")
    return sum(each.answers * abs(each.said - each.right) for each in reliability(said, right, bins)) / len(said)
