"""Commands that make results, and the app: build, status, prepare, demo, app."""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer
from rich.console import Console
from rich.table import Table

from stylehub_core.cli.app_server import serve
from stylehub_core.cli.settings import (
    SetOption,
    SettingsOption,
    UnsetOption,
    keep,
    overridden,
    tell_overrides,
)
from stylehub_core.cli.terminal import DEFAULT_WORKSPACE, JsonOption, WorkspaceOption, print_json, progress_bar, tell
from stylehub_core.errors import LEFT_OUT, ModelError, WorkspaceError
from stylehub_core.features.text_encoder import BUNDLED
from stylehub_core.hub.workspace_settings import NO_OVERRIDES, Settings, kept_overrides
from stylehub_core.number_text import figure_text
from stylehub_core.workspace import Workspace

if TYPE_CHECKING:
    from stylehub_core.build.run import Recipe, StageStatus


def build(
    data: Annotated[Path | None, typer.Option("--data", "-d", help="A folder in Kaggle's layout.")] = None,
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    models: Annotated[str, typer.Option(help="Names with commas between; by default all but the optional.")] = "",
    recipe: Annotated[
        Literal["all", "paper", "stylehub", "interactions"],
        typer.Option(help="The study's models, ours, the spaces of collaborative filtering, or all but those."),
    ] = "all",
    encoder: Annotated[str, typer.Option(help="A local folder or a hub id, such as bert-base-uncased.")] = "",
    given: SetOption = None,
    settings_file: SettingsOption = None,
    unset: UnsetOption = None,
    json: JsonOption = False,
) -> None:
    """Import the data, train the models, make maps and metrics: only what is missing or stale.

    Exit code 0: everything is built. 3: everything but what this data is too little for, such as a model that learns
    from purchases where there are hardly any; the rest works. 1: something failed. `--json` lists every stage with its
    state (built, left-out, failed) and the reason.

    Settings that are given are kept in the workspace, for later builds and for the app, until they are taken out.

    Examples: `build --data ~/hm --workspace ~/hm-workspace --models raw-text,transactional`,
    `build --workspace ~/hm-workspace --set transactional.training.epochs=3`
    """
    from stylehub_core.build.run import NotEverythingBuiltError, left_out
    from stylehub_core.build.run import build as build_workspace

    place = Workspace(workspace)
    settings = overridden(place, _settings(place, data, encoder), given, settings_file, unset)
    try:
        with progress_bar() as progress:
            found = build_workspace(place, settings, chosen_models(place, models, recipe), progress=progress)
    except NotEverythingBuiltError as error:
        if json:
            print_json(error.stages)
        raise
    tell_overrides(settings.overrides)
    if json:
        print_json(found)
    else:
        _show(found)
        _show_study(place, found)
    _end_with_note(left_out(found))


def status(
    data: Annotated[Path | None, typer.Option("--data", "-d", help="Another data folder to compare with.")] = None,
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    json: JsonOption = False,
) -> None:
    """Say what is built, what is stale and why, and which settings are not those of the code.

    Example: `python -m stylehub_core status --workspace ~/hm-workspace`
    """
    from stylehub_core.build.run import plan
    from stylehub_core.build.run import status as status_of

    place = Workspace(workspace)
    settings = _settings(place, data, "")
    found = status_of(place, plan(place, settings))
    tell_overrides(settings.overrides)
    print_json(found) if json else _show(found)


def prepare(
    names: Annotated[list[str], typer.Argument(help="One or more recommenders.")],
    when: Annotated[
        Literal["today", "next-basket", "next-week"],
        typer.Option(help="today: learned from every purchase; the others: as that protocol's test asks."),
    ] = "today",
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    given: SetOption = None,
    settings_file: SettingsOption = None,
    unset: UnsetOption = None,
) -> None:
    """Fit recommenders so that the Shopper screen can ask them at once.

    Examples: `prepare next-purchase als --when next-basket`, `prepare next-purchase --set next-purchase.l2=0.01`
    """
    from stylehub_core.hub.hub import Hub
    from stylehub_core.lab.serving import Serving

    keep(Workspace(workspace), given, settings_file, unset)
    serving = Serving(Hub(workspace), when)
    with progress_bar() as progress:
        for name in names:
            serving.prepare(name, progress)
    tell(f"Prepared for {when}: {', '.join(names)}.")


