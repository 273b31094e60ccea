"""Two towers that bring pictures and the texts about them together: CLIP's loss, and the values of attributes.

Radford et al., Learning Transferable Visual Models From Natural Language Supervision, ICML 2021, figure 3.
"""

import json
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from stylehub_core.arrays import FloatMatrix, IntVector
from stylehub_core.errors import ModelError
from stylehub_core.progress import Progress, silent
from stylehub_core.training.checkpoint import load_checkpoint, save_checkpoint
from stylehub_core.training.configs import NetworkConfig, PictureTextTraining
from stylehub_core.training.network import Network


@dataclass(frozen=True, eq=False)
class Choice:
    """One thing that can be said about every article in several ways, such as its colour.

    texts: (v, t) the vectors of the v values' texts.
    values: (n,) the value of each article, or -1.
    """

    texts: FloatMatrix
    values: IntVector


@dataclass(frozen=True, eq=False)
class PicturesAndTexts:
    """n articles to learn from.

    pictures: (n, p) unit rows. texts: (n, t) unit rows, of full sentences.
    same_text: (n,) equal numbers for equal texts, which are no negatives for each other.
    attributes: what each column says of an article.
    requests: how people may ask for an article in a few words; one of these per step.
    """

    pictures: FloatMatrix
    texts: FloatMatrix
    same_text: IntVector
    attributes: Sequence[Choice]
    requests: Sequence[Choice]


@dataclass(frozen=True, eq=False)
class Standard:
    """Brings each input of the picture tower to mean 0 and deviation 1."""

    mean: FloatMatrix
    deviation: FloatMatrix

    @classmethod
    def of(cls, vectors: FloatMatrix) -> "Standard":
        mean, deviation = vectors.mean(axis=0, dtype=np.float64), vectors.std(axis=0, dtype=np.float64)
        # An input that hardly ever varies would be blown up to nothing but noise.
        return cls(mean.astype(np.float32), (deviation + 0.01 * deviation.mean() + 1e-9).astype(np.float32))

    def __call__(self, vectors: FloatMatrix) -> FloatMatrix:
        return np.asarray((vectors - self.mean) / self.deviation, np.float32)


@dataclass(frozen=True)
class TwoTowers:
    """The trained networks. picture: takes standardised vectors. history: one dict per epoch."""

    picture: Network
    text: Network
    standard: Standard
    history: tuple[dict[str, float], ...]


