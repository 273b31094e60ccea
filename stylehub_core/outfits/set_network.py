"""A trained set encoder (`training.set_encoder`), without PyTorch, whose import takes seconds."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from stylehub_core.arrays import FloatMatrix, FloatVector, unit
from stylehub_core.training.outfit_config import SetEncoderConfig

_NORM_EPSILON = 1e-5  # of PyTorch's LayerNorm

Items = NDArray[np.float32]
"""(n, m, width): n sets of m articles each."""


@dataclass(frozen=True, eq=False)
class SetNetwork:
    """weights: the encoder's arrays, by PyTorch's names."""

    config: SetEncoderConfig
    weights: Mapping[str, NDArray[Any]]

    @property
    def parameters(self) -> int:
        return sum(array.size for array in self.weights.values())

    def placed(self, inputs: FloatMatrix) -> FloatMatrix:
        """(articles, width) what the blocks read of each article."""
        return np.asarray(self._linear("place", inputs), np.float32)

    def outfits(self, items: Items) -> FloatMatrix:
        """(n, width) unit rows."""
        for number in range(self.config.blocks):
            items = self._block(f"blocks.{number}.", items)
        key, value = np.split(self._linear("read", self._normal("after", items)), 2, axis=-1)
        query = np.broadcast_to(self.weights["query"], (len(items), 1, self.config.width))
        return unit(self._linear("pool", self._attention(query, key, value)[:, 0]))

    def customers(self, worn: FloatMatrix, share: FloatVector) -> FloatMatrix:
        """(n, width) unit rows; see `SetEncoder.customers`."""
        return unit(self.weights["anybody"] + share[:, None] * (worn @ self.weights["taste.weight"].T))

    def _block(self, name: str, items: Items) -> Items:
        query, key, value = np.split(self._linear(name + "attend", self._normal(name + "before", items)), 3, axis=-1)
        items = items + self._linear(name + "mix", self._attention(query, key, value))
        hidden = np.maximum(self._linear(name + "up", self._normal(name + "between", items)), 0)
        return items + self._linear(name + "down", hidden)

    def _attention(self, query: Items, key: Items, value: Items) -> Items:
        query, key, value = (self._by_head(part) for part in (query, key, value))
        like = query @ key.swapaxes(2, 3) / np.float32(np.sqrt(query.shape[-1]))
        attention = np.exp(like - like.max(axis=-1, keepdims=True))
        attention /= attention.sum(axis=-1, keepdims=True)
        read = (attention @ value).swapaxes(1, 2)
        return np.ascontiguousarray(read).reshape(*read.shape[:2], self.config.width)

    def _by_head(self, items: Items) -> NDArray[np.float32]:
        return items.reshape(*items.shape[:2], self.config.heads, -1).swapaxes(1, 2)

    def _linear(self, name: str, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        product: NDArray[np.float32] = vectors @ self.weights[name + ".weight"].T + self.weights[name + ".bias"]
        return product

    def _normal(self, name: str, items: Items) -> Items:
        centred = items - items.mean(axis=-1, keepdims=True)
        deviation = np.sqrt(np.square(centred).mean(axis=-1, keepdims=True) + np.float32(_NORM_EPSILON))
        scaled: Items = centred / deviation * self.weights[name + ".weight"] + self.weights[name + ".bias"]
        return scaled
