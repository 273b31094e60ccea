"""A fitted model on disk, and read back: articles.npy, model.safetensors, model.json, history.json."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from safetensors import SafetensorError

from stylehub_core.arrays import FloatMatrix, FloatVector
from stylehub_core.errors import WorkspaceError
from stylehub_core.features.article_text import clean
from stylehub_core.features.text_encoder import TextEncoder
from stylehub_core.models.contract import Fitted, TextForm
from stylehub_core.workspace import write_json, writing

if TYPE_CHECKING:
    from stylehub_core.training.network import Network


def save(fitted: Fitted, folder: Path) -> None:
    """Write `fitted` into `folder`; model.json, the last, marks it complete."""
    from safetensors.torch import save_file

    np.save(folder / "articles.npy", fitted.vectors, allow_pickle=False)
    network = fitted.network
    if network:
        with writing(folder / "model.safetensors"):
            save_file({k: v.contiguous() for k, v in network.state_dict().items()}, folder / "model.safetensors")
    write_json(folder / "history.json", list(fitted.history))
    write_json(
        folder / "model.json",
        {
            "text_form": fitted.text_form,
            "network": None if network is None else {"inputs": network.inputs, **asdict(network.config)},
            "facts": fitted.facts,
        },
    )


@dataclass(frozen=True, eq=False)
class SavedModel:
    """A model as it is served: read-only, shared by everybody."""

    folder: Path
    vectors: FloatMatrix
    text_form: TextForm
    facts: dict[str, Any]
    network: "Network | None"

    @classmethod
    def load(cls, folder: Path, articles: int) -> "SavedModel":
        """The model in `folder`; WorkspaceError where a file is missing, cut short or of another catalogue."""
        with _reading(folder / "model.json"):
            notes = json.loads((folder / "model.json").read_text())
            text_form, facts, sizes = notes["text_form"], notes["facts"], notes["network"]
        with _reading(folder / "articles.npy"):
            vectors = np.load(folder / "articles.npy", mmap_mode="r", allow_pickle=False)
        with _reading(folder / "model.safetensors"):
            network = _network(sizes, folder)
        if vectors.ndim != 2 or len(vectors) != articles:
            raise WorkspaceError(
                f"The model in {folder} has vectors of shape {vectors.shape}, "
                f"the catalogue has {articles} articles: build again."
            )
        return cls(folder, vectors, text_form, facts, network)

    @cached_property
    def history(self) -> list[dict[str, float]]:
        """One dict an epoch."""
        with _reading(self.folder / "history.json"):
            found: list[dict[str, float]] = json.loads((self.folder / "history.json").read_text())
        return found

    def embed(self, text: str, encoder: TextEncoder) -> FloatVector:
        """(d,) the unit vector of a text in this model's space."""
        words = clean(text) or text if self.text_form == "paper" else text
        vector = encoder.query(words)
        return vector if self.network is None else through(self.network, vector[None])[0]


def through(network: "Network", texts: FloatMatrix) -> FloatMatrix:
    """(rows, d) unit rows: text vectors through a trained network."""
    import torch

    network.eval()
    with torch.inference_mode():
        found: FloatMatrix = network(torch.from_numpy(np.array(texts, dtype=np.float32))).numpy()
    return found


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    """WorkspaceError that names `path` where it is missing or damaged."""
    try:
        yield
    except (OSError, ValueError, KeyError, TypeError, EOFError, SafetensorError, RuntimeError) as error:
        reason = " ".join(str(error).split())[:120]
        raise WorkspaceError(
            f"{path} is damaged ({type(error).__name__}: {reason}): delete {path.parent} and build again."
        ) from error


def _network(notes: dict[str, Any] | None, folder: Path) -> "Network | None":
    if notes is None:
        return None
    from safetensors.torch import load_file

    from stylehub_core.training.network import Network, NetworkConfig

    settings = {**notes, "hidden": tuple(notes["hidden"])}
    network = Network(settings.pop("inputs"), NetworkConfig(**settings))
    network.load_state_dict(load_file(folder / "model.safetensors"))
    network.eval()
    return network
