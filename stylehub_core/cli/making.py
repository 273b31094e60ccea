"""Commands that build results and open the app: build, status, prepare, demo, app."""

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
    data: Annotated[
        Path | None,
        typer.Option("--data", "-d", help="The data folder: Kaggle's layout, Polyvore's, or with a catalog.toml."),
    ] = None,
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    models: Annotated[
        str, typer.Option(help="Names separated by commas; by default, all but the optional models.")
    ] = "",
    recipe: Annotated[
        Literal["all", "paper", "stylehub", "interactions"],
        typer.Option(
            help="paper: the study's models; stylehub: ours; interactions: collaborative filtering; all: the first two."
        ),
    ] = "all",
    encoder: Annotated[
        str, typer.Option(help="The text encoder: a local folder or a Hugging Face id, such as bert-base-uncased.")
    ] = "",
    set_texts: SetOption = None,
    settings_file: SettingsOption = None,
    unset: UnsetOption = None,
    json: JsonOption = False,
) -> None:
    """Import the data, train the models, make maps and metrics: only what is missing or stale.

    An interrupted build resumes when you run it again. Without `--data`, the workspace's last data folder is used.

    Exit codes:

    - 0: everything is built
    - 1: something failed
    - 3: everything is built except what this data is too little for; the rest works

    `--json` lists every stage with its state (built, left-out, failed) and the reason.

    Settings from `--set` and `--settings` stay in the workspace, for later builds and for the app, until `--unset`.

    Examples:

    - `python -m stylehub_core build --data ~/hm --workspace ~/hm-workspace --models raw-text,transactional`
    - `python -m stylehub_core build --workspace ~/hm-workspace --set transactional.training.epochs=3`
    """
    from stylehub_core.build.run import NotEverythingBuiltError, left_out
    from stylehub_core.build.run import build as build_workspace

    opened = Workspace(workspace)
    settings = overridden(opened, _settings(opened, data, encoder), set_texts, settings_file, unset)
    try:
        with progress_bar() as progress:
            stages = build_workspace(opened, settings, chosen_models(opened, models, recipe), progress=progress)
    except NotEverythingBuiltError as error:
        if json:
            print_json(error.stages)
        raise
    tell_overrides(settings.overrides)
    if json:
        print_json(stages)
    else:
        _show(stages)
        _show_study(opened, stages)
    _exit_with_note(left_out(stages))


def status(
    data: Annotated[
        Path | None,
        typer.Option("--data", "-d", help="Compare with this data folder; by default, the one last built from."),
    ] = None,
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    json: JsonOption = False,
) -> None:
    """Show what is built, what is stale and why, and which settings differ from the defaults.

    Example: `python -m stylehub_core status --workspace ~/hm-workspace`
    """
    from stylehub_core.build.run import plan
    from stylehub_core.build.run import status as status_of

    opened = Workspace(workspace)
    settings = _settings(opened, data, "")
    stages = status_of(opened, plan(opened, settings))
    tell_overrides(settings.overrides)
    print_json(stages) if json else _show(stages)


def prepare(
    names: Annotated[list[str], typer.Argument(help="Names of recommenders or models.")],
    when: Annotated[
        Literal["today", "next-basket", "next-week"],
        typer.Option(help="today: fit on every purchase; the others: hold out that protocol's test purchases."),
    ] = "today",
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    set_texts: SetOption = None,
    settings_file: SettingsOption = None,
    unset: UnsetOption = None,
) -> None:
    """Fit recommenders and keep them, so that Shopper and `recommend` answer without waiting.

    `personal-search` is the order of a search that knows the customer.

    Examples:

    - `python -m stylehub_core prepare next-purchase als --when next-basket`
    - `python -m stylehub_core prepare next-purchase --set next-purchase.l2=0.01`
    """
    from stylehub_core.hub.hub import Hub
    from stylehub_core.lab.personal import PersonalSearch
    from stylehub_core.lab.personal_config import NAME as PERSONAL
    from stylehub_core.lab.serving import Serving

    keep(Workspace(workspace), set_texts, settings_file, unset)
    serving = Serving(Hub(workspace), when)
    with progress_bar() as progress:
        for name in names:
            if name == PERSONAL and when == "today":
                PersonalSearch(serving).prepare(progress)
            else:
                serving.prepare(name, progress)
    tell(f"Prepared for {when}: {', '.join(names)}.")


def demo(
    data: Annotated[Path, typer.Option("--data", "-d", help="The folder to draw the sample in.")] = Path("sample"),
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    port: Annotated[int, typer.Option(help="The port of the app.")] = 8501,
    app: Annotated[bool, typer.Option(help="Open the app while the build runs.")] = True,
) -> None:
    """Draw the sample catalogue, build everything, and open the app while the build runs.

    With `--no-app`, the exit codes are those of `build`.

    Example: `python -m stylehub_core demo`
    """
    server = serve(workspace, port) if app else None  # started first, because the imports below take seconds
    from stylehub_core.build.demo import complete, prepare

    try:
        with progress_bar() as progress:
            prepare(Workspace(workspace), data, progress)
            tell("The study's models are built, and every screen works. The other models and recommenders follow.")
            note = complete(Workspace(workspace), progress)
        if not note:
            tell("Everything is built.")
        elif server:
            tell(_left_out_note(note))
        if server:
            tell(f"StyleHub runs at http://localhost:{port} until you press Ctrl+C.")
            server.wait()
    finally:
        if server and server.poll() is None:
            server.terminate()
    if not server:
        _exit_with_note(note)


