"""Search of the recommenders' settings on validation with Optuna, with the same trials and time for each."""

import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stylehub_core.errors import ModelError, QueryError
from stylehub_core.evaluation.blend_choice import chosen_blend
from stylehub_core.evaluation.protocol import Protocol, Round, protocol
from stylehub_core.files import writing
from stylehub_core.hub.hub import Hub
from stylehub_core.lab import run as lab
from stylehub_core.lab.figures import K
from stylehub_core.lab.tuned import Tuned, tuning_folder
from stylehub_core.progress import Progress, silent
from stylehub_core.recommenders.contract import Recommender
from stylehub_core.recommenders.search_space import Between, Choices

if TYPE_CHECKING:
    from optuna import Study
    from optuna.trial import FrozenTrial, Trial


@dataclass(frozen=True)
class TuneConfig:
    """The budget of each recommender.

    trials: at most; the first has the settings as they are.
    seconds: no trial begins after this.
    """

    trials: int = 20
    seconds: float = 600.0
    seed: int = 0


@dataclass(frozen=True)
class Searched:
    """found: one result for each recommender, in order.
    failed: the reason, by the name of each recommender that could not be fitted.
    """

    found: tuple[Tuned, ...]
    failed: dict[str, str]


def tune(
    hub: Hub,
    protocol_name: str,
    chosen: Sequence[str] | None = None,
    config: TuneConfig | None = None,
    progress: Progress = silent,
) -> Searched:
    """Search the settings of these recommenders (by default all); from then on the lab uses the best ones.

    An interrupted search is resumed, and a larger budget continues from the trials already made.
    Raises QueryError for an empty budget, ModelError for an unknown recommender, NoSplitError if the data is too short.
    """
    config = config or TuneConfig()
    if config.trials < 1 or config.seconds <= 0:
        raise QueryError(
            f"A search of {config.trials} trials in {config.seconds:g} seconds finds nothing: allow at least 1 of both."
        )
    chosen_protocol = protocol(protocol_name, hub.world(progress))
    recommenders = [lab.untuned(hub, name) for name in (lab.names(hub) if chosen is None else chosen)]
    results, failed = [], {}
    with hub.workspace.building():
        for recommender in recommenders:
            try:
                results.append(_search(hub, chosen_protocol, recommender, config, progress))
            except ModelError as error:
                failed[recommender.name] = str(error)
    return Searched(tuple(results), failed)


def _search(hub: Hub, protocol: Protocol, recommender: Recommender, config: TuneConfig, progress: Progress) -> Tuned:
    folder = tuning_folder(hub, protocol.name, recommender)
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        study = _study(folder, config)
    if not study.trials:
        study.enqueue_trial({name: recommender.setting(name) for name in recommender.space})
    # A trial cut short by a killed run does not count.
    wanted, started = config.trials if recommender.space else 1, time.monotonic()
    while (done := len(_finished(study))) < wanted and (not done or time.monotonic() - started < config.seconds):
        progress(f"{recommender.title}: trying settings", done, wanted)
        trial = study.ask()
        settings = {name: _suggested(trial, name, choices) for name, choices in recommender.space.items()}
        study.tell(trial, _score(recommender.changed(settings), protocol.validation, folder / "fit", progress))
        shutil.rmtree(folder / "fit", ignore_errors=True)
    finished = _finished(study)
    values = [float(trial.value or 0.0) for trial in finished]
    seconds = sum(trial.duration.total_seconds() for trial in finished if trial.duration)
    best, before = round(max(values), 6), round(values[0], 6)
    result = Tuned(
        recommender.name, study.best_params, best, before, len(values), round(seconds, 1), len(values) < wanted
    )
    result.save(folder)
    return result


def _study(folder: Path, config: TuneConfig) -> "Study":
    import optuna
    from optuna.storages import JournalStorage
    from optuna.storages.journal import JournalFileBackend

    optuna.logging.set_verbosity(optuna.logging.WARNING)
    return optuna.create_study(
        storage=JournalStorage(JournalFileBackend(str(folder / "trials.log"))),
        sampler=optuna.samplers.TPESampler(seed=config.seed, n_startup_trials=max(config.trials // 3, 1)),
        study_name="settings",
        direction="maximize",
        load_if_exists=True,
    )


def _finished(study: "Study") -> "list[FrozenTrial]":
    from optuna.trial import TrialState

    return study.get_trials(deepcopy=False, states=(TrialState.COMPLETE,))


def _suggested(trial: "Trial", name: str, choices: Choices) -> Any:
    if not isinstance(choices, Between):
        return trial.suggest_categorical(name, choices)
    if isinstance(choices.low, int) and isinstance(choices.high, int):
        return trial.suggest_int(name, choices.low, choices.high, log=choices.log)
    return trial.suggest_float(name, choices.low, choices.high, log=choices.log)


def _score(recommender: Recommender, round_: Round, folder: Path, progress: Progress) -> float:
    """recall@K on validation, with the blend chosen there."""
    blender = lab.fitted(recommender, round_, folder, progress)
    return chosen_blend(blender, round_.requests, round_.questions.relevant, K)[1]
