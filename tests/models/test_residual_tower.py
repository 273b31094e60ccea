"""The network on pixels without PyTorch: the same representations as with it."""

from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from stylehub_core.features.picture_encoders.pixels import rows_of
from stylehub_core.models.bridge import LinearBridge
from stylehub_core.models.residual_tower import ResidualTower, network_weights
from stylehub_core.training.configs import ResidualConfig
from stylehub_core.training.simclr import ResidualNetwork

LEVELS = np.random.default_rng(0).integers(0, 256, (5, 20, 20, 3), np.uint8)


def trained() -> ResidualNetwork:
    """A network whose batch normalisation has seen something."""
    torch.manual_seed(3)
    network = ResidualNetwork(ResidualConfig(stem=8, widths=(12, 16, 20)))
    for layer in network.modules():
        if isinstance(layer, torch.nn.BatchNorm2d):
            torch.nn.init.normal_(layer.weight, 1, 0.3)
            torch.nn.init.normal_(layer.bias)
    for _ in range(3):
        network.train()(torch.rand(30, 3, 20, 20))
    return network.eval()


@pytest.fixture(scope="module")
def network() -> ResidualNetwork:
    return trained()


@pytest.fixture(scope="module")
def tower(network: ResidualNetwork) -> ResidualTower:
    rng = np.random.default_rng(1)
    last = LinearBridge(rng.normal(size=(144, 6)).astype(np.float32), np.ones(144, np.float32), np.zeros(6, np.float32))
    return ResidualTower(20, 2, network_weights(network), last)


def right(network: ResidualNetwork, levels: NDArray[np.uint8]) -> NDArray[np.float32]:
    with torch.inference_mode():
        array: NDArray[np.float32] = network.cells(torch.from_numpy(levels).permute(0, 3, 1, 2) / 255).numpy()
    return array


def test_it_represents_as_the_network_does(network: ResidualNetwork, tower: ResidualTower) -> None:
    np.testing.assert_allclose(tower.represent(LEVELS), right(network, LEVELS), atol=2e-5)
    np.testing.assert_array_equal(tower(rows_of(LEVELS)), tower.last(tower.represent(LEVELS)))


def test_it_is_the_same_from_disk(tower: ResidualTower, tmp_path: Path) -> None:
    loaded = ResidualTower.load(tower.save(tmp_path / "picture.safetensors"), tmp_path / "picture.safetensors")
    np.testing.assert_array_equal(loaded(rows_of(LEVELS)), tower(rows_of(LEVELS)))


def test_a_missing_array_is_found_when_it_is_loaded(tower: ResidualTower, tmp_path: Path) -> None:
    notes = tower.save(tmp_path / "t")
    with pytest.raises(KeyError, match=r"blocks\.2"):
        ResidualTower.load({**notes, "blocks": 3}, tmp_path / "t")
