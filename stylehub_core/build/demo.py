"""The demo: search works within a minute, then the study's models are built, then everything else."""

from pathlib import Path

from stylehub_core.build.run import Stage, StageStatus, build, left_out
from stylehub_core.errors import TooLittleDataError
from stylehub_core.hub.hub import Hub
from stylehub_core.hub.known_models import known_models
from stylehub_core.hub.workspace_settings import Settings, kept_overrides
from stylehub_core.lab import run as lab
from stylehub_core.lab.personal import PersonalSearch
from stylehub_core.lab.personal_config import TITLE
from stylehub_core.lab.serving import Serving
from stylehub_core.models.contract import FIRST_MODEL
from stylehub_core.outfits.registry import learned_set_scorers
from stylehub_core.progress import Progress, silent
from stylehub_core.sample.write import write_sample, write_tables
from stylehub_core.workspace import Workspace

FIRST = ("catalog", "lexical", "prices", f"model/{FIRST_MODEL}")
"""The stages that search needs."""


def prepare(workspace: Workspace, data: Path, progress: Progress = silent) -> list[StageStatus]:
    """Draw the sample into `data` and build from it whatever is missing or stale."""
    data = data.expanduser().resolve()
    settings = Settings(str(data), overrides=kept_overrides(workspace))
    if not (data / "sample.json").is_file():
        write_tables(data, progress=progress)
        build(workspace, settings, only=_is_first, progress=progress)
        write_sample(data, progress=progress)
    return build(workspace, settings, progress=progress)


def complete(workspace: Workspace, progress: Progress = silent) -> str:
    """Build the optional models, prepare every recommender and searches with a customer, then learn to judge outfits.

    Returns a sentence for each of them that has too little data, or ''.
    """
    settings, names = Settings.load(workspace), list(known_models(workspace))
    build(workspace, settings, names, progress=progress)
    notes = []
    hub = Hub(workspace.folder)
    serving = Serving(hub, "today")
    for name in lab.names(hub):
        try:
            serving.prepare(name, progress)
        except TooLittleDataError as error:
            notes.append(f"{name}: {error}")
    try:
        PersonalSearch(serving).prepare(progress)
    except TooLittleDataError as error:
        notes.append(f"{TITLE}: {error}")
    stages = build(workspace, settings, [*names, *learned_set_scorers()], progress=progress)
    notes.append(left_out(stages))
    return " ".join(filter(None, notes))


def _is_first(stage: Stage) -> bool:
    return stage.name in FIRST
