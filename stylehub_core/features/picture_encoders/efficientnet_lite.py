"""EfficientNet-lite with its ImageNet weights: small networks that were trained on photographs of a thousand things.

Tan and Le, EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks, ICML 2019. The lite variant has no
squeeze-and-excitation, and ReLU6 in place of swish. OpenVINO runs it: several times faster than PyTorch, with the same
vectors.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, ClassVar, Literal, Self

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from stylehub_core.arrays import FloatMatrix, unit
from stylehub_core.config import Configured
from stylehub_core.errors import ModelError
from stylehub_core.features.imagenet_weights import LITE0, LITE1, LITE2, Published, Weights, imagenet_weights
from stylehub_core.features.letterbox import letterboxed
from stylehub_core.features.picture_encoder import PictureEncoder
from stylehub_core.machine.openvino_runtime import compiled, openvino_module

FEATURES = 1280


@dataclass(frozen=True)
class Stage:
    """Blocks of one width, a row of the paper's table 1. stride, expansion: of the first block, and of all blocks."""

    repeats: int
    stride: int
    expansion: int
    channels: int


_STAGES = (
    Stage(1, 1, 1, 16),
    Stage(2, 2, 6, 24),
    Stage(2, 2, 6, 40),
    Stage(3, 2, 6, 80),
    Stage(3, 1, 6, 112),
    Stage(4, 2, 6, 192),
    Stage(1, 1, 6, 320),
)


@dataclass(frozen=True)
class Variant:
    """One of the published networks. width, depth: how much its channels and repeats are scaled (section 3.3)."""

    weights: Published
    width: float
    depth: float

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The scaled stages. The lite networks keep the repeats of the first and the last."""
        last = len(_STAGES) - 1
        return tuple(
            replace(
                stage,
                repeats=stage.repeats if number in (0, last) else math.ceil(stage.repeats * self.depth),
                channels=_eights(stage.channels * self.width),
            )
            for number, stage in enumerate(_STAGES)
        )


def _eights(channels: float) -> int:
    """The nearest multiple of 8; the next one if that would be less than 90 %."""
    nearest = max(8, int(channels + 4) // 8 * 8)
    return nearest if nearest >= 0.9 * channels else nearest + 8


_LITE0, _LITE1, _LITE2 = Variant(LITE0, 1.0, 1.0), Variant(LITE1, 1.0, 1.1), Variant(LITE2, 1.1, 1.2)
_MIDDLE = 4  # the stage with 1/16 of the picture's side that knows most
Output = Literal["features", "statistics", "quarter", "eighth", "middle", "last"]
"""What the network can give; the sizes are those of lite0.

