"""What the trainings on photographs share: batches of rows, and one learning rate that rises and falls."""

from collections.abc import Callable
from typing import Protocol

import numpy as np
import torch
from torch import Tensor, nn

from stylehub_core.arrays import IntVector
from stylehub_core.machine.precision import fast_products
from stylehub_core.progress import Progress


class Fitting(Protocol):
    """The settings that such a training needs."""

    @property
    def epochs(self) -> int: ...
    @property
    def batch(self) -> int: ...
    @property
    def learning_rate(self) -> float: ...
    @property
    def weight_decay(self) -> float: ...
    @property
    def seed(self) -> int: ...


def fit(
    network: nn.Module,
    loss_of: Callable[[IntVector], Tensor],
    count: int,
    config: Fitting,
    rising: float,
    task: str,
    progress: Progress,
) -> None:
    """Train the network on `count` rows; the same inputs give the same network.

    loss_of: the loss of the rows with these ascending numbers.
    rising: the share of the steps in which the learning rate rises.
    task: for the progress.
    """
    rng, batch = np.random.default_rng(config.seed), min(config.batch, count)
    steps = count // batch
    optimizer = torch.optim.AdamW(
        network.parameters(), config.learning_rate, weight_decay=config.weight_decay, fused=True
    )
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, config.learning_rate, total_steps=config.epochs * steps, pct_start=rising
    )
    for epoch in range(config.epochs):
        progress(task, epoch, config.epochs)
        order = rng.permutation(count)
        for step in range(steps):
            with fast_products("auto"):
                loss = loss_of(np.sort(order[step * batch : (step + 1) * batch]))
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
            schedule.step()
