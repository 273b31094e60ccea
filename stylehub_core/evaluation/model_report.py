"""All measured figures of one model, on purchases later than its training data, as JSON for the screens."""

import math
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

from stylehub_core.arrays import FloatMatrix, IntMatrix, IntVector
from stylehub_core.catalog.catalog import Catalog
from stylehub_core.days import number_of
from stylehub_core.errors import TooLittleDataError
from stylehub_core.evaluation import baselines
from stylehub_core.evaluation.attribute_task import attribute_scores
from stylehub_core.evaluation.bootstrap import Range, mean_range
from stylehub_core.evaluation.co_purchase import CoPurchaseTask, co_purchase_task
from stylehub_core.evaluation.customer_task import CustomerTask, customer_task
from stylehub_core.evaluation.held_out_pairs import pairs_before_and_after
from stylehub_core.evaluation.ranking import map_at_k, ndcg_at_k, recall_at_k
from stylehub_core.evaluation.separation import HeldOutSeparation, PairTask, held_out_separation, pair_task
from stylehub_core.evaluation.split import NoSplitError, Split, last_days
from stylehub_core.models.contract import Model
from stylehub_core.models.saved import SavedModel
from stylehub_core.models.world import World
from stylehub_core.progress import Progress, part_of, silent
from stylehub_core.recommenders.blend import Blend, Blender
from stylehub_core.recommenders.histories import histories
from stylehub_core.recommenders.near import NearConfig, NearScorer
from stylehub_core.recommenders.popularity import PopularityScorer, sales
from stylehub_core.request import Requests
from stylehub_core.search.index import VectorIndex
from stylehub_core.search.neighbours import nearest_others
from stylehub_core.search.opened_model import OpenedModel
from stylehub_core.search.recipe import SearchedCatalog

VERSION = 2
"""Raised when a figure is added or measured differently, so that kept reports are measured again."""

K = 12
MOST_ANCHORS = 5000
_PAIR_FACTS = ("test_positive", "test_negative", "test_auc", "train_positive", "train_negative")


@dataclass(frozen=True, eq=False)
class Tasks:
    """The tasks for every model of a catalogue, and the baselines' figures on them."""

    split: Split
    pairs: PairTask
    co_purchase: CoPurchaseTask
    customers: CustomerTask
    baselines: dict[str, Any]


def evaluate_model(
    model: Model,
    opened: OpenedModel,
    searched: SearchedCatalog,
    world: World,
    folder: Path,
    progress: Progress = silent,
) -> dict[str, Any]:
    """The model's figures; None for a part that the data or the model does not allow.

    A model that learns from purchases is fitted again in `folder` up to the cut: its served vectors are never tested on
    purchases that they have learned from. Ranges are 95 % bootstrap ranges over customers, anchors or queries.
    """
    started, saved = time.monotonic(), opened.saved
    report: dict[str, Any] = {"version": VERSION, "model": model.name, "refitted": False}
    report |= {"split": None, "split_note": ""}
    report["caution"] = model.caution
    report |= {"separation": None, "co_purchase": None, "recommend": None, "baselines": None}
    try:
        tasks = _tasks(world)
    except NoSplitError as error:
        report["split_note"] = str(error)
    else:
        past = replace(world, until=tasks.split.train_until)
        try:
            vectors, report["refitted"] = _vectors_before(past, model, saved, folder, progress)
            report |= _on_purchases(vectors, past, tasks, progress)
        except TooLittleDataError as error:
            report["split_note"] = (
                f"There are too few purchases up to {tasks.split.train_until} to fit it again. {error}"
            )
    progress("attribute queries", 0, 1)
    report["attribute_queries"] = attribute_scores(searched, opened)
    facts = {key: saved.facts[key] for key in _PAIR_FACTS if key in saved.facts}
    report["pairs_test"] = facts or None
    report["seconds"] = round(time.monotonic() - started, 2)
    plain: dict[str, Any] = _plain(report)
    return plain


def is_current(report: Mapping[str, Any]) -> bool:
    """Whether a kept report has all figures, measured as in this version."""
    return report.get("version") == VERSION


def _vectors_before(
    past: World, model: Model, saved: SavedModel, folder: Path, progress: Progress
) -> tuple[FloatMatrix, bool]:
    if "purchases" not in model.needs:
        return np.asarray(saved.vectors), False
    folder.mkdir(parents=True, exist_ok=True)
    fitted = model.fit(past, folder, part_of("fitting up to the cut", progress))
    return fitted.vectors, True


