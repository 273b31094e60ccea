"""Run a lesson: train the changed recipe and its base within two minutes, unless they are trained already."""

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

import numpy as np
from threadpoolctl import threadpool_limits

from stylehub_core.arrays import FloatVector, IntMatrix
from stylehub_core.files import writing
from stylehub_core.lesson.material import LEARNED_PAIRS, Material, material
from stylehub_core.lesson.recipe import EPOCH_PAIRS, EPOCHS, PRESETS, Preset, Recipe, changed, other
from stylehub_core.lesson.run import (
    History,
    Run,
    clear_partial,
    find_run,
    partial_folder,
    run_id,
    save_run,
    touch_run,
    write_curve,
)
from stylehub_core.models.world import World
from stylehub_core.pairs.pair_source import FreshPairs, Pairs, PairSource, StoredPairs
from stylehub_core.pairs.transactional import CoPurchases, popularity, random_negatives
from stylehub_core.progress import Progress, silent
from stylehub_core.training.pair_validation import PairValidation
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


def lesson(workspace: Workspace, encoder: str, preset: Preset, setting: str = "") -> Lesson:
    """Compare a changed preset with the preset itself, or an unchanged preset with the other one."""
    start = PRESETS[preset]
    chosen, base = (changed(start, setting), start) if setting else (start, PRESETS[other(preset)])
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
            progress("choosing the pairs", 0, 0)
            with _one_core():
                _train_all(workspace, missing, material(world), until, progress)
        for run in wanted:
            touch_run(workspace, run)
        chosen, base = find_run(workspace, lesson.chosen_id), find_run(workspace, lesson.base_id)
    assert chosen is not None
    assert base is not None
    return chosen, base


def _train_all(
    workspace: Workspace, recipes: dict[str, Recipe], shared: Material, until: float, progress: Progress
) -> None:
    """Train one after another; each gets an equal share of the remaining time."""
    total = EPOCHS * len(recipes)
    for number, (run, recipe) in enumerate(recipes.items()):
        share = (until - time.monotonic()) / (len(recipes) - number)
        title = "training" if len(recipes) == 1 else f"training {number + 1} of {len(recipes)}"
        report = partial(_report, progress, title, EPOCHS * number, total)
        _train(workspace, run, recipe, shared, time.monotonic() + share, report)
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
    workspace: Workspace, id: str, recipe: Recipe, shared: Material, until: float, report: Callable[[int], None]
) -> None:
    from stylehub_core.training.loop import Trainer

    folder = partial_folder(workspace, id)
    started = time.monotonic()

    def after_epoch(history: History) -> bool:
        write_curve(workspace, id, history)
        report(len(history))
        return time.monotonic() < until

    try:
        with writing(folder):
            folder.mkdir(parents=True)
        source, learned, frequency = _pairs(recipe, shared)
        trainer = Trainer(shared.texts, recipe.network(), recipe.training(), frequency=frequency, groups=shared.groups)
        check = PairValidation(learned, shared.test, shared.against)
        fitted = trainer.run(source, check, folder, after_epoch=after_epoch)
        run = Run(
            id, recipe, list(fitted.history), shared.before(), shared.taken, time.monotonic() - started,
            fitted.vectors, shared.rows, learned, shared.test, shared.against,
        )  # fmt: skip
        save_run(workspace, run)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _pairs(recipe: Recipe, shared: Material) -> tuple[PairSource, IntMatrix, FloatVector]:
    """(the pairs of each epoch, some of the training pairs, how often each article is drawn).

    In a stored list, each pair has a mined negative, as in the study.
    """
    every = shared.together if recipe.source == "co-purchases" else shared.alike
    rng = np.random.default_rng(recipe.training().seed)
    chosen = rng.permutation(len(every))[:EPOCH_PAIRS]
    listed = every.rows[chosen]
    if recipe.pairs == "fresh":
        source: PairSource = FreshPairs(every.rows, every.weights, EPOCH_PAIRS)
        return source, listed[:LEARNED_PAIRS], popularity(every, len(shared.rows))
    negatives = random_negatives(listed, len(shared.rows), rng, known=every.rows)
    stored = CoPurchases(listed, every.times[chosen], np.ones(len(listed), np.float32))
    return StoredPairs(Pairs(listed, negatives)), listed[:LEARNED_PAIRS], popularity(stored, len(shared.rows))