class PictureTextTrainer:
    """One training run. The same data and settings give the same towers, with or without an interruption."""

    def __init__(
        self, data: PicturesAndTexts, picture: NetworkConfig, text: NetworkConfig, training: PictureTextTraining
    ) -> None:
        self.data, self.config = data, training
        self.standard = Standard.of(data.pictures)
        self._pictures = torch.from_numpy(self.standard(data.pictures))
        self._texts = torch.from_numpy(np.ascontiguousarray(data.texts))
        self._same = torch.from_numpy(data.same_text.astype(np.int64))
        self._attributes = [_Tensors.of(choice) for choice in data.attributes]
        self._requests = [_Tensors.of(choice) for choice in data.requests]
        torch.manual_seed(training.seed)
        self.towers = nn.ModuleDict(
            {"picture": Network(data.pictures.shape[1], picture), "text": Network(data.texts.shape[1], text)}
        )
        self._batch = min(training.batch, len(data.pictures))
        self._steps = len(data.pictures) // self._batch
        self._optimizer = torch.optim.AdamW(
            self.towers.parameters(), lr=training.learning_rate, weight_decay=training.weight_decay
        )
        self._schedule = torch.optim.lr_scheduler.OneCycleLR(
            self._optimizer, training.learning_rate, total_steps=training.epochs * self._steps, pct_start=0.15
        )

    def run(self, folder: Path, progress: Progress = silent) -> TwoTowers:
        """Train all epochs; resumes from a checkpoint in `folder` with the same result."""
        history = self._resume(folder)
        for epoch in range(len(history), self.config.epochs):
            progress("epochs", epoch, self.config.epochs)
            torch.manual_seed(self.config.seed * 100_003 + epoch)
            history.append({"epoch": epoch + 1, "loss": self._epoch(np.random.default_rng([self.config.seed, epoch]))})
            self._save(folder, history)
        progress("epochs", self.config.epochs, self.config.epochs)
        self.towers.eval()
        picture, text = self.towers["picture"], self.towers["text"]
        assert isinstance(picture, Network) and isinstance(text, Network)
        return TwoTowers(picture, text, self.standard, tuple(history))

    def _epoch(self, rng: np.random.Generator) -> float:
        self.towers.train()
        order, total = torch.from_numpy(rng.permutation(len(self._pictures))), 0.0
        for step in range(self._steps):
            loss = self._loss(order[step * self._batch : (step + 1) * self._batch], rng)
            self._optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            self._optimizer.step()
            self._schedule.step()
            total += float(loss.detach())
        if not math.isfinite(total):
            raise ModelError("The loss is no longer a number: lower the learning rate or raise the temperature.")
        return total / self._steps

    def _loss(self, rows: Tensor, rng: np.random.Generator) -> Tensor:
        config, asked = self.config, [*self._attributes]
        if self._requests:
            asked.append(self._requests[int(rng.integers(len(self._requests)))])
        # One pass for all texts, so that their batch normalisation is the same.
        texts = self.towers["text"](torch.cat([self._texts[rows], *(choice.texts for choice in asked)]))
        seen = nn.functional.dropout(self._pictures[rows], config.input_dropout)
        pictures = self.towers["picture"](seen)
        loss = symmetric_info_nce(pictures, texts[: len(rows)], temperature=config.temperature, groups=self._same[rows])
        logits, start = pictures @ texts.T / config.value_temperature, len(rows)
        for choice in asked:
            part = logits[:, start : start + len(choice.texts)]
            weight = (
                config.value_weight / len(self._attributes) if choice in self._attributes else config.request_weight
            )
            if (choice.values[rows] >= 0).any():
                loss = loss + weight * nn.functional.cross_entropy(part, choice.values[rows], ignore_index=-1)
            start += len(choice.texts)
        return loss

    def _save(self, folder: Path, history: list[dict[str, float]]) -> None:
        notes = {"config": asdict(self.config), "history": history}
        save_checkpoint(
            folder / "checkpoint.safetensors", self.towers.state_dict(), [self._optimizer],
            [self._schedule.state_dict()], notes,
        )  # fmt: skip

    def _resume(self, folder: Path) -> list[dict[str, float]]:
        path, config = folder / "checkpoint.safetensors", json.loads(json.dumps(asdict(self.config)))
        checkpoint = load_checkpoint(path, [self._optimizer], [self._schedule], config)
        if checkpoint is None:
            return []
        tensors, notes = checkpoint
        self.towers.load_state_dict({name: tensors[name] for name in self.towers.state_dict()})
        history: list[dict[str, float]] = notes["history"]
        return history


def symmetric_info_nce(pictures: Tensor, texts: Tensor, *, temperature: float, groups: Tensor) -> Tensor:
    """The mean of InfoNCE from pictures to texts and from texts to pictures.

    pictures, texts: (n, d) unit rows; row i of both belong together, and all others are negatives.
    groups: (n,) rows with equal numbers are no negatives for each other.
    """
    same = groups[:, None] == groups[None, :]
    same.fill_diagonal_(False)
    logits = (pictures @ texts.T / temperature).masked_fill(same, float("-inf"))
    own = torch.arange(len(pictures))
    return (nn.functional.cross_entropy(logits, own) + nn.functional.cross_entropy(logits.T, own)) / 2


@dataclass(frozen=True, eq=False)
class _Tensors:
    """A Choice in PyTorch."""

    texts: Tensor
    values: Tensor

    @classmethod
    def of(cls, choice: Choice) -> "_Tensors":
        return cls(torch.from_numpy(choice.texts), torch.from_numpy(choice.values.astype(np.int64)))
