"""From a data folder to a workspace: plan the stages, tell which are stale and why, and run them."""

import contextlib
import json
import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from stylehub_core.alignment.cross_fit import NAME as ALIGNMENT
from stylehub_core.alignment.cross_fit import VERSION as ALIGNMENT_VERSION
from stylehub_core.alignment.cross_fit import AlignmentConfig, AlignmentSettings
from stylehub_core.build import stages
from stylehub_core.build.state import BuildState, read_build
from stylehub_core.catalog.fingerprint import NO_PICTURES, fingerprint_of, pictures_fingerprint_of
from stylehub_core.config import as_json
from stylehub_core.errors import ModelError, StyleHubError, TooLittleDataError, WorkspaceError
from stylehub_core.evaluation.model_report import VERSION as METRICS_VERSION
from stylehub_core.features.picture_encoders.registry import encoder_identities
from stylehub_core.features.text_encoder import EncoderConfig, TextEncoder
from stylehub_core.hub.known_models import known_models
from stylehub_core.hub.overrides import blamed, with_overrides
from stylehub_core.hub.workspace_settings import Overrides, Settings
from stylehub_core.maps.saved_map import VERSION as MAP_VERSION
from stylehub_core.models.contract import FIRST_MODEL, Model
from stylehub_core.models.world import Need
from stylehub_core.outfits.contract import SetScorer
from stylehub_core.outfits.registry import set_scorer, set_scorers
from stylehub_core.progress import Progress, silent
from stylehub_core.registry import named
from stylehub_core.workspace import Workspace, fingerprint

Recipe = Literal["all", "paper", "stylehub", "interactions"]


@dataclass(frozen=True)
class Stage:
    """One result of a build.

    name: its name on disk, such as 'map/raw-text'.
    inputs: JSON values; the result is stale when one of them changes.
    make: `make(folder, progress)` writes the result and returns its facts.
    of: the stage that this one is made from, or ''. If that stage fails, so does this one.
    overrides: the settings that the workspace changes for it.
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

    @property
    def has_settings_of(self) -> str:
        """The name whose settings it is made with: its model's, or its own."""
        return str(self.inputs.get("model", self.name))


