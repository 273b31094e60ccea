"""OpenVINO, which runs a network on the processor and loads in a fraction of a second."""

import importlib
import sys
import threading
import warnings
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import torch


_starting = threading.Lock()


def openvino_module() -> ModuleType:
    """openvino without its telemetry, which would report every import. It does without that package."""
    with _starting:
        if "openvino" in sys.modules:
            return sys.modules["openvino"]
        sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]
        module = importlib.import_module("openvino")
        # The first array must be converted by one thread alone: two at once would wait for each other for ever, one
        # with Python's lock and one with that of pybind11, which prepares for numpy then.
        module.Tensor(np.zeros(1, np.int64))
        return module


def export(network: "torch.nn.Module", example: "dict[str, torch.Tensor]", path: Path) -> None:
    """Write a PyTorch network to `path` (.xml) and, beside it, its weights (.bin), as 32-bit floats.

    example: an input for each parameter of network.forward, by name; it fixes no dimension.
    Raises what tracing raises if the network cannot be exported.
    """
    openvino = openvino_module()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # PyTorch's, on each step that depends on the example: the caller compares
        exported = openvino.convert_model(network, example_input=example)
    openvino.save_model(exported, path, compress_to_fp16=False)


def compiled(network: Any, *, many: bool = False) -> Any:
    """A network that computes in 32-bit floats. Raises RuntimeError if its file is missing or damaged.

    network: an OpenVINO model, or the path of one.
    many: whether it will be given many inputs at once, rather than one for which somebody waits.
    """
    options = {"INFERENCE_PRECISION_HINT": "f32", "PERFORMANCE_HINT": "THROUGHPUT" if many else "LATENCY"}
    core = openvino_module().Core()
    core.set_property({"ENABLE_MMAP": False})  # mapped weights would end the process if their file were cut short
    return core.compile_model(network, "CPU", options)
