"""Type-aware distances and the losses on them.

Vasileva et al., Learning Type-Aware Embeddings for Fashion Compatibility, ECCV 2018. Revanur et al., Semi-Supervised
Visual Representation Learning for Fashion Compatibility, RecSys 2021.
"""

import torch
from torch import Tensor, nn


class Subspaces(nn.Module):
    """A mask for each unordered pair of slots, which weighs the dimensions of the shared space (Vasileva, eq. 1)."""

    def __init__(self, slots: int, dimensions: int) -> None:
        super().__init__()
        low, high = torch.triu_indices(slots, slots)
        numbers = torch.zeros(slots, slots, dtype=torch.long)
        numbers[low, high] = numbers[high, low] = torch.arange(len(low))
        self.register_buffer("numbers", numbers, persistent=False)
        self.masks = nn.Parameter(torch.ones(len(low), dimensions))

    numbers: Tensor

    def of(self, first: Tensor, second: Tensor) -> Tensor:
        """(n, d) the masks of these pairs of slots, (n,) each; not negative."""
        masks: Tensor = torch.relu(self.masks[self.numbers[first, second]])
        return masks

    def weights(self) -> Tensor:
        """(slots, slots, d) the squared masks: the weights of squared differences."""
        return torch.relu(self.masks.detach()[self.numbers]).square()


def type_aware_distance(first: Tensor, second: Tensor, masks: Tensor) -> Tensor:
    """(n,) squared distances of masked vectors: Vasileva et al., eq. 1. All (n, d)."""
    return ((first - second) * masks).square().sum(1)


def triplet_margin(positive: Tensor, negative: Tensor, *, margin: float) -> Tensor:
    """The mean of max(0, positive - negative + margin): Vasileva et al., eq. 2. positive, negative: (n,) distances."""
    return torch.relu(positive - negative + margin).mean()


def consistency(vectors: Tensor, changed: Tensor) -> Tensor:
    """The mean squared distance between pictures and their changed views: Revanur et al., L_ss. (n, d) both."""
    return (vectors - changed).square().sum(1).mean()
