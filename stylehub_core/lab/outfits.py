"""The lab's outfit protocols: every set scorer, and the cosines of models, on the same held-out outfits."""

import json
import shutil
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Literal

import numpy as np

from stylehub_core.config import as_json
from stylehub_core.errors import ModelError, QueryError, did_you_mean
from stylehub_core.evaluation.bootstrap import Range, mean_range
from stylehub_core.evaluation.outfit_measures import OutfitFigures, outfit_figures
from stylehub_core.evaluation.outfit_rounds import OutfitRound, outfit_protocol
from stylehub_core.evaluation.significance import holm, randomisation_test
from stylehub_core.files import replace_folder, write_json, writing
from stylehub_core.hub.hub import Hub
from stylehub_core.hub.overrides import with_overrides
from stylehub_core.machine.description import machine
from stylehub_core.machine.peak_memory import PeakMemory
from stylehub_core.outfits.contract import SetScorer
from stylehub_core.outfits.cosine_blend import CosineBlend
from stylehub_core.outfits.model_cosine import ModelCosine
from stylehub_core.outfits.registry import set_scorers
from stylehub_core.plain_json import json_text
from stylehub_core.progress import Progress, silent
from stylehub_core.workspace import fingerprint, versions

OutfitProtocolName = Literal["outfits", "outfits-disjoint"]
OUTFIT_PROTOCOLS: tuple[OutfitProtocolName, ...] = ("outfits", "outfits-disjoint")
MEASURES = {
    "auc": "AUC",
    "blank": "fill in the blank",
    "ndcg": "NDCG in the slot",
    "recall": "recall@12",
}
"""The measures of a set scorer, with their headings."""
TESTED = ("auc", "blank")
"""Measures in which ours are compared with the best floor."""


@dataclass(frozen=True, eq=False)
class OutfitOutcome:
    """What one set scorer reaches. report: settings, costs and caution, as JSON."""

    name: str
    report: dict[str, Any]
    figures: OutfitFigures

    @property
    def is_floor(self) -> bool:
        return bool(self.report["floor"])

    def range_of(self, measure: str) -> Range:
        """The mean of one of MEASURES, with its range over outfits."""
        return mean_range(getattr(self.figures, measure))


