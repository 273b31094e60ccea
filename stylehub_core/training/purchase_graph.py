"""Purchases as a graph: customers and articles are nodes, each distinct purchase is an edge."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import sparse

from stylehub_core.arrays import BoolVector, FloatMatrix, IntVector
from stylehub_core.training.neighbour_sums import neighbour_sums


@dataclass(frozen=True, eq=False)
class PurchaseGraph:
    """customer, article: (edges,) the ends of each edge, numbered separately.
    customers, articles: how many there are.
    """

    customer: IntVector
    article: IntVector
    customers: int
    articles: int

    @classmethod
    def of(cls, bought: sparse.csr_array) -> "PurchaseGraph":
        """bought: (customers, articles); how often an article was bought does not count."""
        edges = bought.tocoo()
        return cls(edges.row.astype(np.int32), edges.col.astype(np.int32), *bought.shape)

    def __len__(self) -> int:
        return len(self.customer)

    def without(self, rate: float, rng: np.random.Generator) -> "PurchaseGraph":
        """The graph with each edge left out with probability `rate`."""
        kept = rng.random(len(self)) >= rate
        return PurchaseGraph(self.customer[kept], self.article[kept], self.customers, self.articles)

    def has(self, customer: IntVector, article: IntVector) -> BoolVector:
        """(n,) whether there is an edge between these customers and articles, (n,) each."""
        pairs = customer.astype(np.int64) * self.articles + article
        at = np.searchsorted(self._pairs, pairs)
        return np.asarray(self._pairs[np.minimum(at, len(self._pairs) - 1)] == pairs)

    @cached_property
    def _pairs(self) -> IntVector:
        return np.sort(self.customer.astype(np.int64) * self.articles + self.article)

    @cached_property
    def popularity(self) -> IntVector:
        """(articles,) how many customers bought each."""
        return np.bincount(self.article, minlength=self.articles).astype(np.int32)

    @cached_property
    def adjacency(self) -> sparse.csr_array:
        """(nodes, nodes) D^-1/2 A D^-1/2, customers before articles; zeros for a node without edges."""
        size = self.customers + self.articles
        first, second = self.customer, self.article + self.customers
        degree = np.bincount(np.concatenate([first, second]), minlength=size)
        value = 1 / np.sqrt(degree[first].astype(np.float64) * degree[second])
        both = (np.concatenate([first, second]), np.concatenate([second, first]))
        entries = sparse.coo_array((np.concatenate([value, value]).astype(np.float32), both), shape=(size, size))
        return sparse.csr_array(entries)

    def mean_of_layers(self, embeddings: FloatMatrix, count: int) -> FloatMatrix:
        """(nodes, d) the mean of `layers`, alpha = 1 / (count + 1): LightGCN, He et al. 2020, eq. 4.

        It is linear and symmetric, so the same function propagates gradients back.
        """
        total = embeddings
        for _ in range(count):  # Horner's rule: no layer has to be kept
            total = neighbour_sums(self.adjacency, total, embeddings)
        return total / np.float32(count + 1) if count else embeddings

    def layers(self, embeddings: FloatMatrix, count: int) -> list[FloatMatrix]:
        """count + 1 matrices (nodes, d), the embeddings first; each is the adjacency times the previous one.

        LightGCN, He et al. 2020, eq. 7.
        """
        layers = [embeddings]
        for _ in range(count):
            layers.append(self.adjacency @ layers[-1])
        return layers


@dataclass(frozen=True, eq=False)
class Batch:
    """Nodes of the graph.

    customer, bought: (b,) the ends of edges.
    others: (b,) one negative for each edge, or (negatives,) for all of them.
    """

    customer: IntVector
    bought: IntVector
    others: IntVector
