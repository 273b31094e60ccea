"""Held-out co-purchases: models trained up to a cut predict a later basket from one of its articles.

recall@12 over the whole catalogue, with 95 % ranges over anchors, beside the raw encoder, item-kNN and popularity; then
each model against one of them, paired by anchor. An ablation adds a model's variants with parts of it off.

    python -m benchmarks.co_purchases --data DIR --from 2020-09-21 [--models transactional,item-text]
    python -m benchmarks.co_purchases --data DIR --from 2020-09-21 --models transactional,multimodal \
        --against transactional --seeds 2
    python -m benchmarks.co_purchases --workspace WORKSPACE --from 2020-09-21 --ablation multimodal
"""

import argparse
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from benchmarks.machine import heading
from stylehub_core.arrays import FloatVector, IntMatrix
from stylehub_core.build.run import build
from stylehub_core.config import settings_of
from stylehub_core.errors import ModelError
from stylehub_core.evaluation import baselines
from stylehub_core.evaluation.bootstrap import difference, mean_range
from stylehub_core.evaluation.co_purchase import CoPurchaseTask, co_purchase_task
from stylehub_core.evaluation.ranking import recall_at_k
from stylehub_core.evaluation.significance import randomisation_test
from stylehub_core.hub.hub import Hub
from stylehub_core.hub.workspace_settings import Settings
from stylehub_core.models.contract import FIRST_MODEL, Model
from stylehub_core.models.registry import model, models
from stylehub_core.models.world import World
from stylehub_core.search.index import VectorIndex
from stylehub_core.search.neighbours import nearest_others
from stylehub_core.workspace import Workspace

K = 12
_SEED = "training.seed"


@dataclass(frozen=True, eq=False)
class Recalls:
    """(anchors,) recall@K of all targets, of those sold before the cut, and of those never sold; NaN without any."""

    every: FloatVector
    sold: FloatVector
    never: FloatVector

    @classmethod
    def of(cls, ranked: IntMatrix, task: CoPurchaseTask) -> "Recalls":
        targets = (task.relevant, task.targets(sold=True), task.targets(sold=False))
        return cls(*(recall_at_k(ranked, rows, k=K) for rows in targets))

    @classmethod
    def mean(cls, runs: Sequence["Recalls"]) -> "Recalls":
        """The mean over runs, anchor by anchor."""
        columns = zip(*((run.every, run.sold, run.never) for run in runs), strict=True)
        return cls(*(np.asarray(np.mean(column, axis=0), np.float32) for column in columns))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--data", type=Path, help="a data folder; it is imported, and its vectors are not kept")
    source.add_argument("--workspace", type=Path, help="a built workspace, in which vectors are kept between runs")
    parser.add_argument("--from", dest="since", type=date.fromisoformat, required=True, help="first day of the test")
    parser.add_argument("--to", dest="last", type=date.fromisoformat, default=date.max, help="last day of the test")
    parser.add_argument("--models", default="", help="names, separated by commas; all if neither this nor --ablation")
    parser.add_argument("--against", default="", help="the system that the others are compared with")
    parser.add_argument("--seeds", type=int, default=1, help="trainings of each model, with different seeds")
    parser.add_argument("--ablation", default="", help="a model with parts that can be off, such as multimodal")
    options = parser.parse_args()
    names = [name for name in options.models.split(",") if name]
    if not names and not options.ablation:
        names = list(models())
    systems = {name: model(name) for name in dict.fromkeys([FIRST_MODEL, *names])}
    if options.ablation:
        systems |= ablated(model(options.ablation))
    with tempfile.TemporaryDirectory() as folder, _world(options.data, options.workspace, Path(folder)) as world:
        against = options.against or options.ablation or FIRST_MODEL
        _run(world, (options.since, options.last), systems, against, options.seeds)


