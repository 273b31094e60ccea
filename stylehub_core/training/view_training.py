"""A tower that tells articles apart whatever picture of them it sees: NT-Xent between views of the same article."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import torch
from torch import Tensor, nn

from stylehub_core.arrays import FloatMatrix
from stylehub_core.training.configs import NetworkConfig, ViewTraining
from stylehub_core.training.losses import nt_xent
from stylehub_core.training.network import Network
from stylehub_core.training.tower_training import Standard, TowerTrainer


class ViewTrainer(TowerTrainer):
    """views: two or more, each (n, d) unit rows; row i of all shows the same article.

    standard: of the first view, in which the catalogue's own pictures are.
    """

    config: ViewTraining

    def __init__(self, views: Sequence[FloatMatrix], network: NetworkConfig, training: ViewTraining) -> None:
        self.standard = Standard(views[0], training.components)
        self._views = [torch.from_numpy(self.standard(view)) for view in views]
        torch.manual_seed(training.seed)
        self.network = Network(self.standard.size, network)
        super().__init__(len(views[0]), self.network, training)

    def _loss(self, rows: Tensor, rng: np.random.Generator) -> Tensor:  # noqa: ARG002 - nothing else is drawn
        views = torch.cat([view[rows] for view in self._views])
        seen = torch.split(self.network(nn.functional.dropout(views, self.config.input_dropout)), len(rows))
        losses = [
            nt_xent(first, second, temperature=self.config.temperature) for first, second in combinations(seen, 2)
        ]
        return torch.stack(losses).mean()
