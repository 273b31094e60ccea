"""The whole report on a tiny shop: its form and its figures. It learns nothing from purchases after the cut."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from stylehub_core.evaluation import model_report as module
from stylehub_core.evaluation.model_report import evaluate_model, lists_of_space
from stylehub_core.models.registry import model, models
from stylehub_core.models.saved import SavedModel, save
from stylehub_core.models.world import World
from stylehub_core.search.index import VectorIndex
from stylehub_core.search.lexical import LexicalIndex
from stylehub_core.search.opened_model import OpenedModel
from stylehub_core.search.recipe import SearchedCatalog

TELL_TALE = [("2020-01-15", who, row) for who in range(20, 30) for row in (36, 37)]
"""Ten customers buy two articles together that nobody bought before, after the cut."""
KINDS = {row: (("Shirt", "Coat")[row % 2], ("White", "Black", "Red")[row % 3]) for row in range(40)}


def purchases() -> list[tuple[str, int, int]]:
    """15 days; each of 30 customers buys two or three articles of one of six groups a day, group = row // 6."""
    rng = np.random.default_rng(0)
    lines = []
    for day in range(1, 16):
        for who in rng.permutation(30)[:12]:
            rows = rng.permutation(6)[:3] + 6 * (who % 6)
            lines += [(f"2020-01-{day:02d}", int(who), int(row)) for row in rows]
    return lines


def saved_model(name: str, world: World, folder: Path) -> OpenedModel:
    folder.mkdir()
    save(model(name).fit(world, folder), folder)
    return opened(SavedModel.load(folder, len(world.catalog)), world)


def opened(saved: SavedModel, world: World) -> OpenedModel:
    return OpenedModel("Raw text", saved, VectorIndex.build(np.asarray(saved.vectors)), world.encoder)


def searched(world: World) -> SearchedCatalog:
    articles = world.catalog.articles
    return SearchedCatalog(world.catalog, articles, LexicalIndex.build(articles))


@pytest.fixture
def world(make_catalog, encoder) -> World:
    return World(make_catalog(purchases(), 40, 30, kinds=KINDS), encoder)


def test_the_form_of_the_report(world, tmp_path) -> None:
    saved = saved_model("raw-text", world, tmp_path / "model")
    report = evaluate_model(model("raw-text"), saved, searched(world), world, tmp_path / "refit")
    json.dumps(report, allow_nan=False)
    assert list(report["split"]) == ["train_until", "test_from", "test_until"]
    assert report["split"]["test_until"] == "2020-01-15"
    assert not report["refitted"]
    separation = report["separation"]
    assert set(separation) == {
        *("pairs", "train_positive", "test_positive", "negative", "popular_negative"),
        *("auc", "auc_popular", "train_auc", "histogram"),
    }
    assert set(separation["histogram"]) == {"edges", "positive", "negative", "train_positive"}
    assert len(separation["histogram"]["edges"]) == len(separation["histogram"]["positive"]) + 1
    assert set(report["co_purchase"]) == {"anchors", "recall", "recall_sold", "recall_never_sold", "ndcg"}
    assert set(report["recommend"]) == {"customers", "recall", "ndcg", "map"}
    assert set(report["attribute_queries"]) == {"queries", "sampled", "model", "fused"}
    assert set(report["baselines"]) == {"popularity", "item-knn"}
    for part in (separation["auc"], report["recommend"]["map"], report["baselines"]["item-knn"]["recall"]):
        assert set(part) == {"value", "low", "high"}
        assert part["low"] <= part["value"] <= part["high"]
    # Every article was sold before the cut, and NaN is null in JSON.
    assert report["co_purchase"]["recall_never_sold"]["value"] is None


def test_vectors_that_know_the_groups_get_high_figures(world, tmp_path) -> None:
    saved = saved_model("raw-text", world, tmp_path / "model")
    groups = np.eye(16, dtype=np.float32)[np.arange(40) // 6]
    knowing = opened(replace(saved.saved, vectors=groups, towers={}, facts={"test_auc": 0.9}), world)
    report = evaluate_model(model("raw-text"), knowing, searched(world), world, tmp_path / "refit")
    assert report["separation"]["auc"]["value"] == 1
    assert report["co_purchase"]["recall"]["value"] == 1
    assert report["pairs_test"] == {"test_auc": 0.9}


def test_without_purchases_only_the_attribute_queries_are_measured(make_catalog, encoder, tmp_path) -> None:
    world = World(make_catalog([], 40, kinds=KINDS), encoder)
    raw = saved_model("raw-text", world, tmp_path / "m")
    report = evaluate_model(model("raw-text"), raw, searched(world), world, tmp_path / "refit")
    assert report["split"] is None
    assert "no purchases" in report["split_note"]
    assert report["separation"] is report["co_purchase"] is report["recommend"] is None
    assert report["attribute_queries"]["queries"] == 6


def test_which_models_are_fitted_again() -> None:
    learning = {name for name, candidate in models().items() if "purchases" in candidate.needs}
    assert learning == {"hybrid", "multimodal", "transactional", "transactional-paper"}


@pytest.mark.parametrize("name", ["raw-text", "transactional"])
def test_what_is_bought_after_the_cut_changes_neither_vectors_nor_recommendations(
    make_catalog, encoder, tmp_path, monkeypatch, name: str
) -> None:
    seen, real = [], module._on_purchases

    everybody = np.arange(30, dtype=np.int32)

    def spy(vectors, past, tasks, progress):
        seen.append((tasks.split, np.array(vectors), lists_of_space(vectors, past, everybody)))
        return real(vectors, past, tasks, progress)

    monkeypatch.setattr(module, "_on_purchases", spy)
    for number, lines in enumerate((purchases(), [*purchases(), *TELL_TALE])):
        world = World(make_catalog(lines, 40, 30, kinds=KINDS), encoder)
        raw = saved_model("raw-text", world, tmp_path / f"model{number}")
        report = evaluate_model(model(name), raw, searched(world), world, tmp_path / f"refit{number}")
        assert report["refitted"] == (name != "raw-text")
    (split, vectors, recommended), (other_split, other_vectors, other_recommended) = seen
    assert split == other_split
    np.testing.assert_array_equal(vectors, other_vectors)
    np.testing.assert_array_equal(recommended, other_recommended)
    uncut = lists_of_space(vectors, replace(world, until=split.test_until), everybody)
    assert (uncut != other_recommended).any()  # without a cut, the planted purchases show
