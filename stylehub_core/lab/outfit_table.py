"""Set scorers measured under one outfit protocol, side by side: for the screen, the exports and the terminal."""

import csv
import io
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np

from stylehub_core.evaluation.bootstrap import Range, mean_ranges
from stylehub_core.evaluation.outfit_measures import OutfitFigures
from stylehub_core.evaluation.outfit_rounds import OutfitRound
from stylehub_core.evaluation.significance import holm, randomisation_test
from stylehub_core.lab.report_words import OUTFIT_MEASURES
from stylehub_core.lab.text_table import text_table
from stylehub_core.number_text import figure_text
from stylehub_core.plain_json import json_text

OutfitProtocolName = Literal["outfits", "outfits-disjoint"]
OUTFIT_PROTOCOLS: tuple[OutfitProtocolName, ...] = ("outfits", "outfits-disjoint")
TESTED = ("auc", "blank")
"""Measures in which ours are compared with the best floor."""
_MADE = ("seconds", "megabytes", "made", "machine")


@dataclass(frozen=True, eq=False)
class OutfitOutcome:
    """What one set scorer reaches. report: settings, costs and caution, as JSON."""

    name: str
    report: dict[str, Any]
    figures: OutfitFigures

    @property
    def title(self) -> str:
        return str(self.report["title"])

    @property
    def is_floor(self) -> bool:
        return bool(self.report["floor"])

    @property
    def kind(self) -> Literal["floor", "ours"]:
        return "floor" if self.is_floor else "ours"

    @cached_property
    def ranges(self) -> Mapping[str, Range]:
        """The mean of each of OUTFIT_MEASURES, with its range over outfits."""
        columns = np.stack([getattr(self.figures, measure) for measure in OUTFIT_MEASURES], axis=1)
        return dict(zip(OUTFIT_MEASURES, mean_ranges(columns), strict=True))


@dataclass(frozen=True)
class OutfitGain:
    """ratio: of the means, ours to the best floor's; NaN if that is 0.
    p: paired by outfit.
    holm: the same, corrected for all comparisons.
    """

    ratio: float
    p: float
    holm: float


