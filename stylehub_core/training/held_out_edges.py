"""Edges of a graph that are held out, to see how well they are ranked by embeddings learned without them."""

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
    """kept: the graph without what is held out; customer, article: (edges,) those that are ranked, by customer."""

    kept: PurchaseGraph
    customer: IntVector
    article: IntVector

    def gain(self, embeddings: FloatMatrix, layers: int, *, unit_length: bool) -> float:
        """Mean of 1 / log2(1 + rank) of the ranked edges among what their customers did not buy; 1 is perfect.

        Each customer is asked by the folded-in history, as a recommender asks. No cut at k, so that each edge counts:
        with few edges recall@k is of a handful of hits.
        """
        folded = fold_in(self.kept, embeddings, layers, unit_length=unit_length)
        asked = np.unique(self.customer)
        place = np.searchsorted(asked, self.customer).astype(np.int32)
        total = 0.0
        for start in range(0, len(asked), _BATCH):
            rows = self._bought[asked[start : start + _BATCH]]
            mine = (place >= start) & (place < start + _BATCH)
            total += _gains(folded, rows, place[mine] - start, self.article[mine])
        return total / len(self.customer)

    @cached_property
    def _bought(self) -> sparse.csr_array:
        ones = np.ones(len(self.kept), np.float32)
        shape = (self.kept.customers, self.kept.articles)
        return sparse.csr_array(sparse.coo_array((ones, (self.kept.customer, self.kept.article)), shape=shape))


def _gains(folded: FoldIn, bought: sparse.csr_array, place: IntVector, article: IntVector) -> float:
    scores = folded.customers(bought) @ folded.articles.T
    scores[bought.nonzero()] = -np.inf
    better = [(scores[row] > scores[row, column]).sum() for row, column in zip(place, article, strict=True)]
    return float((1 / np.log2(2 + np.array(better))).sum())


def hold_out(graph: PurchaseGraph, share: float, ranked: int, seed: int) -> HeldOutEdges | None:
    """This share of the edges, drawn by `seed` from those whose customer and article keep another edge.

    ranked: at most so many of them are ranked, all of a customer or none, but for the last customer.
    None where no edge can be held out.
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
    """(edges,) whether an edge is not the first of its node: the first ones stay, so that no node loses all."""
    spared = np.ones(len(nodes), np.bool_)
    spared[np.unique(nodes, return_index=True)[1]] = False
    return spared
