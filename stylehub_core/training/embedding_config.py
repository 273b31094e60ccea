"""The settings of embeddings that are learned from a graph of purchases."""

import math
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Debiased:
    """The debiased contrastive loss in place of BPR, over cosines.

    tau_plus: the chance that a drawn article is one that the customer likes; negatives: drawn anew for each batch
    and shared by its customers, uniformly from the articles of the graph, without leaving out what was bought.
    """

    temperature: float = 0.1
    tau_plus: float = 0.001
    negatives: int = 512


@dataclass(frozen=True)
class Views:
    """How two views of the graph are contrasted, drawn anew in each epoch by leaving out edges at `drop_rate`.

    weight: of the contrast in the loss.
    layers: of propagation in a view, None takes those of the model.
    edges: the customers, and the articles, of so many edges of a batch are contrasted.
    every: only each so many steps, with so many times the weight, as a view costs as much as the ranking.
    """

    weight: float = 0.05
    drop_rate: float = 0.1
    temperature: float = 0.2
    layers: int | None = None
    edges: int = 512
    every: int = 4


@dataclass(frozen=True)
class Stopping:
    """When to stop, by edges that are held out and ranked.

    share: of the edges that are held out.
    ranked: at most so many of them are ranked, so that a look costs the same on any data.
    every: steps between two looks; patience: looks without a better one after which it stops.
    gain: a look is better by this share of the best one, or more.
    """

    share: float = 0.1
    ranked: int = 5000
    every: int = 50
    patience: int = 4
    gain: float = 0.001


@dataclass(frozen=True)
class EmbeddingConfig:
    """What is learned, and how.

    layers: 0 for matrix factorisation.
    epochs: the most; with `stopping` it learns as long as the held-out edges say.
    batch: edges a step, fewer where an epoch would have less than `steps`.
    regularization: of the squared length of the 0th layer's embeddings of a batch.
    averaging: what is kept of the running mean of the embeddings in a step; 0 takes the last step's.
    loss: what learns to rank; contrast: whether two views of the graph are contrasted.
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
        """How many edges a step has."""
        return max(min(self.batch, edges // self.steps), 1)

    def steps_of(self, edges: int) -> int:
        """How many steps an epoch has."""
        return math.ceil(edges / self.batch_of(edges))
