"""Tables for the screens, made from metrics, training histories and agreement; nothing is drawn here."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from stylehub_core.models.study_distances import STUDY_DISTANCES
from stylehub_core.number_text import figure_text
from stylehub_core.search.agreement import Curve

Metrics = Mapping[str, Any]

PAIRS = {
    "positive": "Bought together after the cut",
    "negative": "Drawn at random",
    "train_positive": "Bought together before the cut",
}
BASELINES = {"popularity": "Popularity", "item-knn": "Item-kNN"}
MEASURES: dict[str, tuple[str, tuple[str, ...]]] = {
    "Bought together": ("Recall@12 on articles bought together", ("co_purchase", "recall")),
    "Never sold before": ("Recall@12 on articles never sold before the cut", ("co_purchase", "recall_never_sold")),
    "AUC": ("AUC of pairs bought together against random pairs", ("separation", "auc")),
    "AUC, equally popular": ("AUC against equally popular pairs", ("separation", "auc_popular")),
    "For customers": ("Recall@12 on a customer’s next purchases", ("recommend", "recall")),
    "Words": ("Precision@12 of queries such as 'black dress'", ("attribute_queries", "model")),
}
"""The measures of all models by short name: (title, path in the metrics)."""

_LINES = {
    "Loss": {"loss": "Loss"},
    "Distance": {"test_positive": "Test pairs", "train_positive": "Training pairs", "test_negative": "Random pairs"},
    "AUC of the test pairs": {"auc": "AUC"},
    "Effective rank": {"effective_rank": "Effective rank"},
}


def at(metrics: Metrics | None, path: Sequence[str]) -> Any:
    """The value at `path`, or None if any part of the path is missing."""
    value: Any = metrics
    for part in path:
        if not isinstance(value, Mapping):
            return None
        value = value.get(part)
    return value


def written_range(value: Any) -> str:
    """'0.104 (0.098–0.110)', or '–'."""
    number = at(value, ["value"])
    if number is None:
        return "–"
    low, high = at(value, ["low"]), at(value, ["high"])
    return f"{number:.3f}" if low is None or high is None else f"{number:.3f} ({low:.3f}–{high:.3f})"


def curve_table(curve: Curve) -> pd.DataFrame:
    """A row for each point: k, measure, value."""
    parts = {"overlap": curve.overlap, "Jaccard": curve.jaccard, "RBO": curve.rbo}
    rows = [(k, name, value) for name, values in parts.items() for k, value in zip(curve.k, values, strict=True)]
    return pd.DataFrame(rows, columns=["k", "measure", "value"])


def histogram_table(metrics: Metrics | None) -> pd.DataFrame | None:
    """A row for each bar that is not empty: distance, end, share, pairs; None if there is no histogram.

    share: of all pairs of its kind.
    """
    histogram = at(metrics, ["separation", "histogram"])
    if not histogram:
        return None
    edges = histogram["edges"]
    rows = []
    for key, name in PAIRS.items():
        values = histogram.get(key) or []
        values = [value or 0 for value in values]
        total = sum(values) or 1
        rows += [(low, high, value / total, name) for low, high, value in zip(edges, edges[1:], values, strict=False)]
    table = pd.DataFrame(rows, columns=["distance", "end", "share", "pairs"])
    used = table[table["share"] > 0.0005]
    return table[table["end"] <= used["end"].max()] if len(used) else None


def means_table(name: str, metrics: Metrics | None) -> pd.DataFrame:
    """distance, name, study: our mean distances, and the study's if the model follows its recipe."""
    rows: list[tuple[float, str, bool]] = []
    for key, text in (("test_positive", PAIRS["positive"]), ("negative", PAIRS["negative"])):
        value = at(metrics, ["separation", key])
        if value is not None:
            rows.append((float(value), text, False))
    for value, text in zip(STUDY_DISTANCES.get(name, ()), ("positive", "negative"), strict=False):
        rows.append((value, f"The study’s {text} pairs", True))
    return pd.DataFrame(rows, columns=["distance", "name", "study"])


