"""All recommenders measured under one protocol, at one k, side by side: for the screen and the exports."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from stylehub_core.errors import QueryError, StyleHubError
from stylehub_core.evaluation.bootstrap import Range
from stylehub_core.evaluation.protocol import Protocol
from stylehub_core.hub.hub import Hub
from stylehub_core.lab.figures import K
from stylehub_core.lab.measures import Measures, measures, ranges
from stylehub_core.lab.run import Outcome
from stylehub_core.lab.slices import Sliced
from stylehub_core.lab.table import Gain, gains
from stylehub_core.plain_json import json_text

SPACE: dict[str, tuple[str, str]] = {
    "auc": ("separation", "auc"),
    "auc_popular": ("separation", "auc_popular"),
    "attributes": ("attribute_queries", "model"),
}
"""Figures of a model's space, with their keys in the report of evaluation.model_report."""
SLICED = 3
"""How many recommenders, the best ones, a report shows by slices."""

Slices = Mapping[str, Mapping[str, Range]]


@dataclass(frozen=True, eq=False)
class Line:
    """One recommender.

    ranges: means over customers, by measure.
    totals: measures of all lists together, by name.
    gain: over the baseline; None for the baseline itself.
    space: the figures of SPACE, if it is a measured model.
    notes: the lab's report (blend, trials, seconds, machine, …).
    """

    name: str
    title: str
    kind: str
    ranges: Mapping[str, Range]
    totals: Mapping[str, float]
    gain: Gain | None
    space: Mapping[str, Range]
    notes: Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class Comparison:
    """lines: the recommenders, best recall first.
    asked: what is held out, in words.
    baseline: a name.
    chance: the recall of k random articles.
    slices: by the name of the recommender.
    """

    protocol: str
    asked: str
    customers: int
    articles: int
    k: int
    blended: bool
    baseline: str
    lines: tuple[Line, ...]
    slices: Mapping[str, Slices] = field(default_factory=dict)

    @property
    def cautions(self) -> dict[str, str]:
        """Warnings to readers of the figures, by the recommender's title."""
        return {line.title: str(line.notes["caution"]) for line in self.lines if line.notes.get("caution")}

    @property
    def chance(self) -> float:
        return min(self.k / max(self.articles, 1), 1.0)

    def line(self, name: str) -> Line:
        """The line of one recommender. Raises QueryError if it was not measured."""
        for line in self.lines:
            if line.name == name:
                return line
        raise QueryError(
            f"'{name[:60]}' has not been measured. Measured: {', '.join(line.name for line in self.lines)}."
        )

    def to_json(self) -> str:
        heading = {name: getattr(self, name) for name in _HEADING} | {"chance": self.chance}
        lines = [
            {name: value for name, value in asdict(line).items() if name != "notes"} | {"made": _made(line)}
            for line in self.lines
        ]
        return json_text({**heading, "recommenders": lines, "slices": self.slices})

    def to_csv(self) -> str:
        """One row for each recommender; each measure has a column for its mean and two for its range."""
        rows = [self._row(line) for line in self.lines]
        columns = list(dict.fromkeys(name for row in rows for name in row))
        file = io.StringIO()
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        return file.getvalue()

    def _row(self, line: Line) -> dict[str, Any]:
        row: dict[str, Any] = {"protocol": self.protocol, "k": self.k, "blended": self.blended}
        row |= {"name": line.name, "title": line.title, "kind": line.kind, "baseline": self.baseline}
        for name, mean in {**line.ranges, **line.space}.items():
            row |= {name: mean.value, f"{name}_low": mean.low, f"{name}_high": mean.high, f"{name}_n": mean.n}
        if line.gain is not None:
            over = line.gain.over
            row |= {"gain": over.value, "gain_low": over.low, "gain_high": over.high, "p": line.gain.p}
            row["p_alone"] = line.gain.p_alone
        row |= {**line.totals, "chance": self.chance, **_made(line)}
        return {name: "" if isinstance(value, float) and value != value else value for name, value in row.items()}  # noqa: PLR0124 - NaN


_HEADING = ("protocol", "asked", "customers", "articles", "k", "blended", "baseline")
_MADE = ("trials", "seconds", "megabytes", "made", "machine")


