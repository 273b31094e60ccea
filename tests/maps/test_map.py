"""From vectors to a map, its clusters and its trustworthiness."""

import numpy as np
import pandas as pd
import pytest
from sklearn.manifold import trustworthiness as reference

from stylehub_core.arrays import unit
from stylehub_core.errors import QueryError
from stylehub_core.maps.clusters import clusters, label_positions
from stylehub_core.maps.faithfulness import neighbourhood_preservation, trustworthiness
from stylehub_core.maps.umap import principal_components, project
from stylehub_core.search.neighbours import neighbour_lists

_KINDS = [("Trousers", "Black"), ("Dress", "Red"), ("Dress", "White"), ("Bag", "Gold")]
_KIND = np.arange(160) % 4


def _world() -> tuple[np.ndarray, pd.DataFrame]:
    """Four tight groups of 40."""
    rng = np.random.default_rng(0)
    vectors = unit((np.eye(16)[_KIND * 4] + 0.05 * rng.standard_normal((160, 16))).astype(np.float32))
    table = pd.DataFrame([_KINDS[kind] for kind in _KIND], columns=["product_type_name", "colour_group_name"])
    table["product_group_name"] = "Garment Full body"
    for column in ("graphical_appearance_name", "index_group_name", "garment_group_name"):
        table[column] = "Unknown"
    return vectors, table.astype("category")


def test_umap_keeps_groups_apart_and_repeats_itself() -> None:
    vectors, _ = _world()
    lists = neighbour_lists(vectors, 20)
    points = project(vectors, 0, neighbours=lists)
    assert points.shape == (160, 2)
    assert points.dtype == np.float32
    middles = np.stack([points[kind == _KIND].mean(axis=0) for kind in range(4)])
    nearest = np.linalg.norm(points[:, None] - middles[None], axis=2).argmin(axis=1)
    assert (nearest == _KIND).all()
    assert (project(vectors, 0) == points).all()  # the same with computed and with given neighbours


@pytest.mark.parametrize("size", [0, 1, 2, 14, 40])
def test_few_articles_are_drawn_without_umap(size: int) -> None:
    vectors = _world()[0][:size]
    assert (project(vectors, 0) == principal_components(vectors)).all()
    assert np.isfinite(project(vectors, 0)).all()


def test_equal_vectors_are_drawn() -> None:
    assert np.isfinite(project(np.tile(np.float32([1, 0, 0]), (20, 1)), 0)).all()


def test_a_map_of_nan_is_refused() -> None:
    with pytest.raises(QueryError, match="finite"):
        project(np.full((20, 4), np.nan, dtype=np.float32), 0)


def test_trustworthiness_is_sklearns() -> None:
    vectors = unit(np.random.default_rng(1).standard_normal((120, 10)).astype(np.float32))
    points = principal_components(vectors)
    measured = trustworthiness(vectors, points, k=7)
    assert measured.value == pytest.approx(reference(vectors, points, n_neighbors=7), abs=1e-6)
    assert (measured.k, measured.sample, measured.articles) == (7, 120, 120)


def test_a_sample_is_near_the_whole_and_says_its_size() -> None:
    vectors = unit(np.random.default_rng(1).standard_normal((900, 10)).astype(np.float32))
    points = principal_components(vectors)
    whole, part = (trustworthiness(vectors, points, sample=size) for size in (900, 300))
    assert part.sample == 300
    assert part.standard_error is not None
    assert abs(part.value - whole.value) < 5 * part.standard_error


def test_preservation_by_hand() -> None:
    turn = np.linspace(0, 1.5, 30)
    vectors = np.stack([np.cos(turn), np.sin(turn)], axis=1).astype(np.float32)
    line = np.stack([turn, np.zeros(30)], axis=1).astype(np.float32)
    assert neighbourhood_preservation(vectors, line, k=2).value == pytest.approx(1, abs=0.05)
    shuffled = line[np.random.default_rng(0).permutation(30)]
    assert neighbourhood_preservation(vectors, shuffled, k=2).value < 0.4


def test_too_few_articles_for_a_figure_are_refused() -> None:
    vectors = _world()[0][:10]
    with pytest.raises(QueryError, match="more than 10 articles"):
        trustworthiness(vectors, principal_components(vectors), k=5)
    with pytest.raises(QueryError, match="shape"):
        trustworthiness(vectors, np.zeros((9, 2), np.float32), k=2)


def test_groups_are_found_and_named() -> None:
    vectors, articles = _world()
    clustered = clusters(vectors, articles, count=4)
    assert sorted(clustered.sizes.tolist()) == [40] * 4
    assert all(len(set(clustered.labels[kind == _KIND].tolist())) == 1 for kind in range(4))
    named = {clustered.names[clustered.labels[kind]] for kind in range(4)}
    assert named == {"Black trousers", "Red dress", "White dress", "Gold bag"}


def test_clusters_of_the_same_kind_get_different_names() -> None:
    vectors, articles = _world()
    articles["product_type_name"], articles["colour_group_name"] = "Dress", "Black"
    names = clusters(vectors, articles, count=4).names
    assert len({name.lower() for name in names}) == 4
    assert all(name.startswith("Black dress") for name in names)


@pytest.mark.parametrize("size", [0, 1, 5])
def test_few_articles_are_clustered(size: int) -> None:
    vectors, articles = _world()
    clustered = clusters(vectors[:size], articles.iloc[:size])
    assert len(clustered.labels) == size
    assert len(clustered.names) == len(set(clustered.names)) <= size


def test_the_same_seed_gives_the_same_clusters() -> None:
    vectors, articles = _world()
    first, second = (clusters(vectors, articles) for _ in range(2))
    assert (first.labels == second.labels).all()
    assert first.names == second.names


def test_a_name_stands_in_its_clusters_densest_part() -> None:
    rng = np.random.default_rng(0)
    dense, sparse = rng.normal(0, 0.1, (50, 2)), rng.normal(10, 0.1, (10, 2))
    points = np.concatenate([dense, sparse]).astype(np.float32)
    places = label_positions(points, np.zeros(60, dtype=np.int32), 2)
    assert np.abs(places[0]).max() < 1
    assert (points == places[0]).all(axis=1).any()
    assert np.isnan(places[1]).all()
