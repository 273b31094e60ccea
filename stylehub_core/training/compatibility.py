"""Compatibility learned from few labelled outfits and many unlabelled pictures.

Revanur et al., Semi-Supervised Visual Representation Learning for Fashion Compatibility, RecSys 2021:
L = L_l + lambda_ss L_ss + lambda_pseudo L_pseudo.
"""

import math
from abc import ABC, abstractmethod
from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from stylehub_core.arrays import FloatMatrix, IntVector
from stylehub_core.training.augmentations import augmented
from stylehub_core.training.compatibility_config import CompatibilityTraining
from stylehub_core.training.configs import Augmentations, NetworkConfig, ResidualConfig
from stylehub_core.training.network import Network
from stylehub_core.training.outfit_triplets import OutfitArticles, OutfitTriplets, pseudo_triplets
from stylehub_core.training.simclr import ResidualNetwork
from stylehub_core.training.tower_training import TowerTrainer
from stylehub_core.training.type_aware import Subspaces, consistency, triplet_margin, type_aware_distance

_CHUNK = 1024  # pictures that are embedded at a time


class Sight(ABC):
    """The pictures of p articles, and the network that embeds them."""

    network: nn.Module

    @abstractmethod
    def plain(self, numbers: Tensor) -> Tensor:
        """The network's input for these pictures, (n,) numbers."""

    @abstractmethod
    def views(self, count: int, rng: np.random.Generator) -> tuple[Tensor, Tensor]:
        """The network's inputs for so many pictures, drawn with repeats, and for a view of each.

        A view is changed in shape or in colour.
        """


class VectorSight(Sight):
    """Vectors of a frozen picture encoder, and a small network on them."""

    def __init__(
        self, vectors: FloatMatrix, viewed: IntVector, views: Sequence[FloatMatrix], network: NetworkConfig
    ) -> None:
        """vectors: (p, d) of the pictures. viewed: (v,) numbers of those with views. views: (v, d) each."""
        self._vectors, self._viewed = torch.from_numpy(vectors), viewed
        self._views = torch.from_numpy(np.stack(views)) if views else torch.empty(0)
        self.network = Network(vectors.shape[1], network)

    def plain(self, numbers: Tensor) -> Tensor:
        return self._vectors[numbers]

    def views(self, count: int, rng: np.random.Generator) -> tuple[Tensor, Tensor]:
        at = rng.integers(len(self._viewed), size=count)
        kinds = torch.from_numpy(rng.integers(len(self._views), size=count))
        changed = self._views[kinds, torch.from_numpy(at)]
        return self.plain(torch.from_numpy(self._viewed[at].astype(np.int64))), changed


class PixelSight(Sight):
    """The pictures' own pixels, and a residual network that starts from nothing."""

    def __init__(
        self,
        levels: NDArray[np.uint8],
        changes: Sequence[Augmentations],
        network: ResidualConfig,
        dimensions: int,
    ) -> None:
        """levels: (p, side, side, 3). changes: one of these is drawn for each view."""
        self._levels, self._changes = torch.from_numpy(levels), changes
        self.network = _PixelNetwork(network, dimensions)

    def plain(self, numbers: Tensor) -> Tensor:
        return (self._levels[numbers].permute(0, 3, 1, 2) / 255).contiguous()

    def views(self, count: int, rng: np.random.Generator) -> tuple[Tensor, Tensor]:
        """PyTorch's global generator draws the changes."""
        pixels = self.plain(torch.from_numpy(rng.integers(len(self._levels), size=count)))
        kinds = torch.from_numpy(rng.integers(len(self._changes), size=count))
        views = torch.empty_like(pixels)
        for kind, changes in enumerate(self._changes):
            views[kinds == kind] = augmented(pixels[kinds == kind], pixels.shape[-1], changes)
        return pixels, views


class _PixelNetwork(nn.Module):
    """(n, 3, side, side) pixels to (n, dimensions) unit rows."""

    def __init__(self, config: ResidualConfig, dimensions: int) -> None:
        super().__init__()
        self.residual = ResidualNetwork(config)
        self.head = nn.Linear(config.widths[-1], dimensions)

    def forward(self, pixels: Tensor) -> Tensor:
        return nn.functional.normalize(self.head(self.residual(pixels)), dim=1)


class CompatibilityTrainer(TowerTrainer):
    """subspaces: the masks of pairs of slots."""

    config: CompatibilityTraining

    def __init__(
        self,
        sight: Sight,
        dimensions: int,
        data: OutfitArticles,
        outfits: OutfitTriplets,
        slots: int,
        training: CompatibilityTraining,
    ) -> None:
        """dimensions: of the network's vectors. slots: how many there are."""
        self._sight, self._data, self._outfits = sight, data, outfits
        self._slots = torch.from_numpy(data.slots.astype(np.int64))
        self.subspaces = Subspaces(slots, dimensions)
        parts = nn.ModuleDict({"network": sight.network, "subspaces": self.subspaces})
        super().__init__(training.draws, parts, training)

    def embedded(self) -> FloatMatrix:
        """(p, d) unit rows of all pictures, by the network as it is now."""
        self._sight.network.eval()
        with torch.inference_mode():
            numbers = torch.split(torch.arange(len(self._slots)), _CHUNK)
            parts = [self._sight.network(self._sight.plain(part)) for part in numbers]
        return np.ascontiguousarray(torch.cat(parts).numpy())

    def _epoch(self, rng: np.random.Generator) -> float:
        """Pseudo-labels are made anew, by the network as it is before the epoch."""
        config, data = self.config, self._data
        triplets = self._outfits.draw(config.draws, rng)
        self._labelled = torch.from_numpy(triplets.astype(np.int64))
        if config.pseudo:
            among = rng.permutation(data.unlabelled)[: math.ceil(config.pool * len(data.unlabelled))]
            replaced, usable = pseudo_triplets(self.embedded(), triplets, among, data.types)
            self._pseudo, self._usable = torch.from_numpy(replaced.astype(np.int64)), torch.from_numpy(usable)
        return super()._epoch(rng)

    def _loss(self, rows: Tensor, rng: np.random.Generator) -> Tensor:
        config, sight = self.config, self._sight
        labelled = self._labelled[rows]
        pseudo = self._pseudo[rows[self._usable[rows]]] if config.pseudo else labelled[:0]
        seen = [sight.plain(torch.cat([labelled, pseudo]).flatten())]
        if config.consistency:
            seen += sight.views(len(rows), rng)
        # One pass for all, so that their batch normalisation is the same.
        vectors = sight.network(torch.cat(seen))
        in_triplets = 3 * (len(labelled) + len(pseudo))
        own, others = vectors[: 3 * len(labelled)], vectors[3 * len(labelled) : in_triplets]
        loss = self._triplet_loss(own, labelled)
        if len(pseudo):
            loss = loss + config.pseudo * self._triplet_loss(others, pseudo)
        if config.consistency:
            loss = loss + config.consistency * consistency(*vectors[in_triplets:].chunk(2))
        return loss

    def _triplet_loss(self, vectors: Tensor, triplets: Tensor) -> Tensor:
        """vectors: (3n, d), of the articles of n triplets in their order."""
        anchor, right, wrong = vectors.view(len(triplets), 3, -1).unbind(1)
        slots = self._slots[triplets]
        near = type_aware_distance(anchor, right, self.subspaces.of(slots[:, 0], slots[:, 1]))
        far = type_aware_distance(anchor, wrong, self.subspaces.of(slots[:, 0], slots[:, 2]))
        return triplet_margin(near, far, margin=self.config.margin)
