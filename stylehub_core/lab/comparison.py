"""All that was measured under one protocol at one k, side by side: what the screen shows and the exports hold."""

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
"""Figures of a model's space, by where evaluation.report writes them."""
SLICED = 3
"""So many recommenders are sliced in a report."""

Slices = Mapping[str, Mapping[str, Range]]


@dataclass(frozen=True, eq=False)
class Line:
    """One recommender. ranges: means over customers by name of the measure; totals: of all lists; gain: None for the
    baseline; space: SPACE where it is a measured model; notes: lab's report (blend, trials, seconds, machine, …).
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
    """lines: best recall first; baseline: a name; chance: the recall of k random articles; slices: by name."""

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
        """What must be known of a recommender's figures, by its title."""
        return {one.title: str(one.notes["caution"]) for one in self.lines if one.notes.get("caution")}

    @property
    def chance(self) -> float:
        return min(self.k / max(self.articles, 1), 1.0)

    def line(self, name: str) -> Line:
        """Raises QueryError for what was not measured."""
        for one in self.lines:
            if one.name == name:
                return one
        raise QueryError(f"'{name[:60]}' is not among the measured: {', '.join(one.name for one in self.lines)}.")

    def to_json(self) -> str:
        heading = {name: getattr(self, name) for name in _HEADING} | {"chance": self.chance}
        lines = [
            {name: value for name, value in asdict(one).items() if name != "notes"} | {"made": _made(one)}
            for one in self.lines
        ]
        return json_text({**heading, "recommenders": lines, "slices": self.slices})

    def to_csv(self) -> str:
        """A row a recommender; a measure has a column for its mean and two for its range."""
        rows = [self._row(one) for one in self.lines]
        columns = list(dict.fromkeys(name for row in rows for name in row))
        file = io.StringIO()
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        return file.getvalue()

    def _row(self, one: Line) -> dict[str, Any]:
        row: dict[str, Any] = {"protocol": self.protocol, "k": self.k, "blended": self.blended}
        row |= {"name": one.name, "title": one.title, "kind": one.kind, "baseline": self.baseline}
        for name, value in {**one.ranges, **one.space}.items():
            row |= {name: value.value, f"{name}_low": value.low, f"{name}_high": value.high, f"{name}_n": value.n}
        if one.gain is not None:
            over = one.gain.over
            row |= {"gain": over.value, "gain_low": over.low, "gain_high": over.high, "p": one.gain.p}
            row["p_alone"] = one.gain.p_alone
        row |= {**one.totals, "chance": self.chance, **_made(one)}
        return {name: "" if isinstance(value, float) and value != value else value for name, value in row.items()}  # noqa: PLR0124 - NaN


_HEADING = ("protocol", "asked", "customers", "articles", "k", "blended", "baseline")
_MADE = ("trials", "seconds", "megabytes", "made", "machine")


def compared(
    hub: Hub, protocol: Protocol, outcomes: Sequence[Outcome], k: int = K, *, blended: bool = True, baseline: str = ""
) -> Comparison:
    """The outcomes at any k up to the kept depth. baseline: a name; by default the best floor or baseline.

    Raises QueryError for a k beyond the depth, and for a baseline that was not measured.
    """
    k = min(k, len(hub.catalog))
    found = measured_at(protocol, outcomes, k, blended=blended)
    spaces = {one.name: space_figures(hub, one.name) for one in outcomes}
    plain = compare(protocol, outcomes, found, spaces, blended=blended, baseline=baseline)
    best = [line.name for line in plain.lines[:SLICED]]
    rankings = [_ranked(one, blended) for name in best for one in outcomes if one.name == name]
    slices = Sliced.of(protocol.test).recall(rankings, k)
    return Comparison(
        **{name: getattr(plain, name) for name in _HEADING},
        lines=plain.lines,
        slices=dict(zip(best, slices, strict=True)),
    )


def measured_at(protocol: Protocol, outcomes: Sequence[Outcome], k: int, *, blended: bool) -> list[Measures]:
    """The measures of each outcome at k, customer by customer. Raises QueryError for a k beyond the kept depth."""
    return [measures(_ranked(one, blended), protocol.test, k) for one in outcomes]


def compare(
    protocol: Protocol,
    outcomes: Sequence[Outcome],
    found: Sequence[Measures],
    spaces: Mapping[str, Mapping[str, Range]],
    *,
    blended: bool,
    baseline: str = "",
) -> Comparison:
    """found: of each outcome; spaces: `space_figures` by name. Raises QueryError as `compared`."""
    recall = {one.name: part.values["recall"] for one, part in zip(outcomes, found, strict=True)}
    floors = [one.name for one in outcomes if one.report["kind"] != "ours"]
    against, over = gains(recall, baseline, floors)
    lines = [
        Line(
            one.name, str(one.report["title"]), str(one.report["kind"]), means, part.totals, over.get(one.name),
            spaces.get(one.name, {}), one.report,
        )
        for one, part, means in zip(outcomes, found, ranges(found), strict=True)
    ]  # fmt: skip
    lines.sort(key=lambda line: -_ordered(line.ranges["recall"].value))
    test = protocol.test
    k = found[0].k if found else K
    return Comparison(
        protocol.name, test.note, len(test.questions), len(test.world.catalog), k, blended, against, tuple(lines)
    )


def space_figures(hub: Hub, name: str) -> dict[str, Range]:
    """What was measured of the model's space; nothing where `name` is no model, or is not measured or readable."""
    try:
        metrics = hub.metrics(name) if name in hub.models else None
    except StyleHubError:
        return {}
    found = {}
    for key, (part, measure) in SPACE.items():
        inside = (metrics or {}).get(part)
        value = inside.get(measure) if isinstance(inside, dict) else None
        if isinstance(value, dict) and value.get("value") is not None:
            mean = float(value["value"])
            counted = int(inside.get("queries") or inside.get("pairs") or 0) if isinstance(inside, dict) else 0
            low, high = (mean if value.get(end) is None else float(value[end]) for end in ("low", "high"))
            found[key] = Range(mean, low, high, counted)
    return found


def settings_text(one: Line) -> str:
    """Such as 'factors 96, tuned'; '' where there is nothing to set."""
    found = one.notes.get("settings")
    written = [f"{name} {value}" for name, value in found.items()] if isinstance(found, Mapping) else []
    return ", ".join([*written, *(["tuned"] if one.notes.get("tuned") else [])])


def _ranked(one: Outcome, blended: bool) -> Any:
    return one.blended if blended else one.plain


def _made(one: Line) -> dict[str, Any]:
    blend = {f"blend_{name}": weight for name, weight in one.notes.get("blend", {}).items()}
    return {name: one.notes.get(name, "") for name in _MADE} | blend | {"settings": settings_text(one)}


def _ordered(value: float) -> float:
    return value if value == value else -1.0  # noqa: PLR0124 - NaN