features: (1, FEATURES) the means of its last layer.
statistics: (1, STATISTICS) the mean and the deviation of each channel of each stage. Early stages know colours, edges
and weaves, the last ones know things.
quarter, eighth, middle, last: (1, CELL_CHANNELS[...], cells, cells) four stages, cell by cell: a cell is 4, 8, 16 and
32 pixels of the side.
"""
STATISTICS = 2 * sum(stage.channels for stage in _STAGES)
_CELLS: dict[Output, int] = {"quarter": 1, "eighth": 2, "middle": _MIDDLE, "last": len(_STAGES) - 1}  # stages
CELL_CHANNELS = {output: _STAGES[stage].channels for output, stage in _CELLS.items()}
MIDDLE, LAST = CELL_CHANNELS["middle"], CELL_CHANNELS["last"]
_EPSILON = 1e-3  # of every batch normalisation
_AT_ONCE = 4  # pictures that are computed or waiting
_MEAN, _SCALE = 127.0, 128.0  # of pixels, as in training


def check_side(pixels: int, encoder: str) -> None:
    """Raises ModelError unless the network can take squares of this side. encoder: its name, for the message."""
    if pixels < 32 or pixels % 32:
        raise ModelError(f"{encoder}: pixels is {pixels}, but it must be a multiple of 32.")


@dataclass(frozen=True)
class EfficientNetLiteConfig:
    """pixels: the side of the square that a picture is scaled to fit, a multiple of 32.

    weights: the SHA-256 of the file of weights.
    """

    pixels: int = 160
    weights: str = LITE0.sha256

    def __post_init__(self) -> None:
        check_side(self.pixels, "efficientnet-lite")


class EfficientNetLite(Configured[EfficientNetLiteConfig], PictureEncoder):
    """By its full name, such as efficientnet-lite0:224, it reads larger or smaller pictures."""

    name = "efficientnet-lite0"
    title = "EfficientNet-lite0"
    about = "A small network trained on ImageNet's photographs, without any training on fashion."
    order = 10
    default = EfficientNetLiteConfig()
    variant: ClassVar[Variant] = _LITE0

    @classmethod
    def called(cls, detail: str) -> Self:
        if not detail.isascii() or not detail.isdigit():
            raise ModelError(f"{cls.name}: '{detail[:60]}' is no side in pixels: write, for example, {cls.name}:224.")
        return cls(replace(cls.default, pixels=int(detail)))

    @property
    def dimensions(self) -> int:
        return FEATURES

    def encode(self, pictures: Sequence[Image.Image]) -> FloatMatrix:
        squares = (letterboxed(picture, self._config.pixels) for picture in pictures)
        return unit(run(_compiled(self.variant, self._config.pixels, ("features",)), squares)[0])


class EfficientNetLite1(EfficientNetLite):
    name = "efficientnet-lite1"
    title = "EfficientNet-lite1"
    about = "As EfficientNet-lite0, but deeper; its weights are a package to install."
    order = 11
    default = EfficientNetLiteConfig(weights=LITE1.sha256)
    variant = _LITE1


class EfficientNetLite2(EfficientNetLite):
    name = "efficientnet-lite2"
    title = "EfficientNet-lite2"
    about = "As EfficientNet-lite0, but deeper and wider; its weights are a package to install."
    order = 12
    default = EfficientNetLiteConfig(weights=LITE2.sha256)
    variant = _LITE2


def run(compiled_network: Any, squares: Iterable[Image.Image]) -> list[FloatMatrix]:
    """Each of the network's outputs, (pictures, ...), for these pictures, which are made while others are computed."""
    # One picture a request: in a batch, a row could depend on the size of the batch. No callbacks: a thread of OpenVINO
    # that waits for Python's lock, while Python waits for that thread, would wait for ever.
    requests: list[Any] = []
    rows: list[list[NDArray[np.float32]]] = []

    def finish(request: Any) -> None:
        request.wait()
        rows.append([np.array(request.get_output_tensor(number).data[0]) for number in range(outputs)])

    outputs, started = len(compiled_network.outputs), 0
    for square in squares:
        if started < _AT_ONCE:
            requests.append(compiled_network.create_infer_request())
        request = requests[started % _AT_ONCE]
        if started >= _AT_ONCE:
            finish(request)
        request.start_async({0: np.asarray(square)[None]})
        started += 1
    for number in range(max(started - _AT_ONCE, 0), started):
        finish(requests[number % _AT_ONCE])
    if not rows:
        return [np.zeros((0, *output.shape[1:]), np.float32) for output in compiled_network.outputs]
    return [np.stack(column) for column in zip(*rows, strict=True)]


def compiled_lite0(pixels: int, outputs: tuple[Output, ...]) -> Any:
    """The published lite0, compiled once for each size and choice of outputs, which `run` gives in their order."""
    return _compiled(_LITE0, pixels, outputs)


@cache
def _compiled(variant: Variant, pixels: int, outputs: tuple[Output, ...]) -> Any:
    return compiled(network(imagenet_weights(variant.weights), pixels, outputs, variant), many=True)


