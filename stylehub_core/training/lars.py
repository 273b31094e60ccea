"""LARS: every layer's step in proportion to its weights, which keeps large batches stable."""

from collections.abc import Iterable

import torch
from torch import Tensor, nn


class Lars(torch.optim.Optimizer):
    """You, Gitman and Ginsburg, Large Batch Training of Convolutional Networks, 2017, algorithm 1.

    With g the gradient plus weight_decay * w, the step is v = momentum * v + lr * trust * |w| / |g| * g; w = w - v.
    As in SimCLR, biases and batch normalisation are neither decayed nor scaled.
    """

    def __init__(
        self,
        parameters: Iterable[nn.Parameter],
        lr: float,
        *,
        momentum: float = 0.9,
        weight_decay: float = 1e-6,
        trust: float = 1e-3,
    ) -> None:
        super().__init__(parameters, {"lr": lr, "momentum": momentum, "weight_decay": weight_decay, "trust": trust})

    @torch.no_grad()
    def step(self, closure: None = None) -> None:  # type: ignore[override]  # noqa: ARG002
        for group in self.param_groups:
            for parameter in group["params"]:
                if parameter.grad is not None:
                    self._update(parameter, parameter.grad, group)

    def _update(self, parameter: Tensor, gradient: Tensor, group: dict[str, float]) -> None:
        if parameter.ndim > 1:
            gradient = gradient + group["weight_decay"] * parameter
            size, slope = parameter.norm(), gradient.norm()
            if size > 0 and slope > 0:
                gradient = gradient * (group["trust"] * size / slope)
        state = self.state[parameter]
        if "velocity" not in state:
            state["velocity"] = torch.zeros_like(parameter)
        state["velocity"].mul_(group["momentum"]).add_(gradient, alpha=group["lr"])
        parameter.sub_(state["velocity"])
