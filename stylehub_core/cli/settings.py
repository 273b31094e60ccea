"""The options that set a model's or recommender's settings: --set, --settings and --unset."""

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
    typer.Option("--set", help="A setting, such as transactional.training.epochs=3. Repeat it for more; it is kept."),
]
SettingsOption = Annotated[
    Path | None, typer.Option("--settings", help="A TOML file of settings, with a table for each model.")
]
UnsetOption = Annotated[
    list[str] | None,
    typer.Option("--unset", help="Take out what was set: a setting, all of a model by its name, or 'all'."),
]


def overridden(
    place: "Workspace",
    settings: "Settings",
    given: Sequence[str] | None,
    file: Path | None,
    unset: Sequence[str] | None,
) -> "Settings":
    """The settings with what these options take out and set; what --set gives stands above the file.

    Raises ModelError or QueryError that names what is wrong.
    """
    if not (given or file or unset):
        return settings
    from stylehub_core.hub.known_models import adjustable
    from stylehub_core.hub.overrides import checked, merged, read_file, read_texts, removed

    new = checked(merged(read_file(file) if file else {}, read_texts(given or ())), adjustable(place))
    return replace(settings, overrides=merged(removed(settings.overrides, unset or ()), new))


def keep(place: "Workspace", given: Sequence[str] | None, file: Path | None, unset: Sequence[str] | None) -> None:
    """Write what these options change to the workspace. Raises what `overridden` raises, and WorkspaceError."""
    from stylehub_core.hub.workspace_settings import Settings

    before = Settings.load(place)
    after = overridden(place, before, given, file, unset)
    if after != before:
        with place.building():
            after.save(place)


def tell_overrides(overrides: "Overrides") -> None:
    """A note beside the answer: what this workspace sets."""
    from stylehub_core.hub.overrides import lines

    if overrides:
        tell(f"Set in this workspace: {', '.join(lines(overrides))}.")
