"""Models added by the user: their vectors are kept in WORKSPACE/added/<name> and built like any other model's."""

import json
import os
import re
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np

from stylehub_core.errors import ModelError, WorkspaceError
from stylehub_core.files import write_json, writing
from stylehub_core.models.bridge import BridgeConfig
from stylehub_core.models.contract import Fitted, Model
from stylehub_core.models.given_vectors import GivenVectors, read_given
from stylehub_core.models.placed import placed
from stylehub_core.models.world import World
from stylehub_core.progress import Progress, silent
from stylehub_core.workspace import Workspace

CAUTION = "Given vectors: they may have been trained on the purchases of the test. If so, the figures are too high."
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST_NAME, _LONGEST_TITLE, _LONGEST_ABOUT = 40, 40, 300
_NOTES, _VECTORS = "added.json", "vectors.parquet"


@dataclass(frozen=True)
class AddedNotes:
    """The content of added.json. source: the file that the vectors came from; digest: of ids and vectors."""

    name: str
    title: str
    about: str
    source: str
    digest: str
    vectors: int
    dimensions: int
    added: str


@dataclass(frozen=True)
class AddedConfig:
    digest: str
    bridge: BridgeConfig = field(default_factory=BridgeConfig)


class AddedModel(Model):
    """Vectors made by a model outside StyleHub."""

    order = 300
    recipe = "given"
    caution = CAUTION

    def __init__(self, folder: Path, notes: AddedNotes) -> None:
        self.folder, self.notes = folder, notes
        self.name, self.title, self.about = notes.name, notes.title, notes.about

    @property
    def config(self) -> AddedConfig:
        return AddedConfig(self.notes.digest)

    def fit(self, world: World, folder: Path, progress: Progress = silent) -> Fitted:
        given = read_given(self.folder / _VECTORS)
        rows = world.catalog.find(given.ids.tolist())
        known = rows >= 0
        facts = {"source": self.notes.source, "unknown_ids": int(np.count_nonzero(~known))}
        return placed(world, rows[known], given.vectors[known], self.config.bridge, progress, facts)


def added_models(workspace: Workspace) -> list[AddedModel]:
    """The models that were added to this workspace. Raises WorkspaceError if an added.json is damaged."""
    return [_opened(path.parent) for path in sorted(workspace.added.glob(f"*/{_NOTES}")) if _is_name(path.parent.name)]


def title_and_about(name: str, title: str, about: str, taken: Mapping[str, str]) -> tuple[str, str]:
    """The (title, about) of a new model called `name`, with defaults for empty texts.

    taken: the titles of the other models by name.
    Raises ModelError for a name or title that is invalid or already taken.
    """
    if not _is_name(name):
        raise ModelError(
            f"'{name[:60]}' cannot name a model: use lower-case letters, digits and single dashes between them, "
            f"{_LONGEST_NAME} characters at most, such as 'my-clip'."
        )
    title = " ".join(title.split()) or name.replace("-", " ").capitalize()
    about = " ".join(about.split()) or "Vectors made elsewhere and added to this workspace."
    for text, noun, longest in ((title, "title", _LONGEST_TITLE), (about, "about", _LONGEST_ABOUT)):
        if len(text) > longest or not text.isprintable():
            raise ModelError(f"The {noun} '{text[:60]}' cannot be shown: give at most {longest} printable characters.")
    if name in taken:
        raise ModelError(f"The name '{name}' is taken by {taken[name]}, which is built in: choose another name.")
    if other := next((known for known, used in taken.items() if used.lower() == title.lower()), ""):
        raise ModelError(f"The title '{title}' is already used by '{other}': give another with --title.")
    return title, about


def keep(workspace: Workspace, given: GivenVectors, name: str, title: str, about: str, source: str) -> AddedModel:
    """The added model, after its vectors were saved in the workspace, whole or not at all.

    Replaces an earlier added model of that name.
    """
    home = workspace.added
    folder, partial = home / name, home / f"{name}.partial"
    count, dimensions = given.vectors.shape
    made = time.strftime("%Y-%m-%dT%H:%M:%S%z")
    notes = AddedNotes(name, title, about, source, given.digest, count, dimensions, made)
    with workspace.building(), writing(partial):
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(parents=True)
        given.save(partial / _VECTORS)
        write_json(partial / _NOTES, asdict(notes))
        with _moved_away(folder):
            os.replace(partial, folder)
        workspace.note_publication()
    return AddedModel(folder, notes)


def remove(workspace: Workspace, name: str) -> None:
    """Remove an added model and all its results from the workspace. Raises ModelError if there is no such model."""
    known = [model.name for model in added_models(workspace)]
    if name not in known:
        added = f"the added models are: {', '.join(known)}" if known else "no model was"
        raise ModelError(f"'{name[:60]}' was not added to {workspace.folder}: {added}.")
    with workspace.building(), writing(workspace.folder), _moved_away(workspace.added / name):
        for folder in workspace.folders_of(name):
            shutil.rmtree(folder, ignore_errors=True)
        workspace.note_publication()


@contextmanager
def _moved_away(folder: Path) -> Iterator[None]:
    """Move `folder` away for the block; delete it afterwards, or put it back if the block fails."""
    away = folder.with_name(f"{folder.name}.removed")
    shutil.rmtree(away, ignore_errors=True)
    if folder.exists():
        os.replace(folder, away)
    try:
        yield
    except BaseException:
        if away.exists() and not folder.exists():
            os.replace(away, folder)
        raise
    shutil.rmtree(away, ignore_errors=True)


def _opened(folder: Path) -> AddedModel:
    file = folder / _NOTES
    try:
        return AddedModel(folder, AddedNotes(**json.loads(file.read_text())))
    except (OSError, ValueError, TypeError) as error:
        raise WorkspaceError(f"{file} is damaged ({error}): delete {folder}, and add the model again.") from error


def _is_name(text: str) -> bool:
    return len(text) <= _LONGEST_NAME and _NAME.fullmatch(text) is not None
