"""One network that tells every attribute of an article from its picture: a shared layer, and a classifier for each."""

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor, nn

from stylehub_core.arrays import FloatMatrix, IntVector
from stylehub_core.training.configs import AttributeTraining
from stylehub_core.training.tower_training import Standard, TowerTrainer


class AttributeHeadsTrainer(TowerTrainer):
    """values: for each attribute, the (n,) value of each picture, or -1 if it has none. sizes: their numbers of values.

    pictures: (n, p) unit rows.
    """

    config: AttributeTraining

    def __init__(
        self, pictures: FloatMatrix, values: Sequence[IntVector], sizes: Sequence[int], training: AttributeTraining
    ) -> None:
        self._standard = Standard(pictures, training.components)
        self._pictures = torch.from_numpy(self._standard(pictures))
        self._values = [torch.from_numpy(column.astype(np.int64)) for column in values]
        torch.manual_seed(training.seed)
        width = training.features
        self._layer = nn.Sequential(
            nn.Linear(self._standard.size, width), nn.BatchNorm1d(width), nn.ReLU(), nn.Dropout(training.dropout)
        )
        self._heads = nn.ModuleList([nn.Linear(width, size) for size in sizes])
        super().__init__(len(pictures), nn.ModuleDict({"layer": self._layer, "heads": self._heads}), training)

    def _loss(self, rows: Tensor, rng: np.random.Generator) -> Tensor:  # noqa: ARG002 - the dropouts draw from PyTorch
        seen = self._layer(nn.functional.dropout(self._pictures[rows], self.config.input_dropout))
        loss = torch.zeros(())
        for head, values in zip(self._heads, self._values, strict=True):
            known = values[rows] >= 0
            if known.any():
                loss = loss + nn.functional.cross_entropy(head(seen[known]), values[rows][known])
        return loss

    @torch.no_grad()
    def logits(self, pictures: FloatMatrix) -> list[FloatMatrix]:
        """For each attribute, (m, its values) for m pictures; after `run`."""
        seen = self._layer(torch.from_numpy(self._standard(pictures)))
        return [np.asarray(head(seen).numpy(), np.float32) for head in self._heads]
