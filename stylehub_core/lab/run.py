"""The lab: every recommender under one protocol, fitted twice, with its blend, and saved as soon as it is measured."""

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
from stylehub_core.progress import Progress, part_of, silent
from stylehub_core.recommenders.blend import Blend, Blender
from stylehub_core.recommenders.contract import Recommender
from stylehub_core.recommenders.near import NearModel
from stylehub_core.recommenders.registry import recommender, recommenders
from stylehub_core.recommenders.saved import save
from stylehub_core.registry import named
from stylehub_core.request import Field
from stylehub_core.workspace import versions

DEPTH = 50
"""Ranked articles that are kept for each customer: enough for other k and for the screens."""
SCORER = "scorer.skops"


@dataclass(frozen=True, eq=False)
class Outcome:
    """The results of one recommender under one protocol.

    report: all figures and settings, as JSON.
    plain, blended: (customers, DEPTH) rankings without and with the blend.
    folder: where these are kept, with SCORER, the scorer fitted for the test.
    """

    name: str
    report: dict[str, Any]
    plain: IntMatrix
    blended: IntMatrix
    folder: Path

    @property
    def blend(self) -> Blend:
        """The blend that was chosen on validation."""
        return Blend(**self.report["blend"])

    def recall(self, questions: Questions, *, blended: bool = True) -> FloatVector:
        """(customers,) recall@K, NaN for a customer without purchases."""
        return recall_at_k(self.blended if blended else self.plain, questions.relevant, k=K)


@dataclass(frozen=True, eq=False)
class Lab:
    """All outcomes under one protocol, in the order of the recommenders.

    failed: the reason, by the name of each recommender that could not be fitted.
    """

    protocol: Protocol
    outcomes: tuple[Outcome, ...]
    failed: dict[str, str]


def names(hub: Hub) -> list[str]:
    """The names of all that the lab can measure: every recommender, and every model of the workspace as a recommender.

    A recommender whose vectors are also a model is listed once, as the recommender.
    """
    return [*recommenders(), *(name for name in hub.models if name not in recommenders())]


def names_that_use(hub: Hub, fields: frozenset[Field]) -> list[str]:
    """Those of `names` that can use all these fields of a request."""
    kinds = recommenders()
    return [name for name in names(hub) if fields <= kinds.get(name, NearModel).uses]


def run(hub: Hub, protocol_name: str, chosen: Sequence[str] | None = None, progress: Progress = silent) -> Lab:
    """Measure these recommenders (by default all that are `by_default`); current results are read, not measured again.

    A recommender that cannot be fitted does not stop the others.
    Raises QueryError for an unknown protocol or recommender, NoSplitError if the data is too short.
    """
    known = names(hub)
    optional = {name for name, kind in recommenders().items() if not kind.by_default}
    wanted = [name for name in known if name not in optional] if chosen is None else list(dict.fromkeys(chosen))
    if unknown := [name for name in wanted if name not in known]:
        raise QueryError(f"No recommender '{unknown[0][:60]}'. The recommenders are: {', '.join(known)}.")
    chosen_protocol = protocol(protocol_name, hub.world(progress))
    outcomes, failed = [], {}
    for name in wanted:
        try:
            outcomes.append(outcome(hub, chosen_protocol, name, progress))
        except ModelError as error:
            failed[name] = str(error)
    return Lab(chosen_protocol, tuple(outcomes), failed)


def measured(hub: Hub, protocol: Protocol) -> tuple[Outcome, ...]:
    """The current outcomes under this protocol, in the order of the recommenders."""
    outcomes = (kept(hub, protocol.name, name) for name in names(hub))
    return tuple(outcome for outcome in outcomes if outcome is not None)


def kept(hub: Hub, protocol_name: str, name: str) -> Outcome | None:
    """A recommender's current outcome; None if it is not measured or something has changed. Raises ModelError."""
    return _kept(name, *folder_and_key(hub, protocol_name, name))


def is_kept(hub: Hub, protocol_name: str, name: str) -> bool:
    """Whether `kept` has an outcome; of the rankings only the headers and file sizes are checked. Raises ModelError."""
    return _kept(name, *folder_and_key(hub, protocol_name, name), mapped="r") is not None


def outcome(hub: Hub, protocol: Protocol, name: str, progress: Progress = silent) -> Outcome:
    """Measure one recommender, or read its current outcome. Raises ModelError, WorkspaceError."""
    folder, key = folder_and_key(hub, protocol.name, name)
    current = _kept(name, folder, key)
    if current is not None:
        return current
    recommender, search = _with_search(hub, name, protocol.name)
    with hub.workspace.building(), blamed(name, hub.settings.overrides):
        return _measure(protocol, recommender, folder, key, search, progress)


