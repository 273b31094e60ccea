"""A lesson at work: the changed recipe, and its base where that is not kept yet, trained within two minutes."""

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

import numpy as np
import torch
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
from stylehub_core.training.loop import Trainer
from stylehub_core.training.pair_validation import PairValidation
from stylehub_core.workspace import Workspace

LONGEST = 105.0
"""Seconds for all runs of one lesson; the rest of two minutes is for starting and for drawing."""


@dataclass(frozen=True)
class Lesson:
    """What is compared: the recipe that was chosen, and what it is held against, by the ids of their runs."""

    chosen: Recipe
    base: Recipe
    chosen_id: str
    base_id: str


def lesson(workspace: Workspace, encoder: str, preset: Preset, setting: str = "") -> Lesson:
    """A preset with one thing changed against the preset itself; with nothing changed, against the other preset."""
    start = PRESETS[preset]
    chosen, base = (changed(start, setting), start) if setting else (start, PRESETS[other(preset)])
    return Lesson(chosen, base, run_id(workspace, chosen, encoder), run_id(workspace, base, encoder))


def teach(workspace: Workspace, world: World, asked: Lesson, progress: Progress = silent) -> tuple[Run, Run]:
    """(chosen run, base run), trained unless they are kept. Stopped half-way, it leaves nothing behind.

    Holds the workspace's lock, so it never trains beside a build: WorkspaceError where one runs. One core does the
    work, the others answer screens: on two busy cores, two threads that wait for each other are slower than one.
    """
    until = time.monotonic() + LONGEST
    with workspace.building():
        clear_partial(workspace)
        wanted = {asked.base_id: asked.base, asked.chosen_id: asked.chosen}
        missing = {run: recipe for run, recipe in wanted.items() if find_run(workspace, run) is None}
        if missing:
            progress("choosing the pairs", 0, 0)
            with _one_core():
                _train_all(workspace, missing, material(world), until, progress)
        for run in wanted:
            touch_run(workspace, run)
        chosen, base = find_run(workspace, asked.chosen_id), find_run(workspace, asked.base_id)
    assert chosen is not None
    assert base is not None
    return chosen, base


def _train_all(
    workspace: Workspace, recipes: dict[str, Recipe], found: Material, until: float, progress: Progress
) -> None:
    """Train one after the other; each has its share of the time that is left."""
    total = EPOCHS * len(recipes)
    for place, (run, recipe) in enumerate(recipes.items()):
        share = (until - time.monotonic()) / (len(recipes) - place)
        title = "training" if len(recipes) == 1 else f"training {place + 1} of {len(recipes)}"
        told = partial(_tell, progress, title, EPOCHS * place, total)
        _train(workspace, run, recipe, found, time.monotonic() + share, told)
    progress("training", total, total)


def _tell(progress: Progress, title: str, before: int, total: int, epochs: int) -> None:
    progress(title, before + epochs, total)


@contextmanager
def _one_core() -> Iterator[None]:
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        with threadpool_limits(1):
            yield
    finally:
        torch.set_num_threads(threads)


def _train(
    workspace: Workspace, id: str, recipe: Recipe, found: Material, until: float, told: Callable[[int], None]
) -> None:
    folder = partial_folder(workspace, id)
    started = time.monotonic()

    def after_epoch(history: History) -> bool:
        write_curve(workspace, id, history)
        told(len(history))
        return time.monotonic() < until

    try:
        with writing(folder):
            folder.mkdir(parents=True)
        source, learned, frequency = _pairs(recipe, found)
        trainer = Trainer(found.texts, recipe.network(), recipe.training(), frequency=frequency, groups=found.groups)
        check = PairValidation(learned, found.test, found.against)
        done = trainer.run(source, check, folder, after_epoch=after_epoch)
        run = Run(
            id, recipe, list(done.history), found.before(), found.taken, time.monotonic() - started,
            done.vectors, found.rows, learned, found.test, found.against,
        )  # fmt: skip
        save_run(workspace, run)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _pairs(recipe: Recipe, found: Material) -> tuple[PairSource, IntMatrix, FloatVector]:
    """(what an epoch draws, some pairs that it learns from, how often each article is drawn).

    A stored list has a mined negative for each pair, as the study has it.
    """
    every = found.together if recipe.source == "co-purchases" else found.alike
    rng = np.random.default_rng(recipe.training().seed)
    chosen = rng.permutation(len(every))[:EPOCH_PAIRS]
    listed = every.rows[chosen]
    if recipe.pairs == "fresh":
        source: PairSource = FreshPairs(every.rows, every.weights, EPOCH_PAIRS)
        return source, listed[:LEARNED_PAIRS], popularity(every, len(found.rows))
    negatives = random_negatives(listed, len(found.rows), rng, known=every.rows)
    stored = CoPurchases(listed, every.times[chosen], np.ones(len(listed), np.float32))
    return StoredPairs(Pairs(listed, negatives)), listed[:LEARNED_PAIRS], popularity(stored, len(found.rows))
