"""The whole way from a data folder to a workspace: its stages, which are stale and why, and running them."""

import contextlib
import json
import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from stylehub_core.build import stages
from stylehub_core.build.state import BuildState, read_build
from stylehub_core.catalog.fingerprint import fingerprint_of, pictures_fingerprint_of
from stylehub_core.config import as_json
from stylehub_core.errors import ModelError, StyleHubError, TooLittleDataError, WorkspaceError
from stylehub_core.evaluation.model_report import VERSION as METRICS_VERSION
from stylehub_core.features.text_encoder import EncoderConfig, TextEncoder
from stylehub_core.hub.known_models import known_models
from stylehub_core.hub.overrides import blamed
from stylehub_core.hub.workspace_settings import Overrides, Settings
from stylehub_core.maps.saved_map import VERSION as MAP_VERSION
from stylehub_core.models.contract import FIRST_MODEL, Model
from stylehub_core.models.world import Need
from stylehub_core.progress import Progress, silent
from stylehub_core.registry import named
from stylehub_core.workspace import Workspace, fingerprint

Recipe = Literal["all", "paper", "stylehub", "interactions"]


@dataclass(frozen=True)
class Stage:
    """One result: its name on disk and for people, what it is made from, and how.

    inputs: JSON that must not change if the result is to stay; `make(folder, progress)` gives its facts.
    of: the stage that this one is made from and that must not have failed, or ''.
    overrides: what the workspace sets of the model that it is of.
    """

    name: str
    title: str
    inputs: dict[str, Any]
    make: Callable[[Path, Progress], dict[str, Any]]
    of: str = ""
    overrides: Overrides = field(default_factory=dict)

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.name, self.inputs)


@dataclass(frozen=True)
class StageStatus:
    """state: left-out where the data is too little for it, which is no fault; failed for any other reason.

    why: which inputs changed, or why it was left out or failed.
    settings: what the workspace sets of its model.
    """

    name: str
    title: str
    state: Literal["built", "stale", "missing", "left-out", "failed"]
    why: str = ""
    made: str = ""
    seconds: float = 0.0
    settings: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Missed:
    """Why a stage was not made in a build."""

    state: Literal["left-out", "failed"]
    why: str


class NotEverythingBuiltError(StyleHubError):
    """Some stages failed, and the others were built. stages: how each of them ended."""

    def __init__(self, message: str, stages: Sequence[StageStatus]) -> None:
        super().__init__(message)
        self.stages = tuple(stages)


def plan(workspace: Workspace, settings: Settings, names: Sequence[str] | None = None) -> list[Stage]:
    """All stages for these models, in the order of running. Raises CatalogError, ModelError.

    By default of those that every build makes, those added to the workspace, and those that are built in it already.
    """
    data = Path(settings.data)
    encoder = TextEncoder(EncoderConfig(settings.encoder), workspace.cache / "text")
    tables, context = fingerprint_of(data), stages.Context(workspace, data, encoder)
    pictures = pictures_fingerprint_of(data)
    known = known_models(workspace, settings.overrides)
    if names is None:
        chosen = [one for one in known.values() if one.by_default or workspace.find(f"model/{one.name}")]
    else:
        chosen = [named(name, known, "model") for name in names]
    articles, purchases = {"articles": tables.articles}, {"purchases": tables.purchases}
    sources: dict[Need, str] = {"texts": encoder.identity, "pictures": pictures, "purchases": tables.purchases}
    inputs = {model.name: _inputs(model, articles, sources) for model in chosen}
    listed = [
        Stage("catalog", "Catalogue", {**articles, **purchases, "version": 1}, context.catalog),
        Stage("lexical", "Word index", {**articles, "version": 1}, context.lexical),
    ]
    listed += [_model_stage(model, inputs, context) for model in chosen if model.name == FIRST_MODEL]
    listed.append(Stage("pictures", "Pictures", {**articles, "pictures": pictures, "version": 1}, context.pictures))
    listed += [_model_stage(model, inputs, context) for model in chosen if model.name != FIRST_MODEL]
    for model in chosen:
        listed.append(_derived("map", "Map", model, {**inputs[model.name], "map_version": MAP_VERSION}, context.map))
    for model in chosen:
        measured = {**inputs[model.name], **purchases, "metrics_version": METRICS_VERSION}
        listed.append(_derived("metrics", "Metrics", model, measured, context.metrics))
    return [_with_overrides(stage, settings.overrides) for stage in listed]


def status(workspace: Workspace, stages: Sequence[Stage]) -> list[StageStatus]:
    """What is there, what is stale and why; of what is missing, why the last build left it out."""
    before = _left_out_before(workspace)
    found = (_status(workspace, stage) for stage in stages)
    return [
        replace(one, why=f"the last build left it out: {before[one.name]}")
        if one.state == "missing" and one.name in before
        else one
        for one in found
    ]


def left_out(found: Sequence[StageStatus]) -> str:
    """Why each of these models, maps and reports was left out, in a sentence; '' where none was."""
    return " ".join(_reasons(found, "left-out"))


