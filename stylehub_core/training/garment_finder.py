"""Training of the finder of garments, on photographs in which their place is known."""

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn

from stylehub_core.arrays import FloatMatrix, IntVector
from stylehub_core.features.garment_finder import CELLS, GarmentFinder
from stylehub_core.features.picture_encoders.efficientnet_lite import LAST, MIDDLE
from stylehub_core.progress import Progress, silent
from stylehub_core.training.fitting import fit


@dataclass(frozen=True)
class FinderTraining:
    """channels: per cell, after the first layer. hidden: the width of the layer over all cells."""

    channels: int = 48
    hidden: int = 256
    dropout: float = 0.2
    epochs: int = 12
    batch: int = 128
    learning_rate: float = 2e-3
    weight_decay: float = 1e-3
    seed: int = 7


class FinderNetwork(nn.Module):
    """The layers of GarmentFinder, with the same names."""

    def __init__(self, config: FinderTraining) -> None:
        super().__init__()
        self.middle = nn.Linear(MIDDLE, config.channels)
        self.last = nn.Linear(LAST, config.channels, bias=False)
        self.hidden = nn.Linear(config.channels * CELLS**2, config.hidden)
        self.out = nn.Linear(config.hidden, 5)
        self.dropout = nn.Dropout(config.dropout)

    def forward(self, middle: Tensor, last: Tensor) -> Tensor:
        """As GarmentFinder.__call__."""
        fine = self.middle(middle.flatten(2).transpose(1, 2)).transpose(1, 2)
        coarse = self.last(last.flatten(2).transpose(1, 2)).transpose(1, 2)
        half = CELLS // 2
        repeated = coarse.unflatten(2, (half, half)).repeat_interleave(2, 2).repeat_interleave(2, 3)
        known = torch.relu(fine + repeated.flatten(2)).flatten(1)
        numbers: Tensor = self.out(torch.relu(self.hidden(self.dropout(known))))
        return torch.cat([torch.sigmoid(numbers[:, :4]), numbers[:, 4:]], dim=1)


def train_finder(
    middle: FloatMatrix,
    last: FloatMatrix,
    targets: FloatMatrix,
    config: FinderTraining | None = None,
    progress: Progress = silent,
) -> GarmentFinder:
    """The finder learned from n photographs; the same inputs give the same finder.

    middle, last: as in GarmentFinder, of any float type. targets: (n, 5) as features.garment_finder.numbers_of.
    """
    config = config or FinderTraining()
    torch.manual_seed(config.seed)
    finder = FinderNetwork(config)

    def loss_of(rows: IntVector) -> Tensor:
        seen = (torch.from_numpy(part[rows].astype(np.float32)) for part in (middle, last))
        return finder_loss(finder(*seen), torch.from_numpy(targets[rows].astype(np.float32)))

    fit(finder, loss_of, len(targets), config, 0.3, "learning to find garments", progress)
    return GarmentFinder({name: tensor.numpy().copy() for name, tensor in finder.state_dict().items()})


def finder_loss(found: Tensor, true: Tensor) -> Tensor:
    """How far boxes and tilts are off: a smooth distance, and 1 minus the boxes' overlap (their tilt left aside)."""
    smooth = nn.functional.smooth_l1_loss
    boxes = smooth(found[:, :4], true[:, :4], beta=0.05)
    return 4 * boxes + (1 - overlap(found, true)).mean() + 0.3 * smooth(found[:, 4], true[:, 4])


def overlap(first: Tensor, second: Tensor) -> Tensor:
    """(n,) intersection over union of the boxes, as if they were upright."""
    sides = []
    for axis in (0, 1):
        (first_middle, first_half), (second_middle, second_half) = (
            (boxes[:, axis], boxes[:, axis + 2] / 2) for boxes in (first, second)
        )
        start = torch.maximum(first_middle - first_half, second_middle - second_half)
        end = torch.minimum(first_middle + first_half, second_middle + second_half)
        sides.append((end - start).clamp(min=0))
    both = sides[0] * sides[1]
    return both / (first[:, 2] * first[:, 3] + second[:, 2] * second[:, 3] - both + 1e-6)
