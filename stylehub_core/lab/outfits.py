"""The lab's outfit protocols: every set scorer, and the cosines of models, on the same held-out outfits."""

import json
import shutil
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np

from stylehub_core.config import as_json
from stylehub_core.errors import ModelError, QueryError, did_you_mean
from stylehub_core.evaluation.outfit_measures import OutfitFigures, outfit_figures
from stylehub_core.evaluation.outfit_rounds import OutfitRound, outfit_protocol
from stylehub_core.features.picture_encoders.registry import encoder_identities
from stylehub_core.files import replace_folder, write_json, writing
from stylehub_core.hub.hub import Hub
from stylehub_core.hub.overrides import with_overrides
from stylehub_core.lab.outfit_table import OutfitOutcome, OutfitProtocolName, OutfitTable, compared
from stylehub_core.machine.description import machine
from stylehub_core.machine.peak_memory import PeakMemory
from stylehub_core.outfits.contract import SetScorer
from stylehub_core.outfits.cosine_blend import CosineBlend
from stylehub_core.outfits.model_cosine import ModelCosine
from stylehub_core.outfits.registry import set_scorers
from stylehub_core.progress import Progress, part_of, silent
from stylehub_core.workspace import fingerprint, versions


@dataclass(frozen=True, eq=False)
class OutfitStanding:
    """The state of a protocol's measurements.

    table: of the current results.
    changed: names of set scorers measured with other data or settings, or whose files are damaged.
    missing: names of those never measured.
    usual: of both, those that are measured if nobody chooses.
    """

    table: OutfitTable
    changed: tuple[str, ...]
    missing: tuple[str, ...]
    usual: tuple[str, ...]

    @property
    def to_measure(self) -> tuple[str, ...]:
        return (*self.changed, *self.missing)


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
    round_ = outfit_round(hub, protocol, progress)
    outcomes, failed = [], {}
    for name in wanted:
        try:
            outcomes.append(_outcome(hub, protocol, round_, known[name], progress))
        except ModelError as error:
            failed[name] = str(error)
    return compared(protocol, round_, outcomes, failed)


def outfit_round(hub: Hub, protocol: OutfitProtocolName = "outfits", progress: Progress = silent) -> OutfitRound:
    """The held-out outfits of the test. Raises NoSplitError if there are no outfits to ask about."""
    return outfit_protocol(hub.world(progress), disjoint=protocol == "outfits-disjoint").test


def outfit_standing(hub: Hub, protocol: OutfitProtocolName, round_: OutfitRound) -> OutfitStanding:
    """The current results under this protocol, and what is to be measured, without measuring anything."""
    outcomes: list[OutfitOutcome] = []
    changed: list[str] = []
    missing: list[str] = []
    for name, scorer in scorers(hub).items():
        folder, key = _folder_and_key(hub, protocol, scorer)
        outcome = _kept(folder, key, len(round_.questions))
        if outcome is not None:
            outcomes.append(outcome)
        else:
            (changed if folder.is_dir() else missing).append(name)
    usual_ones = usual(hub)
    chosen = [name for name in (*changed, *missing) if name in usual_ones]
    return OutfitStanding(compared(protocol, round_, outcomes, {}), tuple(changed), tuple(missing), tuple(chosen))


def measured_outfits(hub: Hub, protocol: OutfitProtocolName = "outfits") -> OutfitTable:
    """The current results, without measuring anything. Raises NoSplitError."""
    return outfit_standing(hub, protocol, outfit_round(hub, protocol)).table


def _outcome(
    hub: Hub, protocol: OutfitProtocolName, round_: OutfitRound, scorer: SetScorer, progress: Progress
) -> OutfitOutcome:
    folder, key = _folder_and_key(hub, protocol, scorer)
    current = _kept(folder, key, len(round_.questions))
    if current is not None:
        return current

    with hub.workspace.building():
        outcome = measured(scorer, round_, part_of(scorer.title, progress))
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
    encoders = [hub.encoder.identity, *encoder_identities(scorer.encoders)]
    key = fingerprint(catalog, encoders, seen, protocol, scorer.name, scorer.version, as_json(scorer.config))
    return hub.workspace.lab(protocol) / scorer.name, key


def _kept(folder: Path, key: str, questions: int) -> OutfitOutcome | None:
    """The current outcome; None if there is none, or if its files are damaged."""
    try:
        report = json.loads((folder / "report.json").read_text())
        arrays = {field.name: np.load(folder / f"{field.name}.npy") for field in fields(OutfitFigures)}
    except (OSError, ValueError, EOFError):
        return None
    current = report.get("key") == key and all(array.shape == (questions,) for array in arrays.values())
    return OutfitOutcome(folder.name, report, OutfitFigures(**arrays)) if current else None
