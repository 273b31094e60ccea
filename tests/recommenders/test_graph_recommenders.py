"""Matrix factorisation, LightGCN and their contrastive variants: how a history is folded in, and scorers' contents."""

import itertools
from dataclasses import fields, is_dataclass, replace
from pathlib import Path

import numpy as np
import pytest
import torch
from scipy import sparse

from stylehub_core.histories import Fading
from stylehub_core.models.world import World
from stylehub_core.recommenders.graph_recommender import GraphConfig, GraphScorer, scorer
from stylehub_core.recommenders.registry import recommender, recommenders
from stylehub_core.recommenders.search_space import Between
from stylehub_core.training.embedding_config import Debiased, EmbeddingConfig
from stylehub_core.training.fold_in import FoldIn
from stylehub_core.training.graph_embeddings import learn
from stylehub_core.training.purchase_graph import PurchaseGraph
from tests.recommenders.two_groups import ARTICLES, GROUPS, NEVER_SOLD, histories_of

GRAPH = ("mf", "lightgcn", "gcl-mf", "gcl-lightgcn")


def bought() -> sparse.csr_array:
    """(8, 6) purchases. Every customer and every article has an edge."""
    rng = np.random.default_rng(0)
    edges = (rng.random((8, 6)) < 0.4) | (np.arange(8)[:, None] % 6 == np.arange(6))
    return sparse.csr_array(edges.astype(np.float32))


@pytest.mark.parametrize("layers", [1, 2, 3])
def test_lightgcn_is_that_of_pytorch_geometric(layers: int) -> None:
    """With equal graph and weights, articles agree, and a history agrees with its customer, except for layer 0."""
    from torch_geometric.nn.models import LightGCN

    graph = PurchaseGraph.of(bought())
    learning = EmbeddingConfig(dimensions=5, layers=layers, epochs=3, batch=8)
    start = learn(graph, learning)
    peer = LightGCN(num_nodes=14, embedding_dim=5, num_layers=layers)
    with torch.no_grad():
        peer.embedding.weight.copy_(torch.from_numpy(start))
        one_way = torch.from_numpy(np.stack([graph.customer, graph.article + 8]).astype(np.int64))
        final = peer.get_embedding(torch.cat([one_way, one_way.flip(0)], dim=1)).numpy()
    ours = scorer(graph, start, np.ones(6, np.bool_), GraphConfig(learning, fading=None))
    np.testing.assert_allclose(ours.article_vectors, final[8:], rtol=1e-5, atol=1e-6)
    histories = histories_of(*(np.flatnonzero(row).tolist() for row in bought().toarray()))
    people = final[:8] - start[:8] / (layers + 1)
    np.testing.assert_allclose(ours.customers(histories), people, rtol=1e-5, atol=1e-6)
    np.testing.assert_allclose(ours.history_scores(histories), people @ final[8:].T, rtol=1e-4, atol=1e-6)


def test_matrix_factorisation_takes_the_weighted_mean_of_a_history() -> None:
    articles = np.array([[1, 0], [0, 1], [1, 1], [0, 0]], np.float32)
    known = np.array([True, True, True, False])
    fitted = GraphScorer(FoldIn(articles, articles, root=False), known, Fading(day_fade=1))
    np.testing.assert_allclose(
        fitted.history_scores(histories_of([0, 1], [0, 3], [3])), [[0.5, 0.5, 1, 0], [1, 0, 1, 0], [0] * 4]
    )


def test_the_articles_of_a_debiased_model_have_length_one_as_in_its_loss() -> None:
    graph = PurchaseGraph.of(bought())
    learning = EmbeddingConfig(dimensions=4, layers=1, epochs=1, loss="debiased", debiased=Debiased(negatives=4))
    fitted = scorer(graph, learn(graph, learning), np.ones(6, np.bool_), GraphConfig(learning, None))
    np.testing.assert_allclose(np.linalg.norm(fitted.article_vectors, axis=1), 1, rtol=1e-5)


