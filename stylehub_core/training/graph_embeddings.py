"""Embeddings of customers and articles learned from a graph of purchases, with or without graph contrastive learning.

Without layers this is matrix factorisation; with layers it is LightGCN (He et al. 2020). Both learn to rank by BPR or
by the debiased contrastive loss, and both may contrast two views of the graph, as in Liu, Z. et al. 2021,
"Contrastive Learning for Recommender System" (arXiv 2101.01317).
"""

import math
from collections.abc import Iterator

import numpy as np

from stylehub_core.arrays import FloatMatrix, IntVector
from stylehub_core.errors import ModelError
from stylehub_core.progress import Progress, silent
from stylehub_core.training.embedding_config import EmbeddingConfig, Stopping
from stylehub_core.training.held_out_edges import HeldOutEdges, hold_out
from stylehub_core.training.purchase_graph import Batch, PurchaseGraph


def learn(graph: PurchaseGraph, config: EmbeddingConfig, progress: Progress = silent) -> FloatMatrix:
    """(nodes, dimensions) the 0th layer, customers before articles. The same seed gives the same again.

    With `stopping` it learns twice: without the held-out edges to find out for how long, then with all edges.
    Every node needs an edge. Raises ModelError where the loss stops being a number.
    """
    epochs = float(config.epochs)
    if config.stopping and (held := hold_out(graph, config.stopping.share, config.stopping.ranked, config.seed)):
        epochs = _best_epochs(held, config, config.stopping, progress)
    steps = max(round(epochs * config.steps_of(len(graph))), 1)
    *_, embeddings = _learning(graph, config, steps, progress, "learning from the graph")
    return embeddings


def _best_epochs(held: HeldOutEdges, config: EmbeddingConfig, stopping: Stopping, progress: Progress) -> float:
    """After how many epochs the held-out edges were ranked best."""
    an_epoch = config.steps_of(len(held.kept))
    best, best_step = 0.0, 0
    learning = _learning(held.kept, config, config.epochs * an_epoch, progress, "finding out how long to learn")
    for step, embeddings in enumerate(learning, start=1):
        if step % stopping.every and step < config.epochs * an_epoch:
            continue
        gain = held.gain(embeddings, config.layers, unit_length=config.loss == "debiased")
        if gain > best * (1 + stopping.gain):
            best, best_step = gain, step
        elif step - best_step >= stopping.every * stopping.patience:
            break
    return best_step / an_epoch


def _learning(
    graph: PurchaseGraph, config: EmbeddingConfig, steps: int, progress: Progress, label: str
) -> Iterator[FloatMatrix]:
    """After each step the running mean of the embeddings: the same array, which changes."""
    # Imported here as PyTorch takes seconds, and whoever lists the recommenders imports this module.
    import torch

    from stylehub_core.training.graph_gradient import contrast_gradient, ranking_gradient

    size = (graph.customers + graph.articles, config.dimensions)
    embeddings = np.random.default_rng(config.seed).normal(scale=0.1, size=size).astype(np.float32)
    parameter = torch.from_numpy(embeddings)
    optimizer = torch.optim.Adam([parameter], lr=config.learning_rate, fused=True)
    averaged = parameter.clone()
    an_epoch, step = config.steps_of(len(graph)), 0
    epochs = math.ceil(steps / an_epoch)
    for epoch in range(epochs):
        rng = np.random.default_rng([config.seed, epoch])
        views = [graph.without(config.views.drop_rate, rng) for _ in range(2)] if config.contrast else []
        for batch in _batches(graph, config, rng):
            loss, gradient = ranking_gradient(embeddings, graph, batch, config)
            if views and step % config.views.every == 0:
                loss += contrast_gradient(embeddings, views, batch, config, gradient)
            if not math.isfinite(loss):
                raise ModelError("The loss is not a number any more: lower the learning rate or raise the temperature.")
            parameter.grad = torch.from_numpy(gradient)
            optimizer.step()
            step += 1
            # The first steps are forgotten sooner: they are far from where it ends.
            averaged.lerp_(parameter, 1 - min(config.averaging, step / (step + 10)))
            yield averaged.numpy()
            if step == steps:
                break
        progress(label, epoch + 1, epochs)


def _batches(graph: PurchaseGraph, config: EmbeddingConfig, rng: np.random.Generator) -> Iterator[Batch]:
    order = rng.permutation(len(graph))
    negatives = not_bought(graph, rng) if config.loss == "bpr" else None
    size = config.batch_of(len(graph))
    for start in range(0, len(graph), size):
        edges = order[start : start + size]
        if negatives is None:
            others = rng.integers(graph.articles, size=config.debiased.negatives, dtype=np.int32)
        else:
            others = negatives[edges]
        customer, bought = graph.customer[edges], graph.article[edges] + np.int32(graph.customers)
        yield Batch(customer, bought, others + np.int32(graph.customers))


def not_bought(graph: PurchaseGraph, rng: np.random.Generator, tries: int = 20) -> IntVector:
    """(edges,) for each edge an article drawn uniformly from those that its customer did not buy.

    Who bought nearly everything may get one that was bought after all, when `tries` draws found no other.
    """
    drawn = rng.integers(graph.articles, size=len(graph), dtype=np.int32)
    for _ in range(tries):
        wrong = np.flatnonzero(graph.has(graph.customer, drawn))
        if not len(wrong):
            break
        drawn[wrong] = rng.integers(graph.articles, size=len(wrong), dtype=np.int32)
    return drawn
