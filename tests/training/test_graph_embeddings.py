"""The graph of purchases, its propagation, and the embeddings that it teaches."""

import dataclasses
import itertools

import numpy as np
import pytest
import torch
from scipy import sparse

from stylehub_core.arrays import FloatMatrix, unit
from stylehub_core.errors import ModelError
from stylehub_core.training.debiased import debiased_contrastive
from stylehub_core.training.embedding_config import Debiased, EmbeddingConfig, Stopping, Views
from stylehub_core.training.graph_embeddings import learn, not_bought
from stylehub_core.training.graph_gradient import Batch, contrast_gradient, ranking_gradient
from stylehub_core.training.info_nce import info_nce
from stylehub_core.training.purchase_graph import PurchaseGraph


def random_graph(customers: int = 9, articles: int = 7, seed: int = 0) -> PurchaseGraph:
    """Every node has an edge, and purchase counts differ."""
    rng = np.random.default_rng(seed)
    bought = np.where(rng.random((customers, articles)) < 0.4, rng.integers(1, 5, (customers, articles)), 0)
    bought[np.arange(customers), np.arange(customers) % articles] = 1
    return PurchaseGraph.of(sparse.csr_array(bought.astype(np.float32)))


def dense(graph: PurchaseGraph) -> FloatMatrix:
    """D^-1/2 A D^-1/2, edge by edge."""
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


def dense_final(embeddings: torch.Tensor, graph: PurchaseGraph, layers: int) -> torch.Tensor:
    """The mean of the layers, for autograd."""
    matrix, layered = torch.from_numpy(dense(graph)), [embeddings]
    for _ in range(layers):
        layered.append(matrix @ layered[-1])
    return torch.stack(layered).mean(dim=0)


@pytest.mark.parametrize("layers", [0, 1, 3])
def test_the_mean_of_the_layers_is_that_of_the_dense_matrix(layers: int) -> None:
    graph = random_graph()
    start = np.random.default_rng(1).normal(size=(16, 5)).astype(np.float32)
    expected = dense_final(torch.from_numpy(start), graph, layers).numpy()
    np.testing.assert_allclose(graph.mean_of_layers(start, layers), expected, rtol=1e-5, atol=1e-6)
    np.testing.assert_allclose(np.mean(graph.layers(start, layers), axis=0), expected, rtol=1e-5, atol=1e-6)


def a_batch(loss: str) -> Batch:
    """Edges that share customers and articles, of 9 customers and 7 articles."""
    customer, bought = np.array([0, 0, 3, 8]), np.array([9, 10, 10, 15])
    return Batch(customer, bought, np.array([12, 9, 9, 11]) if loss == "bpr" else np.array([12, 9, 10]))


