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
from stylehub_core.lab.text_table import text_table
from stylehub_core.number_text import figure_text
from stylehub_core.plain_json import json_text


@dataclass(frozen=True)
class Gain:
    """A recommender's gain over the baseline, paired by customer, both with their blends.

    over: the mean gain with its range.
    p: with Holm's correction for the number of recommenders compared.
    p_alone: of this comparison alone.
    """

    over: Range
    p: float
    p_alone: float = float("nan")


@dataclass(frozen=True, eq=False)
class LabTable:
    """baseline: a name.
    gains: of every other outcome over the baseline, by name.
    chance: recall@K of K random articles.
    """

    lab: Lab
    baseline: str
    gains: dict[str, Gain]
    chance: float

    def to_json(self) -> str:
        rows = [
            {**outcome.report, "gain": asdict(self.gains[outcome.name]) if outcome.name in self.gains else None}
            for outcome in self.lab.outcomes
        ]
        content = {
            "protocol": self.lab.protocol.name,
            "note": self.lab.protocol.test.note,
            "customers": len(self.lab.protocol.test.questions),
            "k": K,
            "baseline": self.baseline,
            "chance": self.chance,
            "failed": self.lab.failed,
            "recommenders": rows,
        }
        return json_text(content)

    def to_text(self) -> str:
        test = self.lab.protocol.test
        lines = [
            f"{self.lab.protocol.name}: {len(test.questions):,} customers. {test.note}",
            f"Recall@{K} and MAP@{K}. The blend (own repeats, other colours, bestsellers) is chosen on validation, "
            "from the same trials for each recommender; nothing is added unless the gain exceeds one standard error.",
            f"Gain: in blended recall over {self.baseline}. p: paired randomisation test, alone and Holm-corrected. "
            f"{K} random articles have a recall of {self.chance:.5f}.",
            "",
        ]
        rows = [["", "plain", "MAP", "blended", "MAP", "never sold", "gain", "p", "Holm", "trials", "seconds", "MB"]]
        best_first = sorted(self.lab.outcomes, key=_undefined_last)
        rows += [self._row(outcome) for outcome in best_first]
        lines += text_table(rows)
        lines += [f"{each.name}: {each.report['caution']}" for each in self.lab.outcomes if each.report.get("caution")]
        lines += [f"{name}: {why}" for name, why in self.lab.failed.items()]
        return "\n".join(lines)

    def _row(self, outcome: Outcome) -> list[str]:
        gain, blended = self.gains.get(outcome.name), outcome.report["blended"]["recall"]
        return [
            outcome.name,
            figure_text(_value(outcome, "plain", "recall"), ".4f"),
            figure_text(_value(outcome, "plain", "map"), ".4f"),
            _range(Range(**{end: _number(blended[end]) for end in ("value", "low", "high")}, n=blended["n"]), ".4f"),
            figure_text(_value(outcome, "blended", "map"), ".4f"),
            figure_text(_value(outcome, "blended", "recall_never_sold"), ".4f"),
            "–" if gain is None else _range(gain.over, "+.4f"),
            figure_text(None if gain is None else gain.p_alone),
            figure_text(None if gain is None else gain.p),
            str(outcome.report["trials"]),
            f"{outcome.report['seconds']:.0f}",
            figure_text(outcome.report["megabytes"], ".0f"),
        ]


def table(lab: Lab, articles: int, baseline: str = "") -> LabTable:
    """The outcomes with their gains over a baseline; '' for the best recommender that is not ours.

    articles: how many the catalogue has; all are candidates.
    Raises QueryError if the baseline was not measured.
    """
    questions = lab.protocol.test.questions
    recall = {outcome.name: outcome.recall(questions) for outcome in lab.outcomes}
    floors = [outcome.name for outcome in lab.outcomes if outcome.report["kind"] != "ours"]
    chosen, over = gains(recall, baseline, floors)
    return LabTable(lab, chosen, over, K / max(articles, K) if recall else 0.0)


def gains(recall: Mapping[str, FloatVector], baseline: str, floors: Sequence[str]) -> tuple[str, dict[str, Gain]]:
    """(the baseline's name, the gain of every other recommender over it, by name).

    recall: (customers,) by name.
    baseline: a name, or '' for the best of `floors`, or the best of all if there are none.
    Raises QueryError if the baseline was not measured.
    """
    if baseline and baseline not in recall:
        raise QueryError(f"The baseline '{baseline[:60]}' has not been measured. Measured: {', '.join(recall)}.")
    if not recall:
        return "", {}
    chosen = baseline or max(floors or recall, key=lambda name: float(np.nan_to_num(np.nanmean(recall[name]))))
    others = [name for name in recall if name != chosen]
    alone = [float(randomisation_test(recall[name], recall[chosen])) for name in others]
    return chosen, {
        name: Gain(difference(recall[name], recall[chosen]), float(p), p_alone)
        for name, p, p_alone in zip(others, holm(np.array(alone)), alone, strict=True)
    }


def _value(outcome: Outcome, which: str, measure: str) -> float:
    return _number(outcome.report[which][measure]["value"])


def _undefined_last(outcome: Outcome) -> float:
    return -float(np.nan_to_num(_value(outcome, "blended", "recall"), nan=-1.0))


def _number(value: float | None) -> float:
    return float("nan") if value is None else float(value)


def _range(interval: Range, form: str) -> str:
    """'0.0935 [0.0696, 0.1169]', or '–'."""
    value, low, high = (figure_text(bound, form) for bound in (interval.value, interval.low, interval.high))
    return value if value == "–" else f"{value} [{low}, {high}]"