@dataclass(frozen=True, eq=False)
class OutfitTable:
    """Every outcome under one protocol.

    note: what is held out. questions: how many.
    best_floor: the name of the floor with the best fill in the blank; '' without a floor.
    gains: of every other scorer that is no floor, by name and by each of TESTED.
    failed: the reason, by the name of each scorer that could not be fitted.
    """

    protocol: OutfitProtocolName
    note: str
    questions: int
    outcomes: tuple[OutfitOutcome, ...]
    best_floor: str
    gains: dict[str, dict[str, OutfitGain]]
    failed: dict[str, str]

    @property
    def best_first(self) -> list[OutfitOutcome]:
        """The outcomes by their fill in the blank."""
        return sorted(self.outcomes, key=lambda outcome: -outcome.ranges["blank"].value)

    @property
    def cautions(self) -> dict[str, list[str]]:
        """Warnings to readers of the figures, each with the titles of its set scorers."""
        titles: dict[str, list[str]] = {}
        for each in self.outcomes:
            if each.report.get("caution"):
                titles.setdefault(str(each.report["caution"]), []).append(each.title)
        return titles

    @property
    def best_floor_title(self) -> str:
        return next((each.title for each in self.outcomes if each.name == self.best_floor), "")

    def to_json(self) -> str:
        rows = [
            {
                **outcome.report,
                **{measure: asdict(mean) for measure, mean in outcome.ranges.items()},
                "gains": {key: asdict(gain) for key, gain in self.gains.get(outcome.name, {}).items()},
            }
            for outcome in self.outcomes
        ]
        content = {
            "protocol": self.protocol,
            "note": self.note,
            "questions": self.questions,
            "best_floor": self.best_floor,
            "failed": self.failed,
            "set_scorers": rows,
        }
        return json_text(content)

    def to_csv(self) -> str:
        """One row for each set scorer; each measure has a column for its mean and two for its range."""
        file = io.StringIO()
        rows = [self._row(outcome) for outcome in self.outcomes]
        writer = csv.DictWriter(file, list(rows[0]) if rows else ["protocol", "name"], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        return file.getvalue()

    def to_text(self) -> str:
        """A table for a terminal: the floors, then ours with their gains over the best floor."""
        lines = [f"{self.note} {self.questions:,} questions.", ""]
        rows = [["", *(words.title for words in OUTFIT_MEASURES.values()), "seconds", "MB"]]
        for outcome in self.outcomes:
            cells = [_range_text(mean) for mean in outcome.ranges.values()]
            rows.append([outcome.name, *cells, f"{outcome.report['seconds']:g}", f"{outcome.report['megabytes']:g}"])
        lines += text_table(rows)
        if self.gains:
            lines += ["", f"Against the best floor, {self.best_floor}, paired by outfit:"]
            gains = [["", *(f"{OUTFIT_MEASURES[measure].title}  p  Holm" for measure in TESTED)]]
            for name, of_scorer in self.gains.items():
                gains.append([name, *(_gain_text(of_scorer[measure]) for measure in TESTED)])
            lines += text_table(gains)
        lines += [f"{each.name}: {each.report['caution']}" for each in self.outcomes if each.report["caution"]]
        lines += [f"{name}: {why}" for name, why in self.failed.items()]
        return "\n".join(lines)

    def _row(self, outcome: OutfitOutcome) -> dict[str, Any]:
        row: dict[str, Any] = {"protocol": self.protocol, "name": outcome.name, "title": outcome.title}
        row["floor"] = outcome.is_floor
        for measure, mean in outcome.ranges.items():
            row |= {measure: mean.value, f"{measure}_low": mean.low, f"{measure}_high": mean.high}
            row[f"{measure}_n"] = mean.n
        gains = self.gains.get(outcome.name, {})
        for measure in TESTED:
            gain = gains.get(measure)
            row |= {
                f"{measure}_ratio": gain and gain.ratio, f"{measure}_p": gain and gain.p,
                f"{measure}_holm": gain and gain.holm,
            }  # fmt: skip
        made = {name: outcome.report.get(name) for name in _MADE}
        return {**row, "best_floor": self.best_floor, **made, "note": self.note}


def compared(
    protocol: OutfitProtocolName, round_: OutfitRound, outcomes: Sequence[OutfitOutcome], failed: dict[str, str]
) -> OutfitTable:
    """The table of these outcomes of one round."""
    floors = [outcome for outcome in outcomes if outcome.is_floor]
    best = max(floors, key=lambda outcome: float(outcome.figures.blank.mean()), default=None)
    gains: dict[str, dict[str, OutfitGain]] = {}
    if best is not None:
        ours = [outcome for outcome in outcomes if not outcome.is_floor]
        pairs = [(outcome, measure) for outcome in ours for measure in TESTED]
        alone = [
            randomisation_test(getattr(outcome.figures, measure), getattr(best.figures, measure))
            for outcome, measure in pairs
        ]
        for (outcome, measure), p, corrected in zip(pairs, alone, holm(alone), strict=True):
            floor = best.ranges[measure].value
            ratio = outcome.ranges[measure].value / floor if floor else math.nan
            gains.setdefault(outcome.name, {})[measure] = OutfitGain(ratio, p, corrected)
    name = "" if best is None else best.name
    return OutfitTable(protocol, round_.note, len(round_.questions), tuple(outcomes), name, gains, failed)


def _range_text(figure: Range) -> str:
    return f"{figure.value:.3f} [{figure.low:.3f}, {figure.high:.3f}]"


def _gain_text(gain: OutfitGain) -> str:
    return f"{figure_text(gain.ratio)} x  {gain.p:.4f}  {gain.holm:.4f}"
