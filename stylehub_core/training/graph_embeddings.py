"""Embeddings of customers and articles learned from a graph of purchases, with or without graph contrastive learning.

Without layers this is matrix factorisation; with layers it is LightGCN (He et al. 2020). Both learn to rank by BPR or
by the debiased contrastive loss, and both may contrast two views of the graph, as in Liu, Z. et al. 2021,
"Contrastive Learning for Recommender System" (arXiv 2101.01317).
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import embedding, normalize

from stylehub_core.arrays import FloatMatrix, IntVector
from stylehub_core.errors import ModelError
from stylehub_core.progress import Progress, silent
from stylehub_core.training.bpr import bpr
from stylehub_core.training.debiased import debiased_contrastive
from stylehub_core.training.info_nce import info_nce
from stylehub_core.training.purchase_graph import PurchaseGraph


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
    """What contrasts two views of the graph, drawn anew in each epoch by leaving out edges at `drop_rate`.

    weight: of the contrast in the loss; layers: of propagation in a view, None takes those of the model; edges: the
    customers, and the articles, of so many edges of a batch are contrasted.
    """

    weight: float = 0.1
    drop_rate: float = 0.2
    temperature: float = 0.2
    layers: int | None = None
    edges: int = 1024


@dataclass(frozen=True)
class EmbeddingConfig:
    """layers: 0 for matrix factorisation; batch: edges a step, fewer where an epoch would have less than `steps`;
    regularization: of the squared length of the 0th layer's embeddings of a batch; debiased: None learns by BPR;
    views: None contrasts nothing.
    """

    dimensions: int = 64
    layers: int = 0
    epochs: int = 30
    batch: int = 4096
    steps: int = 4
    learning_rate: float = 1e-2
    regularization: float = 1e-4
    debiased: Debiased | None = None
    views: Views | None = None
    seed: int = 0


def learn(graph: PurchaseGraph, config: EmbeddingConfig, progress: Progress = silent) -> FloatMatrix:
    """(nodes, dimensions) the 0th layer, customers before articles. The same seed gives the same again.

    Every node needs an edge. Raises ModelError where the loss stops being a number.
    """
    size = (graph.customers + graph.articles, config.dimensions)
    start = np.random.default_rng(config.seed).normal(scale=0.1, size=size).astype(np.float32)
    embeddings = torch.from_numpy(start).requires_grad_()
    optimizer = torch.optim.Adam([embeddings], lr=config.learning_rate, fused=True)
    for epoch in range(config.epochs):
        rng = np.random.default_rng([config.seed, epoch])
        views = [graph.without(config.views.drop_rate, rng) for _ in range(2)] if config.views else []
        total = 0.0
        for batch in _batches(graph, config, rng):
            loss = _loss(embeddings, graph, views, batch, config)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
            total += float(loss.detach())
        if not math.isfinite(total):
            raise ModelError("The loss is not a number any more: lower the learning rate or raise the temperature.")
        progress("learning from the graph", epoch + 1, config.epochs)
    return embeddings.detach().numpy()


@dataclass(frozen=True, eq=False)
class _Batch:
    """Nodes: customer, bought: (b,) the ends of edges; others: (b,) one negative each, or (negatives,) for all."""

    customer: Tensor
    bought: Tensor
    others: Tensor


def _batches(graph: PurchaseGraph, config: EmbeddingConfig, rng: np.random.Generator) -> Iterator[_Batch]:
    order = rng.permutation(len(graph))
    negatives = None if config.debiased else not_bought(graph, rng)
    size = max(min(config.batch, len(graph) // config.steps), 1)
    for start in range(0, len(graph), size):
        edges = order[start : start + size]
        if config.debiased:
            others = rng.integers(graph.articles, size=config.debiased.negatives, dtype=np.int32)
        elif negatives is not None:
            others = negatives[edges]
        customer, bought = graph.customer[edges], graph.article[edges] + graph.customers
        yield _Batch(*(torch.from_numpy(one.astype(np.int64)) for one in (customer, bought, others + graph.customers)))


def not_bought(graph: PurchaseGraph, rng: np.random.Generator, tries: int = 20) -> IntVector:
    """(edges,) for each edge an article drawn uniformly from those that its customer did not buy.

    Who bought nearly everything may get one that was bought after all, when `tries` draws found no other.
    """
    codes = np.sort(graph.customer.astype(np.int64) * graph.articles + graph.article)
    found = rng.integers(graph.articles, size=len(graph), dtype=np.int32)
    for _ in range(tries):
        asked = graph.customer.astype(np.int64) * graph.articles + found
        at = np.searchsorted(codes, asked)
        wrong = np.flatnonzero(codes[np.minimum(at, len(codes) - 1)] == asked)
        if not len(wrong):
            break
        found[wrong] = rng.integers(graph.articles, size=len(wrong), dtype=np.int32)
    return found


def _loss(
    embeddings: Tensor, graph: PurchaseGraph, views: list[PurchaseGraph], batch: _Batch, config: EmbeddingConfig
) -> Tensor:
    loss = _ranking_loss(propagated(embeddings, graph, config.layers), batch, config)
    nodes = torch.cat([batch.customer, batch.bought, batch.others])
    loss = loss + config.regularization * embedding(nodes, embeddings).square().sum() / (2 * len(batch.customer))
    if config.views:
        layers = config.layers if config.views.layers is None else config.views.layers
        seen = [propagated(embeddings, view, layers) for view in views]
        for rows in (batch.customer, batch.bought):
            distinct = torch.unique(rows[: config.views.edges])
            first, second = (normalize(embedding(distinct, one)) for one in seen)
            loss = loss + config.views.weight * info_nce(first, second, temperature=config.views.temperature)
    return loss


def _ranking_loss(final: Tensor, batch: _Batch, config: EmbeddingConfig) -> Tensor:
    customers, bought, others = (embedding(rows, final) for rows in (batch.customer, batch.bought, batch.others))
    if config.debiased is None:
        return bpr((customers * bought).sum(dim=1), (customers * others).sum(dim=1))
    customers, bought, others = (normalize(one) for one in (customers, bought, others))
    return debiased_contrastive(
        (customers * bought).sum(dim=1),
        customers @ others.T,
        temperature=config.debiased.temperature,
        tau_plus=config.debiased.tau_plus,
    )


def propagated(embeddings: Tensor, graph: PurchaseGraph, layers: int) -> Tensor:
    """(nodes, d) the mean of the layers 0..layers, alpha = 1 / (layers + 1): LightGCN, He et al. 2020, eq. 4."""
    if layers == 0:
        return embeddings
    found: Tensor = _Propagated.apply(embeddings, graph, layers)  # type: ignore[no-untyped-call]
    return found


class _Propagated(torch.autograd.Function):
    """The mean of the layers is linear and symmetric in the embeddings, so its gradient is the same propagation.

    SciPy multiplies: on one thread it is twice as fast here as PyTorch's sparse matrices.
    """

    @staticmethod
    def forward(ctx: Any, embeddings: Tensor, graph: PurchaseGraph, layers: int) -> Tensor:
        ctx.graph, ctx.layers = graph, layers
        return _mean(embeddings, graph, layers)

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor, None, None]:
        return _mean(gradients[0], ctx.graph, ctx.layers), None, None


def _mean(embeddings: Tensor, graph: PurchaseGraph, layers: int) -> Tensor:
    found = graph.layers(np.ascontiguousarray(embeddings.detach().numpy()), layers)
    return torch.from_numpy(sum(found[1:], found[0]) / np.float32(layers + 1))
