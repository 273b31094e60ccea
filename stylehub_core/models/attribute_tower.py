"""The tower that tells the attributes of an article: what has the same type, colour and so on lies near."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file

from stylehub_core.arrays import FloatMatrix
from stylehub_core.models.tower import Tower

if TYPE_CHECKING:
    from stylehub_core.training.attribute_heads import AttributeHeadsTrainer


@dataclass(frozen=True, eq=False)
class AttributeTower(Tower):
    """The roots of the probabilities of each attribute's values, side by side.

    The cosine of two results is the mean over the attributes of the Bhattacharyya coefficient: 1 where both are surely
    the same, 0 where they are surely different. What an input does not tell, such as the pattern of "red dress", is
    spread over the values and decides little.

    weights: "layer.weight" (h, inputs), "layer.bias" (h,), "heads.weight" (values, h) and "heads.bias" (values,).
    sizes: how many of the values are each attribute's.
    """

    name = "attributes"
    weights: Mapping[str, NDArray[Any]]
    sizes: tuple[int, ...]

    @classmethod
    def of(cls, trainer: "AttributeHeadsTrainer") -> "AttributeTower":
        """What this training has learned."""
        return cls(trainer.weights(), trainer.sizes)

    @property
    def size(self) -> int:
        """The length of its results."""
        return sum(self.sizes)

    def __call__(self, vectors: FloatMatrix) -> FloatMatrix:
        weights = self.weights
        seen = np.maximum(np.asarray(vectors, np.float32) @ weights["layer.weight"].T + weights["layer.bias"], 0)
        logits = seen @ weights["heads.weight"].T + weights["heads.bias"]
        roots = [_root_shares(part) for part in np.split(logits, np.cumsum(self.sizes)[:-1], axis=1)]
        return np.concatenate(roots, axis=1) / np.float32(np.sqrt(len(self.sizes)))

    def save(self, file: Path) -> dict[str, Any]:
        save_file({name: np.ascontiguousarray(array) for name, array in self.weights.items()}, file)
        return {"sizes": list(self.sizes)}

    @classmethod
    def load(cls, notes: dict[str, Any], file: Path) -> "AttributeTower":
        tower = cls(load_file(file), tuple(notes["sizes"]))
        inputs = tower.weights["layer.weight"].shape[1]
        result = tower(np.zeros((1, inputs), np.float32))  # a missing or misshapen array is found now
        if result.shape[1] != tower.size:
            raise ValueError(f"{file.name} tells {result.shape[1]} values instead of {tower.size}")
        return tower


def _root_shares(logits: FloatMatrix) -> FloatMatrix:
    """(rows, values) the roots of each row's softmax."""
    halves = np.exp((logits - logits.max(axis=1, keepdims=True)) / 2)
    return np.asarray(halves / np.linalg.norm(halves, axis=1, keepdims=True), np.float32)
