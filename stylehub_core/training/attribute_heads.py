"""One network that tells every attribute of an article from one vector: a shared layer, and a classifier for each."""

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.utils.fusion import fuse_linear_bn_eval

from stylehub_core.arrays import FloatMatrix, IntVector
from stylehub_core.training.configs import AttributeTraining
from stylehub_core.training.picture_text import Choice
from stylehub_core.training.tower_training import Standard, TowerTrainer


class AttributeHeadsTrainer(TowerTrainer):
    """vectors: (n, d) unit rows: of the articles' pictures, or of sentences about them.

    values: for each attribute, the (n,) value of each article, or -1 if it has none. sizes: their numbers of values.
    said: other things that people say of an article, each in few words; a step takes the sentences, or one of these.
    """

    config: AttributeTraining

    def __init__(
        self,
        vectors: FloatMatrix,
        values: Sequence[IntVector],
        sizes: Sequence[int],
        training: AttributeTraining,
        said: Sequence[Choice] = (),
    ) -> None:
        self._standard = Standard(vectors, training.components)
        self._vectors = torch.from_numpy(self._standard(vectors))
        self._said = [
            (torch.from_numpy(self._standard(each.texts)), torch.from_numpy(each.values.astype(np.int64)))
            for each in said
        ]
        self._values = [torch.from_numpy(column.astype(np.int64)) for column in values]
        self.sizes = tuple(sizes)
        torch.manual_seed(training.seed)
        width = training.features
        self._linear, self._norm = nn.Linear(self._standard.size, width), nn.BatchNorm1d(width)
        self._layer = nn.Sequential(self._linear, self._norm, nn.ReLU(), nn.Dropout(training.dropout))
        self._classifiers = [nn.Linear(width, size) for size in sizes]
        self._heads = nn.ModuleList(self._classifiers)
        super().__init__(len(vectors), nn.ModuleDict({"layer": self._layer, "heads": self._heads}), training)

    def _loss(self, rows: Tensor, rng: np.random.Generator) -> Tensor:
        seen = self._layer(nn.functional.dropout(self._inputs(rows, rng), self.config.input_dropout))
        loss = torch.zeros(())
        for head, values in zip(self._heads, self._values, strict=True):
            known = values[rows] >= 0
            if known.any():
                loss = loss + nn.functional.cross_entropy(head(seen[known]), values[rows][known])
        return loss

    def _inputs(self, rows: Tensor, rng: np.random.Generator) -> Tensor:
        """What this step learns from; half of the steps take the first vectors, if there are others."""
        if not self._said or rng.random() < 0.5:
            return self._vectors[rows]
        texts, values = self._said[int(rng.integers(len(self._said)))]
        return texts[values[rows]]

    @torch.no_grad()
    def logits(self, vectors: FloatMatrix) -> list[FloatMatrix]:
        """For each attribute, (m, its values) for m inputs; after `run`."""
        seen = self._layer(torch.from_numpy(self._standard(vectors)))
        return [np.asarray(head(seen).numpy(), np.float32) for head in self._heads]

    @torch.no_grad()
    def weights(self) -> dict[str, NDArray[np.float32]]:
        """The arrays of an AttributeTower that takes inputs as they are; after `run`."""
        fused = fuse_linear_bn_eval(self._linear, self._norm)
        weight, bias = self._standard.folded(fused.weight.numpy(), fused.bias.numpy())
        return {
            "layer.weight": weight,
            "layer.bias": bias,
            "heads.weight": np.concatenate([head.weight.numpy() for head in self._classifiers]),
            "heads.bias": np.concatenate([head.bias.numpy() for head in self._classifiers]),
        }