@dataclass(frozen=True)
class OutfitGain:
    """ratio: of the means, ours to the best floor's. p: paired by outfit. holm: the same for all comparisons."""

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

    def to_json(self) -> str:
        rows = [
            {
                **outcome.report,
                **{measure: asdict(outcome.range_of(measure)) for measure in MEASURES},
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

    def to_text(self) -> str:
        """A table for a terminal: the floors, then ours with their gains over the best floor."""
        lines = [f"{self.note} {self.questions:,} questions.", ""]
        rows = [["", *MEASURES.values(), "seconds", "MB"]]
        for outcome in self.outcomes:
            cells = [_range_text(outcome.range_of(measure)) for measure in MEASURES]
            rows.append([outcome.name, *cells, f"{outcome.report['seconds']:g}", f"{outcome.report['megabytes']:g}"])
        lines += _table(rows)
        if self.gains:
            lines += ["", f"Against the best floor, {self.best_floor}, paired by outfit:"]
            gains = [["", *(f"{MEASURES[measure]}  p  Holm" for measure in TESTED)]]
            for name, of_scorer in self.gains.items():
                gains.append([name, *(_gain_text(of_scorer[measure]) for measure in TESTED)])
            lines += _table(gains)
        lines += [f"{each.name}: {each.report['caution']}" for each in self.outcomes if each.report["caution"]]
        lines += [f"{name}: {why}" for name, why in self.failed.items()]
        return "\n".join(lines)


def scorers(hub: Hub) -> dict[str, SetScorer]:
    """All that can be measured, by name: the set scorers, and the cosine of every built model and of all together."""
    cosines = [ModelCosine(hub.models[name]) for name in hub.ready if name != "raw-text"]  # that is mean-cosine
    blend = [CosineBlend([hub.models[name] for name in hub.ready])] if cosines else []
    own = [with_overrides(kind(), hub.settings.overrides) for kind in set_scorers().values()]
    floors_first = sorted([*own, *cosines, *blend], key=lambda scorer: scorer.order)
    return {scorer.name: scorer for scorer in floors_first}


def usual(hub: Hub) -> list[str]:
    """What is measured if nobody chooses: the floors, and what is built."""
    built = [name for name in set_scorers() if hub.workspace.find(f"outfits/{name}")]
    return [name for name, scorer in scorers(hub).items() if scorer.is_floor or name in built or scorer.by_default]


def measure_outfits(
    hub: Hub,
    protocol: OutfitProtocolName = "outfits",
    chosen: Sequence[str] | None = None,
    progress: Progress = silent,
) -> OutfitTable:
    """Measure these set scorers (`usual` if None); current results are read, not measured again.

    One that cannot be fitted does not stop the others.
    Raises QueryError for an unknown scorer, NoSplitError if there are no outfits to ask about.
    """
    known = scorers(hub)
    wanted = usual(hub) if chosen is None else list(dict.fromkeys(chosen))
    if unknown := [name for name in wanted if name not in known]:
        raise QueryError(f"There is no set scorer '{unknown[0][:60]}'.{did_you_mean(unknown[0], known)}")
    round_ = outfit_protocol(hub.world(progress), disjoint=protocol == "outfits-disjoint").test
    outcomes, failed = [], {}
    for name in wanted:
        try:
            outcomes.append(_outcome(hub, protocol, round_, known[name], progress))
        except ModelError as error:
            failed[name] = str(error)
    return compared(protocol, round_, outcomes, failed)


def measured_outfits(hub: Hub, protocol: OutfitProtocolName = "outfits") -> OutfitTable:
    """The current results, without measuring anything. Raises NoSplitError."""
    round_ = outfit_protocol(hub.world(), disjoint=protocol == "outfits-disjoint").test
    kept = [_kept(*_folder_and_key(hub, protocol, scorer)) for scorer in scorers(hub).values()]
    return compared(protocol, round_, [outcome for outcome in kept if outcome is not None], {})


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
            ratio = outcome.range_of(measure).value / best.range_of(measure).value
            gains.setdefault(outcome.name, {})[measure] = OutfitGain(ratio, p, corrected)
    name = "" if best is None else best.name
    return OutfitTable(protocol, round_.note, len(round_.questions), tuple(outcomes), name, gains, failed)


def _outcome(
    hub: Hub, protocol: OutfitProtocolName, round_: OutfitRound, scorer: SetScorer, progress: Progress
) -> OutfitOutcome:
    folder, key = _folder_and_key(hub, protocol, scorer)
    current = _kept(folder, key)
    if current is not None:
        return current

    def tell(step: str, done: int, total: int) -> None:
        progress(f"{scorer.title}: {step}", done, total)

    with hub.workspace.building():
        outcome = measured(scorer, round_, tell)
        report = outcome.report | {"key": key}
        making = folder.with_name(f"{scorer.name}.partial")
        with writing(making):
            shutil.rmtree(making, ignore_errors=True)
            making.mkdir(parents=True)
            for field in fields(OutfitFigures):
                np.save(making / f"{field.name}.npy", getattr(outcome.figures, field.name), allow_pickle=False)
            write_json(making / "report.json", report)
        replace_folder(making, folder)
    return OutfitOutcome(scorer.name, report, outcome.figures)


def measured(scorer: SetScorer, round_: OutfitRound, progress: Progress = silent) -> OutfitOutcome:
    """The set scorer fitted on the round's world, and what it reaches on its questions. Raises ModelError."""
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, PeakMemory() as peak:
        fitted = scorer.fit(round_.world, Path(folder), progress)
    seconds = time.monotonic() - started
    report = {
        "name": scorer.name,
        "title": scorer.title,
        "floor": scorer.is_floor,
        "caution": scorer.caution,
        "config": as_json(scorer.config),
        "seconds": round(seconds, 1),
        "megabytes": peak.megabytes,
        "made": time.strftime("%Y-%m-%dT%H:%M:%S%z"),
        "machine": str(machine()),
        "versions": versions(),
    }
    return OutfitOutcome(scorer.name, report, outfit_figures(fitted, round_.questions, round_.slots, progress))


def _folder_and_key(hub: Hub, protocol: OutfitProtocolName, scorer: SetScorer) -> tuple[Path, str]:
    """(the folder of its outcome, the key of a current outcome there)."""
    catalog, pictures = hub.workspace.get("catalog").fingerprint, hub.workspace.find("pictures")
    seen = pictures.fingerprint if pictures and "pictures" in scorer.needs else ""
    config = as_json(scorer.config)
    key = fingerprint(catalog, hub.encoder.identity, seen, protocol, scorer.name, scorer.version, config)
    return hub.workspace.lab(protocol) / scorer.name, key


def _kept(folder: Path, key: str) -> OutfitOutcome | None:
    try:
        report = json.loads((folder / "report.json").read_text())
        arrays = {field.name: np.load(folder / f"{field.name}.npy") for field in fields(OutfitFigures)}
    except (OSError, ValueError, EOFError):
        return None
    return OutfitOutcome(folder.name, report, OutfitFigures(**arrays)) if report.get("key") == key else None


def _range_text(figure: Range) -> str:
    return f"{figure.value:.3f} [{figure.low:.3f}, {figure.high:.3f}]"


def _gain_text(gain: OutfitGain) -> str:
    return f"{gain.ratio:.3f} x  {gain.p:.4f}  {gain.holm:.4f}"


def _table(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            cell.rjust(width) if column else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
