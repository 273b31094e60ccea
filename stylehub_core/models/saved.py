"""A fitted model on disk, and read back: articles.npy, model.safetensors, model.json, history.json."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from safetensors import SafetensorError

from stylehub_core.arrays import FloatMatrix, FloatVector
from stylehub_core.errors import WorkspaceError
from stylehub_core.features.article_text import TextForm, clean
from stylehub_core.features.text_encoder import TextEncoder
from stylehub_core.models.contract import Fitted
from stylehub_core.models.text_tower import TextTower, load_tower, save_tower, through
from stylehub_core.workspace import write_json, writing


def save(fitted: Fitted, folder: Path) -> None:
    """Write `fitted` into `folder`; model.json, the last, marks it complete."""
    np.save(folder / "articles.npy", fitted.vectors, allow_pickle=False)
    tower, notes = fitted.text_tower, None
    if tower is not None:
        with writing(folder / "model.safetensors"):
            notes = save_tower(tower, folder)
    write_json(folder / "history.json", list(fitted.history))
    write_json(
        folder / "model.json",
        {
            "text_form": fitted.text_form,
            "network": notes,  # the name from when a tower was always a network
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
    text_tower: TextTower | None

    @classmethod
    def load(cls, folder: Path, articles: int) -> "SavedModel":
        """The model in `folder`; WorkspaceError where a file is missing, cut short or of another catalogue."""
        with _reading(folder / "model.json"):
            notes = json.loads((folder / "model.json").read_text())
            text_form, facts, sizes = notes["text_form"], notes["facts"], notes["network"]
        with _reading(folder / "articles.npy"):
            vectors = np.load(folder / "articles.npy", mmap_mode="r", allow_pickle=False)
        with _reading(folder / "model.safetensors"):
            tower = None if sizes is None else load_tower(sizes, folder)
        if vectors.ndim != 2 or len(vectors) != articles:
            raise WorkspaceError(
                f"The model in {folder} has vectors of shape {vectors.shape}, "
                f"the catalogue has {articles} articles: build again."
            )
        return cls(folder, vectors, text_form, facts, tower)

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
        return vector if self.text_tower is None else through(self.text_tower, vector[None])[0]


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
