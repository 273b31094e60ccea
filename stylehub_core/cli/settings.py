"""The options that change the settings of models and recommenders: --set, --settings and --unset."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stylehub_core.cli.terminal import tell

if TYPE_CHECKING:
    from stylehub_core.hub.workspace_settings import Overrides, Settings
    from stylehub_core.workspace import Workspace

SetOption = Annotated[
    list[str] | None,
    typer.Option("--set", help="Change a setting, such as als.factors=64. Repeatable; kept in the workspace."),
]
SettingsOption = Annotated[
    Path | None, typer.Option("--settings", help="A TOML file of settings, with a table for each model or recommender.")
]
UnsetOption = Annotated[
    list[str] | None,
    typer.Option(
        "--unset",
        help="Return to the default: a setting, a model's name for all of its settings, or 'all'. Repeatable.",
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
    from stylehub_core.hub.known_models import adjustable
    from stylehub_core.hub.overrides import checked, merged, read_file, read_texts, removed

    new = checked(merged(read_file(file) if file else {}, read_texts(set_texts or ())), adjustable(workspace))
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
