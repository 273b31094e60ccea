"""The pair model's training: the real trainer, on the pairs that its recipe names."""

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from stylehub_core.lesson.neighbours import nearest
from stylehub_core.lesson.pairs.look import distances, flat_map
from stylehub_core.lesson.pairs.material import material
from stylehub_core.lesson.pairs.recipe import PRESETS
from stylehub_core.lesson.pairs.run import PairRun
from stylehub_core.lesson.pairs.subject import PairSubject, _pairs
from stylehub_core.models.world import World
from stylehub_core.training.collapse import pair_distances
from stylehub_core.training.pair_validation import PairValidation


@pytest.fixture
def trained(short: int, world: World, tmp_path: Path) -> PairRun:
    return PairSubject().train("a", PRESETS["failure"], material(world), tmp_path, lambda history: len(history) < short)


def test_the_figures_are_those_of_the_trainer(trained: PairRun) -> None:
    measured = PairValidation(trained.learned, trained.test, trained.against)(trained.vectors).meters
    for key in ("test_positive", "test_negative", "train_positive", "auc"):
        assert trained.last[key] == pytest.approx(measured[key], abs=1e-4)
    np.testing.assert_allclose(np.linalg.norm(trained.vectors, axis=1), 1, atol=1e-5)


def test_a_stored_list_is_what_it_learned_from_and_fresh_pairs_differ(world: World) -> None:
    lesson_material = material(world)
    rng = np.random.default_rng
    stored, learned, frequency = _pairs(PRESETS["failure"], lesson_material)
    first, second = stored.draw(rng(1)), stored.draw(rng(2))
    assert {tuple(pair) for pair in first.rows.tolist()} == {tuple(pair) for pair in second.rows.tolist()}
    assert {tuple(pair) for pair in learned.tolist()} <= {tuple(pair) for pair in first.rows.tolist()}
    assert first.negatives is not None
    assert frequency.sum() == pytest.approx(1, abs=1e-4)
    fresh, _, _ = _pairs(PRESETS["cure"], lesson_material)
    assert fresh.draw(rng(1)).rows.tolist() != fresh.draw(rng(2)).rows.tolist()
    alike, _, _ = _pairs(dataclasses.replace(PRESETS["failure"], source="text neighbours"), lesson_material)
    near = {tuple(pair) for pair in lesson_material.alike.rows.tolist()}
    assert {tuple(pair) for pair in alike.draw(rng(1)).rows.tolist()} <= near


def test_what_one_sees_of_a_run(trained: PairRun) -> None:
    near, cosines = nearest(trained.vectors, 4, 5)
    every = trained.vectors @ trained.vectors[4]
    assert 4 not in near
    assert sorted(cosines.tolist(), reverse=True) == cosines.tolist()
    assert cosines[0] == pytest.approx(np.delete(every, 4).max())
    seen = distances(trained)
    assert seen.test.sum() == pytest.approx(1, abs=1e-5)
    middles = (seen.edges[1:] + seen.edges[:-1]) / 2
    mean = float(pair_distances(trained.vectors, trained.against).mean())
    assert float((seen.random * middles).sum()) == pytest.approx(mean, abs=float(seen.edges[1]))
    flat = flat_map(trained.vectors)
    assert flat.points.shape == (len(trained.rows), 2)
    assert 0 < flat.share <= 1
    assert flat_map(trained.vectors[:, :2]).share == pytest.approx(1)