def build(
    workspace: Workspace,
    settings: Settings,
    names: Sequence[str] | None = None,
    *,
    only: Callable[[Stage], bool] | None = None,
    progress: Progress = silent,
) -> list[StageStatus]:
    """Run what is missing or stale. A stage that fails or is left out does not stop the others.

    Raises NotEverythingBuiltError at the end where any failed.
    What the data is too little for is 'left-out' in the result and raises nothing.
    """
    with workspace.building():
        listed = [stage for stage in plan(workspace, settings, names) if only is None or only(stage)]
        settings.save(workspace)
        state = BuildState(workspace, [(stage.name, stage.title) for stage in listed])
        missed: dict[str, Missed] = {}
        try:
            for stage in listed:
                base = missed.get(stage.of)
                ended = (
                    Missed(base.state, f"{stage.of} was not built") if base else _run(workspace, stage, state, progress)
                )
                if ended is not None:
                    missed[stage.name] = ended
                    state.missed(stage.name, ended.state, ended.why)
        except BaseException as error:
            state.stopped(str(error) or type(error).__name__)
            raise
        found = [_ended(workspace, stage, missed.get(stage.name)) for stage in listed]
        failed = _reasons(found, "failed")
        state.finished("; ".join(failed), note=left_out(found))
        if failed:
            raise NotEverythingBuiltError(
                f"Not everything was built. {' '.join([*failed, left_out(found)])}".strip(), found
            )
        return found


def _run(workspace: Workspace, stage: Stage, state: BuildState, progress: Progress) -> Missed | None:
    """Why the stage was not made; None where it was."""
    if workspace.adopt(stage.name, stage.fingerprint):
        state.done(stage.name, 0.0)
        return None
    state.begin(stage.name)
    started = time.monotonic()

    def tell(what: str, done: int, total: int) -> None:
        state.progress(what, done, total)
        progress(f"{stage.title}: {what}", done, total)

    try:
        folder = workspace.partial(stage.name, stage.fingerprint)
        with blamed(str(stage.inputs.get("model", "")), stage.overrides):
            facts = stage.make(folder, tell)
        (folder / "checkpoint.safetensors").unlink(missing_ok=True)
        shutil.rmtree(folder / "refit", ignore_errors=True)
        seconds = round(time.monotonic() - started, 2)
        workspace.publish(stage.name, stage.fingerprint, {**facts, "inputs": stage.inputs, "seconds": seconds})
    except TooLittleDataError as error:
        return Missed("left-out", str(error))
    except (ModelError, MemoryError) as error:
        return Missed("failed", str(error))
    except OSError as error:
        raise WorkspaceError(
            f"{stage.title} could not be written ({error.strerror or error}): is the disk full? "
            "What was built before is untouched; build again to go on."
        ) from error
    state.done(stage.name, seconds)
    return None


def _model_stage(model: Model, inputs: Mapping[str, dict[str, Any]], context: stages.Context) -> Stage:
    return Stage(f"model/{model.name}", model.title, inputs[model.name], lambda f, p: context.model(model.name, f, p))


def _derived(
    part: str,
    title: str,
    model: Model,
    inputs: dict[str, Any],
    make: Callable[[str, Path, Progress], dict[str, Any]],
) -> Stage:
    name, title = f"{part}/{model.name}", f"{title} of {model.title}"
    return Stage(name, title, inputs, lambda f, p: make(model.name, f, p), of=f"model/{model.name}")


def _with_overrides(stage: Stage, overrides: Overrides) -> Stage:
    own = {name: one for name, one in overrides.items() if name == stage.inputs.get("model")}
    return replace(stage, overrides=own) if own else stage


def _inputs(model: Model, articles: Mapping[str, str], sources: Mapping[Need, str]) -> dict[str, Any]:
    """What the model depends on: which articles there are, and what it says that it needs."""
    needed: dict[str, str] = {need: sources[need] for need in sorted(model.needs)}
    return {**articles, **needed, "model": model.name, "version": model.version, "config": as_json(model.config)}


def _ended(workspace: Workspace, stage: Stage, missed: Missed | None) -> StageStatus:
    found = _status(workspace, stage)
    return found if missed is None else replace(found, state=missed.state, why=missed.why)


def _reasons(found: Sequence[StageStatus], state: Literal["left-out", "failed"]) -> list[str]:
    """Why each stage ended in `state`; nothing of maps and reports whose model ended so."""
    ended = [one for one in found if one.state == state]
    models = {one.name.removeprefix("model/") for one in ended if one.name.startswith("model/")}
    return [
        f"{one.title}: {one.why}"
        for one in ended
        if one.name.startswith("model/") or one.name.partition("/")[2] not in models
    ]


def _left_out_before(workspace: Workspace) -> dict[str, str]:
    """The reasons of the last build by the names of the stages; none where its report cannot be read."""
    with contextlib.suppress(WorkspaceError):
        report = read_build(workspace)
        return {one.name: one.what for one in report.stages if one.state == "left-out"} if report else {}
    return {}


def _status(workspace: Workspace, stage: Stage) -> StageStatus:
    found = workspace.find(stage.name)
    given = stage.overrides.get(str(stage.inputs.get("model", "")), {})
    if found is None:
        return StageStatus(stage.name, stage.title, "missing", settings=given)
    made, seconds = str(found.facts.get("made", "")), float(found.facts.get("seconds", 0))
    if found.fingerprint == stage.fingerprint:
        return StageStatus(stage.name, stage.title, "built", "", made, seconds, given)
    before = found.facts.get("inputs", {})
    now = json.loads(json.dumps(stage.inputs, default=str))  # as the facts hold them: no tuples
    changed = sorted(key for key in {*before, *now} if before.get(key) != now.get(key))
    return StageStatus(stage.name, stage.title, "stale", f"changed: {', '.join(changed)}", made, seconds, given)
