"""Commands about models that a workspace was given: add-model, remove-model."""

from pathlib import Path
from typing import Annotated

import typer

from stylehub_core.cli.terminal import DEFAULT_WORKSPACE, WorkspaceOption, progress_bar, tell
from stylehub_core.errors import TooLittleDataError
from stylehub_core.workspace import Workspace

_EXAMPLES = 3


def add_model(
    name: Annotated[str, typer.Argument(help="Small letters, digits and dashes, such as my-clip.")],
    vectors: Annotated[Path, typer.Option(help="A Parquet file with the columns article_id and vector.")],
    title: Annotated[str, typer.Option(help="What people call it; by default made from the name.")] = "",
    about: Annotated[str, typer.Option(help="One sentence for people.")] = "",
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
) -> None:
    """Add an embedding of your own as a model: neighbours, map, figures, and a place on every screen.

    The same name again replaces it. Example: `add-model my-clip --vectors clip.parquet --title "CLIP" -w workspace`
    """
    from stylehub_core.build.run import build, left_out
    from stylehub_core.catalog.catalog import Catalog
    from stylehub_core.hub.workspace_settings import Settings
    from stylehub_core.models.added import keep, title_and_about
    from stylehub_core.models.given_vectors import read_given, unknown_ids

    place = Workspace(workspace)
    settings, catalog = Settings.load(place), Catalog.open(place.get("catalog").folder)
    title, about = title_and_about(name, title, about, _taken(place, name))
    given = read_given(vectors, catalog.canonical_id)
    unknown = unknown_ids(given, catalog, vectors)
    if len(unknown):
        such = ", ".join(unknown[:_EXAMPLES])
        tell(f"{len(unknown):,} of {len(given.ids):,} ids are not in this catalogue, such as {such}: they wait for it.")
    if given.empty:
        tell(f"{given.empty:,} rows have no vector: these articles are placed by their text.")
    keep(place, given, name, title, about, vectors.name)
    with progress_bar() as progress:
        found = build(place, settings, [name], progress=progress)
    if missing := left_out([stage for stage in found if stage.name == f"model/{name}"]):
        raise TooLittleDataError(f"Not everything was built. {missing}")
    tell(f"{title} is ready: {place.get(f'model/{name}').facts['note']}")


def remove_model(
    name: Annotated[str, typer.Argument(help="A model that was added.")],
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
) -> None:
    """Take an added model out of the workspace, with its map and figures.

    Example: `remove-model my-clip -w workspace`
    """
    from stylehub_core.models.added import remove

    remove(Workspace(workspace), name)
    tell(f"{name} is removed.")


def _taken(place: Workspace, name: str) -> dict[str, str]:
    """Titles by name of what a new model must not be called; an added one of this name is replaced."""
    from stylehub_core.hub.known_models import built_in_models, known_models
    from stylehub_core.recommenders.registry import recommenders

    added = {other: one.title for other, one in known_models(place).items() if other != name}
    measured = {other: one.title for other, one in recommenders().items()}
    return added | measured | {other: one.title for other, one in built_in_models().items()}


COMMANDS = (add_model, remove_model)
