"""Training that tells articles apart: what it learns from views, and that it resumes."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from stylehub_core.arrays import FloatMatrix, unit
from stylehub_core.errors import CancelledError
from stylehub_core.models.network_tower import NetworkTower
from stylehub_core.training.configs import NetworkConfig, ViewTraining
from stylehub_core.training.view_training import ViewTrainer

NETWORK = NetworkConfig(features=32, projection=16, dropout=0.0)
TRAINING = ViewTraining(epochs=25, batch=64, input_dropout=0.0)


def views(articles: int = 900) -> list[FloatMatrix]:
    """Ten inputs tell the articles apart; in each view, thirty others are drowned in the same strong disturbance."""
    rng = np.random.default_rng(0)
    own = rng.normal(size=(articles, 10))
    disturbance = rng.normal(size=(3, 30)) * 1.5

    def view(strength: float) -> FloatMatrix:
        rest = rng.normal(size=(articles, 3)) @ disturbance * strength
        return unit(np.concatenate([own, rest], axis=1).astype(np.float32))

    return [view(0.2), view(1.0), view(1.0)]


def recall(first: FloatMatrix, second: FloatMatrix) -> float:
    return float(((first @ second.T).argmax(axis=1) == np.arange(len(first))).mean())


def test_it_recognises_unseen_articles_under_a_disturbance_that_it_saw_on_others(tmp_path: Path) -> None:
    plain, first, second = views()
    trainer = ViewTrainer([view[:800] for view in (plain, first, second)], NETWORK, TRAINING)
    history = trainer.run(tmp_path / "views")
    tower = NetworkTower.of(trainer.network, trainer.standard)
    assert history[-1]["loss"] < history[0]["loss"]
    assert recall(tower(second[800:]), tower(plain[800:])) > recall(second[800:], plain[800:]) + 0.2


def test_it_resumes_with_the_same_result(tmp_path: Path) -> None:
    training = replace(TRAINING, epochs=4)
    whole, resumed = (ViewTrainer(views(), NETWORK, training) for _ in "ab")
    history = whole.run(tmp_path / "whole")

    def stop(step: str, done: int, total: int) -> None:
        if done == 2:
            raise CancelledError("Stopped.")

    with pytest.raises(CancelledError):
        ViewTrainer(views(), NETWORK, training).run(tmp_path / "part", stop)
    assert resumed.run(tmp_path / "part") == history
    first, second = (NetworkTower.of(trainer.network, trainer.standard)(views()[0]) for trainer in (whole, resumed))
    np.testing.assert_array_equal(first, second)
