"""The training that brings pictures and texts together: its loss by hand, resuming, and what it can and cannot use."""

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor

from stylehub_core.arrays import FloatMatrix, unit
from stylehub_core.errors import CancelledError
from stylehub_core.models.network_tower import NetworkTower
from stylehub_core.training.configs import NetworkConfig, PictureTextTraining
from stylehub_core.training.info_nce import symmetric_info_nce
from stylehub_core.training.picture_text import (
    Choice,
    PicturesAndTexts,
    PictureTextTrainer,
)
from stylehub_core.training.tower_training import Standard

NETWORK = NetworkConfig(features=32, projection=16, dropout=0.0)
TRAINING = PictureTextTraining(epochs=25, batch=48)
COLOURS, KINDS = 4, 5


def unit_rows(rows: int, seed: int) -> Tensor:
    return torch.nn.functional.normalize(torch.randn(rows, 6, generator=torch.Generator().manual_seed(seed)), dim=1)


def by_hand(pictures: Tensor, texts: Tensor, temperature: float, groups: list[int]) -> float:
    """Both directions, one exponential at a time."""
    p, t, total = pictures.tolist(), texts.tolist(), 0.0
    for own in range(len(p)):
        others = [j for j in range(len(p)) if j == own or groups[j] != groups[own]]
        for scores in (
            {j: sum(a * b for a, b in zip(p[own], t[j], strict=True)) for j in others},
            {j: sum(a * b for a, b in zip(p[j], t[own], strict=True)) for j in others},
        ):
            powers = {j: math.exp(score / temperature) for j, score in scores.items()}
            total -= math.log(powers[own] / sum(powers.values()))
    return total / (2 * len(p))


@pytest.mark.parametrize("groups", [[0, 1, 2, 3, 4], [0, 1, 0, 3, 0]])
@pytest.mark.parametrize("temperature", [0.05, 0.5])
def test_the_loss_is_that_of_the_formula(temperature: float, groups: list[int]) -> None:
    pictures, texts = unit_rows(5, 1), unit_rows(5, 2)
    loss = symmetric_info_nce(pictures, texts, temperature=temperature, groups=torch.tensor(groups))
    assert float(loss) == pytest.approx(by_hand(pictures, texts, temperature, groups), rel=1e-5)


def shop(articles: int = 200, *, attributes: bool = True) -> PicturesAndTexts:
    """Articles of a colour and a kind; pictures and texts show both, each in a space of its own."""
    rng = np.random.default_rng(4)
    colours, kinds = rng.integers(0, COLOURS, articles), rng.integers(0, KINDS, articles)
    looks, words = (np.random.default_rng(size).normal(size=(COLOURS + KINDS, size)) for size in (30, 20))

    def shown(space: FloatMatrix, noise: float) -> FloatMatrix:
        parts = space[colours] + space[COLOURS + kinds]
        return unit((parts + noise * rng.normal(size=parts.shape)).astype(np.float32))

    said = Choice(unit(words[:COLOURS].astype(np.float32)), colours.astype(np.int32))
    return PicturesAndTexts(
        pictures=shown(looks, 0.5),
        texts=shown(words, 0.5),
        same_text=np.arange(articles, dtype=np.int32),
        attributes=[said] if attributes else [],
        requests=[],
    )


def learn(data: PicturesAndTexts, checkpoint: Path, training: PictureTextTraining = TRAINING) -> PictureTextTrainer:
    trainer = PictureTextTrainer(data, NETWORK, NETWORK, training)
    trainer.run(checkpoint)
    return trainer


def embedded(trainer: PictureTextTrainer, data: PicturesAndTexts) -> tuple[FloatMatrix, FloatMatrix]:
    picture, text = NetworkTower.of(trainer.picture, trainer.standard), NetworkTower.of(trainer.text)
    return picture(data.pictures), text(data.texts)


def test_the_towers_take_the_encoders_own_vectors(tmp_path: Path) -> None:
    data = shop()
    towers = learn(data, tmp_path / "run", replace(TRAINING, epochs=2))
    with torch.inference_mode():
        expected = towers.picture(torch.from_numpy(towers.standard(data.pictures))).numpy()
    np.testing.assert_allclose(embedded(towers, data)[0], expected, atol=2e-5)


def test_pictures_find_their_kind_of_text_among_unseen_articles(tmp_path: Path) -> None:
    seen, unseen = shop(), shop(400)
    pictures, texts = embedded(learn(seen, tmp_path / "run"), unseen)
    cosines = pictures[200:] @ texts[200:].T
    ranks = (cosines > np.diag(cosines)[:, None]).sum(axis=1)
    assert np.median(ranks) < 20  # of 200; by chance 100


def test_words_of_an_attribute_find_pictures_because_they_are_learned(tmp_path: Path) -> None:
    """The colours' words say nothing about the sentences, so only the choice among them can place them."""
    rng = np.random.default_rng(0)

    def share(*, attributes: bool) -> float:
        data = shop(attributes=attributes)
        texts = unit(rng.normal(size=data.texts.shape).astype(np.float32))  # nothing to learn from
        towers = learn(replace(data, texts=texts), tmp_path / f"{attributes}")
        said = shop().attributes[0]
        cosines = embedded(towers, data)[0] @ NetworkTower.of(towers.text)(said.texts).T
        return float((cosines.argmax(axis=1) == said.values).mean())

    assert share(attributes=True) > 0.8
    assert share(attributes=False) < 0.6


def test_it_resumes_with_the_same_result(tmp_path: Path) -> None:
    data, training = shop(), replace(TRAINING, epochs=4)
    whole, resumed = (PictureTextTrainer(data, NETWORK, NETWORK, training) for _ in "ab")
    history = whole.run(tmp_path / "whole")

    def stop(step: str, done: int, total: int) -> None:
        if done == 2:
            raise CancelledError("Stopped.")

    with pytest.raises(CancelledError):
        PictureTextTrainer(data, NETWORK, NETWORK, training).run(tmp_path / "part", stop)
    assert resumed.run(tmp_path / "part") == history
    for first, second in zip(embedded(whole, data), embedded(resumed, data), strict=True):
        np.testing.assert_array_equal(first, second)


def test_the_same_text_twice_is_no_negative(tmp_path: Path) -> None:
    twins = replace(shop(60), same_text=np.zeros(60, np.int32), attributes=[])
    trainer = PictureTextTrainer(twins, NETWORK, NETWORK, replace(TRAINING, epochs=1))
    assert trainer.run(tmp_path / "run")[0]["loss"] == pytest.approx(0, abs=1e-6)


def test_an_input_that_never_varies_stays_finite() -> None:
    vectors = np.zeros((10, 3), np.float32)
    vectors[:, 0] = np.arange(10)
    assert np.isfinite(Standard(vectors)(vectors)).all()
