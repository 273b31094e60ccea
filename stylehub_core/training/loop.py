"""Training of a contrastive model: epochs of pairs, each validated, checkpoints to resume from, the best kept."""

import json
import math
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from stylehub_core.arrays import FloatMatrix, FloatVector, IntMatrix
from stylehub_core.errors import ModelError, TooLittleDataError
from stylehub_core.machine.precision import fast_products
from stylehub_core.pairs.pair_source import Pairs, PairSource
from stylehub_core.plain_json import readings
from stylehub_core.progress import Progress, silent
from stylehub_core.training.checkpoint import load_checkpoint, save_checkpoint
from stylehub_core.training.configs import NetworkConfig, TrainingConfig, Validation
from stylehub_core.training.losses import nt_xent
from stylehub_core.training.network import ItemResidual, Network


@dataclass(frozen=True)
class Trained:
    """The network and item vectors of the best epoch, and the history of all epochs."""

    network: Network
    vectors: FloatMatrix
    history: tuple[dict[str, float], ...]
    best_epoch: int


Validate = Callable[[FloatMatrix], Validation]
AfterEpoch = Callable[[list[dict[str, float]]], bool]


class Trainer:
    """One contrastive run over the articles' text vectors.

    texts: (articles, d) unit rows, the network's input.
    queries: (m, d) more inputs, such as queries for an article, that pairs may name as rows articles..articles+m-1.
    frequency: (articles + m,) sampling probabilities for log_q.
    groups: (articles + m, g) the groups of each row, numbered within each column, for the item residual.
    """

    def __init__(
        self,
        texts: FloatMatrix,
        network: NetworkConfig,
        training: TrainingConfig,
        *,
        queries: FloatMatrix | None = None,
        frequency: FloatVector | None = None,
        groups: IntMatrix | None = None,
    ) -> None:
        self.config = training
        self.articles = len(texts)
        inputs = texts if queries is None else np.concatenate([texts, queries])
        self._inputs = torch.from_numpy(np.ascontiguousarray(inputs))
        self._log_q = _log_frequency(frequency, training.log_q)
        torch.manual_seed(training.seed)
        self.network = Network(texts.shape[1], network)
        members = _members(len(inputs), groups)
        self.residual = ItemResidual(members, network.projection) if training.item_residual else None
        self._optimizers: list[torch.optim.Optimizer] = [
            torch.optim.Adam(self.network.parameters(), lr=training.learning_rate, fused=True)
        ]
        if self.residual:
            self._optimizers.append(torch.optim.SparseAdam(self.residual.parameters(), lr=training.residual_rate))
        self._schedules = [
            torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=training.epochs)
            for optimizer in self._optimizers
        ]

    def run(
        self,
        source: PairSource,
        validate: Validate,
        folder: Path,
        progress: Progress = silent,
        after_epoch: AfterEpoch | None = None,
    ) -> Trained:
        """Train until the last or the best epoch; resumes from a checkpoint in `folder` with the same result.

        after_epoch: gets the history so far, and returns whether to go on.
        """
        history, best = self._resume(folder)
        config = self.config
        while len(history) < config.epochs and not self._is_over(history, best):
            epoch = len(history)
            torch.manual_seed(config.seed * 100_003 + epoch)
            pairs = source.draw(np.random.default_rng([config.seed, epoch]))
            loss = self._epoch(pairs, f"epoch {epoch + 1}", progress)
            for schedule in self._schedules:
                schedule.step()
            checked = validate(self.vectors())
            history.append({"epoch": epoch + 1, "loss": loss, "score": checked.score, **checked.meters})
            no_score = not math.isfinite(checked.score)  # nothing is held out: the last epoch counts
            if config.patience is None or no_score or best < 0 or checked.score > history[best]["score"]:
                best = epoch
                self._best = self._weights()
            self._save(folder, history, best)
            progress("epochs", epoch + 1, config.epochs)
            if after_epoch is not None and not after_epoch(history):
                break
        self._load_weights(self._best)
        return Trained(self.network, self.vectors(), tuple(history), best + 1)

    def vectors(self) -> FloatMatrix:
        """(articles, outputs) unit rows of the model in its current state."""
        self.network.eval()
        parts = []
        with torch.inference_mode():
            for start in range(0, self.articles, 8192):
                rows = torch.arange(start, min(start + 8192, self.articles))
                parts.append(self.network(self._inputs[rows], self.residual(rows) if self.residual else None))
        return np.ascontiguousarray(torch.cat(parts).numpy())

    def _epoch(self, pairs: Pairs, title: str, progress: Progress) -> float:
        self.network.train()
        size = min(self.config.batch, len(pairs.rows))
        if size < 2:
            raise TooLittleDataError(
                f"{len(pairs.rows)} training pairs are too few to learn from: at least 2 are needed. "
                "Give more purchases, or a wider time window."
            )
        rows = torch.from_numpy(pairs.rows.astype(np.int64))
        negatives = None if pairs.negatives is None else torch.from_numpy(pairs.negatives.astype(np.int64))
        by_text = None if pairs.by_text is None else torch.from_numpy(pairs.by_text)
        steps = len(rows) // size
        total = 0.0
        for step in range(steps):
            at = slice(step * size, (step + 1) * size)
            with fast_products(self.config.precision):
                loss = self._loss(rows[at], *(None if part is None else part[at] for part in (negatives, by_text)))
            for optimizer in self._optimizers:
                optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            for optimizer in self._optimizers:
                optimizer.step()
            total += float(loss.detach())
            if step % 20 == 0:
                progress(title, step, steps)
        if not math.isfinite(total):
            raise ModelError("The loss is no longer a number: lower the learning rate or raise the temperature.")
        return total / steps

    def _loss(self, rows: Tensor, negatives: Tensor | None, by_text: Tensor | None) -> Tensor:
        first, second = rows[:, 0], rows[:, 1]
        every = torch.cat([first, second] if negatives is None else [first, second, negatives])
        out = self._embed(every, None if by_text is None else by_text.repeat(len(every) // len(rows)))
        count = len(rows)
        mask = self.config.mask_duplicates
        return nt_xent(
            out[:count],
            out[count : 2 * count],
            temperature=self.config.temperature,
            first_ids=first if mask else None,
            second_ids=second if mask else None,
            log_q=None if self._log_q is None else self._log_q[every[: 2 * count]],
            negatives=None if negatives is None else out[2 * count :],
            fixed=self.network.inputs if self.network.config.kept_text else 0,
        )

    def _embed(self, rows: Tensor, by_text: Tensor | None) -> Tensor:
        config, residual = self.config, None
        if self.residual:
            keep = (torch.rand(len(rows), 1) >= config.residual_dropout).repeat(1, self.residual.members.shape[1])
            keep[:, 0] &= torch.rand(len(rows)) >= config.own_dropout
            if by_text is not None:
                keep &= ~by_text[:, None]
            residual = self.residual(rows, keep.float())
        return self.network(self._inputs[rows], residual)

    def _is_over(self, history: list[dict[str, float]], best: int) -> bool:
        patience = self.config.patience
        return patience is not None and best >= 0 and len(history) - 1 - best >= patience

    def _weights(self) -> dict[str, Tensor]:
        weights = {f"network.{k}": v.clone() for k, v in self.network.state_dict().items()}
        if self.residual:
            weights |= {f"residual.{k}": v.clone() for k, v in self.residual.state_dict().items()}
        return weights

    def _load_weights(self, weights: dict[str, Tensor]) -> None:
        self.network.load_state_dict(_under(weights, "network."))
        if self.residual:
            self.residual.load_state_dict(_under(weights, "residual."))

    def _save(self, folder: Path, history: list[dict[str, float]], best: int) -> None:
        tensors = {f"now.{k}": v for k, v in self._weights().items()}
        tensors |= {f"best.{k}": v for k, v in self._best.items()}
        notes = {"config": asdict(self.config), "history": history, "best": best}
        schedules = [s.state_dict() for s in self._schedules]
        save_checkpoint(folder / "checkpoint.safetensors", tensors, self._optimizers, schedules, notes)

    def _resume(self, folder: Path) -> tuple[list[dict[str, float]], int]:
        self._best = self._weights()
        path = folder / "checkpoint.safetensors"
        checkpoint = load_checkpoint(
            path, self._optimizers, self._schedules, json.loads(json.dumps(asdict(self.config)))
        )
        if checkpoint is None:
            return [], -1
        tensors, notes = checkpoint
        self._load_weights(_under(tensors, "now."))
        self._best = _under(tensors, "best.")
        return [readings(epoch) for epoch in notes["history"]], notes["best"]


def _under(tensors: dict[str, Tensor], prefix: str) -> dict[str, Tensor]:
    return {k.removeprefix(prefix): v for k, v in tensors.items() if k.startswith(prefix)}


def _members(items: int, groups: IntMatrix | None) -> Tensor:
    """(items, 1 + g) rows of one table: first the items, then the groups of each column in turn."""
    columns = [np.arange(items)]
    for column in [] if groups is None else groups.T:
        columns.append(column + columns[-1].max(initial=-1) + 1)
    return torch.from_numpy(np.stack(columns, axis=1).astype(np.int64))


def _log_frequency(frequency: FloatVector | None, strength: float) -> Tensor | None:
    if frequency is None or strength == 0:
        return None
    floor = frequency[frequency > 0].min(initial=1.0)
    return strength * torch.log(torch.from_numpy(np.maximum(frequency, floor)))
