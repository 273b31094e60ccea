"""Which models a workspace can have: those of the code, the spaces of recommenders, and those added to it."""

from stylehub_core.models.added import added_models
from stylehub_core.models.contract import Model
from stylehub_core.models.registry import models
from stylehub_core.recommenders.registry import recommenders
from stylehub_core.recommenders.space import InteractionSpace
from stylehub_core.registry import named
from stylehub_core.workspace import Workspace


def built_in_models() -> dict[str, Model]:
    """The models that every workspace can have, by name, in their order."""
    found: dict[str, Model] = {name: one() for name, one in models().items()}
    spaces = [InteractionSpace(one()) for one in recommenders().values() if one.has_vectors]
    found |= {one.name: one for one in spaces if one.name not in found}
    return dict(sorted(found.items(), key=lambda item: (item[1].order, item[0])))


def known_models(workspace: Workspace) -> dict[str, Model]:
    """All models of this workspace, built or not, by name, in their order. Raises WorkspaceError."""
    return with_added(built_in_models(), workspace)


def with_added(built_in: dict[str, Model], workspace: Workspace) -> dict[str, Model]:
    """These and the models that were added to the workspace, which come last. Raises WorkspaceError."""
    return built_in | {one.name: one for one in added_models(workspace) if one.name not in built_in}


def known_model(workspace: Workspace, name: str) -> Model:
    """The model called `name`; ModelError that names the near ones otherwise."""
    return named(name, known_models(workspace), "model")
