"""Held-out co-purchases: models trained up to a cut predict a later basket from one of its articles.

recall@12 over the whole catalogue, with 95 % ranges over anchors, beside the raw encoder, item-kNN and popularity.

    python -m benchmarks.co_purchases --data DIR --from 2020-09-21 [--models transactional,item-text]
"""

import argparse
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from benchmarks.machine import heading
from stylehub_core.arrays import IntMatrix
from stylehub_core.catalog.catalog import Catalog
from stylehub_core.catalog.kaggle import import_kaggle
from stylehub_core.evaluation import baselines
from stylehub_core.evaluation.bootstrap import difference, mean_range
from stylehub_core.evaluation.co_purchase import CoPurchaseTask, co_purchase_task
from stylehub_core.evaluation.ranking import recall_at_k
from stylehub_core.features.text_encoder import TextEncoder
from stylehub_core.models.registry import model, models
from stylehub_core.models.world import World
from stylehub_core.search.index import VectorIndex
from stylehub_core.search.neighbours import nearest_others

K = 12


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--from", dest="since", type=date.fromisoformat, required=True, help="first day of the test")
    parser.add_argument("--models", default="")
    parser.add_argument("--cache", type=Path, default=None, help="a folder that keeps text vectors between runs")
    options = parser.parse_args()
    names = [name for name in options.models.split(",") if name] or list(models())
    with tempfile.TemporaryDirectory() as folder:
        import_kaggle(options.data, Path(folder))
        catalog = Catalog.open(Path(folder))
        _run(catalog, options.since, names, options.cache, Path(folder))


def _run(catalog: Catalog, since: date, names: list[str], cache: Path | None, folder: Path) -> None:
    until = since - timedelta(days=1)
    with catalog.connect() as connection:
        task = co_purchase_task(connection, len(catalog), since)
    print(heading(f"Held-out co-purchases from {since}: {len(task.anchors):,} anchors, {len(catalog):,} candidates"))
    print(f"{'system':<22}{'all':>24}{'sold before':>26}{'never sold':>26}{'seconds':>9}")
    world = World(catalog, TextEncoder(cache=cache), until=until)
    _print("popularity", baselines.popularity(world, task.anchors), task, 0)
    _print("item-knn", baselines.item_knn(world, task.anchors), task, 0)
    ranked: dict[str, IntMatrix] = {}
    for name in ["raw-text", *(name for name in names if name != "raw-text")]:
        model_folder = folder / name
        model_folder.mkdir()
        started = time.monotonic()
        vectors = model(name).fit(world, model_folder).vectors
        ranked[name] = nearest_others(VectorIndex.build(vectors), task.anchors, K)
        _print(name, ranked[name], task, time.monotonic() - started)
    _differences(ranked, task)


def _print(name: str, ranked: IntMatrix, task: CoPurchaseTask, seconds: float) -> None:
    cells = []
    for targets in (task.relevant, task.targets(sold=True), task.targets(sold=False)):
        recall = mean_range(recall_at_k(ranked, targets, k=K))
        cells.append(f"{recall.value:.4f} ({recall.low:.4f}-{recall.high:.4f})")
    print(f"{name:<22}{cells[0]:>24}{cells[1]:>26}{cells[2]:>26}{seconds:>9.0f}", flush=True)


def _differences(ranked: dict[str, IntMatrix], task: CoPurchaseTask) -> None:
    print("\nagainst the raw encoder, paired: targets sold before, and targets never sold")
    for name, rows in ranked.items():
        if name == "raw-text":
            continue
        parts = []
        for sold in (True, False):
            targets = task.targets(sold=sold)
            ours, theirs = (recall_at_k(ranking, targets, k=K) for ranking in (rows, ranked["raw-text"]))
            gain = difference(ours, theirs)
            ratio = mean_range(ours).value / max(mean_range(theirs).value, 1e-9)
            parts.append(f"x {ratio:.2f}, {gain.value:+.4f} ({gain.low:+.4f} to {gain.high:+.4f})")
        print(f"{name:<22}{parts[0]:>36}{parts[1]:>38}")


if __name__ == "__main__":
    main()
