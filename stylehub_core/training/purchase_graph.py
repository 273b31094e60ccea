"""Who bought what as a graph: customers and articles are nodes, each distinct purchase is an edge."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import sparse

from stylehub_core.arrays import FloatMatrix, IntVector


@dataclass(frozen=True, eq=False)
class PurchaseGraph:
    """customer, article: (edges,) the ends of each edge, numbered apart; customers, articles: how many there are."""

    customer: IntVector
    article: IntVector
    customers: int
    articles: int

    @classmethod
    def of(cls, bought: sparse.csr_array) -> "PurchaseGraph":
        """bought: (customers, articles); how often something was bought does not count."""
        found = bought.tocoo()
        return cls(found.row.astype(np.int32), found.col.astype(np.int32), *bought.shape)

    def __len__(self) -> int:
        return len(self.customer)

    def without(self, rate: float, rng: np.random.Generator) -> "PurchaseGraph":
        """The graph where each edge is left out with this chance."""
        kept = rng.random(len(self)) >= rate
        return PurchaseGraph(self.customer[kept], self.article[kept], self.customers, self.articles)

    @cached_property
    def popularity(self) -> IntVector:
        """(articles,) how many customers bought each."""
        return np.bincount(self.article, minlength=self.articles).astype(np.int32)

    @cached_property
    def adjacency(self) -> sparse.csr_array:
        """(nodes, nodes) D^-1/2 A D^-1/2, the customers before the articles; zeros where a node has no edge."""
        size = self.customers + self.articles
        first, second = self.customer, self.article + self.customers
        degree = np.bincount(np.concatenate([first, second]), minlength=size)
        value = 1 / np.sqrt(degree[first].astype(np.float64) * degree[second])
        both = (np.concatenate([first, second]), np.concatenate([second, first]))
        found = sparse.coo_array((np.concatenate([value, value]).astype(np.float32), both), shape=(size, size))
        return sparse.csr_array(found)

    def layers(self, embeddings: FloatMatrix, count: int) -> list[FloatMatrix]:
        """count + 1 matrices (nodes, d), the embeddings first; each is the adjacency times the one before.

        LightGCN, He et al. 2020, eq. 7.
        """
        found = [embeddings]
        for _ in range(count):
            found.append(self.adjacency @ found[-1])
        return found
