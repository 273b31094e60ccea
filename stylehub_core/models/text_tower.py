"""What maps text vectors into a model's space: a trained network, or a linear bridge; on disk and read back."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Union

import numpy as np

from stylehub_core.arrays import FloatMatrix
from stylehub_core.models.bridge import LinearBridge

if TYPE_CHECKING:
    from stylehub_core.training.network import Network

TextTower = Union["Network", LinearBridge]
"""(rows, inputs) text vectors to (rows, outputs) unit vectors."""

_WEIGHTS = "model.safetensors"
_LINEAR = "linear"


def through(tower: TextTower, texts: FloatMatrix) -> FloatMatrix:
    """(rows, outputs) unit rows: text vectors in the tower's space."""
    if isinstance(tower, LinearBridge):
        return tower(texts)
    import torch

    tower.eval()
    with torch.inference_mode():
        found: FloatMatrix = tower(torch.from_numpy(np.array(texts, dtype=np.float32))).numpy()
    return found


def save_tower(tower: TextTower, folder: Path) -> dict[str, Any]:
    """What `load_tower` needs beside the weights, as JSON, after writing those into `folder`."""
    if isinstance(tower, LinearBridge):
        from safetensors.numpy import save_file as save_arrays

        save_arrays({name: np.ascontiguousarray(one) for name, one in vars(tower).items()}, folder / _WEIGHTS)
        return {"kind": _LINEAR}
    from safetensors.torch import save_file

    save_file({name: one.contiguous() for name, one in tower.state_dict().items()}, folder / _WEIGHTS)
    return {"inputs": tower.inputs, **asdict(tower.config)}


def load_tower(notes: dict[str, Any], folder: Path) -> TextTower:
    """The tower that `save_tower` wrote; notes without a kind are of a network."""
    if notes.get("kind") == _LINEAR:
        from safetensors.numpy import load_file as load_arrays

        return LinearBridge(**load_arrays(folder / _WEIGHTS))
    from safetensors.torch import load_file

    from stylehub_core.training.network import Network, NetworkConfig

    settings = {**notes, "hidden": tuple(notes["hidden"])}
    network = Network(settings.pop("inputs"), NetworkConfig(**settings))
    network.load_state_dict(load_file(folder / _WEIGHTS))
    network.eval()
    return network
