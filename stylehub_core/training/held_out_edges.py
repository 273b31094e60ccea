"""Held-out edges of a graph: how well embeddings that were learned without them rank them."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import sparse

from stylehub_core.arrays import FloatMatrix, IntVector
from stylehub_core.training.fold_in import FoldIn, fold_in
from stylehub_core.training.purchase_graph import PurchaseGraph

_BATCH = 256  # customers whose scores are held at a time


@dataclass(frozen=True, eq=False)
class HeldOutEdges:
    """Edges to rank, and the graph without any that is held out.

    kept: the graph that is left.
    customer, article: (edges,) the edges to rank, ordered by customer.
    """

    kept: PurchaseGraph
    customer: IntVector
    article: IntVector

    def gain(self, embeddings: FloatMatrix, layers: int, *, unit_length: bool) -> float:
        """Mean of 1 / log2(1 + rank) of the ranked edges among the articles that their customers did not buy.

        1 is perfect. Customers are represented by their folded-in histories, as in a recommender.
        There is no cut at k, so that every edge counts: with few edges, recall@k rests on a handful of hits.
        """
        folded = fold_in(self.kept, embeddings, layers, unit_length=unit_length)
        customers = np.unique(self.customer)
        number = np.searchsorted(customers, self.customer).astype(np.int32)
        total = 0.0
        for start in range(0, len(customers), _BATCH):
            histories = self._bought[customers[start : start + _BATCH]]
            edges = (number >= start) & (number < start + _BATCH)
            total += _gains(folded, histories, number[edges] - start, self.article[edges])
        return total / len(self.customer)

    @cached_property
    def _bought(self) -> sparse.csr_array:
        ones = np.ones(len(self.kept), np.float32)
        shape = (self.kept.customers, self.kept.articles)
        return sparse.csr_array(sparse.coo_array((ones, (self.kept.customer, self.kept.article)), shape=shape))


def _gains(folded: FoldIn, bought: sparse.csr_array, customer: IntVector, article: IntVector) -> float:
    """bought: (customers, articles); customer: (edges,) rows of it."""
    scores = folded.customers(bought) @ folded.articles.T
    scores[bought.nonzero()] = -np.inf
    better = [(scores[row] > scores[row, column]).sum() for row, column in zip(customer, article, strict=True)]
    return float((1 / np.log2(2 + np.array(better))).sum())


def hold_out(graph: PurchaseGraph, share: float, ranked: int, seed: int) -> HeldOutEdges | None:
    """A share of the edges, drawn by `seed` from those whose customer and article keep another edge.

    ranked: how many of them are ranked at most; of each customer all or none, except for the last customer.
    Returns None if no edge can be held out.
    """
    rng = np.random.default_rng([seed, 1])
    order = rng.permutation(len(graph))
    chosen = np.zeros(len(graph), np.bool_)
    candidates = order[_is_spared(graph.customer[order]) & _is_spared(graph.article[order])]
    chosen[candidates[: max(round(share * len(graph)), 1)]] = True
    if not chosen.any():
        return None
    kept = PurchaseGraph(graph.customer[~chosen], graph.article[~chosen], graph.customers, graph.articles)
    customer, article = graph.customer[chosen], graph.article[chosen]
    drawn = np.lexsort((article, rng.permutation(graph.customers)[customer]))[:ranked]
    by_customer = drawn[np.argsort(customer[drawn], kind="stable")]
    return HeldOutEdges(kept, customer[by_customer], article[by_customer])


def _is_spared(nodes: IntVector) -> np.ndarray:
    """(edges,) whether an edge is not the first of its node: the first ones stay, so that every node keeps one."""
    spared = np.ones(len(nodes), np.bool_)
    spared[np.unique(nodes, return_index=True)[1]] = False
    return spared