@dataclass(frozen=True)
class StageStatus:
    """The state of one stage.

    state: 'left-out' if there is too little data for it, which is not an error; 'failed' for any other reason.
    why: which inputs changed, or why the stage was left out or failed.
    made: when, as an ISO time, or ''. seconds: how long it took.
    settings: the settings that the workspace changes for it.
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
    """Why a build did not make a stage."""

    state: Literal["left-out", "failed"]
    why: str


class NotEverythingBuiltError(StyleHubError):
    """At least one stage failed; the others were built. stages: how each stage ended."""

    def __init__(self, message: str, stages: Sequence[StageStatus]) -> None:
        super().__init__(message)
        self.stages = tuple(stages)


def plan(workspace: Workspace, settings: Settings, names: Sequence[str] | None = None) -> list[Stage]:
    """All stages for these models and set scorers, in the order in which they run. Raises CatalogError, ModelError.

    names: by default, the models and set scorers of every build, those added to the workspace, and those built in it
    already. Models that need pictures are in every build of a folder that has some.
    """
    data = Path(settings.data)
    encoder = TextEncoder(EncoderConfig(settings.encoder), workspace.cache / "text")
    tables, context = fingerprint_of(data), stages.Context(workspace, data, encoder)
    pictures = pictures_fingerprint_of(data)
    known = known_models(workspace, settings.overrides)
    if names is None:
        missing: set[Need] = {"pictures"} if pictures == NO_PICTURES else set()
        chosen = [
            model
            for model in known.values()
            if (model.by_default and not missing & model.needs) or workspace.find(f"model/{model.name}")
        ]
    else:
        chosen = [named(name, known, "model") for name in names if name not in set_scorers()]
    articles, purchases = {"articles": tables.articles}, {"purchases": tables.purchases}
    outfits = {"outfits": tables.outfits} if tables.outfits else {}  # catalogues of shops without stay as they are
    sources: dict[Need, str] = {
        "texts": encoder.identity,
        "pictures": pictures,
        "purchases": tables.purchases,
        "outfits": tables.outfits,
    }
    inputs = {model.name: _inputs(model, articles, sources) for model in chosen}
    planned = [
        Stage("catalog", "Catalogue", {**articles, **purchases, **outfits, "version": 1}, context.catalog),
        Stage("lexical", "Word index", {**articles, "version": 2}, context.lexical),
    ]
    planned += [_model_stage(model, inputs, context) for model in chosen if model.name == FIRST_MODEL]
    planned.append(Stage("pictures", "Pictures", {**articles, "pictures": pictures, "version": 1}, context.pictures))
    planned += [_model_stage(model, inputs, context) for model in chosen if model.name != FIRST_MODEL]
    if pictures != NO_PICTURES and any("pictures" in model.needs for model in chosen):
        config = with_overrides(AlignmentSettings(), settings.overrides).config
        planned.append(_alignment_stage(config, {**articles, "pictures": pictures}, context))
    scorers: dict[str, Stage] = {}
    for name in _set_scorers(workspace, names):
        scorer = with_overrides(set_scorer(name), settings.overrides)
        scorers[name] = _set_scorer_stage(scorer, articles, sources, context, scorers.get(scorer.teacher))
    planned += scorers.values()
    for model in chosen:
        planned.append(_derived("map", "Map", model, {**inputs[model.name], "map_version": MAP_VERSION}, context.map))
    for model in chosen:
        measured = {**inputs[model.name], **purchases, "metrics_version": METRICS_VERSION}
        planned.append(_derived("metrics", "Metrics", model, measured, context.metrics))
    return [_with_overrides(stage, settings.overrides) for stage in planned]


def status(workspace: Workspace, stages: Sequence[Stage]) -> list[StageStatus]:
    """What is built, what is stale and why, and what is missing, with the reason if the last build left it out."""
    reasons = _left_out_before(workspace)
    statuses = (_status(workspace, stage) for stage in stages)
    return [
        replace(status, why=f"the last build left it out: {reasons[status.name]}")
        if status.state == "missing" and status.name in reasons
        else status
        for status in statuses
    ]


def left_out(stages: Sequence[StageStatus]) -> str:
    """One sentence for each stage that was left out, with the reason; '' if there is none."""
    return " ".join(_reasons(stages, "left-out"))


def build(
    workspace: Workspace,
    settings: Settings,
    names: Sequence[str] | None = None,
    *,
    only: Callable[[Stage], bool] | None = None,
    progress: Progress = silent,
) -> list[StageStatus]:
    """Make what is missing or stale. A stage that fails or is left out does not stop the others.

    Raises NotEverythingBuiltError at the end if any stage failed.
    Stages with too little data are 'left-out' in the result and raise nothing.
    """
    with workspace.building():
        planned = [stage for stage in plan(workspace, settings, names) if only is None or only(stage)]
        settings.save(workspace)
        state = BuildState(workspace, [(stage.name, stage.title) for stage in planned])
        missed: dict[str, Missed] = {}
        try:
            for stage in planned:
                base = missed.get(stage.of)
                fault = (
                    Missed(base.state, f"{stage.of} was not built") if base else _run(workspace, stage, state, progress)
                )
                if fault is not None:
                    missed[stage.name] = fault
                    state.missed(stage.name, fault.state, fault.why)
        except BaseException as error:
            state.stopped(str(error) or type(error).__name__)
            raise
        statuses = [_ended(workspace, stage, missed.get(stage.name)) for stage in planned]
        failed = _reasons(statuses, "failed")
        state.finished("; ".join(failed), note=left_out(statuses))
        if failed:
            raise NotEverythingBuiltError(
                f"Not everything was built. {' '.join([*failed, left_out(statuses)])}".strip(), statuses
            )
        return statuses


def _run(workspace: Workspace, stage: Stage, state: BuildState, progress: Progress) -> Missed | None:
    """Make the stage. Returns why it was not made, or None if it was."""
    if workspace.adopt(stage.name, stage.fingerprint):
        state.done(stage.name, 0.0)
        return None
    state.begin(stage.name)
    started = time.monotonic()

    def report(task: str, done: int, total: int) -> None:
        state.progress(task, done, total)
        progress(f"{stage.title}: {task}", done, total)

    try:
        folder = workspace.partial(stage.name, stage.fingerprint)
        with blamed(stage.has_settings_of, stage.overrides):
            facts = stage.make(folder, report)
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
            "Earlier results are untouched; free some space and build again."
        ) from error
    state.done(stage.name, seconds)
    return None


def _model_stage(model: Model, inputs: Mapping[str, dict[str, Any]], context: stages.Context) -> Stage:
    return Stage(f"model/{model.name}", model.title, inputs[model.name], lambda f, p: context.model(model.name, f, p))


def _set_scorers(workspace: Workspace, names: Sequence[str] | None) -> list[str]:
    """The set scorers to build, and those that they learn from, in their order."""
    known = set_scorers()
    chosen = {
        name
        for name, kind in known.items()
        if (name in names if names is not None else kind.by_default or workspace.find(f"outfits/{name}"))
    }
    chosen |= {known[name].teacher for name in chosen}
    return [name for name in known if name in chosen]


def _set_scorer_stage(
    scorer: SetScorer,
    articles: Mapping[str, str],
    sources: Mapping[Need, str],
    context: stages.Context,
    teacher: Stage | None,
) -> Stage:
    """teacher: the stage of the set scorer that this one learns from, if it does."""
    needed: dict[str, Any] = {need: sources[need] for need in sorted(scorer.needs)}
    if scorer.encoders:
        needed["picture encoders"] = encoder_identities(scorer.encoders)
    made_with = {"set scorer": scorer.name, "version": scorer.version, "config": as_json(scorer.config)}
    inputs = {**articles, **needed, **made_with}
    if teacher:
        inputs["teacher"] = teacher.fingerprint
    of = teacher.name if teacher else ""
    return Stage(f"outfits/{scorer.name}", scorer.title, inputs, lambda f, p: context.set_scorer(scorer, f, p), of)


def _alignment_stage(config: AlignmentConfig, inputs: Mapping[str, str], context: stages.Context) -> Stage:
    """Texts compared with pictures, by their vectors that models which need pictures share.

    Raises ModelError for a picture encoder that does not exist.
    """
    made_from = {
        **inputs,
        "picture encoders": encoder_identities([config.encoder]),
        "config": {**as_json(config), "version": ALIGNMENT_VERSION},
    }
    return Stage(ALIGNMENT, "Texts and pictures", made_from, lambda f, p: context.alignment(config, f, p))


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
    own = {name: values for name, values in overrides.items() if name == stage.has_settings_of}
    return replace(stage, overrides=own) if own else stage


def _inputs(model: Model, articles: Mapping[str, str], sources: Mapping[Need, str]) -> dict[str, Any]:
    """The model's dependencies: the table of articles, each kind of data in `model.needs`, its version and settings.

    Raises ModelError for a picture encoder that does not exist.
    """
    needed: dict[str, Any] = {need: sources[need] for need in sorted(model.needs)}
    if model.encoders:
        needed["picture encoders"] = encoder_identities(model.encoders)
    return {**articles, **needed, "model": model.name, "version": model.version, "config": as_json(model.config)}


def _ended(workspace: Workspace, stage: Stage, missed: Missed | None) -> StageStatus:
    status = _status(workspace, stage)
    return status if missed is None else replace(status, state=missed.state, why=missed.why)


def _reasons(stages: Sequence[StageStatus], state: Literal["left-out", "failed"]) -> list[str]:
    """One sentence for each stage that ended in `state`, but none for the map and metrics of a model that did."""
    ended = [stage for stage in stages if stage.state == state]
    models = {stage.name.removeprefix("model/") for stage in ended if stage.name.startswith("model/")}
    return [
        f"{stage.title}: {stage.why}"
        for stage in ended
        if stage.name.startswith("model/") or stage.name.partition("/")[2] not in models
    ]


def _left_out_before(workspace: Workspace) -> dict[str, str]:
    """Why the last build left out each stage, by stage name; empty if its report cannot be read."""
    with contextlib.suppress(WorkspaceError):
        report = read_build(workspace)
        return {stage.name: stage.what for stage in report.stages if stage.state == "left-out"} if report else {}
    return {}


def _status(workspace: Workspace, stage: Stage) -> StageStatus:
    artifact = workspace.find(stage.name)
    settings = stage.overrides.get(stage.has_settings_of, {})
    if artifact is None:
        return StageStatus(stage.name, stage.title, "missing", settings=settings)
    made, seconds = str(artifact.facts.get("made", "")), float(artifact.facts.get("seconds", 0))
    if artifact.fingerprint == stage.fingerprint:
        return StageStatus(stage.name, stage.title, "built", "", made, seconds, settings)
    before = artifact.facts.get("inputs", {})
    now = json.loads(json.dumps(stage.inputs, default=str))  # as the facts are stored: lists, no tuples
    changed = sorted(key for key in {*before, *now} if before.get(key) != now.get(key))
    return StageStatus(stage.name, stage.title, "stale", f"changed: {', '.join(changed)}", made, seconds, settings)
