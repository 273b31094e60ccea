"""Attributes are told from pictures; articles without a value teach nothing about it."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from stylehub_core.arrays import FloatMatrix, IntVector, unit
from stylehub_core.training.attribute_heads import AttributeHeadsTrainer
from stylehub_core.training.configs import AttributeTraining
from stylehub_core.training.picture_text import Choice

TRAINING = AttributeTraining(features=24, epochs=8, batch=32, learning_rate=5e-3, dropout=0.0)


def data(count: int = 400) -> tuple[FloatMatrix, IntVector, IntVector]:
    """(pictures, one of three kinds, one of two colours)"""
    rng = np.random.default_rng(0)
    kinds, colours = rng.integers(3, size=count), rng.integers(2, size=count)
    shown = np.concatenate([np.eye(3)[kinds], np.eye(2)[colours], np.zeros((count, 4))], axis=1)
    noisy = (shown + rng.normal(scale=0.2, size=shown.shape)).astype(np.float32)
    return unit(noisy), kinds.astype(np.int32), colours.astype(np.int32)


def test_it_tells_both_attributes_of_unseen_pictures(tmp_path: Path) -> None:
    pictures, kinds, colours = data()
    trainer = AttributeHeadsTrainer(pictures[:300], [kinds[:300], colours[:300]], [3, 2], TRAINING)
    history = trainer.run(tmp_path / "heads")
    assert history[-1]["loss"] < history[0]["loss"] / 2
    for told, true in zip(trainer.logits(pictures[300:]), (kinds[300:], colours[300:]), strict=True):
        assert (told.argmax(axis=1) == true).mean() > 0.9


def test_what_is_unknown_teaches_nothing(tmp_path: Path) -> None:
    """Half of the colours are unknown, and all of the second kind's: it is never told."""
    pictures, kinds, colours = data()
    unknown = np.where(np.arange(400) % 2 == 0, -1, colours).astype(np.int32)
    without_two = np.where(kinds == 2, -1, kinds).astype(np.int32)
    trainer = AttributeHeadsTrainer(pictures, [without_two, unknown], [3, 2], TRAINING)
    trainer.run(tmp_path / "heads")
    kind, colour = trainer.logits(pictures)
    assert (kind.argmax(axis=1) != 2).all()
    assert (colour.argmax(axis=1) == colours).mean() > 0.9


def test_other_things_that_are_said_teach_the_same(tmp_path: Path) -> None:
    """The sentences tell nothing; only short words about the kind do."""
    _, kinds, colours = data()
    noise = unit(np.random.default_rng(1).normal(size=(400, 9)).astype(np.float32))
    words = np.eye(9, dtype=np.float32)[:3]
    said = [Choice(words, kinds)]
    trainer = AttributeHeadsTrainer(noise, [kinds, colours], [3, 2], TRAINING, said)
    trainer.run(tmp_path / "heads")
    kind, colour = trainer.logits(words)
    assert (kind.argmax(axis=1) == np.arange(3)).all()
    assert np.abs(colour[:, 0] - colour[:, 1]).max() < np.ptp(kind, axis=1).min()


def test_the_same_seed_gives_the_same_classifiers(tmp_path: Path) -> None:
    pictures, kinds, _ = data(100)
    short = replace(TRAINING, epochs=2)
    told = []
    for name in "ab":
        trainer = AttributeHeadsTrainer(pictures, [kinds], [3], short)
        trainer.run(tmp_path / name)
        told.append(trainer.logits(pictures)[0])
    assert (told[0] == told[1]).all()
