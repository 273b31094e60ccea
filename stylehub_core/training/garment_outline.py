"""Training of the outline of garments, on photographs in which their shape is known."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn

from stylehub_core.arrays import FloatMatrix, IntVector
from stylehub_core.features.garment_outline import CELLS, STAGES, GarmentOutline, finer
from stylehub_core.progress import Progress, silent
from stylehub_core.training.fitting import fit


@dataclass(frozen=True)
class OutlineTraining:
    """hidden: the width of the layers."""

    hidden: int = 48
    epochs: int = 8
    batch: int = 32
    learning_rate: float = 3e-3
    weight_decay: float = 1e-4
    seed: int = 7


class OutlineNetwork(nn.Module):
    """The layers of GarmentOutline, with the same names."""

    def __init__(self, channels: Sequence[int], config: OutlineTraining) -> None:
        super().__init__()
        for name, count in zip(STAGES, channels, strict=True):
            self.add_module(name, nn.Linear(count, config.hidden, bias=False))
        self.place = nn.Parameter(torch.zeros(config.hidden, CELLS, CELLS))
        self.hidden, self.out = nn.Linear(config.hidden, config.hidden), nn.Linear(config.hidden, 1)

    def forward(self, *seen: Tensor) -> Tensor:
        """(n, CELLS, CELLS) logits."""
        total = self.place[None]
        for name, signal in zip(STAGES, seen, strict=True):
            mapped = torch.einsum("hc,nckl->nhkl", getattr(self, name).weight, signal)
            if signal.shape[-1] < CELLS:
                spread = torch.from_numpy(finer(signal.shape[-1]))
                mapped = spread @ mapped @ spread.T
            total = total + mapped
        known = torch.relu(total).permute(0, 2, 3, 1)
        logits: Tensor = self.out(torch.relu(self.hidden(known)))[..., 0]
        return logits


def train_outline(
    seen: Sequence[FloatMatrix], shapes: FloatMatrix, config: OutlineTraining | None = None, progress: Progress = silent
) -> GarmentOutline:
    """The outline learned from n photographs; the same inputs give the same outline.

    seen: as garment_outline.stages gives it, of any float type.
    shapes: (n, CELLS, CELLS) the share of each cell that is garment.
    """
    config = config or OutlineTraining()
    torch.manual_seed(config.seed)
    network = OutlineNetwork([part.shape[1] for part in seen], config)

    def loss_of(rows: IntVector) -> Tensor:
        parts = (torch.from_numpy(part[rows].astype(np.float32)) for part in seen)
        return outline_loss(network(*parts), torch.from_numpy(shapes[rows].astype(np.float32)))

    fit(network, loss_of, len(shapes), config, 0.2, "learning the outlines of garments", progress)
    return GarmentOutline({name: tensor.numpy().copy() for name, tensor in network.state_dict().items()})


def outline_loss(logits: Tensor, shapes: Tensor) -> Tensor:
    """Cross-entropy of the cells, and 1 minus the overlap (Dice) of each outline with the true shape."""
    found = torch.sigmoid(logits)
    both = (found * shapes).sum(dim=(1, 2))
    dice = (2 * both + 1) / (found.sum(dim=(1, 2)) + shapes.sum(dim=(1, 2)) + 1)
    return nn.functional.binary_cross_entropy_with_logits(logits, shapes) + (1 - dice).mean()