def ablated(whole: Model) -> dict[str, Model]:
    """The model, and its variants with one part off or one part alone, by a name that lists the parts.

    Its parts are its settings that are true or false. Raises ModelError if it has fewer than two.
    """
    parts = [name for name, value in settings_of(whole.config).items() if isinstance(value, bool) and "." not in name]
    if len(parts) < 2:
        raise ModelError(f"{whole.title} has no parts that can be off: an ablation needs a model such as multimodal.")
    alone = [[part] for part in parts]
    others = [[other for other in parts if other != part] for part in parts] if len(parts) > 2 else []
    return {whole.name: whole} | {
        f"{whole.name}: {', '.join(on)}": whole.changed({part: part in on for part in parts})
        for on in [*others, *alone]
    }


def seeded(plain: Model, seeds: int) -> list[Model]:
    """The model with one seed after another; only itself if its training has no seed."""
    names = [name for name in settings_of(plain.config) if f".{name}".endswith(f".{_SEED}")]
    if not names:
        return [plain]
    return [plain.changed({name: plain.setting(name) + number for name in names}) for number in range(seeds)]


@contextmanager
def _world(data: Path | None, workspace: Path | None, folder: Path) -> Iterator[World]:
    if workspace is None:
        assert data is not None
        workspace = folder / "workspace"
        made = ("catalog", "pictures")
        build(Workspace(workspace), Settings(str(data)), [], only=lambda stage: stage.name in made)
    yield Hub(workspace).world()


def _run(world: World, days: tuple[date, date], systems: dict[str, Model], against: str, seeds: int) -> None:
    since, last = days
    catalog = world.catalog
    with catalog.connect() as connection:
        task = co_purchase_task(connection, len(catalog), since, last)
    print(heading(f"Held-out co-purchases from {since}: {len(task.anchors):,} anchors, {len(catalog):,} candidates"))
    print(f"{'system':<36}{'all':>24}{'sold before':>26}{'never sold':>26}{'seconds':>9}")
    past = replace(world, until=since - timedelta(days=1))
    known = {"popularity": baselines.popularity, "item-knn": baselines.item_knn}
    runs = {name: [_printed(name, system(past, task.anchors), task, 0)] for name, system in known.items()}
    for name, plain in systems.items():
        runs[name] = []
        for number, seeded_model in enumerate(seeded(plain, seeds)):
            title = name if seeds == 1 else f"{name}, seed {number + 1}"
            started = time.monotonic()
            with tempfile.TemporaryDirectory() as folder:
                vectors = seeded_model.fit(past, Path(folder)).vectors
            ranked = nearest_others(VectorIndex.build(vectors), task.anchors, K)
            runs[name].append(_printed(title, ranked, task, time.monotonic() - started))
    _differences(runs, against)


def _printed(title: str, ranked: IntMatrix, task: CoPurchaseTask, seconds: float) -> Recalls:
    recalls = Recalls.of(ranked, task)
    cells = []
    for values in (recalls.every, recalls.sold, recalls.never):
        recall = mean_range(values)
        cells.append(f"{recall.value:.4f} ({recall.low:.4f}-{recall.high:.4f})")
    print(f"{title:<36}{cells[0]:>24}{cells[1]:>26}{cells[2]:>26}{seconds:>9.0f}", flush=True)
    return recalls


def _differences(runs: dict[str, list[Recalls]], against: str) -> None:
    """Each model against the reference: seed by seed, and the means over seeds."""
    print(f"\nagainst {against}, paired by anchor: targets sold before, and targets never sold")
    theirs = runs[against]
    for name, ours in runs.items():
        if name == against:
            continue
        pairs = [(f"{name}, seed {n + 1}", run, theirs[min(n, len(theirs) - 1)]) for n, run in enumerate(ours)]
        pairs = pairs if len(pairs) > 1 else []
        for title, first, second in [*pairs, (name, Recalls.mean(ours), Recalls.mean(theirs))]:
            cells = [_difference(first.sold, second.sold), _difference(first.never, second.never)]
            print(f"{title:<36}{cells[0]:>46}{cells[1]:>46}")


def _difference(ours: FloatVector, theirs: FloatVector) -> str:
    gain, p = difference(ours, theirs), randomisation_test(ours, theirs)
    ratio = mean_range(ours).value / max(mean_range(theirs).value, 1e-9)
    return f"x {ratio:.3f}, {gain.value:+.4f} ({gain.low:+.4f} to {gain.high:+.4f}), p {p:.4f}"


if __name__ == "__main__":
    main()
