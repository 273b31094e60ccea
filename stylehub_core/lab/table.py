"""The lab as a table: each recommender without and with the blend, its gain over a baseline, and its p value."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from stylehub_core.arrays import FloatVector
from stylehub_core.errors import QueryError
from stylehub_core.evaluation.bootstrap import Range, difference
from stylehub_core.evaluation.significance import holm, randomisation_test
from stylehub_core.lab.figures import K
from stylehub_core.lab.run import Lab, Outcome


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
        return json.dumps(found, indent=1, allow_nan=False)

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
        best_first = sorted(self.lab.outcomes, key=lambda one: -_value(one, "blended", "recall"))
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
            _short(_value(one, "plain", "recall")),
            _short(_value(one, "plain", "map")),
            f"{_short(blended['value'])} [{_short(blended['low'])}, {_short(blended['high'])}]",
            _short(_value(one, "blended", "map")),
            _short(_value(one, "blended", "recall_never_sold")),
            "-" if gain is None else f"{gain.over.value:+.4f} [{gain.over.low:+.4f}, {gain.over.high:+.4f}]",
            "-" if gain is None else f"{gain.p_alone:.3f}",
            "-" if gain is None else f"{gain.p:.3f}",
            str(one.report["trials"]),
            f"{one.report['seconds']:.0f}",
            "-" if one.report["megabytes"] is None else f"{one.report['megabytes']:.0f}",
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
    found: Any = one.report[which][measure]["value"]
    return float("nan") if found is None else float(found)


def _short(value: float | None) -> str:
    return "-" if value is None or value != value else f"{value:.4f}"  # noqa: PLR0124 - NaN


def _aligned(row: list[str], widths: list[int]) -> list[str]:
    return [
        cell.rjust(width) if at else cell.ljust(width) for at, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]
