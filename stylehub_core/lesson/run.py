"""A lesson's finished runs on disk, and the curve of the run that is being trained.

WORKSPACE/lessons/ID/           a finished run: run.json, vectors.npy and what it is measured on
WORKSPACE/lessons/ID.partial/   a run in progress, with its curve
"""

import contextlib
import json
import os
import shutil
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from stylehub_core.arrays import unit
from stylehub_core.errors import WorkspaceError
from stylehub_core.files import replace_folder, write_json, writing
from stylehub_core.lesson.recipe import SUBJECTS, subject_of
from stylehub_core.lesson.subject import DataShare, History, Recipe, Run
from stylehub_core.plain_json import readings
from stylehub_core.workspace import Workspace, fingerprint

KEPT = 12
"""The number of runs that are kept."""

_VERSION = 2  # raised when the code changes what a run learns
_NOTES, _CURVE = "run.json", "curve.json"


def run_id(workspace: Workspace, recipe: Recipe, encoder: str) -> str:
    """The id of a recipe's run on this catalogue; the same settings and data give the same id."""
    catalog = workspace.get("catalog").fingerprint
    return fingerprint("lesson", _VERSION, recipe, catalog, *subject_of(recipe).depends_on(workspace, encoder))[:12]


def find_run(workspace: Workspace, id: str) -> Run | None:
    """The finished run with this id, or None. Raises WorkspaceError if it is damaged."""
    folder = workspace.lessons / id
    if not id.isalnum() or not (folder / _NOTES).is_file():
        return None
    try:
        notes: dict[str, Any] = json.loads((folder / _NOTES).read_text())
        subject = SUBJECTS[notes["subject"]]
        arrays = {name: np.load(folder / f"{name}.npy", allow_pickle=False) for name in subject.run.arrays}
        arrays["vectors"] = unit(arrays["vectors"].astype(np.float32))
        run: Run = subject.run(
            id, subject.recipe(**notes["recipe"]), [readings(epoch) for epoch in notes["history"]],
            readings(notes["before"]), DataShare(**notes["taken"]), float(notes["seconds"]), **arrays,
        )  # fmt: skip
        return run
    except FileNotFoundError:  # a newer run pushed it out while it was read
        return None
    except (OSError, ValueError, TypeError, KeyError, EOFError) as error:
        raise WorkspaceError(
            f"The run in {folder} is damaged ({error}): delete the folder and train it again."
        ) from error


def run_stamp(workspace: Workspace, id: str) -> str:
    """A text that changes when the run is trained again; '' if there is no such run."""
    try:
        return f"{id} {(workspace.lessons / id / _NOTES).stat().st_mtime_ns}" if id.isalnum() else ""
    except OSError:
        return ""


def save_run(workspace: Workspace, run: Run) -> None:
    """Publish the run in one atomic rename, and drop the oldest runs."""
    partial, folder = partial_folder(workspace, run.id), workspace.lessons / run.id
    with writing(partial):
        for name in run.arrays:
            array = getattr(run, name)
            np.save(partial / f"{name}.npy", array.astype(np.float16) if name == "vectors" else array)
    for left in (_CURVE, "checkpoint.safetensors"):
        (partial / left).unlink(missing_ok=True)
    notes = {
        "subject": subject_of(run.recipe).name, "recipe": asdict(run.recipe), "history": run.history,
        "before": run.before, "taken": asdict(run.taken), "seconds": run.seconds,
    }  # fmt: skip
    write_json(partial / _NOTES, notes)
    replace_folder(partial, folder)
    _drop_old(workspace, run.id)


def touch_run(workspace: Workspace, id: str) -> None:
    """Mark the run as recently used, so that it is dropped later."""
    with contextlib.suppress(OSError):
        os.utime(workspace.lessons / id)


def partial_folder(workspace: Workspace, id: str) -> Path:
    return workspace.lessons / f"{id}.partial"


def clear_partial(workspace: Workspace) -> None:
    """Remove what stopped runs left behind. Call it only while holding the workspace's lock."""
    for folder in workspace.lessons.glob("*.partial"):
        shutil.rmtree(folder, ignore_errors=True)


def write_curve(workspace: Workspace, id: str, history: History) -> None:
    """Write the curve so far of the run that is being trained."""
    write_json(partial_folder(workspace, id) / _CURVE, history)


def curve(workspace: Workspace, id: str) -> History:
    """The curve so far. Empty before the end of the first epoch, and if the run is not being trained."""
    try:
        return [readings(epoch) for epoch in json.loads((partial_folder(workspace, id) / _CURVE).read_text())]
    except (OSError, ValueError, TypeError, AttributeError):
        return []


def _drop_old(workspace: Workspace, keep: str) -> None:
    folders = [path for path in workspace.lessons.iterdir() if path.is_dir() and path.name.isalnum()]
    folders.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    for old in folders[KEPT:]:
        if old.name != keep:
            shutil.rmtree(old, ignore_errors=True)
