"""A training run on disk: weights, optimizer state and history in one safetensors file, replaced atomically."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor
from torch.optim.lr_scheduler import LRScheduler

from stylehub_core.files import whole_file
from stylehub_core.plain_json import json_text


def save_checkpoint(
    path: Path,
    tensors: dict[str, Tensor],
    optimizers: Sequence[torch.optim.Optimizer],
    schedules: Sequence[dict[str, Any]],
    notes: dict[str, Any],
) -> None:
    """Write everything that the next epoch depends on, and `notes`, as JSON."""
    everything = dict(tensors)
    groups = []
    for number, optimizer in enumerate(optimizers):
        state = optimizer.state_dict()
        groups.append(state["param_groups"])
        for parameter, values in state["state"].items():
            for key, value in values.items():
                everything[f"optimizer.{number}.{parameter}.{key}"] = torch.as_tensor(value)
    meta = {"notes": json_text(notes), "groups": json_text(groups), "schedules": json_text(list(schedules))}
    with whole_file(path) as partial:
        save_file({k: v.contiguous().clone() for k, v in everything.items()}, partial, metadata=meta)


def load_checkpoint(
    path: Path,
    optimizers: Sequence[torch.optim.Optimizer],
    schedules: Sequence[LRScheduler],
    config: dict[str, Any],
) -> tuple[dict[str, Tensor], dict[str, Any]] | None:
    """(tensors, notes) of the checkpoint; the state of optimizers and schedules is restored.

    None if there is no checkpoint, or if it is damaged or belongs to another config.
    """
    if not path.is_file():
        return None
    try:
        with safe_open(path, framework="pt") as file:
            meta = file.metadata() or {}
            tensors = {key: file.get_tensor(key) for key in file.keys()}  # noqa: SIM118 (no mapping)
        notes = json.loads(meta["notes"])
        groups, saved = json.loads(meta["groups"]), json.loads(meta["schedules"])
    except (SafetensorError, OSError, KeyError, ValueError):
        return None
    if notes.get("config") != config:
        return None
    for number, optimizer in enumerate(optimizers):
        state: dict[int, dict[str, Tensor]] = {}
        for key, value in tensors.items():
            if key.startswith(f"optimizer.{number}."):
                _, _, parameter, name = key.split(".", 3)
                state.setdefault(int(parameter), {})[name] = value
        if isinstance(optimizer, torch.optim.SparseAdam):  # it counts its steps in an int
            for values in state.values():
                values["step"] = int(values["step"])  # type: ignore[assignment]
        optimizer.load_state_dict({"state": state, "param_groups": groups[number]})
        _laid_out(optimizer)
        schedules[number].load_state_dict(saved[number])
    return tensors, notes


def _laid_out(optimizer: torch.optim.Optimizer) -> None:
    """Give each state the memory layout of its parameter: fused optimizers read both as they lie."""
    for parameter, values in optimizer.state.items():
        for key, value in values.items():
            if torch.is_tensor(value) and value.shape == parameter.shape:
                values[key] = torch.empty_like(parameter, dtype=value.dtype).copy_(value)
