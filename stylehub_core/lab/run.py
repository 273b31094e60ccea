"""The lab: every recommender under one protocol, fitted twice, blended alike, kept as soon as it is measured."""

import json
import shutil
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np

from stylehub_core.arrays import FloatVector, IntMatrix
from stylehub_core.config import as_json
from stylehub_core.errors import ModelError, QueryError
from stylehub_core.evaluation.blend_choice import CHOICE, GRID, chosen_blend
from stylehub_core.evaluation.protocol import Protocol, Questions, Round, protocol
from stylehub_core.evaluation.ranking import recall_at_k
from stylehub_core.files import replace_folder, write_json, writing
from stylehub_core.hub.hub import Hub
from stylehub_core.hub.overrides import blamed, with_overrides
from stylehub_core.lab.figures import K, figures
from stylehub_core.lab.result_key import result_key
from stylehub_core.lab.tuned import Tuned, tuned
from stylehub_core.machine.description import machine
from stylehub_core.machine.peak_memory import PeakMemory
from stylehub_core.plain_json import plain as as_plain
from stylehub_core.progress import Progress, silent
from stylehub_core.recommenders.blend import Blend, Blender
from stylehub_core.recommenders.contract import Recommender
from stylehub_core.recommenders.near import NearModel
from stylehub_core.recommenders.registry import recommender, recommenders
from stylehub_core.recommenders.saved import save
from stylehub_core.registry import named
from stylehub_core.workspace import versions

DEPTH = 50
"""Ranked articles that are kept for each customer, for other k and for screens."""
SCORER = "scorer.skops"


@dataclass(frozen=True, eq=False)
class Outcome:
    """One recommender under one protocol.

    report: JSON; plain, blended: (customers, DEPTH) rankings without and with the blend; folder: where they are kept,
    and SCORER, which was fitted for the test.
    """

    name: str
    report: dict[str, Any]
    plain: IntMatrix
    blended: IntMatrix
    folder: Path

    @property
    def blend(self) -> Blend:
        """What was chosen on validation."""
        return Blend(**self.report["blend"])

    def recall(self, questions: Questions, *, blended: bool = True) -> FloatVector:
        """(customers,) recall@K, NaN where nothing was bought."""
        return recall_at_k(self.blended if blended else self.plain, questions.relevant, k=K)


@dataclass(frozen=True, eq=False)
class Lab:
    """All outcomes of one protocol, in the order of the recommenders. failed: why, by name."""

    protocol: Protocol
    outcomes: tuple[Outcome, ...]
    failed: dict[str, str]


def names(hub: Hub) -> list[str]:
    """What the lab can measure: every recommender, and every model of the workspace as one.

    A recommender whose vectors are a model is measured once, as the recommender.
    """
    return [*recommenders(), *(name for name in hub.models if name not in recommenders())]


def run(hub: Hub, protocol_name: str, chosen: Sequence[str] | None = None, progress: Progress = silent) -> Lab:
    """Measure these recommenders (by default all), reading those that are measured already.

    Raises QueryError for an unknown protocol or recommender, NoSplitError where the data is too short. A recommender
    that cannot be fitted does not stop the others.
    """
    known = names(hub)
    wanted = known if chosen is None else list(dict.fromkeys(chosen))
    if unknown := [name for name in wanted if name not in known]:
        raise QueryError(f"No recommender '{unknown[0][:60]}'. The recommenders are: {', '.join(known)}.")
    found = protocol(protocol_name, hub.world(progress))
    outcomes, failed = [], {}
    for name in wanted:
        try:
            outcomes.append(outcome(hub, found, name, progress))
        except ModelError as error:
            failed[name] = str(error)
    return Lab(found, tuple(outcomes), failed)


def measured(hub: Hub, asked: Protocol) -> tuple[Outcome, ...]:
    """What is measured already under this protocol, with nothing changed since; in the order of the recommenders."""
    found = (kept(hub, asked.name, name) for name in names(hub))
    return tuple(one for one in found if one is not None)


def kept(hub: Hub, protocol_name: str, name: str) -> Outcome | None:
    """What was measured of one, with nothing changed since; None where it is not measured. Raises ModelError."""
    return _kept(name, *place(hub, protocol_name, name))


def is_kept(hub: Hub, protocol_name: str, name: str) -> bool:
    """Whether `kept` finds something; of the rankings only type, shape and size of file are read. Raises ModelError."""
    return _kept(name, *place(hub, protocol_name, name), mapped="r") is not None