@pytest.mark.parametrize("name", GRAPH)
def test_vectors_are_there_for_what_was_sold_and_zero_elsewhere(name: str, world: World, tmp_path: Path) -> None:
    fitted = recommender(name).fit(world, tmp_path)
    assert recommenders()[name].has_vectors
    assert fitted.article_vectors.dtype == np.float32
    lengths = np.linalg.norm(fitted.article_vectors, axis=1)
    assert len(lengths) == ARTICLES and lengths[NEVER_SOLD] == 0 and (lengths[:NEVER_SOLD] > 0).all()
    assert not fitted.history_scores(histories_of([0, 1]))[:, NEVER_SOLD].any()
    unit = fitted.article_vectors[:12] / lengths[:12, None]
    near = unit @ unit.T
    assert near[:6, :6].mean() > near[:6, 6:].mean() + 0.3


@pytest.mark.parametrize("name", GRAPH)
def test_a_scorer_holds_arrays_and_plain_values_alone(name: str, world: World, tmp_path: Path) -> None:
    def check(value: object) -> None:
        if is_dataclass(value):
            for field in fields(value):
                check(getattr(value, field.name))
        else:
            assert value is None or type(value) in {np.ndarray, bool, int, float, str}, type(value)

    check(recommender(name).fit(world, tmp_path))


@pytest.mark.parametrize("name", GRAPH)
@pytest.mark.parametrize("seed", [0, 1, 2, 3])
def test_every_seed_learns_the_groups(name: str, seed: int, world: World, tmp_path: Path) -> None:
    """With a prior for a shop of 15 articles, in which many drawn negatives are liked."""
    kind = recommenders()[name]
    learning = replace(kind().config.learning, seed=seed, debiased=Debiased(temperature=0.5, tau_plus=0.1))
    fitted = kind(GraphConfig(learning, Fading())).fit(world, tmp_path)
    for row, (own, other) in zip(
        fitted.history_scores(histories_of([0, 1], [6, 7])), (GROUPS, GROUPS[::-1]), strict=True
    ):
        assert row[list(own)[2:]].min() > max(row[list(other)].max(), row[12:].max())


@pytest.mark.parametrize("name", GRAPH)
def test_another_seed_gives_other_vectors(name: str, world: World, tmp_path: Path) -> None:
    kind = recommenders()[name]
    reseeded = kind(GraphConfig(replace(kind().config.learning, seed=1), Fading()))
    first, second = (variant.fit(world, tmp_path).article_vectors for variant in (kind(), reseeded))
    assert not np.array_equal(first, second)


@pytest.mark.parametrize("name", ["gcl-mf", "gcl-lightgcn"])
def test_tuning_may_switch_the_loss_and_the_views(name: str, world: World, tmp_path: Path) -> None:
    """Each combination gives other vectors, and the default is one of them."""
    kind = recommenders()[name]
    choices = [(loss, contrast) for loss in kind.space["learning.loss"] for contrast in kind.space["learning.contrast"]]
    assert len(choices) == 4
    assert (kind().setting("learning.loss"), kind().setting("learning.contrast")) in choices
    short = kind(replace(kind.default, learning=replace(kind.default.learning, epochs=3, stopping=None)))
    vectors = [
        short.changed({"learning.loss": loss, "learning.contrast": contrast}).fit(world, tmp_path).article_vectors
        for loss, contrast in choices
    ]
    for first, second in itertools.combinations(vectors, 2):
        assert not np.allclose(first, second, atol=1e-4)


@pytest.mark.parametrize("name", GRAPH)
def test_the_settings_that_tuning_starts_with_are_among_those_that_it_may_try(name: str) -> None:
    kind = recommenders()[name]
    for setting, choices in kind.space.items():
        value = kind().setting(setting)
        assert choices.low <= value <= choices.high if isinstance(choices, Between) else value in choices, setting