def _left_out_note(note: str) -> str:
    return f"Not everything was built: some parts need more data than there is here. The rest works. {note}"


def _exit_with_note(note: str) -> None:
    """If there is a note, print it as the last line and exit with code LEFT_OUT."""
    if note:
        tell(_left_out_note(note))
        raise typer.Exit(LEFT_OUT)


def app(
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    port: Annotated[int, typer.Option(help="The port of the app.")] = 8501,
) -> None:
    """Open the app on a workspace. If nothing is built there, Home offers to build the sample.

    Example: `python -m stylehub_core app --workspace ~/hm-workspace`
    """
    server = serve(workspace, port)
    try:
        server.wait()
    finally:
        if server.poll() is None:
            server.terminate()


def chosen_models(workspace: Workspace, names: str, recipe: "Recipe") -> list[str] | None:
    """The models and set scorers to build, or None for all that a build makes by default.

    Raises ModelError for an unknown one.

    names: separated by commas, or ''.
    """
    from stylehub_core.hub.known_models import known_models
    from stylehub_core.outfits.registry import set_scorers
    from stylehub_core.registry import named

    known = known_models(workspace)
    wanted = [name.strip() for name in names.split(",") if name.strip()]
    scorers = [name for name in wanted if name in set_scorers()]
    listed = scorers + [named(name, known, "model").name for name in wanted if name not in scorers]
    if recipe == "all":
        return listed or None
    of_recipe = [name for name, model in known.items() if model.recipe in (recipe, "floor")]
    chosen = [name for name in listed or of_recipe if name in of_recipe]
    if not chosen:
        raise ModelError(f"None of the models '{names}' belongs to the recipe '{recipe}': leave one of the two out.")
    return chosen


def _settings(workspace: Workspace, data: Path | None, encoder: str) -> Settings:
    """The workspace's settings, with the data folder and the encoder that the options name."""
    folder = Path(encoder).expanduser()
    if encoder and encoder != BUNDLED and folder.is_dir():
        encoder = str(folder.resolve())
    if data is None:
        kept = Settings.load(workspace)
        return replace(kept, encoder=encoder or kept.encoder)
    overrides = NO_OVERRIDES
    with suppress(WorkspaceError):  # a damaged settings file is replaced
        overrides = kept_overrides(workspace)
    return Settings(str(data.expanduser().resolve()), encoder or BUNDLED, overrides)


def _show(stages: "list[StageStatus]") -> None:
    table = Table(box=None, pad_edge=False)
    for heading in ("stage", "state", "seconds", "made", "why"):
        table.add_column(heading, overflow="fold")
    for stage in stages:
        seconds = f"{stage.seconds:.0f}" if stage.made else ""
        table.add_row(stage.name, stage.state, seconds, stage.made[:19], stage.why)
    Console().print(table)


def _show_study(workspace: Workspace, stages: "list[StageStatus]") -> None:
    """Print the study's table for those of its models that are built: mean cosine distances beside the study's."""
    from stylehub_core.models.study_distances import STUDY_DISTANCES

    models = [stage for stage in stages if stage.name.startswith("model/") and stage.state == "built"]
    built = {stage.name.removeprefix("model/") for stage in models}
    chosen = [name for name in STUDY_DISTANCES if name in built]
    if not chosen:
        return
    facts = [workspace.get(f"model/{name}").facts for name in chosen]
    rows = {
        "pairs": [f"{model['pairs']:,}" for model in facts],
        "the study's test pairs": [_study(*STUDY_DISTANCES[name]) for name in chosen],
        "test pairs": [_both_sides(model, "test") for model in facts],
        "training pairs": [_both_sides(model, "train") for model in facts],
        "AUC of test pairs": [f"{figure_text(model['test_auc'])} (chance .5)" for model in facts],
    }
    table = Table(box=None, pad_edge=False)
    table.add_column("cosine distance, pos. / neg.")
    for name in chosen:
        table.add_column(name, justify="right")
    for title, cells in rows.items():
        table.add_row(title, *cells)
    Console().print("", table)


def _both_sides(facts: dict[str, Any], kind: str) -> str:
    return " / ".join(figure_text(facts[f"{kind}_{side}"], ".4f") for side in ("positive", "negative"))


def _study(positive: float, negative: float) -> str:
    return "≈ 1 / ≈ 1" if positive == negative == 1 else f"{positive:.4f} / {negative:.4f}"


COMMANDS = (build, status, prepare, demo, app)
