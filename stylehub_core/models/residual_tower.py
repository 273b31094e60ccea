"""The tower of a model that trained a network on pixels: OpenVINO runs it, without PyTorch."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file

from stylehub_core.arrays import FloatMatrix
from stylehub_core.features.picture_encoders.efficientnet_lite import run
from stylehub_core.features.picture_encoders.pixels import MIDDLE, SCALE, levels_in
from stylehub_core.machine.openvino_runtime import compiled, openvino_module
from stylehub_core.models.bridge import LinearBridge
from stylehub_core.models.tower import Tower

if TYPE_CHECKING:
    from torch import nn

    from stylehub_core.training.simclr import ResidualNetwork

_CHUNK = 2048  # pictures whose representations are in memory at once
_CONVOLUTIONS = ("first", "second", "shortcut")


@dataclass(frozen=True, eq=False)
class ResidualTower(Tower):
    """Rows of the picture encoder `pixels` to unit rows: a trained network, and then a linear map.

    side: of the pictures, in pixels. blocks: how many the network has.
    weights: kernels and biases, each convolution together with the batch normalisation after it.
    last: from the network's representation into the model's space.
    """

    name = "residual"
    side: int
    blocks: int
    weights: Mapping[str, NDArray[np.float32]]
    last: LinearBridge

    def __call__(self, vectors: FloatMatrix) -> FloatMatrix:
        return self.place(levels_in(vectors))

    def place(self, levels: NDArray[np.uint8]) -> FloatMatrix:
        """(n, d) unit rows. levels: (n, side, side, 3)."""
        parts = [levels[start : start + _CHUNK] for start in range(0, max(len(levels), 1), _CHUNK)]
        return np.concatenate([self.last(self.represent(part)) for part in parts])

    def represent(self, levels: NDArray[np.uint8]) -> FloatMatrix:
        """(n, features) the last block, channel by channel and cell by cell. A row depends on its own picture alone."""
        return run(self._network, levels)[0]

    def save(self, file: Path) -> dict[str, Any]:
        last = {f"last.{name}": array for name, array in vars(self.last).items()}
        save_file({name: np.ascontiguousarray(array) for name, array in {**self.weights, **last}.items()}, file)
        return {"side": self.side, "blocks": self.blocks}

    @classmethod
    def load(cls, notes: dict[str, Any], file: Path) -> "ResidualTower":
        arrays = load_file(file)
        last = LinearBridge(**{name.removeprefix("last."): arrays.pop(name) for name in [*arrays] if "last." in name})
        tower = cls(notes["side"], notes["blocks"], arrays, last)
        for name in tower._convolutions:  # a missing array is found now
            arrays[f"{name}.kernel"], arrays[f"{name}.bias"]
        return tower

    @property
    def _convolutions(self) -> list[str]:
        return ["stem", *(f"blocks.{block}.{name}" for block in range(self.blocks) for name in _CONVOLUTIONS)]

    @cached_property
    def _network(self) -> Any:
        openvino = openvino_module()
        ops = openvino.opset13
        picture = ops.parameter([1, self.side, self.side, 3], np.uint8, "picture")
        pixels = ops.divide(ops.convert(picture, "f32"), np.float32(255))
        signal = ops.divide(ops.subtract(pixels, np.float32(MIDDLE)), np.float32(SCALE))
        signal = ops.transpose(signal, np.array([0, 3, 1, 2]))
        signal = ops.relu(self._convolution(ops, signal, "stem", 2))
        for block in range(self.blocks):
            first = ops.relu(self._convolution(ops, signal, f"blocks.{block}.first", 2))
            second = self._convolution(ops, first, f"blocks.{block}.second", 1)
            signal = ops.relu(ops.add(second, self._convolution(ops, signal, f"blocks.{block}.shortcut", 2)))
        cells = ops.reshape(signal, np.array([1, -1]), False)
        return compiled(openvino.Model([cells], [picture], "residual"), many=True)

    def _convolution(self, ops: Any, signal: Any, name: str, stride: int) -> Any:
        kernel, bias = self.weights[f"{name}.kernel"], self.weights[f"{name}.bias"]
        padding = [kernel.shape[-1] // 2] * 2
        convolved = ops.convolution(signal, kernel, [stride] * 2, padding, padding, [1, 1])
        return ops.add(convolved, bias.reshape(1, -1, 1, 1))


def network_weights(network: "ResidualNetwork") -> dict[str, NDArray[np.float32]]:
    """The `weights` of a ResidualTower: the network as it is now, in evaluation mode, without its last block."""
    parts: dict[str, nn.Module] = {"stem": network.stem}
    for number, block in enumerate([*network.blocks][:-1]):
        parts |= {f"blocks.{number}.{name}": getattr(block, name) for name in _CONVOLUTIONS}
    weights: dict[str, NDArray[np.float32]] = {}
    for name, part in parts.items():
        kernel, bias = _folded({key: tensor.detach().numpy() for key, tensor in part.state_dict().items()}, part)
        weights |= {f"{name}.kernel": kernel, f"{name}.bias": bias}
    return weights


def _folded(arrays: Mapping[str, NDArray[Any]], part: "nn.Module") -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """(kernel, bias) of a convolution together with the batch normalisation after it."""
    epsilon: float = part[1].eps  # type: ignore[index]
    gain = arrays["1.weight"] / np.sqrt(arrays["1.running_var"] + epsilon)
    kernel = np.ascontiguousarray(arrays["0.weight"] * gain[:, None, None, None], np.float32)
    return kernel, np.asarray(arrays["1.bias"] - arrays["1.running_mean"] * gain, np.float32)
