"""A meter that follows quality, one that does not, and data that tells nothing."""

import math

import numpy as np
import pytest
from scipy.stats import spearmanr

from stylehub_core.evaluation.meter_calibration import FEWEST_EPOCHS, Calibration, across_models, calibration


def history(epochs: int, seed: int = 0) -> list[dict[str, float]]:
    """AUC wanders. The gap rises with it, the alignment falls as it should, and the rank is independent of it."""
    rng = np.random.default_rng(seed)
    auc = np.cumsum(rng.normal(size=epochs))
    rank = np.cumsum(rng.normal(size=epochs))
    return [
        {"auc": float(a), "recall_at_12": float(a), "gap": float(a), "alignment": float(-a)}
        | {"uniformity": float(a), "effective_rank": float(r)}
        for a, r in zip(auc, rank, strict=True)
    ]


def of(calibrations: list[Calibration], meter: str) -> Calibration:
    return next(entry for entry in calibrations if entry.meter == meter and entry.target == "auc")


def test_a_meter_that_keeps_its_promise_has_one_and_a_wrong_one_minus_one() -> None:
    calibrations = calibration({"planted": history(40)})
    assert len(calibrations) == 8
    for meter, expected in (("gap", 1.0), ("alignment", 1.0), ("uniformity", -1.0)):
        assert of(calibrations, meter).change == pytest.approx(expected)
        assert of(calibrations, meter).level == pytest.approx(expected)
        assert of(calibrations, meter).p < 0.01
    assert abs(of(calibrations, "effective_rank").change) < 0.4
    assert of(calibrations, "effective_rank").p > 0.05


def test_the_correlation_is_spearman_s_of_the_changes() -> None:
    values = history(25, seed=3)
    rank, auc = (np.diff([epoch[name] for epoch in values]) for name in ("effective_rank", "auc"))
    assert of(calibration({"a": values}), "effective_rank").change == pytest.approx(spearmanr(rank, auc).statistic)


def test_two_that_only_drift_together_say_nothing() -> None:
    rng = np.random.default_rng(5)
    drifting = [
        {"auc": at + 0.1 * rng.random(), "gap": at + 0.1 * rng.random(), "recall_at_12": 0.5} for at in range(30)
    ]
    gap = of(calibration({"a": drifting}), "gap")
    assert gap.level > 0.95
    assert gap.p > 0.05


def test_few_epochs_and_no_change_give_no_figure() -> None:
    [few, *_] = calibration({"short": history(FEWEST_EPOCHS - 1)})
    assert math.isnan(few.change)
    assert few.epochs == FEWEST_EPOCHS - 1
    still = [{"auc": 0.5, "gap": 0.1, "recall_at_12": 0.1}] * 20
    assert math.isnan(of(calibration({"still": still}), "gap").change)
    assert calibration({"untrained": []}) == []


def test_across_models_needs_enough_of_them() -> None:
    readings = {str(at): {"gap": at / 10, "uniformity": float(at), "alignment": math.nan} for at in range(6)}
    measured = {str(at): at / 5 for at in range(6)}
    by_meter = {entry.meter: entry for entry in across_models(readings, measured)}
    assert by_meter["gap"].correlation == pytest.approx(1)
    assert by_meter["uniformity"].correlation == pytest.approx(-1)
    assert by_meter["alignment"].models == 0
    few = {entry.meter: entry for entry in across_models(readings, dict(list(measured.items())[:4]))}
    assert math.isnan(few["gap"].correlation)
    assert few["gap"].models == 4