def _on_purchases(vectors: FloatMatrix, past: World, tasks: Tasks, progress: Progress) -> dict[str, Any]:
    split = tasks.split
    days = {key: getattr(split, key).isoformat() for key in ("train_until", "test_from", "test_until")}
    report: dict[str, Any] = {"split": days, "split_note": split.note, "baselines": tasks.baselines}
    progress("pairs", 0, 3)
    if len(tasks.pairs.test):
        report["separation"] = _fields(held_out_separation(vectors, tasks.pairs))
    progress("co-purchases", 1, 3)
    anchors = tasks.co_purchase.anchors
    if len(anchors):
        ranked = nearest_others(VectorIndex.build(vectors), anchors, K)
        report["co_purchase"] = {"anchors": len(anchors), **_co_purchase(ranked, tasks)}
    progress("recommendations", 2, 3)
    if len(tasks.customers.customers):
        report["recommend"] = _recommend(vectors, past, tasks)
    progress("recommendations", 3, 3)
    return report


def _co_purchase(ranked: IntMatrix, tasks: Tasks) -> dict[str, Range]:
    task = tasks.co_purchase
    return {
        "recall": mean_range(recall_at_k(ranked, task.relevant, k=K)),
        "recall_sold": mean_range(recall_at_k(ranked, task.targets(sold=True), k=K)),
        "recall_never_sold": mean_range(recall_at_k(ranked, task.targets(sold=False), k=K)),
        "ndcg": mean_range(ndcg_at_k(ranked, task.relevant, k=K)),
    }


def _recommend(vectors: FloatMatrix, past: World, tasks: Tasks) -> dict[str, Any]:
    """Figures of the recommender of this space without a blend, as in the lab's column without one."""
    task = tasks.customers
    ranked = lists_of_space(vectors, past, task.customers)
    return {
        "customers": len(task.customers),
        "recall": mean_range(recall_at_k(ranked, task.relevant, k=K)),
        "ndcg": mean_range(ndcg_at_k(ranked, task.relevant, k=K)),
        "map": mean_range(map_at_k(ranked, task.relevant, k=K)),
    }


def lists_of_space(vectors: FloatMatrix, past: World, customers: IntVector) -> IntMatrix:
    """(customers, K) articles near to what each bought in `past`, for the day after its last."""
    assert past.until is not None
    days = np.full(len(customers), number_of(past.until) + 1, np.int32)
    blender = Blender(NearScorer(vectors, NearConfig()), PopularityScorer(sales(past), by_age=False), past.articles)
    return blender.rankings(Requests(histories(past, customers, days)), K, (Blend(),))[0]


_TASKS: WeakKeyDictionary[Catalog, Tasks] = WeakKeyDictionary()


def _tasks(world: World) -> Tasks:
    """The models of one build share them: they are the same for all, and so are the baselines."""
    tasks = _TASKS.get(world.catalog)
    if tasks is None:
        tasks = _TASKS[world.catalog] = _made_tasks(world)
    return tasks


def _made_tasks(world: World) -> Tasks:
    catalog = world.catalog
    split = last_days(catalog)
    before, after = pairs_before_and_after(catalog, split)
    with catalog.connect() as connection:
        task = _sampled(co_purchase_task(connection, len(catalog), split.test_from))
        customers = customer_task(connection, split)
    tasks = Tasks(split, pair_task(before, after, len(catalog)), task, customers, {})
    if len(task.anchors):
        past = replace(world, until=split.train_until)
        for title, rank in (("popularity", baselines.popularity), ("item-knn", baselines.item_knn)):
            tasks.baselines[title] = _co_purchase(rank(past, task.anchors, K), tasks)
    return tasks


def _sampled(task: CoPurchaseTask) -> CoPurchaseTask:
    chosen = np.sort(np.random.default_rng(0).permutation(len(task.anchors))[:MOST_ANCHORS])
    relevant = tuple(task.relevant[row] for row in chosen)
    return CoPurchaseTask(task.anchors[chosen], relevant, task.sold_before)


def _fields(value: HeldOutSeparation) -> dict[str, Any]:
    return {**{field.name: getattr(value, field.name) for field in fields(value)}, "histogram": asdict(value.histogram)}


def _plain(value: Any) -> Any:
    if isinstance(value, Range):
        return _plain({"value": value.value, "low": value.low, "high": value.high})
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if isinstance(value, float | np.floating):
        return round(float(value), 6) if math.isfinite(value) else None
    return value
