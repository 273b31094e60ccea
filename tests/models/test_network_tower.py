"""The trained network without PyTorch: the same vectors as with it."""

from pathlib import Path

import numpy as np
import pytest
import torch

from stylehub_core.models.network_tower import NetworkTower
from stylehub_core.training.configs import NetworkConfig
from stylehub_core.training.network import Network

CONFIGS = (
    NetworkConfig(features=24, projection=8),
    NetworkConfig(hidden=(40, 32), features=24, projection=8, kept_text=0.4),
)


def trained(config: NetworkConfig) -> Network:
    """A network whose batch normalisation has seen something."""
    torch.manual_seed(3)
    network = Network(20, config)
    for layer in network.extractor:
        if isinstance(layer, torch.nn.BatchNorm1d):
            torch.nn.init.normal_(layer.weight, 1, 0.3)
            torch.nn.init.normal_(layer.bias)
    network.train()
    for _ in range(3):
        network(2 * torch.randn(50, 20) + 1)
    return network.eval()


@pytest.mark.parametrize("config", CONFIGS)
def test_it_places_as_the_network_does_also_when_loaded(config: NetworkConfig, tmp_path: Path) -> None:
    network = trained(config)
    texts = torch.nn.functional.normalize(torch.randn(30, 20), dim=1)
    with torch.inference_mode():
        right = network(texts).numpy()
    tower = NetworkTower.of(network)
    np.testing.assert_allclose(tower(texts.numpy()), right, atol=2e-6)
    loaded = NetworkTower.load(tower.save(tmp_path / "text.safetensors"), tmp_path / "text.safetensors")
    np.testing.assert_array_equal(loaded(texts.numpy()), tower(texts.numpy()))
    assert loaded(texts.numpy()).dtype == np.float32


def test_it_stays_as_it_was_when_the_network_learns_on(tmp_path: Path) -> None:
    network = trained(CONFIGS[0])
    tower, texts = NetworkTower.of(network), np.eye(20, dtype=np.float32)
    before = tower(texts)
    with torch.no_grad():
        network.head[0].weight.add_(1)
    np.testing.assert_array_equal(NetworkTower.load(tower.save(tmp_path / "t"), tmp_path / "t")(texts), before)


def test_a_missing_or_misshapen_array_is_found_when_it_is_loaded(tmp_path: Path) -> None:
    tower = NetworkTower.of(trained(CONFIGS[1]))
    notes = tower.save(tmp_path / "t")
    for wrong in ({**notes, "hidden": [40]}, {**notes, "inputs": 21}, {**notes, "hidden": [40, 32, 8]}):
        with pytest.raises((KeyError, ValueError)):
            NetworkTower.load(wrong, tmp_path / "t")