def network(weights: Weights, pixels: int, outputs: Sequence[Output] = ("features",), variant: Variant = _LITE0) -> Any:
    """The network as an OpenVINO model of (1, pixels, pixels, 3) bytes, with these outputs in their order.

    weights: the arrays of the variant's published file, by its names.
    """
    openvino = openvino_module()
    layers = _Layers(openvino.opset13, weights)
    ops = layers.ops
    picture = ops.parameter([1, pixels, pixels, 3], np.uint8, "picture")
    values = ops.divide(ops.subtract(ops.convert(picture, "f32"), np.float32(_MEAN)), np.float32(_SCALE))
    signal = ops.transpose(values, np.array([0, 3, 1, 2]))
    signal = layers.relu6(layers.convolution(signal, "_conv_stem", "_bn0", stride=2))
    number, channels = 0, 32
    stages: list[Any] = []
    for stage in variant.stages:
        for repeat in range(stage.repeats):
            stride = stage.stride if repeat == 0 else 1
            block = layers.block(signal, f"_blocks.{number}", stride, expand=stage.expansion > 1)
            signal = ops.add(signal, block) if stride == 1 and channels == stage.channels else block
            number, channels = number + 1, stage.channels
        stages.append(signal)
    results = {
        "features": layers.means(layers.relu6(layers.convolution(signal, "_conv_head", "_bn1"))),
        "statistics": ops.concat([part for output in stages for part in layers.means_and_deviations(output)], 1),
        **{output: stages[stage] for output, stage in _CELLS.items()},
    }
    return openvino.Model([results[output] for output in outputs], [picture], variant.weights.name)


@dataclass(frozen=True)
class _Layers:
    """Layers with the published weights. ops: a set of OpenVINO's operations."""

    ops: Any
    weights: Weights

    def block(self, signal: Any, name: str, stride: int, *, expand: bool) -> Any:
        """An inverted residual block (MobileNetV2), without the residual."""
        if expand:
            signal = self.relu6(self.convolution(signal, f"{name}._expand_conv", f"{name}._bn0"))
        signal = self.relu6(self.convolution(signal, f"{name}._depthwise_conv", f"{name}._bn1", stride, each=True))
        return self.convolution(signal, f"{name}._project_conv", f"{name}._bn2")

    def convolution(self, signal: Any, name: str, norm: str, stride: int = 1, *, each: bool = False) -> Any:
        """A convolution together with the batch normalisation after it. each: of each channel by itself."""
        gain = self.weights[f"{norm}.weight"] / np.sqrt(self.weights[f"{norm}.running_var"] + _EPSILON)
        kernel = self.weights[f"{name}.weight"] * gain[:, None, None, None]
        bias = self.weights[f"{norm}.bias"] - self.weights[f"{norm}.running_mean"] * gain
        convolve = self.ops.group_convolution if each else self.ops.convolution
        kernel = kernel[:, None] if each else kernel
        # As in TensorFlow, where these weights were trained: an odd row or column of padding comes last.
        padded = convolve(signal, np.asarray(kernel, np.float32), [stride] * 2, [0, 0], [0, 0], [1, 1], "same_upper")
        return self.ops.add(padded, np.asarray(bias, np.float32).reshape(1, -1, 1, 1))

    def means(self, signal: Any) -> Any:
        """The mean of each channel."""
        return self.ops.reduce_mean(signal, np.array([2, 3]), keep_dims=False)

    def means_and_deviations(self, signal: Any) -> tuple[Any, Any]:
        """The mean and the standard deviation of each channel."""
        centred = self.ops.subtract(signal, self.ops.reduce_mean(signal, np.array([2, 3]), keep_dims=True))
        variance = self.means(self.ops.multiply(centred, centred))
        return self.means(signal), self.ops.sqrt(self.ops.add(variance, np.float32(1e-6)))

    def relu6(self, signal: Any) -> Any:
        return self.ops.clamp(signal, 0.0, 6.0)
