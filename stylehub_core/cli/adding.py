"""Commands for models that are added to a workspace: add-model, remove-model."""

from pathlib import Path
from typing import Annotated

import typer

from stylehub_core.cli.terminal import DEFAULT_WORKSPACE, WorkspaceOption, progress_bar, tell
from stylehub_core.errors import TooLittleDataError
from stylehub_core.workspace import Workspace

_EXAMPLES = 3


def add_model(
    name: Annotated[
        str, typer.Argument(help="A name for the model, in lower-case letters, digits and dashes, such as my-clip.")
    ],
    vectors: Annotated[Path, typer.Option(help="A Parquet file with the columns article_id and vector.")],
    title: Annotated[str, typer.Option(help="The title on screen; by default, made from the name.")] = "",
    about: Annotated[str, typer.Option(help="One sentence about the model, shown on screen.")] = "",
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
) -> None:
    """Add your own embedding as a model, with neighbours, a map and metrics on every screen.

    Adding the same name again replaces the model.

    Example: `python -m stylehub_core add-model my-clip --vectors clip.parquet --title "CLIP"`
    """
    from stylehub_core.build.run import build, left_out
    from stylehub_core.catalog.catalog import Catalog
    from stylehub_core.hub.workspace_settings import Settings
    from stylehub_core.models.added import keep, title_and_about
    from stylehub_core.models.given_vectors import read_given, unknown_ids

    opened = Workspace(workspace)
    settings, catalog = Settings.load(opened), Catalog.open(opened.get("catalog").folder)
    title, about = title_and_about(name, title, about, _titles_in_use(opened, name))
    added_vectors = read_given(vectors, catalog.canonical_id)
    unknown = unknown_ids(added_vectors, catalog, vectors)
    if len(unknown):
        examples = ", ".join(unknown[:_EXAMPLES])
        tell(
            f"{len(unknown):,} of {len(added_vectors.ids):,} ids are not in this catalogue, such as {examples}. "
            "Their vectors are kept, and used once the catalogue has these articles."
        )
    if added_vectors.empty:
        tell(f"{added_vectors.empty:,} rows have no vector; these articles get one from their text.")
    keep(opened, added_vectors, name, title, about, vectors.name)
    with progress_bar() as progress:
        stages = build(opened, settings, [name], progress=progress)
    if reason := left_out([stage for stage in stages if stage.name == f"model/{name}"]):
        raise TooLittleDataError(f"Not everything was built. {reason}")
    tell(f"{title} is ready: {opened.get(f'model/{name}').facts['note']}")


def remove_model(
    name: Annotated[str, typer.Argument(help="The name of an added model.")],
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
) -> None:
    """Remove an added model from the workspace, with its map and metrics.

    Example: `python -m stylehub_core remove-model my-clip`
    """
    from stylehub_core.models.added import remove

    remove(Workspace(workspace), name)
    tell(f"{name} was removed.")


def _titles_in_use(workspace: Workspace, name: str) -> dict[str, str]:
    """The titles, by name, that the model `name` must not have: those of other models, recommenders and stages."""
    from stylehub_core.alignment.cross_fit import NAME as ALIGNMENT
    from stylehub_core.hub.known_models import built_in_models, known_models
    from stylehub_core.lab.personal_config import NAME as PERSONAL
    from stylehub_core.lab.personal_config import TITLE
    from stylehub_core.recommenders.registry import recommenders

    known = {other: model.title for other, model in known_models(workspace).items() if other != name}
    measured = {other: recommender.title for other, recommender in recommenders().items()}
    stages = {ALIGNMENT: "Alignment", PERSONAL: TITLE}
    return known | measured | stages | {other: model.title for other, model in built_in_models().items()}


COMMANDS = (add_model, remove_model)
