"""The tower of a model that trained a network on the encoder's vectors."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from stylehub_core.arrays import FloatMatrix
from stylehub_core.models.tower import Tower

if TYPE_CHECKING:
    from stylehub_core.training.network import Network


@dataclass(frozen=True, eq=False)
class NetworkTower(Tower):
    """A trained network, in evaluation mode."""

    name = "network"
    network: "Network"

    def __call__(self, vectors: FloatMatrix) -> FloatMatrix:
        import torch

        self.network.eval()
        with torch.inference_mode():
            placed: FloatMatrix = self.network(torch.from_numpy(np.array(vectors, dtype=np.float32))).numpy()
        return placed

    def save(self, file: Path) -> dict[str, Any]:
        from safetensors.torch import save_file

        save_file({name: tensor.contiguous() for name, tensor in self.network.state_dict().items()}, file)
        return {"inputs": self.network.inputs, **asdict(self.network.config)}

    @classmethod
    def load(cls, notes: dict[str, Any], file: Path) -> "NetworkTower":
        from safetensors.torch import load_file

        from stylehub_core.training.network import Network, NetworkConfig

        settings = {**notes, "hidden": tuple(notes["hidden"])}
        network = Network(settings.pop("inputs"), NetworkConfig(**settings))
        network.load_state_dict(load_file(file))
        network.eval()
        return cls(network)