@pytest.mark.parametrize("layers", [0, 2])
@pytest.mark.parametrize("loss", ["bpr", "debiased"])
def test_the_gradient_of_the_ranking_is_that_of_autograd(loss: str, layers: int) -> None:
    graph, batch = random_graph(), a_batch(loss)
    config = EmbeddingConfig(5, layers, loss=loss, regularization=0.1, debiased=Debiased(0.5, 0.05))  # type: ignore[arg-type]
    start = np.random.default_rng(1).normal(size=(16, 5)).astype(np.float32)
    embeddings = torch.from_numpy(start.copy()).requires_grad_()
    customers, bought, others = (
        dense_final(embeddings, graph, layers)[rows] for rows in (batch.customer, batch.bought, batch.others)
    )
    if loss == "bpr":
        expected = -torch.nn.functional.logsigmoid((customers * (bought - others)).sum(dim=1)).mean()
    else:
        customers, bought, others = (torch.nn.functional.normalize(rows) for rows in (customers, bought, others))
        positive, negative = (customers * bought).sum(dim=1), customers @ others.T
        expected = debiased_contrastive(positive, negative, temperature=0.5, tau_plus=0.05)
    nodes = np.concatenate([batch.customer, batch.bought, batch.others])
    expected = expected + 0.1 * embeddings[nodes].square().sum() / (2 * 4)
    expected.backward()
    total, gradient = ranking_gradient(start, graph, batch, config)
    assert total == pytest.approx(float(expected.detach()), rel=1e-5)
    assert embeddings.grad is not None
    np.testing.assert_allclose(gradient, embeddings.grad.numpy(), rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize("layers", [None, 1])
def test_the_gradient_of_the_contrast_is_that_of_autograd_and_is_added(layers: int | None) -> None:
    graph, batch = random_graph(), a_batch("bpr")
    settings = Views(weight=0.3, temperature=0.4, layers=layers, edges=3, every=2)
    config = EmbeddingConfig(5, layers=2, contrast=True, views=settings)
    views = [graph.without(0.3, np.random.default_rng(seed)) for seed in (5, 6)]
    start = np.random.default_rng(1).normal(size=(16, 5)).astype(np.float32)
    embeddings = torch.from_numpy(start.copy()).requires_grad_()
    first, second = (
        torch.nn.functional.normalize(dense_final(embeddings, view, 2 if layers is None else layers)) for view in views
    )
    expected = torch.zeros(())
    for nodes in ([0, 3], [9, 10]):  # of the first three edges
        expected = expected + 0.3 * 2 * info_nce(first[nodes], second[nodes], temperature=0.4)
    expected.backward()
    gradient = np.ones_like(start)
    assert contrast_gradient(start, views, batch, config, gradient) == pytest.approx(float(expected.detach()), rel=1e-5)
    assert embeddings.grad is not None
    np.testing.assert_allclose(gradient - 1, embeddings.grad.numpy(), rtol=1e-4, atol=1e-6)


def test_negatives_were_not_bought() -> None:
    graph = random_graph(30, 12)
    bought = set(zip(graph.customer.tolist(), graph.article.tolist(), strict=True))
    negatives = [not_bought(graph, np.random.default_rng(seed)) for seed in range(20)]
    assert not bought & {
        pair for articles in negatives for pair in zip(graph.customer.tolist(), articles.tolist(), strict=True)
    }
    assert set(np.concatenate(negatives).tolist()) == set(range(12))


def test_who_bought_everything_gets_some_article() -> None:
    everything = PurchaseGraph.of(sparse.csr_array(np.ones((2, 3), np.float32)))
    drawn = not_bought(everything, np.random.default_rng(0)).tolist()
    assert len(drawn) == 6
    assert set(drawn) <= {0, 1, 2}


PLAIN = EmbeddingConfig(
    8,
    epochs=60,
    batch=32,
    learning_rate=2e-2,
    debiased=Debiased(negatives=16),
    views=Views(layers=1, every=2),
    stopping=None,
)
SWITCHES = [
    dataclasses.replace(PLAIN, layers=layers, loss=loss, contrast=contrast)
    for layers, loss, contrast in itertools.product((0, 2), ("bpr", "debiased"), (False, True))
]


@pytest.mark.parametrize("config", SWITCHES)
def test_every_combination_learns_who_bought_what(config: EmbeddingConfig) -> None:
    """Two blocks of customers that share no article: each customer's own block scores higher."""
    rng = np.random.default_rng(3)
    bought = np.kron(np.eye(2), rng.random((10, 6)) < 0.6).astype(np.float32)
    bought[np.arange(20), np.arange(20) % 6 + 6 * (np.arange(20) >= 10)] = 1
    graph = PurchaseGraph.of(sparse.csr_array(bought))
    told: list[tuple[int, int]] = []
    embeddings = learn(graph, config, lambda _, done, total: told.append((done, total)))
    assert told == [(epoch, 60) for epoch in range(1, 61)]
    final = unit(np.stack(graph.layers(embeddings, config.layers)).mean(axis=0))
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
    embeddings = [learn(graph, dataclasses.replace(config, epochs=3)) for config in SWITCHES]
    for first, second in itertools.combinations(embeddings, 2):
        assert not np.allclose(first, second, atol=1e-4)


def test_contrast_makes_nodes_known_again_in_other_views() -> None:
    graph = random_graph(40, 30)
    plain = EmbeddingConfig(dimensions=16, epochs=30, batch=64, learning_rate=1e-2, stopping=None)
    views = [graph.without(0.4, np.random.default_rng(seed)) for seed in (100, 101)]

    def unlikeness(config: EmbeddingConfig) -> float:
        embeddings = learn(graph, config)
        first, second = (torch.from_numpy(unit(view.mean_of_layers(embeddings, 1))) for view in views)
        return float(info_nce(first, second, temperature=0.2))

    contrasted = dataclasses.replace(plain, contrast=True, views=Views(weight=1, layers=1, every=1))
    assert unlikeness(contrasted) < 0.9 * unlikeness(plain)


def test_a_loss_that_is_no_number_says_what_to_do() -> None:
    with pytest.raises(ModelError, match="lower the learning rate"):
        learn(random_graph(), EmbeddingConfig(epochs=5, learning_rate=1e30))


def blocks(seed: int = 3) -> PurchaseGraph:
    """Two blocks of customers that share no article."""
    rng = np.random.default_rng(seed)
    bought = np.kron(np.eye(2), rng.random((30, 20)) < 0.3).astype(np.float32)
    bought[np.arange(60), np.arange(60) % 20 + 20 * (np.arange(60) >= 30)] = 1
    return PurchaseGraph.of(sparse.csr_array(bought))


def learned_epochs(config: EmbeddingConfig, graph: PurchaseGraph) -> tuple[int, int, FloatMatrix]:
    """(epochs of the search for the best length, epochs of the training itself, the embeddings)"""
    told: dict[str, int] = {}
    embeddings = learn(graph, config, lambda label, done, total: told.update({label: done}))
    return told.get("finding out how long to learn", 0), told["learning from the graph"], embeddings


def test_it_stops_when_the_held_out_edges_get_no_better_and_learns_anew_from_all() -> None:
    """An epoch has one step, so every check comes at the end of an epoch."""
    config = dataclasses.replace(PLAIN, epochs=500, batch=10_000, steps=1, stopping=Stopping(every=10, patience=2))
    tried, epochs, embeddings = learned_epochs(config, blocks())
    assert 0 < epochs == tried + 1 - 20 and tried < 500  # the last epoch is not reported
    anew = learn(blocks(), dataclasses.replace(config, epochs=epochs, stopping=None))
    np.testing.assert_array_equal(embeddings, anew)


def test_it_never_learns_for_longer_than_the_epochs() -> None:
    tried, epochs, _ = learned_epochs(dataclasses.replace(PLAIN, epochs=3, stopping=Stopping(every=1000)), blocks())
    assert (tried, epochs) == (3, 3)


def test_more_patience_and_a_smaller_gain_learn_for_longer() -> None:
    def tried(**settings: float) -> int:
        stopping = dataclasses.replace(Stopping(every=10, patience=1, gain=0.5), **settings)
        return learned_epochs(dataclasses.replace(PLAIN, epochs=200, stopping=stopping), blocks())[0]

    assert tried(patience=3) > tried() < tried(gain=0.0)


def test_without_an_edge_to_hold_out_it_learns_for_all_epochs() -> None:
    pairs = PurchaseGraph.of(sparse.csr_array(np.eye(4, dtype=np.float32)))
    assert learned_epochs(dataclasses.replace(PLAIN, epochs=7, stopping=Stopping()), pairs)[:2] == (0, 7)


def test_averaging_takes_the_running_mean_of_the_steps() -> None:
    """An epoch has one step. The mean keeps 1/11, then 2/12, then `averaging` of its previous value."""
    plain = dataclasses.replace(PLAIN, batch=10_000, steps=1, averaging=0.0)
    expected = np.random.default_rng(0).normal(scale=0.1, size=(100, 8))
    for epochs, kept in enumerate((1 / 11, 2 / 12, 0.2, 0.2), start=1):
        last = learn(blocks(), dataclasses.replace(plain, epochs=epochs))
        expected = kept * expected + (1 - kept) * last
    averaged = learn(blocks(), dataclasses.replace(plain, epochs=4, averaging=0.2))
    np.testing.assert_allclose(averaged, expected, rtol=1e-5, atol=1e-6)
