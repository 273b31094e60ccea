"""The figures of several models of a workspace, side by side."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stylehub_core.evaluation.model_report import evaluate_model, is_current
from stylehub_core.hub.hub import Hub
from stylehub_core.lab.text_table import text_table
from stylehub_core.number_text import figure_text
from stylehub_core.plain_json import json_text
from stylehub_core.progress import Progress, part_of, silent

Cell = float | dict[str, float | None] | None

_COLUMNS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("co-purchase recall@12", ("co_purchase", "recall")),
    ("sold before", ("co_purchase", "recall_sold")),
    ("never sold", ("co_purchase", "recall_never_sold")),
    ("NDCG@12", ("co_purchase", "ndcg")),
    ("AUC", ("separation", "auc")),
    ("AUC, popular", ("separation", "auc_popular")),
    ("train AUC", ("separation", "train_auc")),
    ("customer recall@12", ("recommend", "recall")),
    ("customer MAP@12", ("recommend", "map")),
    ("attributes P@12", ("attribute_queries", "model")),
    ("with words", ("attribute_queries", "fused")),
)


@dataclass(frozen=True)
class EvaluationTable:
    """reports: of evaluate_model, one for each model, in order."""

    reports: tuple[dict[str, Any], ...]

    def to_json(self) -> str:
        return json_text(list(self.reports))

    def to_text(self) -> str:
        """Three tables for a terminal, a line for each model or (baseline): figures with 95 % ranges, – if missing."""
        lines = [(report["model"], report) for report in self.reports]
        baselines = self.reports[0].get("baselines") or {} if self.reports else {}
        lines += [(f"({name})", {"co_purchase": figures}) for name, figures in baselines.items()]
        parts = [_table(lines, _COLUMNS[columns]) for columns in (slice(0, 4), slice(4, 7), slice(7, 11))]
        return "\n\n".join([*self._heading(), *parts])

    def _heading(self) -> list[str]:
        # Reports from different builds of a workspace may differ in their split: each split is listed once.
        cautions = [f"{report['model']}: {report['caution']}" for report in self.reports if report.get("caution")]
        return [*dict.fromkeys(_split(report) for report in self.reports), *cautions]


def evaluate(hub: Hub, names: Sequence[str] | None = None, progress: Progress = silent) -> EvaluationTable:
    """The figures of these models (by default of all that are built).

    Reports that a build of this version has made are read. Other models are measured now, without saving their reports.
    Raises ModelError for an unknown model and NotBuiltError for one that is not built.
    """
    return EvaluationTable(tuple(_of(hub, name, progress) for name in (hub.ready if names is None else names)))


def _of(hub: Hub, name: str, progress: Progress) -> dict[str, Any]:
    opened, kept = hub.opened(name), hub.metrics(name)
    if kept is not None and is_current(kept):
        return kept
    world = hub.world(progress)
    with tempfile.TemporaryDirectory() as folder:
        return evaluate_model(hub.models[name], opened, hub.searched, world, Path(folder), part_of(name, progress))


def _split(report: dict[str, Any]) -> str:
    split, note = report["split"], report["split_note"]
    if split is None:
        return str(note)
    days = f"Learned until {split['train_until']}, tested from {split['test_from']} to {split['test_until']}."
    return f"{days} {note}".rstrip()


def _table(lines: Sequence[tuple[str, dict[str, Any]]], columns: Sequence[tuple[str, tuple[str, ...]]]) -> str:
    rows = [["", *(title for title, _ in columns)]]
    for name, report in lines:
        cells = [_text(_at(report, path)) for _, path in columns]
        if any(cell != "–" for cell in cells) or not name.startswith("("):
            rows.append([name, *cells])
    return "\n".join(text_table(rows))


def _at(report: dict[str, Any], path: Sequence[str]) -> Cell:
    value: Any = report
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value  # type: ignore[no-any-return]


def _text(cell: Cell) -> str:
    if isinstance(cell, dict):
        value, low, high = (cell.get(key) for key in ("value", "low", "high"))
        return "–" if value is None or low is None or high is None else f"{value:.3f} [{low:.3f}, {high:.3f}]"
    return figure_text(cell)