def recommender_of(hub: Hub, name: str, protocol_name: str) -> Recommender:
    """The recommender, or model as a recommender, called `name`, with the settings tuned under this protocol, if any.

    Raises ModelError for an unknown name.
    """
    return _with_search(hub, name, protocol_name)[0]


def untuned(hub: Hub, name: str) -> Recommender:
    """The recommender, or model as a recommender, with its default or the workspace's settings. Raises ModelError."""
    if name in recommenders():
        return with_overrides(recommender(name), hub.settings.overrides)
    named(name, {**recommenders(), **hub.models}, "recommender")
    model = hub.models[name]
    vectors = None if "purchases" in model.needs or name not in hub.ready else np.asarray(hub.model(name).vectors)
    return NearModel(model, vectors)


def folder_and_key(hub: Hub, protocol_name: str, name: str) -> tuple[Path, str]:
    """(the folder of its outcome, the key of a current outcome there). Raises ModelError."""
    recommender, search = _with_search(hub, name, protocol_name)
    key = result_key(hub, protocol_name, recommender, CHOICE, search.trials if search else 1)
    return hub.workspace.lab(protocol_name) / name, key


def _with_search(hub: Hub, name: str, protocol_name: str) -> tuple[Recommender, Tuned | None]:
    """(`recommender_of`, the search that found its settings, or None)."""
    recommender = untuned(hub, name)
    search = tuned(hub, protocol_name, recommender)
    return (recommender if search is None else recommender.changed(search.settings)), search


def _measure(
    protocol: Protocol, recommender: Recommender, folder: Path, key: str, search: Tuned | None, progress: Progress
) -> Outcome:
    making = folder.with_name(f"{recommender.name}.partial")
    with writing(making):
        shutil.rmtree(making, ignore_errors=True)
        making.mkdir(parents=True)

    tell = part_of(recommender.title, progress)
    started = time.monotonic()
    with PeakMemory() as peak:
        first = fitted(recommender, protocol.validation, making / "validation", tell)
        blend, _ = chosen_blend(first, protocol.validation.requests, protocol.validation.questions.relevant, K)
        blender = fitted(recommender, protocol.test, making / "test", tell)
    seconds = time.monotonic() - started
    plain, blended = blender.rankings(protocol.test.requests, DEPTH, (Blend(), blend))
    report = {
        "key": key,
        "name": recommender.name,
        "title": recommender.title,
        "kind": recommender.kind,
        "caution": recommender.caution,
        "blend": asdict(blend),
        "trials": len(GRID) * (search.trials if search else 1),
        "settings": {name: recommender.setting(name) for name in recommender.space},
        "config": as_json(recommender.config),
        "tuned": None if search is None else asdict(search),
        "seconds": round(seconds, 1),
        "megabytes": peak.megabytes,
        "made": time.strftime("%Y-%m-%dT%H:%M:%S%z"),
        "machine": str(machine()),
        "versions": versions(),
        "plain": figures(plain, protocol.test),
        "blended": figures(blended, protocol.test),
    }
    for part in ("validation", "test"):
        shutil.rmtree(making / part, ignore_errors=True)
    save(blender.scorer, making / SCORER)
    with writing(making):
        np.save(making / "plain.npy", plain, allow_pickle=False)
        np.save(making / "blended.npy", blended, allow_pickle=False)
        write_json(making / "report.json", report)
    replace_folder(making, folder)
    return Outcome(recommender.name, as_plain(report), plain, blended, folder)


def _kept(name: str, folder: Path, key: str, mapped: Literal["r"] | None = None) -> Outcome | None:
    try:
        report = json.loads((folder / "report.json").read_text())
        plain, blended = (
            np.load(folder / f"{ranking}.npy", mapped, allow_pickle=False) for ranking in ("plain", "blended")
        )
    except (OSError, ValueError, EOFError):
        return None
    is_current = report.get("key") == key and (folder / SCORER).is_file()
    return Outcome(name, report, plain, blended, folder) if is_current else None


def fitted(recommender: Recommender, round_: Round, folder: Path, progress: Progress = silent) -> Blender:
    """The recommender fitted to this round's training data; checkpoints go to `folder`. Raises ModelError."""
    folder.mkdir(parents=True, exist_ok=True)
    scorer = recommender.fit(round_.world, folder, progress)
    return Blender(scorer, round_.popularity, round_.world.articles, repeats=round_.repeats)
