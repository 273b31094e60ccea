"""The lab as a table: each recommender without and with the blend, its gain over a baseline, and its p value."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

import numpy as np

from stylehub_core.arrays import FloatVector
from stylehub_core.errors import QueryError
from stylehub_core.evaluation.bootstrap import Range, difference
from stylehub_core.evaluation.significance import holm, randomisation_test
from stylehub_core.lab.figures import K
from stylehub_core.lab.run import Lab, Outcome
from stylehub_core.number_text import figure_text
from stylehub_core.plain_json import json_text


@dataclass(frozen=True)
class Gain:
    """What one gains over the baseline, customer by customer, both with their blends.

    p: after Holm's correction for all that are compared; p_alone: of this one comparison.
    """

    over: Range
    p: float
    p_alone: float = float("nan")


@dataclass(frozen=True, eq=False)
class LabTable:
    """baseline: a name; gains: of every other outcome over it, by name; chance: recall@K of K random articles."""

    lab: Lab
    baseline: str
    gains: dict[str, Gain]
    chance: float

    def to_json(self) -> str:
        rows = [
            {**one.report, "gain": asdict(self.gains[one.name]) if one.name in self.gains else None}
            for one in self.lab.outcomes
        ]
        found = {
            "protocol": self.lab.protocol.name,
            "note": self.lab.protocol.test.note,
            "customers": len(self.lab.protocol.test.questions),
            "k": K,
            "baseline": self.baseline,
            "chance": self.chance,
            "failed": self.lab.failed,
            "recommenders": rows,
        }
        return json_text(found)

    def to_text(self) -> str:
        asked = self.lab.protocol.test
        lines = [
            f"{self.lab.protocol.name}: {len(asked.questions):,} customers. {asked.note}",
            f"recall@{K} and MAP@{K}; the blend (own repeats, other colours, what sells) is chosen on validation, "
            "the same trials for each, and left out where it gains no more there than its standard error.",
            f"gain: of recall with the blend over {self.baseline}; p by paired randomisation, alone and after Holm. "
            f"{K} random articles have {self.chance:.5f}.",
            "",
        ]
        rows = [["", "plain", "MAP", "blended", "MAP", "never sold", "gain", "p", "Holm", "trials", "seconds", "MB"]]
        best_first = sorted(self.lab.outcomes, key=_undefined_last)
        rows += [self._row(one) for one in best_first]
        widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
        lines += ["  ".join(_aligned(row, widths)).rstrip() for row in rows]
        lines += [f"{one.name}: {one.report['caution']}" for one in self.lab.outcomes if one.report.get("caution")]
        lines += [f"{name}: {why}" for name, why in self.lab.failed.items()]
        return "\n".join(lines)

    def _row(self, one: Outcome) -> list[str]:
        gain, blended = self.gains.get(one.name), one.report["blended"]["recall"]
        return [
            one.name,
            figure_text(_value(one, "plain", "recall"), ".4f"),
            figure_text(_value(one, "plain", "map"), ".4f"),
            _range(Range(**{name: _number(blended[name]) for name in ("value", "low", "high")}, n=blended["n"]), ".4f"),
            figure_text(_value(one, "blended", "map"), ".4f"),
            figure_text(_value(one, "blended", "recall_never_sold"), ".4f"),
            "–" if gain is None else _range(gain.over, "+.4f"),
            figure_text(None if gain is None else gain.p_alone),
            figure_text(None if gain is None else gain.p),
            str(one.report["trials"]),
            f"{one.report['seconds']:.0f}",
            figure_text(one.report["megabytes"], ".0f"),
        ]


def table(lab: Lab, articles: int, baseline: str = "") -> LabTable:
    """The outcomes beside a baseline, by default the best floor or baseline.

    articles: of the catalogue, all candidates. Raises QueryError where the baseline was not measured.
    """
    questions = lab.protocol.test.questions
    recall = {one.name: one.recall(questions) for one in lab.outcomes}
    floors = [one.name for one in lab.outcomes if one.report["kind"] != "ours"]
    against, over = gains(recall, baseline, floors)
    return LabTable(lab, against, over, K / max(articles, K) if recall else 0.0)


def gains(recall: Mapping[str, FloatVector], baseline: str, floors: Sequence[str]) -> tuple[str, dict[str, Gain]]:
    """(the baseline, the gain of every other over it). recall: (customers,) by name.

    baseline: a name, or '' for the best of `floors`, or of all where there are none. Raises QueryError where it was
    not measured.
    """
    if baseline and baseline not in recall:
        raise QueryError(f"The baseline '{baseline[:60]}' is not among the measured: {', '.join(recall)}.")
    if not recall:
        return "", {}
    against = baseline or max(floors or recall, key=lambda name: float(np.nan_to_num(np.nanmean(recall[name]))))
    others = [name for name in recall if name != against]
    alone = [float(randomisation_test(recall[name], recall[against])) for name in others]
    return against, {
        name: Gain(difference(recall[name], recall[against]), float(p), one)
        for name, p, one in zip(others, holm(np.array(alone)), alone, strict=True)
    }


def _value(one: Outcome, which: str, measure: str) -> float:
    return _number(one.report[which][measure]["value"])


def _undefined_last(one: Outcome) -> float:
    return -float(np.nan_to_num(_value(one, "blended", "recall"), nan=-1.0))


def _number(value: float | None) -> float:
    return float("nan") if value is None else float(value)


def _range(found: Range, form: str) -> str:
    """'0.0935 [0.0696, 0.1169]', or '–'."""
    value, low, high = (figure_text(one, form) for one in (found.value, found.low, found.high))
    return value if value == "–" else f"{value} [{low}, {high}]"


def _aligned(row: list[str], widths: list[int]) -> list[str]:
    return [
        cell.rjust(width) if at else cell.ljust(width) for at, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]
