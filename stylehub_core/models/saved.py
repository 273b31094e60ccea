"""Fitted models on disk: articles.npy, a safetensors file for each tower, model.json and history.json."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, cast

import numpy as np

from stylehub_core.arrays import FloatMatrix
from stylehub_core.errors import ModelError, WorkspaceError
from stylehub_core.features.article_text import TextForm, clean
from stylehub_core.features.garment_cutter import GarmentCutter
from stylehub_core.files import reading, write_json, writing
from stylehub_core.models.contract import Fitted
from stylehub_core.models.refinement import Refinement
from stylehub_core.models.registry import towers as tower_classes
from stylehub_core.models.tower import InputKind, Tower
from stylehub_core.plain_json import readings

_CUTTER = "cutter.safetensors"
_REFINEMENT = "refinement.safetensors"


def save(fitted: Fitted, folder: Path) -> None:
    """Write `fitted` into `folder`. model.json is written last: it marks the model as complete."""
    np.save(folder / "articles.npy", fitted.vectors, allow_pickle=False)
    notes = {}
    for kind, tower in fitted.towers.items():
        with writing(_weights(folder, kind)):
            notes[kind] = {"tower": tower.name, **tower.save(_weights(folder, kind))}
    if fitted.cutter is not None:
        with writing(folder / _CUTTER):
            fitted.cutter.save(folder / _CUTTER)
    if fitted.refinement is not None:
        with writing(folder / _REFINEMENT):
            fitted.refinement.save(folder / _REFINEMENT)
    write_json(folder / "history.json", list(fitted.history))
    write_json(
        folder / "model.json",
        {
            "text_form": fitted.text_form,
            "picture_encoder": fitted.picture_encoder,
            "texts_by_picture_encoder": fitted.texts_by_picture_encoder,
            "towers": notes,
            "cutter": fitted.cutter is not None,
            "refinement": fitted.refinement is not None,
            "facts": fitted.facts,
        },
    )


@dataclass(frozen=True, eq=False)
class SavedModel:
    """A fitted model as read from disk, read-only and shared. The fields are those of Fitted."""

    folder: Path
    vectors: FloatMatrix
    towers: Mapping[InputKind, Tower]
    text_form: TextForm
    picture_encoder: str
    facts: dict[str, Any]
    cutter: GarmentCutter | None = None
    refinement: Refinement | None = None
    texts_by_picture_encoder: bool = False

    @classmethod
    def load(cls, folder: Path, articles: int) -> "SavedModel":
        """The model in `folder`. Raises WorkspaceError if a file is missing, damaged or of another catalogue."""
        with reading(folder / "model.json"):
            notes = json.loads((folder / "model.json").read_text())
            if "towers" not in notes:
                raise WorkspaceError(f"The model in {folder} was made by an earlier version: build again.")
            text_form, encoder, facts = notes["text_form"], notes["picture_encoder"], notes["facts"]
            cuts, refines = notes.get("cutter", False), notes.get("refinement", False)
            by_pictures = notes.get("texts_by_picture_encoder", False)
            kinds: dict[InputKind, dict[str, Any]] = notes["towers"]
        with reading(folder / "articles.npy"):
            vectors = np.load(folder / "articles.npy", mmap_mode="r", allow_pickle=False)
        towers = {kind: _tower(folder, kind, dict(tower)) for kind, tower in kinds.items()}
        if vectors.ndim != 2 or len(vectors) != articles:
            raise WorkspaceError(
                f"The model in {folder} has vectors of shape {vectors.shape}, "
                f"but the catalogue has {articles} articles: build again."
            )
        cutter = refinement = None
        if cuts:
            with reading(folder / _CUTTER):
                cutter = GarmentCutter.load(folder / _CUTTER)
        if refines:
            with reading(folder / _REFINEMENT):
                refinement = Refinement.load(folder / _REFINEMENT, vectors.shape[1])
        return cls(folder, vectors, towers, text_form, encoder, facts, cutter, refinement, by_pictures)

    @cached_property
    def history(self) -> list[dict[str, float]]:
        """One dict per epoch; undefined figures are NaN."""
        with reading(self.folder / "history.json"):
            return [readings(epoch) for epoch in json.loads((self.folder / "history.json").read_text())]

    def read(self, texts: Sequence[str]) -> list[str]:
        """The texts in the form that the text encoder expects."""
        return [clean(text) or text for text in texts] if self.text_form == "paper" else list(texts)

    def place(self, kind: InputKind, vectors: FloatMatrix) -> FloatMatrix:
        """(rows, d) unit rows in this model's space.

        vectors: (rows, inputs) from the encoder for this kind of input.
        Raises ModelError if the model takes no input of this kind.
        """
        if kind not in self.towers:
            raise ModelError(f"This model takes no {kind}: give it {' or '.join(['article', *self.towers])}.")
        return self.towers[kind](vectors)


def _tower(folder: Path, kind: InputKind, notes: dict[str, Any]) -> Tower:
    path = _weights(folder, kind)
    with reading(path):
        tower: Tower = tower_classes()[notes.pop("tower")].load(notes, path)
    return tower


def _weights(folder: Path, kind: InputKind) -> Path:
    return folder / f"{cast(str, kind)}.safetensors"
