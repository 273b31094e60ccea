"""What every training of towers shares: batches of rows, one learning rate that rises and falls, and resuming."""

import json
import math
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from stylehub_core.arrays import FloatMatrix, FloatVector
from stylehub_core.errors import ModelError
from stylehub_core.machine.precision import fast_products
from stylehub_core.progress import Progress, silent
from stylehub_core.training.checkpoint import load_checkpoint, save_checkpoint
from stylehub_core.training.configs import BatchTraining

COMPONENTS_ROWS = 8192
"""The most vectors that principal components are computed from."""


class Standard:
    """Brings each input of a tower to mean 0 and deviation 1, and keeps the directions in which the inputs vary most.

    directions: (d, size) the first principal components; None if all inputs are kept.
    """

    def __init__(self, vectors: FloatMatrix, components: int = 0) -> None:
        """vectors: (n, d) of the articles to learn from.

        components: how many to keep; 0 to keep all inputs, as are fewer inputs, or inputs of fewer articles, than that.
        """
        mean, deviation = vectors.mean(axis=0, dtype=np.float64), vectors.std(axis=0, dtype=np.float64)
        self.mean: FloatVector = mean.astype(np.float32)
        # An input that hardly ever varies would be blown up to nothing but noise.
        self.deviation: FloatVector = (deviation + 0.01 * deviation.mean() + 1e-9).astype(np.float32)
        self.directions: FloatMatrix | None = None
        if 0 < components < min(vectors.shape):
            some = self(vectors[:: -(-len(vectors) // COMPONENTS_ROWS)])
            _, directions = np.linalg.eigh(some.T @ some)
            self.directions = np.ascontiguousarray(directions[:, : -components - 1 : -1], dtype=np.float32)

    @property
    def size(self) -> int:
        """The length of its results."""
        return len(self.mean) if self.directions is None else self.directions.shape[1]

    def __call__(self, vectors: FloatMatrix) -> FloatMatrix:
        standard = np.asarray((vectors - self.mean) / self.deviation, np.float32)
        return standard if self.directions is None else standard @ self.directions

    def folded(self, weight: FloatMatrix, bias: FloatVector) -> tuple[FloatMatrix, FloatVector]:
        """The linear layer that takes inputs as they are, instead of this layer for standardised ones.

        weight: (h, size). bias: (h,).
        """
        scaled = np.asarray(
            (weight if self.directions is None else weight @ self.directions.T) / self.deviation, np.float32
        )
        return scaled, np.asarray(bias - scaled @ self.mean, np.float32)


class TowerTrainer(ABC):
    """One training run. The same data and settings give the same towers, with or without an interruption."""

    def __init__(self, rows: int, towers: nn.Module, training: BatchTraining) -> None:
        """rows: how many articles to learn from."""
        self.towers, self.config, self._rows = towers, training, rows
        self._batch = min(training.batch, rows)
        self._steps = rows // self._batch
        self._optimizer = self._make_optimizer()
        self._schedule = torch.optim.lr_scheduler.OneCycleLR(
            self._optimizer, training.learning_rate, total_steps=training.epochs * self._steps, pct_start=0.15
        )

    def _make_optimizer(self) -> torch.optim.Optimizer:
        config = self.config
        return torch.optim.AdamW(
            self.towers.parameters(), lr=config.learning_rate, weight_decay=config.weight_decay, fused=True
        )

    @abstractmethod
    def _loss(self, rows: Tensor, rng: np.random.Generator) -> Tensor:
        """The loss of a batch. rows: (batch,) distinct row numbers."""

    def run(
        self,
        checkpoint: Path,
        progress: Progress = silent,
        *,
        check: Callable[[], Mapping[str, float]] | None = None,
        after_epoch: Callable[[list[dict[str, float]]], bool] | None = None,
    ) -> tuple[dict[str, float], ...]:
        """Train all epochs, and leave the towers in evaluation mode. Returns one dict per epoch.

        checkpoint: a file; if it is of the same run, training resumes from it with the same result.
        check: measured after each epoch, whose figures join its dict.
        after_epoch: told all dicts so far; training stops if it returns False.
        Raises ModelError if the loss is no longer a number.
        """
        history = self._resume(checkpoint)
        for epoch in range(len(history), self.config.epochs):
            progress("epochs", epoch, self.config.epochs)
            torch.manual_seed(self.config.seed * 100_003 + epoch)
            figures = {"epoch": epoch + 1, "loss": self._epoch(np.random.default_rng([self.config.seed, epoch]))}
            history.append(figures | dict(check() if check else {}))
            self._save(checkpoint, history)
            if after_epoch is not None and not after_epoch(history):
                break
        progress("epochs", self.config.epochs, self.config.epochs)
        self.towers.eval()
        return tuple(history)

    def _epoch(self, rng: np.random.Generator) -> float:
        self.towers.train()
        order, total = torch.from_numpy(rng.permutation(self._rows)), 0.0
        for step in range(self._steps):
            with fast_products(self.config.precision):
                loss = self._loss(order[step * self._batch : (step + 1) * self._batch], rng)
            self._optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            self._optimizer.step()
            self._schedule.step()
            total += float(loss.detach())
        if not math.isfinite(total):
            raise ModelError("The loss is no longer a number: lower the learning rate or raise the temperature.")
        return total / self._steps

    def _save(self, checkpoint: Path, history: list[dict[str, float]]) -> None:
        notes = {"config": asdict(self.config), "history": history}
        tensors, schedule = self.towers.state_dict(), self._schedule.state_dict()
        save_checkpoint(checkpoint, tensors, [self._optimizer], [schedule], notes)

    def _resume(self, checkpoint: Path) -> list[dict[str, float]]:
        config = json.loads(json.dumps(asdict(self.config)))
        found = load_checkpoint(checkpoint, [self._optimizer], [self._schedule], config)
        if found is None:
            return []
        tensors, notes = found
        self.towers.load_state_dict({name: tensors[name] for name in self.towers.state_dict()})
        history: list[dict[str, float]] = notes["history"]
        return history