def compared(
    hub: Hub, protocol: Protocol, outcomes: Sequence[Outcome], k: int = K, *, blended: bool = True, baseline: str = ""
) -> Comparison:
    """The outcomes at any k up to DEPTH.

    baseline: a name; '' for the best recommender that is not ours.
    Raises QueryError for a k beyond DEPTH, and for a baseline that was not measured.
    """
    k = min(k, len(hub.catalog))
    measured = measured_at(protocol, outcomes, k, blended=blended)
    spaces = {outcome.name: space_figures(hub, outcome.name) for outcome in outcomes}
    plain = compare(protocol, outcomes, measured, spaces, blended=blended, baseline=baseline)
    best = [line.name for line in plain.lines[:SLICED]]
    rankings = [_ranked(outcome, blended) for name in best for outcome in outcomes if outcome.name == name]
    slices = Sliced.of(protocol.test).recall(rankings, k)
    return Comparison(
        **{name: getattr(plain, name) for name in _HEADING},
        lines=plain.lines,
        slices=dict(zip(best, slices, strict=True)),
    )


def measured_at(protocol: Protocol, outcomes: Sequence[Outcome], k: int, *, blended: bool) -> list[Measures]:
    """The measures of each outcome at k, customer by customer. Raises QueryError for a k beyond DEPTH."""
    return [measures(_ranked(outcome, blended), protocol.test, k) for outcome in outcomes]


def compare(
    protocol: Protocol,
    outcomes: Sequence[Outcome],
    measured: Sequence[Measures],
    spaces: Mapping[str, Mapping[str, Range]],
    *,
    blended: bool,
    baseline: str = "",
) -> Comparison:
    """The comparison of these outcomes.

    measured: the measures of each outcome.
    spaces: `space_figures` by name.
    Raises QueryError as `compared` does.
    """
    recall = {outcome.name: part.values["recall"] for outcome, part in zip(outcomes, measured, strict=True)}
    floors = [outcome.name for outcome in outcomes if outcome.report["kind"] != "ours"]
    chosen, over = gains(recall, baseline, floors)
    lines = [
        Line(
            outcome.name, str(outcome.report["title"]), str(outcome.report["kind"]), means, part.totals,
            over.get(outcome.name), spaces.get(outcome.name, {}), outcome.report,
        )
        for outcome, part, means in zip(outcomes, measured, ranges(measured), strict=True)
    ]  # fmt: skip
    lines.sort(key=lambda line: -_ordered(line.ranges["recall"].value))
    test = protocol.test
    k = measured[0].k if measured else K
    return Comparison(
        protocol.name, test.note, len(test.questions), len(test.world.catalog), k, blended, chosen, tuple(lines)
    )


def space_figures(hub: Hub, name: str) -> dict[str, Range]:
    """The figures of the model's space, by SPACE; empty if `name` is not a model, not measured or not readable."""
    try:
        metrics = hub.metrics(name) if name in hub.models else None
    except StyleHubError:
        return {}
    figures = {}
    for key, (part, measure) in SPACE.items():
        section = (metrics or {}).get(part)
        value = section.get(measure) if isinstance(section, dict) else None
        if isinstance(value, dict) and value.get("value") is not None:
            mean = float(value["value"])
            counted = int(section.get("queries") or section.get("pairs") or 0) if isinstance(section, dict) else 0
            low, high = (mean if value.get(end) is None else float(value[end]) for end in ("low", "high"))
            figures[key] = Range(mean, low, high, counted)
    return figures


def settings_text(line: Line) -> str:
    """The settings in words, such as 'factors 96, tuned'; '' if there are none."""
    settings = line.notes.get("settings")
    written = [f"{name} {value}" for name, value in settings.items()] if isinstance(settings, Mapping) else []
    return ", ".join([*written, *(["tuned"] if line.notes.get("tuned") else [])])


def _ranked(outcome: Outcome, blended: bool) -> Any:
    return outcome.blended if blended else outcome.plain


def _made(line: Line) -> dict[str, Any]:
    blend = {f"blend_{name}": weight for name, weight in line.notes.get("blend", {}).items()}
    return {name: line.notes.get(name, "") for name in _MADE} | blend | {"settings": settings_text(line)}


def _ordered(value: float) -> float:
    return value if value == value else -1.0  # noqa: PLR0124 - NaN