def outcome(hub: Hub, asked: Protocol, name: str, progress: Progress = silent) -> Outcome:
    """Measure one recommender, or read what is measured already. Raises ModelError, WorkspaceError."""
    where = place(hub, asked.name, name)
    found = _kept(name, *where)
    if found is not None:
        return found
    one, search = _with_search(hub, name, asked.name)
    with hub.workspace.building(), blamed(name, hub.settings.overrides):
        return _measure(asked, one, *where, search, progress)


def recommender_of(hub: Hub, name: str, protocol_name: str) -> Recommender:
    """The recommender, or the model as one, called `name`, with the settings that tuning found under this protocol.

    Raises ModelError for an unknown one.
    """
    return _with_search(hub, name, protocol_name)[0]


def untuned(hub: Hub, name: str) -> Recommender:
    """The recommender, or the model as one, with the settings of the code or of the workspace. Raises ModelError."""
    if name in recommenders():
        return with_overrides(recommender(name), hub.settings.overrides)
    found = named(name, hub.models, "model")
    vectors = None if "purchases" in found.needs or name not in hub.ready else np.asarray(hub.model(name).vectors)
    return NearModel(found, vectors)


def place(hub: Hub, protocol_name: str, name: str) -> tuple[Path, str]:
    """Where its outcome is kept, and the key that it has there as long as nothing changes. Raises ModelError."""
    one, search = _with_search(hub, name, protocol_name)
    key = result_key(hub, protocol_name, one, CHOICE, search.trials if search else 1)
    return hub.workspace.lab(protocol_name) / name, key


def _with_search(hub: Hub, name: str, protocol_name: str) -> tuple[Recommender, Tuned | None]:
    """`recommender_of`, and the search that its settings are from."""
    one = untuned(hub, name)
    search = tuned(hub, protocol_name, one)
    return (one if search is None else one.changed(search.settings)), search


def _measure(
    asked: Protocol, one: Recommender, folder: Path, key: str, search: Tuned | None, progress: Progress
) -> Outcome:
    making = folder.with_name(f"{one.name}.partial")
    with writing(making):
        shutil.rmtree(making, ignore_errors=True)
        making.mkdir(parents=True)

    def tell(what: str, done: int, total: int) -> None:
        progress(f"{one.title}: {what}", done, total)

    started = time.monotonic()
    with PeakMemory() as peak:
        first = fitted(one, asked.validation, making / "validation", tell)
        blend, _ = chosen_blend(first, asked.validation.requests, asked.validation.questions.relevant, K)
        blender = fitted(one, asked.test, making / "test", tell)
    seconds = time.monotonic() - started
    plain, blended = blender.rankings(asked.test.requests, DEPTH, (Blend(), blend))
    report = {
        "key": key,
        "name": one.name,
        "title": one.title,
        "kind": one.kind,
        "caution": one.caution,
        "blend": asdict(blend),
        "trials": len(GRID) * (search.trials if search else 1),
        "settings": {name: one.setting(name) for name in one.space},
        "config": as_json(one.config),
        "tuned": None if search is None else asdict(search),
        "seconds": round(seconds, 1),
        "megabytes": peak.megabytes,
        "made": time.strftime("%Y-%m-%dT%H:%M:%S%z"),
        "machine": str(machine()),
        "versions": versions(),
        "plain": figures(plain, asked.test),
        "blended": figures(blended, asked.test),
    }
    for part in ("validation", "test"):
        shutil.rmtree(making / part, ignore_errors=True)
    save(blender.scorer, making / SCORER)
    with writing(making):
        np.save(making / "plain.npy", plain, allow_pickle=False)
        np.save(making / "blended.npy", blended, allow_pickle=False)
        write_json(making / "report.json", report)
    replace_folder(making, folder)
    return Outcome(one.name, as_plain(report), plain, blended, folder)


def _kept(name: str, folder: Path, key: str, mapped: Literal["r"] | None = None) -> Outcome | None:
    try:
        report = json.loads((folder / "report.json").read_text())
        plain, blended = (np.load(folder / f"{what}.npy", mapped, allow_pickle=False) for what in ("plain", "blended"))
    except (OSError, ValueError, EOFError):
        return None
    whole = report.get("key") == key and (folder / SCORER).is_file()
    return Outcome(name, report, plain, blended, folder) if whole else None


def fitted(one: Recommender, asked: Round, folder: Path, progress: Progress = silent) -> Blender:
    """Learned from what this round shows; checkpoints go to `folder`. Raises ModelError."""
    folder.mkdir(parents=True, exist_ok=True)
    scorer = one.fit(asked.world, folder, progress)
    return Blender(scorer, asked.popularity, asked.world.articles, repeats=asked.repeats)
