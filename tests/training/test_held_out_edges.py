"""Held-out edges: their choice, and the measure of their rank."""

import numpy as np
import pytest
from scipy import sparse

from stylehub_core.training.held_out_edges import HeldOutEdges, hold_out
from stylehub_core.training.purchase_graph import PurchaseGraph


def random_graph() -> PurchaseGraph:
    """Some customers and articles have a single edge."""
    bought = np.random.default_rng(0).random((40, 30)) < 0.1
    bought[np.arange(40), np.arange(40) % 30] = True
    return PurchaseGraph.of(sparse.csr_array(bought.astype(np.float32)))


def pairs(customer: np.ndarray, article: np.ndarray) -> set[tuple[int, int]]:
    return set(zip(customer.tolist(), article.tolist(), strict=True))


@pytest.mark.parametrize("share", [0.1, 0.9])
def test_no_node_loses_all_its_edges_and_nothing_is_in_both_parts(share: float) -> None:
    graph = random_graph()
    held = hold_out(graph, share, 10_000, seed=0)
    assert held is not None
    kept, ranked = pairs(held.kept.customer, held.kept.article), pairs(held.customer, held.article)
    assert not kept & ranked
    assert kept | ranked == pairs(graph.customer, graph.article)
    assert set(held.kept.customer.tolist()) == set(range(40))
    assert set(held.kept.article.tolist()) == set(range(30))
    if share == 0.1:
        assert len(ranked) == round(0.1 * len(graph))


def test_at_most_so_many_are_ranked_by_customer_and_a_seed_draws_the_same() -> None:
    graph = random_graph()
    some, all_of_them = hold_out(graph, 0.3, 10, seed=3), hold_out(graph, 0.3, 10_000, seed=3)
    again, reseeded = hold_out(graph, 0.3, 10, seed=3), hold_out(graph, 0.3, 10, seed=4)
    assert some and all_of_them and again and reseeded
    assert len(some.customer) == 10 and len(some.kept) == len(all_of_them.kept)
    assert (np.diff(some.customer) >= 0).all()
    chosen = pairs(some.customer, some.article)
    assert chosen < pairs(all_of_them.customer, all_of_them.article)
    assert chosen == pairs(again.customer, again.article) != pairs(reseeded.customer, reseeded.article)


def test_where_every_node_has_one_edge_nothing_is_held_out() -> None:
    assert hold_out(PurchaseGraph.of(sparse.csr_array(np.eye(4, dtype=np.float32))), 0.5, 10, seed=0) is None


def test_the_gain_is_of_the_rank_among_what_was_not_bought() -> None:
    """Articles lie on a line. The customer lies at 1, like the one bought article, which the ranking leaves out."""
    kept = PurchaseGraph.of(sparse.csr_array(np.array([[1, 0, 0, 0], [0, 0, 1, 0]], np.float32)))
    embeddings = np.array([[0], [0], [1], [0.5], [2], [0.1]], np.float32)
    ranks = {1: 2, 2: 1, 3: 3}  # of the first customer: 2 scores 2, 1 scores 0.5, 3 scores 0.1
    for article, rank in ranks.items():
        held = HeldOutEdges(kept, np.array([0], np.int32), np.array([article], np.int32))
        assert held.gain(embeddings, 0, unit_length=False) == pytest.approx(1 / np.log2(1 + rank))
    both = HeldOutEdges(kept, np.array([0, 1], np.int32), np.array([1, 0], np.int32))
    assert both.gain(embeddings, 0, unit_length=False) == pytest.approx((1 / np.log2(3) + 1) / 2)


def test_the_gain_is_the_same_however_many_customers_are_scored_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    held = hold_out(random_graph(), 0.5, 10_000, seed=0)
    assert held is not None
    embeddings = np.random.default_rng(0).normal(size=(70, 4)).astype(np.float32)
    whole = held.gain(embeddings, 2, unit_length=False)
    monkeypatch.setattr("stylehub_core.training.held_out_edges._BATCH", 3)
    assert held.gain(embeddings, 2, unit_length=False) == pytest.approx(whole, rel=1e-6)