def demo(
    data: Annotated[Path, typer.Option("--data", "-d", help="Where the sample is drawn.")] = Path("sample"),
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    port: Annotated[int, typer.Option(help="The app's port.")] = 8501,
    app: Annotated[bool, typer.Option(help="Open the app beside the build.")] = True,
) -> None:
    """Draw the sample, build everything with progress, and serve the app meanwhile.

    With `--no-app`, exit codes are those of `build`.

    Example: `python -m stylehub_core demo`
    """
    server = serve(workspace, port) if app else None  # first of all: the rest takes seconds to import
    from stylehub_core.build.demo import complete, prepare

    try:
        with progress_bar() as progress:
            prepare(Workspace(workspace), data, progress)
            tell("The study's models are built: every screen works. All other models and recommenders follow.")
            note = complete(Workspace(workspace), progress)
        if not note:
            tell("Everything is built.")
        elif server:
            tell(_not_all(note))
        if server:
            tell(f"StyleHub runs at http://localhost:{port} until you press Ctrl+C.")
            server.wait()
    finally:
        if server and server.poll() is None:
            server.terminate()
    if not server:
        _end_with_note(note)


def _not_all(note: str) -> str:
    return f"Not everything was built: this data is too little for some of it, and all else works. {note}"


def _end_with_note(note: str) -> None:
    """End with LEFT_OUT and the note as the last line, where there is one."""
    if note:
        tell(_not_all(note))
        raise typer.Exit(LEFT_OUT)


def app(
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    port: Annotated[int, typer.Option(help="The app's port.")] = 8501,
) -> None:
    """Open the app on a workspace; without a build, Home offers to make one.

    Example: `app --workspace ~/hm-workspace`
    """
    server = serve(workspace, port)
    try:
        server.wait()
    finally:
        if server.poll() is None:
            server.terminate()


def chosen_models(place: Workspace, names: str, recipe: "Recipe") -> list[str] | None:
    """Model names from a comma list and a recipe; None for a whole build. ModelError for unknown ones."""
    from stylehub_core.hub.known_models import known_models
    from stylehub_core.registry import named

    known = known_models(place)
    listed = [named(name.strip(), known, "model").name for name in names.split(",") if name.strip()]
    if recipe == "all":
        return listed or None
    fitting = [name for name, one in known.items() if one.recipe in (recipe, "floor")]
    chosen = [name for name in listed or fitting if name in fitting]
    if not chosen:
        raise ModelError(f"No model of '{names}' belongs to the recipe '{recipe}': leave one of the two out.")
    return chosen


def _settings(place: Workspace, data: Path | None, encoder: str) -> Settings:
    folder = Path(encoder).expanduser()
    if encoder and encoder != BUNDLED and folder.is_dir():
        encoder = str(folder.resolve())
    if data is None:
        kept = Settings.load(place)
        return replace(kept, encoder=encoder or kept.encoder)
    overrides = NO_OVERRIDES
    with suppress(WorkspaceError):  # a damaged file is written anew
        overrides = kept_overrides(place)
    return Settings(str(data.expanduser().resolve()), encoder or BUNDLED, overrides)


def _show(found: "list[StageStatus]") -> None:
    table = Table(box=None, pad_edge=False)
    for heading in ("stage", "state", "seconds", "made", "why"):
        table.add_column(heading, overflow="fold")
    for one in found:
        table.add_row(one.name, one.state, f"{one.seconds:.0f}" if one.made else "", one.made[:19], one.why)
    Console().print(table)


def _show_study(place: Workspace, found: "list[StageStatus]") -> None:
    """The study's table for its models among `found`: pairs, and average cosine distances beside the study's."""
    from stylehub_core.models.paper_recipe import STUDY_DISTANCES

    models = [stage for stage in found if stage.name.startswith("model/") and stage.state == "built"]
    built = {stage.name.removeprefix("model/") for stage in models}
    chosen = [name for name in STUDY_DISTANCES if name in built]
    if not chosen:
        return
    facts = [place.get(f"model/{name}").facts for name in chosen]
    rows = {
        "pairs": [f"{one['pairs']:,}" for one in facts],
        "the study's test pairs": [_study(*STUDY_DISTANCES[name]) for name in chosen],
        "test pairs": [_two(one, "test") for one in facts],
        "training pairs": [_two(one, "train") for one in facts],
        "AUC of test pairs": [f"{figure_text(one['test_auc'])} (chance .5)" for one in facts],
    }
    table = Table(box=None, pad_edge=False)
    table.add_column("cosine distance, pos. / neg.")
    for name in chosen:
        table.add_column(name, justify="right")
    for title, cells in rows.items():
        table.add_row(title, *cells)
    Console().print("", table)


def _two(facts: dict[str, Any], kind: str) -> str:
    return " / ".join(figure_text(facts[f"{kind}_{side}"], ".4f") for side in ("positive", "negative"))


def _study(positive: float, negative: float) -> str:
    return "≈ 1 / ≈ 1" if positive == negative == 1 else f"{positive:.4f} / {negative:.4f}"


COMMANDS = (build, status, prepare, demo, app)