def distances_table(titles: Mapping[str, str], metrics: Mapping[str, Metrics | None]) -> pd.DataFrame:
    """A row for each model: the study's mean distances, ours on the same kind of pairs, and ours after the cut."""
    rows = []
    for name, title in titles.items():
        own, separation = at(metrics.get(name), ["pairs_test"]), at(metrics.get(name), ["separation"])
        study = STUDY_DISTANCES.get(name)
        about = "≈ " if study == (1.0, 1.0) else ""
        rows.append(
            {
                "Model": title,
                "The study": f"{about}{study[0]:g} / {about}{study[1]:g}" if study else "–",
                "Ours, own test pairs": _two(own, "test_positive", "test_negative"),
                "Ours, bought after the cut": _two(separation, "test_positive", "negative"),
                "AUC": written_range(at(separation, ["auc"])),
                "AUC in training": written(at(separation, ["train_auc"])),
            }
        )
    return pd.DataFrame(rows)


def metrics_table(titles: Mapping[str, str], metrics: Mapping[str, Metrics | None]) -> pd.DataFrame:
    """A row for each model and baseline, a column for each measure; values are texts with their ranges."""
    rows = [
        {"Model": titles[name], **{short: written_range(at(report, path)) for short, (_, path) in MEASURES.items()}}
        for name, report in metrics.items()
    ]
    for key, title in BASELINES.items():
        report = baseline(metrics, key)
        if report:
            cells = {
                s: written_range(report.get(p[-1])) if p[0] == "co_purchase" else "–" for s, (_, p) in MEASURES.items()
            }
            rows.append({"Model": title, **cells})
    return pd.DataFrame(rows)


def measure_table(titles: Mapping[str, str], metrics: Mapping[str, Metrics | None], short: str) -> pd.DataFrame:
    """name, value, low, high, baseline (bool) of one measure, best first; missing figures are left out."""
    path = MEASURES[short][1]
    entries = [(titles[name], at(report, path), False) for name, report in metrics.items()]
    if path[0] == "co_purchase":
        entries += [(title, at(baseline(metrics, key), path[1:]), True) for key, title in BASELINES.items()]
    rows = [
        (name, part["value"], _or(part.get("low"), part["value"]), _or(part.get("high"), part["value"]), is_baseline)
        for name, part, is_baseline in entries
        if part and part.get("value") is not None
    ]
    table = pd.DataFrame(rows, columns=["name", "value", "low", "high", "baseline"])
    return table.sort_values("value", ascending=False, kind="stable", ignore_index=True)


def baseline(metrics: Mapping[str, Metrics | None], key: str) -> Mapping[str, Any] | None:
    """The baseline's figures, from the first model whose metrics have them; None if none has."""
    return next((value for report in metrics.values() if (value := at(report, ["baselines", key]))), None)


def training_table(
    histories: Mapping[str, Sequence[Mapping[str, float]]],
    figure: str,
    lines: Mapping[str, Mapping[str, str]] = _LINES,
) -> pd.DataFrame:
    """epoch, model, value, line of one figure ('Loss', 'Distance', …).

    histories: by the models' titles.
    lines: for each figure, the titles of its lines by their keys in the histories.
    """
    rows = [
        (epoch.get("epoch", number), title, epoch[key], line)
        for title, history in histories.items()
        for key, line in lines[figure].items()
        for number, epoch in enumerate(history, 1)
        if isinstance(epoch.get(key), int | float) and math.isfinite(epoch[key])
    ]
    return pd.DataFrame(rows, columns=["epoch", "model", "value", "line"])


def figures() -> list[str]:
    return list(_LINES)


def written(value: float | None, digits: int = 3) -> str:
    """'0.740', or '–' if it was not measured."""
    return figure_text(value, f".{digits}f")


def _two(metrics: Any, first_key: str, second_key: str) -> str:
    first, second = at(metrics, [first_key]), at(metrics, [second_key])
    return "–" if first is None or second is None else f"{figure_text(first, '.4f')} / {figure_text(second, '.4f')}"


def _or(value: float | None, otherwise: float) -> float:
    return otherwise if value is None else value
