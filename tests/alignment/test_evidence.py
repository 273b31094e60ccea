"""The evidence against a claim, beside the same written out article by article."""

import math

import numpy as np
import pytest

from stylehub_core.alignment.evidence import (
    DOUBT,
    LEAST,
    agreement_of,
    calibrated_temperature,
    evidence_against,
    log_probabilities,
)


def test_log_probabilities_are_those_of_a_softmax_even_of_large_logits() -> None:
    logits = np.array([[1000.0, 1001.0, 999.0], [0, 0, 0]], np.float32)
    p = np.exp(log_probabilities(logits, 2.0))
    assert p.sum(axis=1) == pytest.approx([1, 1], abs=1e-5)
    assert p[0, 1] / p[0, 0] == pytest.approx(math.exp(0.5), rel=1e-4)
    assert p[1] == pytest.approx([1 / 3] * 3, rel=1e-5)


def test_evidence_is_the_ratio_of_how_often_a_value_is_said_and_how_likely_it_is() -> None:
    rng = np.random.default_rng(0)
    log_p = log_probabilities(rng.normal(size=(50, 4)).astype(np.float32) * 3)
    values = rng.integers(-1, 4, 50).astype(np.int32)
    taught = rng.integers(0, 30, 50).astype(np.int32)
    found = evidence_against(log_p, values, taught)
    known = [int(value) for value in values if value >= 0]
    for row, value in enumerate(values):
        if value < 0:
            assert found[row] == 0
            continue
        q, p = known.count(int(value)) / len(known), math.exp(float(log_p[row, value]))
        unknown = max(DOUBT / (taught[row] + DOUBT), LEAST)
        assert found[row] == pytest.approx(math.log(q / ((1 - unknown) * p + unknown * q)), abs=1e-5)


def test_a_value_that_nothing_taught_is_no_evidence_and_no_evidence_is_without_bounds() -> None:
    log_p = np.log(np.array([[1e-30, 1.0], [1e-30, 1.0], [0.5, 0.5]], np.float64)).astype(np.float32)
    found = evidence_against(log_p, np.array([0, 0, 1], np.int32), np.array([0, 10**6, 10], np.int32))
    assert found[0] == pytest.approx(0, abs=1e-6)
    assert found[1] == pytest.approx(math.log(1 / LEAST), abs=1e-4)


def test_the_temperature_undoes_overconfidence() -> None:
    rng = np.random.default_rng(1)
    right = rng.normal(size=(20_000, 5)).astype(np.float32)
    values = np.array([rng.choice(5, p=p) for p in np.exp(log_probabilities(right))], np.int32)
    assert calibrated_temperature(right, values) == pytest.approx(1, abs=0.1)
    assert calibrated_temperature(right * 3, values) == pytest.approx(3, abs=0.3)


def test_agreement_is_the_probability_that_nothing_is_wrong() -> None:
    evidence = np.log(np.array([[1.0, 1.0], [300.0, 0.1], [0.01, 0.01]])).astype(np.float32)
    found = agreement_of(evidence, 0.02)
    for row, ratios in zip(found, np.exp(evidence), strict=True):
        wrong = 0.02 * ratios.mean()
        assert row == pytest.approx(0.98 / (0.98 + wrong), rel=1e-5)
    assert found[0] == pytest.approx(0.98)
    assert found[1] < 0.3
    assert found[2] > 0.99
