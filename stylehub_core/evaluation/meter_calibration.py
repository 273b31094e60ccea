"""Does the collapse meter tell what happens? Its readings over the epochs against what was measured at the same time.

Both drift while a model learns, so levels go together even where one says nothing of the other: the changes from epoch
to epoch are judged, the levels are only shown. Positives of `alignment` and `gap` are the held-out pairs whose AUC and
recall they are judged by, so these two are partly the same thing; `uniformity` and `effective_rank` see no pair.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

from stylehub_core.evaluation.significance import holm

History = Sequence[Mapping[str, float]]

METERS: dict[str, int] = {"gap": 1, "alignment": -1, "uniformity": -1, "effective_rank": 1}
"""The readings of training.collapse, and whether a higher one is said to be better."""
TARGETS = ("auc", "recall_at_12")
FEWEST_EPOCHS = 8
FEWEST_MODELS = 5
_SHUFFLES = 4999


@dataclass(frozen=True)
class Calibration:
    """Rank correlations (Spearman) of a meter with a target, its sign turned so that 1 is what the meter promises,
    0 is no sign of it, and -1 the opposite.

    level: of the readings of the same epoch; change: of their changes from one epoch to the next; p: of `change` being
    chance, by shuffling, with Holm's correction over all that were asked; epochs: how many. A figure is NaN where there
    are too few epochs, or where nothing changes.
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
    """The same over finished models: the meter at the epoch that was kept against a figure on later purchases."""

    meter: str
    correlation: float
    models: int


def calibration(histories: Mapping[str, History]) -> list[Calibration]:
    """Every meter against every target of every model that has a history."""
    found = [
        _calibrated(name, history, meter, target)
        for name, history in histories.items()
        for meter in METERS
        for target in TARGETS
        if len(_series(history, meter, target))
    ]
    corrected = holm([one.p for one in found])
    return [
        Calibration(one.model, one.meter, one.target, one.level, one.change, float(p), one.epochs)
        for one, p in zip(found, corrected, strict=True)
    ]


def across_models(readings: Mapping[str, Mapping[str, float]], measured: Mapping[str, float]) -> list[AcrossModels]:
    """readings: the meters of each model; measured: its figure. NaN with fewer than FEWEST_MODELS models."""
    found = []
    for meter, sign in METERS.items():
        pairs = [
            (readings[name][meter], value)
            for name, value in measured.items()
            if name in readings and _is_number(readings[name].get(meter)) and _is_number(value)
        ]
        values = np.array(pairs, dtype=np.float64).reshape(-1, 2)
        rho = sign * _spearman(values[:, 0], values[:, 1]) if len(pairs) >= FEWEST_MODELS else math.nan
        found.append(AcrossModels(meter, rho, len(pairs)))
    return found


def _calibrated(name: str, history: History, meter: str, target: str) -> Calibration:
    series = _series(history, meter, target)
    if len(series) < FEWEST_EPOCHS:
        return Calibration(name, meter, target, math.nan, math.nan, math.nan, len(series))
    sign, steps = METERS[meter], np.diff(series, axis=0)
    change = sign * _spearman(steps[:, 0], steps[:, 1])
    level = sign * _spearman(series[:, 0], series[:, 1])
    return Calibration(name, meter, target, level, change, _chance(steps, change), len(series))


def _series(history: History, meter: str, target: str) -> NDArray[np.float64]:
    """(epochs, 2) of the epochs that have both."""
    rows = [
        (epoch[meter], epoch[target])
        for epoch in history
        if _is_number(epoch.get(meter)) and _is_number(epoch.get(target))
    ]
    return np.array(rows, dtype=np.float64).reshape(-1, 2)


def _spearman(first: NDArray[np.float64], second: NDArray[np.float64]) -> float:
    one, other = rankdata(first), rankdata(second)
    one, other = one - one.mean(), other - other.mean()
    length = math.sqrt(float(one @ one) * float(other @ other))
    return float(one @ other) / length if length > 0 else math.nan


def _chance(steps: NDArray[np.float64], found: float) -> float:
    """How often shuffled steps correlate as strongly, either way; never 0 (Phipson & Smyth 2010)."""
    if math.isnan(found):
        return math.nan
    one, other = rankdata(steps[:, 0]), rankdata(steps[:, 1])
    one, other = one - one.mean(), other - other.mean()
    shuffled = np.random.default_rng(0).permuted(np.tile(other, (_SHUFFLES, 1)), axis=1) @ one
    bar = abs(float(one @ other)) * (1 - 1e-9)
    return float(((np.abs(shuffled) >= bar).sum() + 1) / (_SHUFFLES + 1))


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and math.isfinite(value)
