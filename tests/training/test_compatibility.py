"""The training of compatibility: its loss by hand, what it learns, and that it resumes."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from stylehub_core.arrays import FloatMatrix, unit
from stylehub_core.errors import CancelledError
from stylehub_core.training.compatibility import (
    CompatibilityTrainer,
    PixelSight,
    Sight,
    VectorSight,
)
from stylehub_core.training.compatibility_config import CompatibilityTraining
from stylehub_core.training.configs import Augmentations, NetworkConfig, ResidualConfig
from stylehub_core.training.outfit_triplets import OutfitArticles, OutfitTriplets

ARTICLES, SLOTS = 60, 2
TRAINING = CompatibilityTraining(epochs=6, batch=32, draws=256, pseudo=1.0)
NETWORK = NetworkConfig(features=16, projection=8, dropout=0.0)
KINDS = np.arange(ARTICLES) % 3
SLOT = (np.arange(ARTICLES) // 30).astype(np.int32)
EVERY = np.arange(ARTICLES, dtype=np.int32)
LABELLED = 12
"""Outfits of one article of each slot, both of the same kind; articles 12 to 29 and 42 to 59 are in none."""


def vectors() -> FloatMatrix:
    """Each kind looks in each slot like itself alone, so that what goes together has to be learned."""
    noise = np.random.default_rng(0).normal(0, 0.15, (ARTICLES, 6))
    return unit((np.eye(6)[KINDS + 3 * SLOT] + noise).astype(np.float32))


def trainer(
    sight: Sight | None = None, training: CompatibilityTraining = TRAINING, dimensions: int = 8
) -> CompatibilityTrainer:
    torch.manual_seed(training.seed)
    seen = vectors()
    sight = sight or VectorSight(seen, EVERY, [seen + 0.1, seen - 0.1], NETWORK)
    articles = np.stack([np.arange(LABELLED), np.arange(LABELLED) + 30], axis=1).astype(np.int32).ravel()
    starts = np.arange(0, len(articles) + 1, 2, dtype=np.int64)
    outfits = OutfitTriplets(articles, starts, SLOT, np.ones(ARTICLES, np.float32))
    data = OutfitArticles(SLOT, SLOT, np.setdiff1d(EVERY, articles))
    return CompatibilityTrainer(sight, dimensions, data, outfits, SLOTS, training)


def told_apart(trained: CompatibilityTrainer) -> float:
    """How often an unlabelled article is nearer to one of its kind in the other slot than to one of another kind."""
    embedded, weights = trained.embedded(), trained.subspaces.weights()[0, 1].numpy()
    upper, lower = np.arange(LABELLED, 30), np.arange(30 + LABELLED, ARTICLES)
    distances = (np.square(embedded[upper][:, None] - embedded[lower][None]) * weights).sum(2)
    same = KINDS[upper][:, None] == KINDS[lower][None]
    shares = [(row[mine][:, None] < row[~mine][None]).mean() for row, mine in zip(distances, same, strict=True)]
    return float(np.mean(shares))


def test_it_learns_which_kinds_go_together(tmp_path: Path) -> None:
    trained = trainer(training=replace(TRAINING, epochs=12))
    before = told_apart(trained)
    history = trained.run(tmp_path / "c")
    assert history[-1]["loss"] < history[0]["loss"]
    assert told_apart(trained) > max(0.8, before + 0.3)


@pytest.mark.parametrize(("pseudo", "consistency"), [(0.0, 0.0), (0.7, 0.0), (0.0, 0.4), (0.7, 0.4)])
def test_the_loss_is_the_weighed_sum_of_its_parts(pseudo: float, consistency: float) -> None:
    """With a network that gives back its input, each part can be written out."""
    seen = vectors()
    sight = VectorSight(seen, EVERY[::7], [seen[::7] + 0.1], NETWORK)
    sight.network = torch.nn.Identity()
    made = trainer(sight, replace(TRAINING, pseudo=pseudo, consistency=consistency), dimensions=6)
    made._labelled = torch.tensor([[0, 33, 34], [31, 2, 3], [5, 35, 36]])
    made._pseudo, made._usable = made._labelled + 12, torch.tensor([True, False, True])
    loss = made._loss(torch.arange(3), np.random.default_rng(0))

    def triplets(rows: list[list[int]]) -> float:
        apart = [[float(np.square(seen[a] - seen[b]).sum()) for b in others] for a, *others in rows]
        return float(np.mean([max(0.0, near - far + 0.3) for near, far in apart]))

    labelled = made._labelled.tolist()
    guessed = [[12 + number for number in labelled[row]] for row in (0, 2)]
    wanted = triplets(labelled) + pseudo * triplets(guessed) + consistency * 6 * 0.1**2
    assert float(loss.detach()) == pytest.approx(wanted, rel=1e-4)


def test_pseudo_labels_follow_the_network(tmp_path: Path) -> None:
    """They are of unlabelled articles, differ between epochs, and mostly agree with the kinds once it has learned."""
    made, kept = trainer(), []
    made.run(tmp_path / "c", after_epoch=lambda _: kept.append((made._pseudo, made._usable)) is None)
    assert not torch.equal(kept[0][0], kept[1][0])
    pseudo, usable = kept[-1]
    guessed = pseudo[usable].numpy()
    assert np.isin(guessed, made._data.unlabelled).all()
    assert (SLOT[guessed] == SLOT[made._labelled[usable].numpy()]).all()
    assert (KINDS[guessed[:, 0]] == KINDS[guessed[:, 1]]).mean() > 0.8


def test_the_pool_bounds_what_pseudo_labels_are_chosen_among(tmp_path: Path) -> None:
    made = trainer(training=replace(TRAINING, epochs=1, pool=1 / 6))
    made.run(tmp_path / "c")
    assert 1 < len(torch.unique(made._pseudo[made._usable])) <= 6  # of 36


def pictures() -> NDArray[np.uint8]:
    """(ARTICLES, 16, 16, 3) stripes, across or down by the slot, in the colour of the kind."""
    y, x = np.mgrid[:16, :16] // 2 % 2
    colours = np.array([[220, 30, 30], [30, 220, 30], [30, 30, 220]], np.uint8)
    return np.stack([np.stack([y, x])[SLOT[at]][..., None] * colours[KINDS[at]] for at in range(ARTICLES)])


def pixel_sight() -> PixelSight:
    torch.manual_seed(0)
    changes = (Augmentations(jitter=0.0), Augmentations(crop=1.0, jitter=0.1))
    return PixelSight(pictures().astype(np.uint8), changes, ResidualConfig(stem=8, widths=(8, 12)), 8)


def test_a_residual_network_learns_from_pixels(tmp_path: Path) -> None:
    trained = trainer(pixel_sight(), replace(TRAINING, epochs=10, learning_rate=5e-3))
    trained.run(tmp_path / "c")
    assert trained.embedded().shape == (ARTICLES, 8)
    assert told_apart(trained) > 0.8


def test_a_view_of_pixels_is_changed_and_as_large() -> None:
    plain, changed = pixel_sight().views(8, np.random.default_rng(0))
    assert plain.shape == changed.shape == (8, 3, 16, 16)
    assert ((plain - changed).abs().amax((1, 2, 3)) > 0.01).sum() >= 6
    assert changed.min() >= 0 and changed.max() <= 1


def test_every_view_of_vectors_is_one_of_its_own_picture() -> None:
    seen, viewed = vectors(), EVERY[::7]
    views = [seen[viewed] + 0.1, seen[viewed] - 0.2]
    plain, changed = VectorSight(seen, viewed, views, NETWORK).views(200, np.random.default_rng(0))
    moved = (changed - plain).numpy().astype(np.float64).round(4)
    assert {tuple(set(row)) for row in moved.tolist()} == {(0.1,), (-0.2,)}
    assert len(np.unique(plain.numpy(), axis=0)) == len(viewed)


@pytest.mark.parametrize("pixels", [False, True])
def test_it_resumes_with_the_same_result(pixels: bool, tmp_path: Path) -> None:
    training = replace(TRAINING, epochs=3)
    whole, stopped, resumed = (trainer(pixel_sight() if pixels else None, training) for _ in "abc")
    history = whole.run(tmp_path / "whole")

    def stop(step: str, done: int, total: int) -> None:
        if done == 2:
            raise CancelledError("Stopped.")

    with pytest.raises(CancelledError):
        stopped.run(tmp_path / "part", stop)
    assert resumed.run(tmp_path / "part") == history
    np.testing.assert_array_equal(whole.embedded(), resumed.embedded())
    assert torch.equal(whole.subspaces.weights(), resumed.subspaces.weights())
