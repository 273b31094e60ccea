"""Gradients of the losses that a graph's embeddings are learned by: ranking purchases, and contrasting two views."""

from collections.abc import Callable, Sequence

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import normalize

from stylehub_core.arrays import FloatMatrix, IntVector
from stylehub_core.training.debiased import debiased_contrastive
from stylehub_core.training.embedding_config import EmbeddingConfig
from stylehub_core.training.info_nce import info_nce
from stylehub_core.training.neighbour_sums import bpr_gradient
from stylehub_core.training.purchase_graph import Batch, PurchaseGraph


def ranking_gradient(
    embeddings: FloatMatrix, graph: PurchaseGraph, batch: Batch, config: EmbeddingConfig
) -> tuple[float, FloatMatrix]:
    """(the loss, (nodes, d) its gradient) of ranking and regularisation, for the 0th layer's embeddings."""
    final = graph.mean_of_layers(embeddings, config.layers)
    if config.loss == "bpr":
        loss, of_final = bpr_gradient(final, batch.customer, batch.bought, batch.others)
    else:
        of_final = np.zeros_like(final)
        loss = _add_debiased(final, batch, config, of_final)
    gradient = graph.mean_of_layers(of_final, config.layers)
    nodes = np.concatenate([batch.customer, batch.bought, batch.others])
    weight = config.regularization / len(batch.customer) * np.bincount(nodes, minlength=len(embeddings))
    pull = weight.astype(np.float32)[:, None] * embeddings
    gradient += pull
    return loss + float((pull * embeddings).sum()) / 2, gradient


def contrast_gradient(
    embeddings: FloatMatrix,
    views: Sequence[PurchaseGraph],
    batch: Batch,
    config: EmbeddingConfig,
    gradient: FloatMatrix,
) -> float:
    """The weighted contrastive loss; its gradient is added to `gradient`, (nodes, d)."""
    settings = config.views
    layers = config.layers if settings.layers is None else settings.layers
    finals = [view.mean_of_layers(embeddings, layers) for view in views]
    of_finals = [np.zeros_like(final) for final in finals]
    total, weight = 0.0, settings.weight * settings.every

    def contrasted(first: Tensor, second: Tensor) -> Tensor:
        return weight * info_nce(normalize(first), normalize(second), temperature=settings.temperature)

    for nodes in (batch.customer, batch.bought):
        rows = np.unique(nodes[: settings.edges])
        total += _add_gradients(contrasted, [(final, rows) for final in finals], of_finals)
    for view, of_final in zip(views, of_finals, strict=True):
        gradient += view.mean_of_layers(of_final, layers)
    return total


def _add_debiased(final: FloatMatrix, batch: Batch, config: EmbeddingConfig, gradient: FloatMatrix) -> float:
    def loss(*rows: Tensor) -> Tensor:
        customers, bought, others = (normalize(row) for row in rows)
        return debiased_contrastive(
            (customers * bought).sum(dim=1),
            customers @ others.T,
            temperature=config.debiased.temperature,
            tau_plus=config.debiased.tau_plus,
        )

    return _add_gradients(
        loss, [(final, rows) for rows in (batch.customer, batch.bought, batch.others)], [gradient] * 3
    )


def _add_gradients(
    loss_of: Callable[..., Tensor], parts: Sequence[tuple[FloatMatrix, IntVector]], gradients: Sequence[FloatMatrix]
) -> float:
    """The loss on some rows of some matrices, by autograd; each gradient is added to that of its matrix."""
    inputs = [torch.from_numpy(matrix[rows]).requires_grad_() for matrix, rows in parts]
    loss = loss_of(*inputs)
    loss.backward()  # type: ignore[no-untyped-call]
    for (_, rows), part, gradient in zip(parts, inputs, gradients, strict=True):
        assert part.grad is not None
        torch.from_numpy(gradient).index_add_(0, torch.from_numpy(rows), part.grad)
    return float(loss.detach())
