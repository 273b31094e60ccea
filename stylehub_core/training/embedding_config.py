"""The settings of embeddings that are learned from a graph of purchases."""

import math
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Debiased:
    """The debiased contrastive loss in place of BPR, over cosines.

    tau_plus: the probability that a drawn article is one that the customer likes.
    negatives: how many articles are drawn for each batch and shared by its customers, uniformly from the graph;
    articles that were bought may be among them.
    """

    temperature: float = 0.1
    tau_plus: float = 0.001
    negatives: int = 512


@dataclass(frozen=True)
class Views:
    """How two views of the graph are contrasted. Each epoch draws new views.

    weight: the weight of the contrast in the loss.
    drop_rate: the share of edges that a view leaves out.
    layers: the layers of propagation in a view; None for as many as the model has.
    edges: how many edges of a batch give the customers and articles to contrast.
    every: contrast only in every n-th step, with n times the weight, since two views cost twice the ranking.
    """

    weight: float = 0.05
    drop_rate: float = 0.1
    temperature: float = 0.2
    layers: int | None = None
    edges: int = 512
    every: int = 4


@dataclass(frozen=True)
class Stopping:
    """When to stop: held-out edges are ranked at regular steps.

    share: the share of edges to hold out.
    ranked: how many of them are ranked at most, so that a check costs the same on any data.
    every: steps between two checks.
    patience: the number of checks without improvement after which training stops.
    gain: the relative gain that counts as an improvement.
    """

    share: float = 0.1
    ranked: int = 5000
    every: int = 50
    patience: int = 4
    gain: float = 0.001


@dataclass(frozen=True)
class EmbeddingConfig:
    """How embeddings are learned.

    layers: the layers of propagation; 0 for matrix factorisation.
    epochs: the maximum; with `stopping`, the held-out edges decide.
    batch: edges per step; fewer if an epoch would otherwise have less than `steps` steps.
    regularization: the weight of the squared length of a batch's embeddings of the 0th layer.
    averaging: the decay of the running mean of the embeddings; 0 takes the last step's embeddings.
    loss: the loss that learns to rank.
    contrast: whether two views of the graph are contrasted.
    """

    dimensions: int = 64
    layers: int = 0
    epochs: int = 300
    batch: int = 4096
    steps: int = 4
    learning_rate: float = 1e-2
    regularization: float = 1e-3
    averaging: float = 0.98
    loss: Literal["bpr", "debiased"] = "bpr"
    debiased: Debiased = Debiased()
    contrast: bool = False
    views: Views = Views()
    stopping: Stopping | None = Stopping()
    seed: int = 0

    def batch_of(self, edges: int) -> int:
        """The number of edges in a step."""
        return max(min(self.batch, edges // self.steps), 1)

    def steps_of(self, edges: int) -> int:
        """The number of steps in an epoch."""
        return math.ceil(edges / self.batch_of(edges))
