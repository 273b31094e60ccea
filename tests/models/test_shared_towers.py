"""Towers that models share: learned once, read back the same, and learned again when damaged or of other inputs."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from stylehub_core.arrays import FloatMatrix
from stylehub_core.models.network_tower import NetworkTower
from stylehub_core.models.refinement import Refinement
from stylehub_core.models.shared_towers import FOLDER, Towers, kept
from stylehub_core.training.configs import NetworkConfig
from stylehub_core.training.network import Network
from stylehub_core.training.tower_training import Standard

NETWORK = NetworkConfig(features=8, projection=4)


class Learner:
    """Counts how often it learned."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> Towers:
        self.times += 1
        torch.manual_seed(self.times)
        picture, text = (NetworkTower.of(Network(size, NETWORK).eval()) for size in (5, 3))
        return Towers(picture, text, 4, ({"epoch": 1, "loss": 0.5},))


@pytest.fixture
def vectors() -> FloatMatrix:
    return np.random.default_rng(0).normal(size=(6, 5)).astype(np.float32)


def test_they_are_learned_once_for_the_same_inputs(tmp_path: Path, vectors: FloatMatrix) -> None:
    learn = Learner()
    first, second = (kept(tmp_path, "a", learn) for _ in "ab")
    assert learn.times == 1
    np.testing.assert_array_equal(first.picture(vectors), second.picture(vectors))
    assert (second.size, second.history) == (first.size, first.history)
    assert kept(tmp_path, "b", learn) is not None
    assert learn.times == 2
    assert [path.name for path in (tmp_path / FOLDER).iterdir()] == ["b"]


def test_how_words_change_a_picture_is_kept_with_them(tmp_path: Path) -> None:
    eye = np.eye(3, dtype=np.float32)
    refinement = Refinement({"picture": eye, "named": eye, "text": eye, "names": eye[:2]})

    def learn() -> Towers:
        return replace(Learner()(), refinement=refinement)

    kept(tmp_path, "a", learn)
    read = kept(tmp_path, "a", Learner()).refinement
    assert read is not None
    np.testing.assert_array_equal(read.weights["names"], eye[:2])


def test_damaged_ones_are_learned_again(tmp_path: Path) -> None:
    learn = Learner()
    kept(tmp_path, "a", learn)
    (tmp_path / FOLDER / "a" / "text.safetensors").write_bytes(b"half")
    kept(tmp_path, "a", learn)
    assert learn.times == 2


def test_without_a_folder_nothing_is_kept() -> None:
    learn = Learner()
    kept(None, "a", learn)
    kept(None, "a", learn)
    assert learn.times == 2


def test_components_are_folded_into_the_tower() -> None:
    inputs = np.random.default_rng(1).normal(size=(40, 10)).astype(np.float32) * np.arange(1, 11, dtype=np.float32)
    standard = Standard(inputs, 4)
    torch.manual_seed(0)
    network = Network(standard.size, NETWORK).eval()
    with torch.inference_mode():
        expected = network(torch.from_numpy(standard(inputs))).numpy()
    assert standard.size == 4
    np.testing.assert_allclose(NetworkTower.of(network, standard)(inputs), expected, atol=1e-5)


def test_the_components_kept_are_those_of_the_largest_variance() -> None:
    rng = np.random.default_rng(2)
    shared = rng.normal(size=(200, 1))
    inputs = np.concatenate([shared + 0.1 * rng.normal(size=(200, 5)), rng.normal(size=(200, 1))], axis=1)
    standard = Standard(inputs.astype(np.float32), 1)
    assert abs(np.corrcoef(standard(inputs.astype(np.float32))[:, 0], shared[:, 0])[0, 1]) > 0.95
