"""Learns a set encoder: each outfit is chosen among its negatives, and two views of it belong together."""

from dataclasses import dataclass, replace

import numpy as np
import torch
from numpy.typing import NDArray
from scipy import sparse
from torch import Tensor, nn

from stylehub_core.arrays import FloatMatrix, FloatVector, IntMatrix
from stylehub_core.training.losses import nt_xent
from stylehub_core.training.outfit_config import OutfitTraining, SetEncoderConfig
from stylehub_core.training.outfit_losses import weighted_choice
from stylehub_core.training.outfit_views import erased, replaced
from stylehub_core.training.set_encoder import SetEncoder
from stylehub_core.training.tower_training import Standard, TowerTrainer


@dataclass(frozen=True, eq=False)
class PaddedOutfits:
    """n outfits of at most w articles.

    articles: (a, inputs) what is known of each article.
    outfits: (n, w) rows, -1 for padding at the end.
    places, others: (n, pool) the negatives: the article at this place is replaced by this other one.
    log_weights: (n, pool) how much each negative counts, as a logarithm; -inf for padding.
    worn: (n, a) what the outfit's customer wears in other outfits, as shares that add up to 1, or to 0 if there is
    nothing. share: (n,) how much that counts.
    similar: (a, s) what may replace an article in a view, -1 for padding.
    """

    articles: FloatMatrix
    outfits: IntMatrix
    places: IntMatrix
    others: IntMatrix
    log_weights: FloatMatrix
    worn: sparse.csr_array
    share: FloatVector
    similar: IntMatrix


class OutfitTrainer(TowerTrainer):
    """One training run; `encoder` is what is learned.

    standard: what the articles' inputs go through. projection: what the contrast between views sees of an outfit, so
    that it need not spread over the space in which customers lie (Chen et al. 2020, section 4.2).
    """

    config: OutfitTraining

    def __init__(self, data: PaddedOutfits, network: SetEncoderConfig, training: OutfitTraining) -> None:
        self._data, self.standard = data, Standard(data.articles)
        self._inputs = self.standard(data.articles)
        torch.manual_seed(training.seed)
        self.encoder = SetEncoder(data.articles.shape[1], network)
        width = network.width
        self.projection = nn.Sequential(nn.Linear(width, width), nn.ReLU(), nn.Linear(width, width))
        parts = nn.ModuleDict({"encoder": self.encoder, "projection": self.projection})
        an_epoch = max(len(data.outfits) // training.batch, 1)
        epochs = max(training.epochs, round(training.steps / an_epoch))
        super().__init__(len(data.outfits), parts, replace(training, epochs=epochs))

    def _loss(self, rows: Tensor, rng: np.random.Generator) -> Tensor:
        data, config, numbers = self._data, self.config, rows.numpy()
        chosen = rng.permuted(np.tile(np.arange(data.others.shape[1]), (len(numbers), 1)), axis=1)
        chosen = chosen[:, : config.negatives]
        candidates = self._candidates(numbers, chosen)
        views = self._views(data.outfits[numbers], rng)
        pooled = self._pooled(np.concatenate([candidates.reshape(-1, candidates.shape[2]), *views]))
        count = candidates.shape[0] * candidates.shape[1]
        outfits = nn.functional.normalize(self.encoder.pool(pooled[:count]).float(), dim=1)
        outfits = outfits.reshape(*candidates.shape[:2], -1)
        logits = torch.einsum("nkd,nd->nk", outfits, self._customers(numbers, rng)) / config.temperature
        weights = torch.from_numpy(data.log_weights[numbers[:, None], chosen])
        loss = weighted_choice(logits[:, 0], logits[:, 1:], weights)
        if views:
            first, second = nn.functional.normalize(self.projection(pooled[count:]).float(), dim=1).chunk(2)
            loss = loss + config.contrast * nt_xent(first, second, temperature=config.contrast_temperature)
        return loss

    def _candidates(self, numbers: NDArray[np.int64], chosen: NDArray[np.int64]) -> IntMatrix:
        """(b, 1 + k, w) the outfits, and their negatives."""
        data = self._data
        candidates = np.repeat(data.outfits[numbers][:, None], 1 + chosen.shape[1], axis=1)
        places, others = (part[numbers[:, None], chosen] for part in (data.places, data.others))
        at = np.arange(len(numbers))[:, None], 1 + np.arange(chosen.shape[1])[None, :], places
        candidates[at] = np.where(others < 0, candidates[at], others)
        return candidates

    def _views(self, outfits: IntMatrix, rng: np.random.Generator) -> list[IntMatrix]:
        """Two views of each outfit; none if there is no way to make them."""
        ways = []
        if self.config.erase:
            ways.append(lambda: erased(outfits, rng))
        if self.config.replace:
            ways.append(lambda: replaced(outfits, self._data.similar, rng))
        return [ways[0](), ways[-1]()] if ways and self.config.contrast else []

    def _pooled(self, sets: IntMatrix) -> Tensor:
        """(n, width) what the encoder reads of sets, (n, w) rows with -1 for padding."""
        sets = sets[:, : int((sets >= 0).sum(axis=1).max())]
        known, places = np.unique(np.maximum(sets, 0), return_inverse=True)
        inputs = torch.from_numpy(self._inputs[known])
        items = self.encoder.place(nn.functional.dropout(inputs, self.config.input_dropout))
        # index_select, whose gradient is summed in order: the same seed then gives the same weights.
        items = items.index_select(0, torch.from_numpy(places.ravel())).reshape(*sets.shape, -1)
        return self.encoder.pooled(items, torch.from_numpy(sets >= 0))

    def _customers(self, numbers: NDArray[np.int64], rng: np.random.Generator) -> Tensor:
        data = self._data
        worn = np.asarray(data.worn[numbers] @ self._inputs, np.float32)
        share = data.share[numbers] * (rng.random(len(numbers)) >= self.config.customer_dropout)
        return self.encoder.customers(self.encoder.place(torch.from_numpy(worn)), torch.from_numpy(share).float())


def exported(trainer: OutfitTrainer) -> dict[str, NDArray[np.float32]]:
    """The encoder's arrays by name, in evaluation mode; `place` takes the articles' inputs as they are."""
    arrays = {name: tensor.detach().numpy().copy() for name, tensor in trainer.encoder.state_dict().items()}
    first = ("place.weight", "place.bias")
    arrays.update(zip(first, trainer.standard.folded(*(arrays[name] for name in first)), strict=True))
    return arrays
