"""The graph of purchases, its propagation, and what is learned from it."""

import dataclasses
import itertools

import numpy as np
import pytest
import torch
from scipy import sparse

from stylehub_core.arrays import FloatMatrix, unit
from stylehub_core.errors import ModelError
from stylehub_core.training.graph_embeddings import Debiased, EmbeddingConfig, Views, learn, not_bought, propagated
from stylehub_core.training.info_nce import info_nce
from stylehub_core.training.purchase_graph import PurchaseGraph


def random_graph(customers: int = 9, articles: int = 7, seed: int = 0) -> PurchaseGraph:
    """Every node has an edge; how often something was bought differs."""
    rng = np.random.default_rng(seed)
    bought = np.where(rng.random((customers, articles)) < 0.4, rng.integers(1, 5, (customers, articles)), 0)
    bought[np.arange(customers), np.arange(customers) % articles] = 1
    return PurchaseGraph.of(sparse.csr_array(bought.astype(np.float32)))


def dense(graph: PurchaseGraph) -> FloatMatrix:
    """D^-1/2 A D^-1/2, one edge after the other."""
    size = graph.customers + graph.articles
    adjacency = np.zeros((size, size))
    for customer, article in zip(graph.customer, graph.article, strict=True):
        adjacency[customer, graph.customers + article] = adjacency[graph.customers + article, customer] = 1
    degree = adjacency.sum(axis=1)
    for i, j in itertools.product(range(size), repeat=2):
        if adjacency[i, j]:
            adjacency[i, j] /= np.sqrt(degree[i] * degree[j])
    return adjacency.astype(np.float32)


def test_the_adjacency_is_the_textbook_s() -> None:
    graph = random_graph()
    np.testing.assert_allclose(graph.adjacency.toarray(), dense(graph), rtol=1e-6)
    assert graph.popularity.tolist() == np.bincount(graph.article).tolist()


def test_a_node_that_loses_its_edges_has_zeros() -> None:
    graph = PurchaseGraph(np.array([0], np.int32), np.array([1], np.int32), 2, 2)
    assert graph.adjacency.toarray().tolist() == [[0, 0, 0, 1], [0, 0, 0, 0], [0, 0, 0, 0], [1, 0, 0, 0]]


def test_edges_are_left_out_at_the_rate() -> None:
    graph = random_graph(100, 100)
    left = graph.without(0.25, np.random.default_rng(0))
    assert len(left) / len(graph) == pytest.approx(0.75, abs=0.03)
    assert set(zip(left.customer, left.article, strict=True)) < set(zip(graph.customer, graph.article, strict=True))
    assert len(graph.without(0, np.random.default_rng(0))) == len(graph)


@pytest.mark.parametrize("layers", [0, 1, 3])
def test_propagation_and_its_gradient_are_those_of_autograd_on_the_dense_matrix(layers: int) -> None:
    graph = random_graph()
    start = torch.randn(16, 5, generator=torch.Generator().manual_seed(1))
    weights = torch.randn(16, 5, generator=torch.Generator().manual_seed(2))
    ours, theirs = (start.clone().requires_grad_() for _ in range(2))
    matrix, sums = torch.from_numpy(dense(graph)), [theirs]
    for _ in range(layers):
        sums.append(matrix @ sums[-1])
    expected = torch.stack(sums).mean(dim=0)
    found = propagated(ours, graph, layers)
    (found.square() * weights).sum().backward()
    (expected.square() * weights).sum().backward()
    torch.testing.assert_close(found, expected)
    torch.testing.assert_close(ours.grad, theirs.grad)


def test_negatives_were_not_bought() -> None:
    graph = random_graph(30, 12)
    bought = set(zip(graph.customer.tolist(), graph.article.tolist(), strict=True))
    found = [not_bought(graph, np.random.default_rng(seed)) for seed in range(20)]
    assert not bought & {pair for one in found for pair in zip(graph.customer.tolist(), one.tolist(), strict=True)}
    assert set(np.concatenate(found).tolist()) == set(range(12))


def test_who_bought_everything_gets_some_article() -> None:
    everything = PurchaseGraph.of(sparse.csr_array(np.ones((2, 3), np.float32)))
    drawn = not_bought(everything, np.random.default_rng(0)).tolist()
    assert len(drawn) == 6
    assert set(drawn) <= {0, 1, 2}


SWITCHES = [
    EmbeddingConfig(8, layers, epochs=60, batch=32, learning_rate=2e-2, debiased=debiased, views=views)
    for layers, debiased, views in itertools.product((0, 2), (None, Debiased(negatives=16)), (None, Views(layers=1)))
]


@pytest.mark.parametrize("config", SWITCHES)
def test_every_combination_learns_who_bought_what(config: EmbeddingConfig) -> None:
    """Two blocks of customers that share no article: each customer's own block scores higher."""
    rng = np.random.default_rng(3)
    bought = np.kron(np.eye(2), rng.random((10, 6)) < 0.6).astype(np.float32)
    bought[np.arange(20), np.arange(20) % 6 + 6 * (np.arange(20) >= 10)] = 1
    graph = PurchaseGraph.of(sparse.csr_array(bought))
    told: list[tuple[int, int]] = []
    found = learn(graph, config, lambda _, done, total: told.append((done, total)))
    assert told == [(epoch, 60) for epoch in range(1, 61)]
    final = unit(np.stack(graph.layers(found, config.layers)).mean(axis=0))
    scores = final[:20] @ final[20:].T
    assert scores[:10, :6].mean() > scores[:10, 6:].mean() + 0.3
    assert scores[10:, 6:].mean() > scores[10:, :6].mean() + 0.3


@pytest.mark.parametrize("config", SWITCHES)
def test_a_seed_gives_the_same_again_and_another_does_not(config: EmbeddingConfig) -> None:
    graph, short = random_graph(), dataclasses.replace(config, epochs=3)
    torch.manual_seed(1)
    first = learn(graph, short)
    torch.manual_seed(2)
    np.testing.assert_array_equal(first, learn(graph, short))
    assert not np.array_equal(first, learn(graph, dataclasses.replace(short, seed=1)))


def test_every_part_of_the_loss_changes_what_is_learned() -> None:
    graph = random_graph()
    found = [learn(graph, dataclasses.replace(config, epochs=3)) for config in SWITCHES]
    for one, other in itertools.combinations(found, 2):
        assert not np.allclose(one, other, atol=1e-4)


def test_contrast_makes_nodes_known_again_in_other_views() -> None:
    graph = random_graph(40, 30)
    plain = EmbeddingConfig(dimensions=16, epochs=30, batch=64, learning_rate=1e-2)
    views = [graph.without(0.4, np.random.default_rng(seed)) for seed in (100, 101)]

    def unlikeness(config: EmbeddingConfig) -> float:
        found = torch.from_numpy(learn(graph, config))
        first, second = (torch.nn.functional.normalize(propagated(found, view, 1)) for view in views)
        return float(info_nce(first, second, temperature=0.2))

    contrasted = dataclasses.replace(plain, views=Views(weight=1, layers=1))
    assert unlikeness(contrasted) < 0.9 * unlikeness(plain)


def test_a_loss_that_is_no_number_says_what_to_do() -> None:
    with pytest.raises(ModelError, match="lower the learning rate"):
        learn(random_graph(), EmbeddingConfig(epochs=5, learning_rate=1e30))
