"""A lesson's verdict on its runs, for spaces with a known answer."""

from dataclasses import replace

import numpy as np
import pytest

from stylehub_core.arrays import unit
from stylehub_core.lesson.pairs.recipe import PRESETS
from stylehub_core.lesson.pairs.run import PairRun
from stylehub_core.lesson.pairs.verdict import nearer_than_random, reading, verdict
from stylehub_core.lesson.subject import DataShare
from stylehub_core.training.collapse import auc, pair_distances
from stylehub_core.training.pair_validation import PairValidation

COUNT = 400
TEST = np.stack([np.arange(0, COUNT, 2), np.arange(1, COUNT, 2)], axis=1).astype(np.int32)
AGAINST = np.stack([TEST[:, 0], np.roll(TEST[:, 1], 7)], axis=1)


def run(*, noise: float, spread: float = 1.0, learned_noise: float | None = None) -> PairRun:
    """Pairs of articles, each pair around its own centre. noise: distance to it; spread: distance between centres."""
    rng = np.random.default_rng(0)
    places = np.repeat(rng.standard_normal((COUNT // 2, 16)), 2, axis=0)
    near = places + noise * rng.standard_normal((COUNT, 16))
    vectors = unit((np.ones(16) * 3 * (1 - spread) + spread * near).astype(np.float32))
    learned = TEST[:20]
    last = PairValidation(learned, TEST, AGAINST)(vectors).meters
    if learned_noise is not None:
        last["train_positive"] = learned_noise
    return PairRun(
        "a", PRESETS["failure"], [{"epoch": 1, "loss": 1.0, **last}], last, DataShare(COUNT, COUNT, 9, 9), 1.0, vectors,
        np.arange(COUNT, dtype=np.int32), learned, TEST, AGAINST,
    )  # fmt: skip


def test_the_shares_have_the_auc_as_their_mean() -> None:
    noisy = run(noise=1.0)
    near, far = (pair_distances(noisy.vectors, pairs) for pairs in (noisy.test, noisy.against))
    assert float(nearer_than_random(noisy).mean()) == pytest.approx(auc(near, far), abs=1e-5)


def test_ties_count_half() -> None:
    noisy = run(noise=1.0)
    same = replace(noisy, vectors=np.tile(noisy.vectors[:1], (COUNT, 1)))
    assert nearer_than_random(same).mean() == pytest.approx(0.5)


def test_better_and_worse_apart() -> None:
    clear, noisy = run(noise=0.3), run(noise=1.5)
    assert verdict(clear, noisy).apart == "better"
    assert verdict(noisy, clear).apart == "worse"
    assert verdict(clear, clear).apart == "same"
    assert "told apart better" in verdict(clear, noisy).sentences[0]


def test_nearer_to_collapse_and_more_spread_out() -> None:
    wide, narrow = run(noise=1.0), run(noise=1.0, spread=0.3)
    assert verdict(narrow, wide).collapse == "more"
    assert verdict(wide, narrow).collapse == "less"
    assert verdict(wide, wide).collapse == "same"
    assert "closer to collapse" in verdict(narrow, wide).sentences[1]


def test_a_run_is_read_in_plain_words() -> None:
    assert "close to collapse" in reading(run(noise=1.0, spread=0.02))
    assert "by heart" in reading(run(noise=1.5, learned_noise=0.1))
    assert "holds for other customers" in reading(run(noise=0.3))
    unlike = run(noise=20.0)
    assert "hardly tells" in reading(replace(unlike, history=[{**unlike.last, "train_positive": 0.95}]))
    alike = replace(run(noise=20.0), recipe=replace(PRESETS["failure"], source="text neighbours"))
    assert "read alike" in reading(alike)
