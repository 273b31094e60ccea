"""Embeddings from a history, for customers who were not in the training data."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from stylehub_core.arrays import FloatMatrix, unit
from stylehub_core.training.purchase_graph import PurchaseGraph


@dataclass(frozen=True, eq=False)
class FoldIn:
    """articles: (articles, d) final embeddings.
    given: (articles, d) what an edge to each article adds to its customer.
    root: whether a customer's sum is divided by the root of the degree (propagation) or by the degree (a mean).
    """

    articles: FloatMatrix
    given: FloatMatrix
    root: bool

    def customers(self, weights: sparse.csr_array) -> FloatMatrix:
        """(customers, d) embeddings of the histories, zeros for an empty one. weights: (customers, articles)."""
        degree = np.asarray(weights.sum(axis=1), dtype=np.float32).reshape(-1, 1)
        scale = np.sqrt(degree) if self.root else degree
        return np.asarray((weights @ self.given) / np.where(degree > 0, scale, 1), dtype=np.float32)


def fold_in(graph: PurchaseGraph, embeddings: FloatMatrix, layers: int, *, unit_length: bool) -> FoldIn:
    """embeddings: (nodes, d) the 0th layer.
    unit_length: whether the loss ranks by cosine.

    With layers, a history's node is propagated by LightGCN's formula (He et al. 2020, eq. 3 and 4): layer k + 1 is the
    sum of its articles' layer k over the roots of both degrees, and the final embedding is the mean of the layers. Its
    own 0th layer was never learned and counts as zero; the articles stay as they were learned.
    Without layers, a history is the weighted mean of its articles, as matrix factorisation has no node for a new
    customer.
    """
    layered = [layer[graph.customers :] for layer in graph.layers(embeddings, layers)]
    final: FloatMatrix = np.stack(layered).mean(axis=0)
    if unit_length:
        final = unit(final)
    if not layers:
        return FoldIn(final, final, root=False)
    degree = graph.popularity[:, None].astype(np.float32)
    given = np.stack(layered[:-1]).sum(axis=0) / np.sqrt(degree) / np.float32(layers + 1)
    return FoldIn(final, given, root=True)
