"""SimCLR's training: what it learns to tell apart, each setting of it, and that it resumes."""

from dataclasses import replace
from pathlib import Path
from typing import Literal

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from stylehub_core.errors import CancelledError
from stylehub_core.training.augmentations import augmented
from stylehub_core.training.configs import Augmentations, ResidualConfig, SimclrTraining
from stylehub_core.training.lars import Lars
from stylehub_core.training.simclr import SimclrTrainer, projection_head

NETWORK = ResidualConfig(stem=8, widths=(16, 24))
TRAINING = SimclrTraining(
    epochs=12, batch=64, side=16, learning_rate=5e-3, augmentations=Augmentations(jitter=0.0, blur=0.0)
)


def stripes(count: int = 128) -> NDArray[np.uint8]:
    """(count, 16, 16, 3) pictures of stripes across, down, or checked, each of two colours of its own."""
    rng = np.random.default_rng(0)
    y, x = np.mgrid[:16, :16] // 3 % 2
    shown = np.stack([y, x, x ^ y])[np.arange(count) % 3]
    return rng.integers(0, 256, (count, 2, 3), np.uint8)[np.arange(count)[:, None, None], shown]


def recognised(trainer: SimclrTrainer, pictures: NDArray[np.uint8]) -> float:
    """The share of views of which the nearest other view shows the same picture."""
    torch.manual_seed(1)
    tensors = (torch.from_numpy(pictures).permute(0, 3, 1, 2) / 255).contiguous()
    views = [augmented(tensors, 16, trainer.config.augmentations) for _ in range(2)]
    with torch.no_grad():
        seen = [trainer.network.eval()(view) for view in views]
    first, second = (torch.nn.functional.normalize(view - view.mean(0), dim=1) for view in seen)
    return float(((first @ second.T).argmax(1) == torch.arange(len(first))).float().mean())


def represented(trainer: SimclrTrainer, pictures: NDArray[np.uint8]) -> NDArray[np.float32]:
    with torch.no_grad():
        seen = trainer.network(torch.from_numpy(pictures).permute(0, 3, 1, 2) / 255)
    array: NDArray[np.float32] = seen.numpy()
    return array


def test_it_recognises_a_picture_in_another_view_better_than_before(tmp_path: Path) -> None:
    trainer = SimclrTrainer(stripes(), NETWORK, TRAINING)
    before = recognised(trainer, stripes())
    history = trainer.run(tmp_path / "c")
    assert history[-1]["loss"] < history[0]["loss"]
    assert recognised(trainer, stripes()) > before + 0.15


def test_what_is_measured_after_an_epoch_is_kept_and_may_end_the_training(tmp_path: Path) -> None:
    def measured() -> dict[str, float]:
        trainer.network.eval()  # as a measurement does
        return {"seen": float(len(told))}

    told: list[int] = []
    pictures = stripes()
    trainer = SimclrTrainer(pictures, NETWORK, TRAINING)
    history = trainer.run(
        tmp_path / "c", check=measured, after_epoch=lambda epochs: told.append(len(epochs)) or len(epochs) < 2
    )
    assert told == [1, 2]
    assert [epoch["seen"] for epoch in history] == [0, 1]
    plain = SimclrTrainer(pictures, NETWORK, TRAINING)
    same = plain.run(tmp_path / "d", after_epoch=lambda epochs: len(epochs) < 2)
    assert [epoch["loss"] for epoch in same] == [epoch["loss"] for epoch in history]


@pytest.mark.parametrize(("optimizer", "rate"), [("lars", 0.5), ("adam", 5e-3)])
def test_it_resumes_with_the_same_result(optimizer: Literal["lars", "adam"], rate: float, tmp_path: Path) -> None:
    training = replace(TRAINING, epochs=3, optimizer=optimizer, learning_rate=rate)
    pictures = stripes()
    whole, resumed = (SimclrTrainer(pictures, NETWORK, training) for _ in "ab")
    history = whole.run(tmp_path / "whole")

    def stop(step: str, done: int, total: int) -> None:
        if done == 2:
            raise CancelledError("Stopped.")

    with pytest.raises(CancelledError):
        SimclrTrainer(pictures, NETWORK, training).run(tmp_path / "part", stop)
    assert resumed.run(tmp_path / "part") == history
    np.testing.assert_array_equal(represented(whole, pictures), represented(resumed, pictures))


@pytest.mark.parametrize(("head", "linear", "outputs"), [("nonlinear", 2, 7), ("linear", 1, 7), ("none", 0, 12)])
def test_each_head_is_what_it_says(head: Literal["nonlinear", "linear", "none"], linear: int, outputs: int) -> None:
    made = projection_head(12, replace(TRAINING, head=head, projection=7))
    layers = list(made.modules())
    assert sum(isinstance(layer, torch.nn.Linear) for layer in layers) == linear
    assert any(isinstance(layer, torch.nn.ReLU) for layer in layers) == (head == "nonlinear")
    assert made(torch.randn(5, 12)).shape == (5, outputs)


def test_the_optimizer_is_the_one_that_was_set() -> None:
    pictures = stripes(64)
    for training, kind in ((TRAINING, torch.optim.AdamW), (replace(TRAINING, optimizer="lars"), Lars)):
        assert type(SimclrTrainer(pictures, NETWORK, training)._optimizer) is kind
