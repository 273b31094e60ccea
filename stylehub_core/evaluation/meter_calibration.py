"""Does the collapse meter predict quality? Its readings over the epochs against measures taken at the same time.

Both drift while a model learns, so levels correlate even if one says nothing about the other. Therefore the changes
from epoch to epoch are judged, and the levels are only shown. The positives of `alignment` and `gap` are the held-out
pairs that AUC and recall are measured on, so these two are partly the same thing; `uniformity` and `effective_rank` use
no pairs.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from stylehub_core.evaluation.significance import holm

History = Sequence[Mapping[str, float]]

METERS: dict[str, int] = {"gap": 1, "alignment": -1, "uniformity": -1, "effective_rank": 1}
"""The readings of training.collapse: 1 if higher is meant to be better, -1 if lower."""
TARGETS = ("auc", "recall_at_12")
FEWEST_EPOCHS = 8
FEWEST_MODELS = 5
_SHUFFLES = 4999


@dataclass(frozen=True)
class Calibration:
    """Rank correlations (Spearman) of a meter with a target, signed so that 1 is what the meter promises.

    level: between readings of the same epoch.
    change: between their changes from one epoch to the next.
    p: the probability of such a `change` by chance, by shuffling, Holm-corrected for all calibrations.
    epochs: how many.
    A figure is NaN if there are too few epochs, or if nothing changes.
    """

    model: str
    meter: str
    target: str
    level: float
    change: float
    p: float
    epochs: int


@dataclass(frozen=True)
class AcrossModels:
    """The same over finished models: the meter at the kept epoch against a figure on later purchases."""

    meter: str
    correlation: float
    models: int


def calibration(histories: Mapping[str, History]) -> list[Calibration]:
    """Every meter against every target, for every model that has a history."""
    calibrations = [
        _calibrated(name, history, meter, target)
        for name, history in histories.items()
        for meter in METERS
        for target in TARGETS
        if len(_series(history, meter, target))
    ]
    corrected = holm([each.p for each in calibrations])
    return [
        Calibration(each.model, each.meter, each.target, each.level, each.change, float(p), each.epochs)
        for each, p in zip(calibrations, corrected, strict=True)
    ]


def across_models(readings: Mapping[str, Mapping[str, float]], measured: Mapping[str, float]) -> list[AcrossModels]:
    """Every meter against the models' figures.

    readings: the meters of each model.
    measured: the figure of each model; the correlation is NaN for fewer than FEWEST_MODELS models.
    """
    correlations = []
    for meter, sign in METERS.items():
        pairs = [
            (readings[name][meter], value)
            for name, value in measured.items()
            if name in readings and _is_number(readings[name].get(meter)) and _is_number(value)
        ]
        values = np.array(pairs, dtype=np.float64).reshape(-1, 2)
        rho = sign * _spearman(values[:, 0], values[:, 1]) if len(pairs) >= FEWEST_MODELS else math.nan
        correlations.append(AcrossModels(meter, rho, len(pairs)))
    return correlations


def _calibrated(name: str, history: History, meter: str, target: str) -> Calibration:
    series = _series(history, meter, target)
    if len(series) < FEWEST_EPOCHS:
        return Calibration(name, meter, target, math.nan, math.nan, math.nan, len(series))
    sign, steps = METERS[meter], np.diff(series, axis=0)
    change = sign * _spearman(steps[:, 0], steps[:, 1])
    level = sign * _spearman(series[:, 0], series[:, 1])
    return Calibration(name, meter, target, level, change, _chance(steps, change), len(series))


def _series(history: History, meter: str, target: str) -> NDArray[np.float64]:
    """(epochs, 2) readings of the epochs that have both."""
    rows = [
        (epoch[meter], epoch[target])
        for epoch in history
        if _is_number(epoch.get(meter)) and _is_number(epoch.get(target))
    ]
    return np.array(rows, dtype=np.float64).reshape(-1, 2)


def _spearman(first: NDArray[np.float64], second: NDArray[np.float64]) -> float:
    x, y = _ranks(first), _ranks(second)
    x, y = x - x.mean(), y - y.mean()
    length = math.sqrt(float(x @ x) * float(y @ y))
    return float(x @ y) / length if length > 0 else math.nan


def _ranks(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """(n,) from 1; equal values share the mean of their ranks."""
    ranks: NDArray[np.float64] = pd.Series(values).rank().to_numpy(np.float64)
    return ranks


def _chance(steps: NDArray[np.float64], correlation: float) -> float:
    """How often shuffled steps correlate as strongly, in either direction; never 0 (Phipson & Smyth 2010)."""
    if math.isnan(correlation):
        return math.nan
    x, y = _ranks(steps[:, 0]), _ranks(steps[:, 1])
    x, y = x - x.mean(), y - y.mean()
    shuffled = np.random.default_rng(0).permuted(np.tile(y, (_SHUFFLES, 1)), axis=1) @ x
    bar = abs(float(x @ y)) * (1 - 1e-9)
    return float(((np.abs(shuffled) >= bar).sum() + 1) / (_SHUFFLES + 1))


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and math.isfinite(value)
