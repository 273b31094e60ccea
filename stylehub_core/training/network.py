"""The network of every contrastive model: feature extractor, projection head, and an optional residual per item."""

import math

import torch
from torch import Tensor, nn

from stylehub_core.training.configs import NetworkConfig


class Network(nn.Module):
    """Maps (rows, inputs) unit text vectors to (rows, outputs) unit vectors."""

    def __init__(self, inputs: int, config: NetworkConfig) -> None:
        super().__init__()
        self.inputs, self.config = inputs, config
        layers: list[nn.Module] = []
        width = inputs
        for size in (*config.hidden, config.features):
            layers += [nn.Linear(width, size), nn.BatchNorm1d(size), nn.ReLU(), nn.Dropout(config.dropout)]
            width = size
        self.extractor = nn.Sequential(*layers)
        self.head = nn.Sequential(nn.Linear(width, width), nn.ReLU(), nn.Linear(width, config.projection))

    @property
    def outputs(self) -> int:
        return self.config.projection + (self.inputs if self.config.kept_text else 0)

    def __call__(self, texts: Tensor, residual: Tensor | None = None) -> Tensor:
        outputs: Tensor = super().__call__(texts, residual)
        return outputs

    def forward(self, texts: Tensor, residual: Tensor | None = None) -> Tensor:
        """residual: (rows, projection) what these items are beyond their text."""
        learned = self.head(self.extractor(texts)).float()
        if residual is not None:
            learned = learned + residual
        learned = nn.functional.normalize(learned, dim=1)
        kept = self.config.kept_text
        if not kept:
            return learned
        return torch.cat([math.sqrt(kept) * texts, math.sqrt(1 - kept) * learned], dim=1)


class ItemResidual(nn.Module):
    """What an item is beyond its text: a vector of its own, and one for each group that it belongs to.

    members: (items, parts) row numbers; part 0 is the item itself, the others are its groups.
    All vectors start at zero and are learned from purchases; an item without purchases has what its groups have
    learned.
    """

    members: Tensor

    def __init__(self, members: Tensor, size: int) -> None:
        super().__init__()
        self.register_buffer("members", members, persistent=False)
        self.table = nn.EmbeddingBag(int(members.max()) + 1, size, mode="sum", sparse=True)
        nn.init.zeros_(self.table.weight)

    def forward(self, rows: Tensor, keep: Tensor | None = None) -> Tensor:
        """(n, size) for n rows. keep: (n, parts) 0 or 1, whether a part counts this time."""
        parts = self.members[rows]
        weights = torch.ones(parts.shape) if keep is None else keep
        out: Tensor = self.table(parts, per_sample_weights=weights)
        return out
