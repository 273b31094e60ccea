"""SimCLR: a network learns, from pixels alone, that two views of one picture belong together.

Chen et al., A Simple Framework for Contrastive Learning of Visual Representations, ICML 2020, algorithm 1.
"""

from itertools import pairwise

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from stylehub_core.features.picture_encoders.pixels import MIDDLE, SCALE
from stylehub_core.training.augmentations import augmented
from stylehub_core.training.configs import ResidualConfig, SimclrTraining
from stylehub_core.training.lars import Lars
from stylehub_core.training.losses import nt_xent
from stylehub_core.training.tower_training import TowerTrainer


class Block(nn.Module):
    """Two 3 x 3 convolutions and a shortcut (He et al. 2016, figure 2); the side is halved."""

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__()
        self.first = _convolution(inputs, outputs, 3, stride=2)
        self.second = _convolution(outputs, outputs, 3)
        self.shortcut = _convolution(inputs, outputs, 1, stride=2)

    def forward(self, signal: Tensor) -> Tensor:
        return torch.relu(self.second(torch.relu(self.first(signal))) + self.shortcut(signal))


class ResidualNetwork(nn.Module):
    """(n, 3, side, side) pixels from 0 to 1 to (n, widths[-1]) means of the last block, which the head takes.

    Articles are represented by the block before, cell by cell: see `cells`.
    """

    def __init__(self, config: ResidualConfig) -> None:
        super().__init__()
        self.config = config
        self.stem = _convolution(3, config.stem, 3, stride=2)
        sizes = (config.stem, *config.widths)
        self.blocks = nn.Sequential(*(Block(*pair) for pair in pairwise(sizes)))
        self.to(memory_format=torch.channels_last)  # type: ignore[call-overload]  # twice as fast on a processor

    def forward(self, pixels: Tensor) -> Tensor:
        seen: Tensor = self.blocks[-1](self._before_last(pixels))
        return seen.mean((2, 3))

    def cells(self, pixels: Tensor) -> Tensor:
        """(n, widths[-2] * cells) the representation of articles: the last block but one, channel by channel."""
        return self._before_last(pixels).flatten(1)

    def _before_last(self, pixels: Tensor) -> Tensor:
        signal = ((pixels - MIDDLE) / SCALE).contiguous(memory_format=torch.channels_last)
        seen: Tensor = self.blocks[:-1](torch.relu(self.stem(signal)))
        return seen


class SimclrTrainer(TowerTrainer):
    """levels: (n, side, side, 3) the pictures to learn from."""

    config: SimclrTraining

    def __init__(self, levels: NDArray[np.uint8], network: ResidualConfig, training: SimclrTraining) -> None:
        self._levels = torch.from_numpy(levels)
        torch.manual_seed(training.seed)
        self.network = ResidualNetwork(network)
        self._head = projection_head(network.widths[-1], training)
        parts = nn.ModuleDict({"network": self.network, "head": self._head})
        super().__init__(len(levels), parts, training)

    def _make_optimizer(self) -> torch.optim.Optimizer:
        if self.config.optimizer == "adam":
            return super()._make_optimizer()
        config = self.config
        return Lars(self.towers.parameters(), config.learning_rate, weight_decay=config.weight_decay)

    def _loss(self, rows: Tensor, rng: np.random.Generator) -> Tensor:  # noqa: ARG002 - PyTorch's generator draws
        config = self.config
        pictures = (self._levels[rows].permute(0, 3, 1, 2) / 255).contiguous()
        views = torch.cat([augmented(pictures, config.side, config.augmentations) for _ in range(2)])
        projected = nn.functional.normalize(self._head(self.network(views)), dim=1)
        first, second = torch.split(projected, len(rows))
        return nt_xent(first, second, temperature=config.temperature)


def projection_head(inputs: int, training: SimclrTraining) -> nn.Module:
    """What the loss sees of the representation (section 4.2)."""
    if training.head == "none":
        return nn.Identity()
    if training.head == "linear":
        return nn.Linear(inputs, training.projection)
    hidden = nn.Linear(inputs, inputs, bias=False)
    return nn.Sequential(hidden, nn.BatchNorm1d(inputs), nn.ReLU(), nn.Linear(inputs, training.projection))


def _convolution(inputs: int, outputs: int, size: int, *, stride: int = 1) -> nn.Sequential:
    convolve = nn.Conv2d(inputs, outputs, size, stride, padding=size // 2, bias=False)
    return nn.Sequential(convolve, nn.BatchNorm2d(outputs))
