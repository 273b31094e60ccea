"""The tower of a model that trained a network on the encoder's vectors."""

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file

from stylehub_core.arrays import FloatMatrix, FloatVector, unit
from stylehub_core.models.tower import Tower
from stylehub_core.training.configs import NetworkConfig

if TYPE_CHECKING:
    from stylehub_core.training.network import Network
    from stylehub_core.training.tower_training import Standard

_NORM_EPSILON = 1e-5  # of PyTorch's BatchNorm1d


@dataclass(frozen=True, eq=False)
class NetworkTower(Tower):
    """A trained network (`training.network`), in evaluation mode and without PyTorch, whose import takes seconds.

    weights: the network's arrays, by PyTorch's names.
    """

    name = "network"
    inputs: int
    config: NetworkConfig
    weights: Mapping[str, NDArray[Any]]

    @classmethod
    def of(cls, network: "Network", standard: "Standard | None" = None) -> "NetworkTower":
        """The network as it is now. standard: what its inputs went through; the tower takes them as they are."""
        weights = {name: tensor.detach().numpy().copy() for name, tensor in network.state_dict().items()}
        if standard is None:
            return cls(network.inputs, network.config, weights)
        first = ("extractor.0.weight", "extractor.0.bias")
        weights.update(zip(first, standard.folded(*(weights[name] for name in first)), strict=True))
        return cls(len(standard.mean), network.config, weights)

    def __call__(self, vectors: FloatMatrix) -> FloatMatrix:
        texts = np.asarray(vectors, np.float32)
        learned = texts
        for weight, bias in self._hidden:
            learned = np.maximum(learned @ weight + bias, 0)
        weight, bias = self._last
        learned = unit(learned @ weight + bias)
        kept = self.config.kept_text
        if not kept:
            return learned
        return np.concatenate([math.sqrt(kept) * texts, math.sqrt(1 - kept) * learned], axis=1, dtype=np.float32)

    def save(self, file: Path) -> dict[str, Any]:
        save_file({name: np.ascontiguousarray(array) for name, array in self.weights.items()}, file)
        return {"inputs": self.inputs, **asdict(self.config)}

    @classmethod
    def load(cls, notes: dict[str, Any], file: Path) -> "NetworkTower":
        settings = {**notes, "hidden": tuple(notes["hidden"])}
        tower = cls(settings.pop("inputs"), NetworkConfig(**settings), load_file(file))
        tower(np.zeros((1, tower.inputs), np.float32))  # a missing or misshapen array is found now
        return tower

    @cached_property
    def _hidden(self) -> list[tuple[FloatMatrix, FloatVector]]:
        """The weights and biases before each ReLU."""
        blocks = range(len(self.config.hidden) + 1)
        return [*(self._normalised(4 * block) for block in blocks), self._linear("head.0")]

    @cached_property
    def _last(self) -> tuple[FloatMatrix, FloatVector]:
        return self._linear("head.2")

    def _normalised(self, layer: int) -> tuple[FloatMatrix, FloatVector]:
        """A linear layer of the extractor together with the batch normalisation after it."""
        weight, bias = self._linear(f"extractor.{layer}")
        norm = f"extractor.{layer + 1}"
        scale = self.weights[f"{norm}.weight"] / np.sqrt(self.weights[f"{norm}.running_var"] + _NORM_EPSILON)
        shifted = (bias - self.weights[f"{norm}.running_mean"]) * scale + self.weights[f"{norm}.bias"]
        return np.asarray(weight * scale, np.float32), shifted

    def _linear(self, layer: str) -> tuple[FloatMatrix, FloatVector]:
        return self.weights[f"{layer}.weight"].T, self.weights[f"{layer}.bias"]
