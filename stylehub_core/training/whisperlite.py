"""WhisperLite: a request and a customer's history against articles, with binary cross-entropy and a contrastive loss.

Sevegnani, Seshadri, Wang, Beniwal, McAuley, Lu and Medioni, Contrastive Learning for Interactive Recommendation in
Fashion, SIGIR eCom 2022. How it was read: docs/decisions/whisperlite.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import torch
from scipy import sparse
from torch import Tensor, nn

from stylehub_core.arrays import FloatMatrix, FloatVector, IntMatrix, IntVector
from stylehub_core.training.configs import NetworkConfig, WhisperLiteTraining
from stylehub_core.training.network import Network
from stylehub_core.training.shared_words import SHARES, shared_words
from stylehub_core.training.tower_training import TowerTrainer

RESIDUALS = ("encoder", "own", "product", *SHARES)
"""What is kept beside the learned vectors: the encoder's own cosine, and two kinds of repeat purchases."""


@dataclass(frozen=True, eq=False)
class RequestsOfCustomers:
    """r requests and n articles to learn from.

    articles: (n, a) the inputs of the article tower. sentences: (n, t) unit rows of the articles' texts.
    texts: (r, t) unit rows of the requests' texts.
    history, faded: (r, l) earlier purchases, and how much each counts; -1 and 0 are padding.
    own, product: (r, n) how much each article, and its product in any colour, was bought before.
    relevant: (r, n) what was bought of what was asked for.
    sold: (s,) articles that negatives are drawn from.
    """

    articles: FloatMatrix
    sentences: FloatMatrix
    texts: FloatMatrix
    history: IntMatrix
    faded: FloatMatrix
    own: sparse.csr_array
    product: sparse.csr_array
    relevant: sparse.csr_array
    sold: IntVector
    asked: sparse.csr_array
    attributes: sparse.csr_array
    anywhere: sparse.csr_array


class WhisperLiteNetwork(nn.Module):
    """The two towers, the attention over the history, and the weights of the parts of the score."""

    def __init__(self, inputs: int, texts: int, article: NetworkConfig, request: NetworkConfig, temperature: float):
        super().__init__()
        size = request.projection
        self.article, self.request = Network(inputs, article), Network(texts, request)
        self.lead, self.person = nn.Linear(size, size, bias=False), nn.Linear(size, size, bias=False)
        for layer in (self.lead, self.person):
            nn.init.eye_(layer.weight)
        self.scales = nn.Parameter(torch.tensor([10.0, 5.0]))
        self.residuals = nn.Parameter(torch.tensor([10.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0]))
        self.bias = nn.Parameter(torch.tensor(-10.0))
        self.temperature = temperature

    def customers(self, requests: Tensor, history: Tensor, faded: Tensor) -> Tensor:
        """(b, d) unit rows: what each customer bought, the purchases like the request first; 0 without any.

        history: (b, l, d) article vectors. faded: (b, l) how much each counts, 0 for padding.
        """
        like = torch.einsum("bd,bld->bl", self.lead(requests), history) / self.temperature
        attention = torch.softmax(like + torch.log(faded + 1e-9), dim=1) * (faded > 0)
        return nn.functional.normalize(self.person(torch.einsum("bl,bld->bd", attention, history)), dim=1)

    def scores(self, requests: Tensor, customers: Tensor, articles: Tensor, residuals: Tensor) -> Tensor:
        """(b, c) the logits of c articles. residuals: (RESIDUALS, b, c)."""
        learned = self.scales[0] * requests @ articles.T + self.scales[1] * customers @ articles.T
        return learned + torch.einsum("r,rbc->bc", self.residuals, residuals)


class WhisperLiteTrainer(TowerTrainer):
    """One training run; `network` is what is learned."""

    config: WhisperLiteTraining

    def __init__(
        self,
        data: RequestsOfCustomers,
        article: NetworkConfig,
        request: NetworkConfig,
        training: WhisperLiteTraining,
    ) -> None:
        torch.manual_seed(training.seed)
        self.network = WhisperLiteNetwork(
            data.articles.shape[1], data.texts.shape[1], article, request, training.temperature
        )
        self._data = data
        super().__init__(len(data.texts), self.network, training)

    def _loss(self, rows: Tensor, rng: np.random.Generator) -> Tensor:
        data, config, numbers = self._data, self.config, rows.numpy()
        history = data.history[numbers]
        candidates = self._candidates(numbers, rng)
        bought = np.unique(history[history >= 0])
        vectors = self.network.article(torch.from_numpy(data.articles[np.concatenate([candidates, bought])]))
        texts = torch.from_numpy(data.texts[numbers])
        requests = self.network.request(texts)
        places = np.where(history >= 0, len(candidates) + np.searchsorted(bought, history), 0)
        # index_select, whose gradient is summed in order: the same seed then gives the same weights.
        read = vectors.index_select(0, torch.from_numpy(places.ravel())).view(*places.shape, vectors.shape[1])
        customers = self.network.customers(requests, read, torch.from_numpy(data.faded[numbers]))
        cosines = data.texts[numbers] @ data.sentences[candidates].T
        repeats = (part[numbers][:, candidates].toarray() for part in (data.own, data.product))
        shares = shared_words(data.asked[numbers], data.attributes[candidates], data.anywhere[candidates])
        residuals = torch.from_numpy(np.stack([cosines, *repeats, *shares]).astype(np.float32))
        logits = self.network.scores(requests, customers, vectors[: len(candidates)], residuals)
        relevant = torch.from_numpy(data.relevant[numbers][:, candidates].toarray() > 0)
        loss = torch.zeros(())
        if config.contrastive:
            loss = loss + config.contrastive * contrastive_loss(logits, relevant)
        if config.binary:
            loss = loss + config.binary * binary_loss(logits + self.network.bias, relevant)
        return loss

    def _candidates(self, numbers: IntVector, rng: np.random.Generator) -> IntVector:
        """The articles that a batch is scored on: all relevant ones, and others at random."""
        data, count = self._data, len(self._data.articles)
        sold = int(self.config.negatives * self.config.sold_share) if len(data.sold) else 0
        drawn = rng.integers(0, count, self.config.negatives - sold)
        bought = data.sold[rng.integers(0, len(data.sold), sold)] if sold else data.sold[:0]
        return np.unique(np.concatenate([data.relevant[numbers].indices, drawn, bought])).astype(np.int32)


def contrastive_loss(logits: Tensor, relevant: Tensor) -> Tensor:
    """Mean of -ln of the softmax of each relevant article, where the other relevant ones are no negatives.

    InfoNCE (van den Oord et al. 2018, eq. 4) with several positives. logits, relevant: (b, c).
    """
    others = torch.logsumexp(logits.masked_fill(relevant, float("-inf")), dim=1, keepdim=True)
    return (torch.logaddexp(logits, others) - logits)[relevant].mean()


def binary_loss(logits: Tensor, relevant: Tensor) -> Tensor:
    """Binary cross-entropy, in which the relevant pairs together count as much as the others."""
    losses = nn.functional.binary_cross_entropy_with_logits(logits, relevant.float(), reduction="none")
    return (losses[relevant].mean() + losses[~relevant].mean()) / 2


def exported(network: WhisperLiteNetwork) -> Mapping[str, FloatMatrix | FloatVector]:
    """The arrays of the attention over the history, by name."""
    names = ("lead.weight", "person.weight")
    return {name: network.state_dict()[name].detach().numpy().copy() for name in names}
