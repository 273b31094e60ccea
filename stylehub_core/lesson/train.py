"""Run a lesson: train the changed recipe and its base within two minutes, unless they are trained already."""

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from threadpoolctl import threadpool_limits

from stylehub_core.errors import QueryError
from stylehub_core.files import writing
from stylehub_core.lesson.recipe import PRESETS, changed, other, subject_of
from stylehub_core.lesson.run import (
    clear_partial,
    find_run,
    partial_folder,
    run_id,
    save_run,
    touch_run,
    write_curve,
)
from stylehub_core.lesson.subject import History, Recipe, Run, Subject, Verdict
from stylehub_core.models.world import World
from stylehub_core.progress import Progress, silent
from stylehub_core.workspace import Workspace

LONGEST = 105.0
"""Seconds for all runs of one lesson; the rest of the two minutes is for starting and for drawing."""


@dataclass(frozen=True)
class Lesson:
    """The two recipes that are compared, with the ids of their runs."""

    chosen: Recipe
    base: Recipe
    chosen_id: str
    base_id: str

    @property
    def subject(self) -> Subject[Any, Any, Any]:
        return subject_of(self.chosen)


def compared(preset: str, setting: str = "") -> tuple[Recipe, Recipe]:
    """(chosen, base): a changed preset with the preset itself, or an unchanged preset with the other one.

    Raises QueryError for an unknown setting, or if nothing is changed in a preset that has no other.
    """
    start = PRESETS[preset]
    if setting:
        return changed(start, setting), start
    if not other(preset):
        first = next(iter(subject_of(start).choices))
        raise QueryError(f"The preset '{preset}' has no other to be compared with: change its {first}.")
    return start, PRESETS[other(preset)]


def lesson(workspace: Workspace, encoder: str, preset: str, setting: str = "") -> Lesson:
    """The lesson that compares these two recipes. Raises as `compared` does."""
    chosen, base = compared(preset, setting)
    return Lesson(chosen, base, run_id(workspace, chosen, encoder), run_id(workspace, base, encoder))


def teach(workspace: Workspace, world: World, lesson: Lesson, progress: Progress = silent) -> tuple[Run, Run]:
    """(chosen run, base run), trained unless they are kept. If it is interrupted, it leaves nothing behind.

    Holds the workspace's lock while it trains. Raises WorkspaceError if a build is running.
    Trains on one core, since screens need the others, and two threads are slower than one on busy cores.
    """
    until = time.monotonic() + LONGEST
    with workspace.building():
        clear_partial(workspace)
        wanted = {lesson.base_id: lesson.base, lesson.chosen_id: lesson.chosen}
        missing = {run: recipe for run, recipe in wanted.items() if find_run(workspace, run) is None}
        if missing:
            with _one_core():
                shared = lesson.subject.material(world, progress)
                _train_all(workspace, missing, shared, until, progress)
        for run in wanted:
            touch_run(workspace, run)
        chosen, base = find_run(workspace, lesson.chosen_id), find_run(workspace, lesson.base_id)
    assert chosen is not None
    assert base is not None
    return chosen, base


def _train_all(workspace: Workspace, recipes: dict[str, Recipe], shared: Any, until: float, progress: Progress) -> None:
    """Train one after another; each gets an equal share of the remaining time."""
    total = sum(recipe.epochs for recipe in recipes.values())
    before = 0
    for number, (run, recipe) in enumerate(recipes.items()):
        share = (until - time.monotonic()) / (len(recipes) - number)
        title = "training" if len(recipes) == 1 else f"training {number + 1} of {len(recipes)}"
        report = partial(_report, progress, title, before, total)
        _train(workspace, run, recipe, shared, time.monotonic() + share, report)
        before += recipe.epochs
    progress("training", total, total)


def _report(progress: Progress, title: str, before: int, total: int, epochs: int) -> None:
    progress(title, before + epochs, total)


@contextmanager
def _one_core() -> Iterator[None]:
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        with threadpool_limits(1):
            yield
    finally:
        torch.set_num_threads(threads)


def _train(
    workspace: Workspace, id: str, recipe: Recipe, shared: Any, until: float, report: Callable[[int], None]
) -> None:
    folder = partial_folder(workspace, id)
    started = time.monotonic()

    def after_epoch(history: History) -> bool:
        write_curve(workspace, id, history)
        report(len(history))
        return time.monotonic() < until

    try:
        with writing(folder):
            folder.mkdir(parents=True)
        run = subject_of(recipe).train(id, recipe, shared, folder, after_epoch)
        save_run(workspace, replace(run, seconds=time.monotonic() - started))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def verdict(chosen: Run, base: Run) -> Verdict:
    """How the two runs of a lesson differ."""
    return subject_of(chosen.recipe).verdict(chosen, base)


def reading(run: Run) -> str:
    """How the run went, in one sentence."""
    return subject_of(run.recipe).reading(run)
