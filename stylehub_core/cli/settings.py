"""The settings of models, recommenders and stages: the options that change them, and the command that shows them."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stylehub_core.cli.results import show
from stylehub_core.cli.terminal import DEFAULT_WORKSPACE, JsonOption, WorkspaceOption, print_json, tell

if TYPE_CHECKING:
    from stylehub_core.hub.workspace_settings import Overrides, Settings
    from stylehub_core.workspace import Workspace

SetOption = Annotated[
    list[str] | None,
    typer.Option("--set", help="Change a setting, such as als.factors=64. Repeatable; kept in the workspace."),
]
SettingsOption = Annotated[
    Path | None,
    typer.Option("--settings", help="A TOML file of settings, with a table for each model, recommender or stage."),
]
UnsetOption = Annotated[
    list[str] | None,
    typer.Option(
        "--unset",
        help="Return to the default: a setting, a name for all of its settings, or 'all'. Repeatable.",
    ),
]


def overridden(
    workspace: "Workspace",
    settings: "Settings",
    set_texts: Sequence[str] | None,
    file: Path | None,
    unset: Sequence[str] | None,
) -> "Settings":
    """The settings after these options: `unset` first, then the file, then `set_texts`.

    set_texts: the values of --set, such as 'als.factors=64'.
    Raises ModelError or QueryError, which names the faulty setting.
    """
    if not (set_texts or file or unset):
        return settings
    from stylehub_core.hub.overrides import merged, read_file, read_texts, removed
    from stylehub_core.lab.adjustable import checked_settings

    new = checked_settings(merged(read_file(file) if file else {}, read_texts(set_texts or ())), workspace)
    return replace(settings, overrides=merged(removed(settings.overrides, unset or ()), new))


def keep(
    workspace: "Workspace", set_texts: Sequence[str] | None, file: Path | None, unset: Sequence[str] | None
) -> None:
    """Save the settings after these options. Raises WorkspaceError, and what `overridden` raises."""
    from stylehub_core.hub.workspace_settings import Settings

    before = Settings.load(workspace)
    after = overridden(workspace, before, set_texts, file, unset)
    if after != before:
        with workspace.building():
            after.save(workspace)


def tell_overrides(overrides: "Overrides") -> None:
    """Print on stderr which settings this workspace changes."""
    from stylehub_core.hub.overrides import lines

    if overrides:
        tell(f"Set in this workspace: {', '.join(lines(overrides))}.")


def settings(
    names: Annotated[
        list[str] | None,
        typer.Argument(help="Models, recommenders or stages, of which every setting is shown.", show_default=False),
    ] = None,
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    json: JsonOption = False,
) -> None:
    """Show settings with their values and defaults; without a name, those that this workspace changes.

    `--set` changes them: `build` for models and the alignment, `prepare` for recommenders and personal search.

    Examples:

    - `python -m stylehub_core settings`
    - `python -m stylehub_core settings alignment personal-search`
    """
    from stylehub_core.config import shown
    from stylehub_core.lab.adjustable import settings_table
    from stylehub_core.workspace import Workspace

    rows = settings_table(Workspace(workspace), names or ())
    if json:
        print_json(rows)
    elif rows:
        values = [(row.name, row.setting, shown(row.value), shown(row.default)) for row in rows]
        show(("name", "setting", "value", "default"), values)
    else:
        tell("Every setting has its default here." if not names else "There is nothing to set here.")


COMMANDS = (settings,)
