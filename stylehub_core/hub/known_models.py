"""Which models a workspace can have: those of the code, the spaces of recommenders, and those added to it."""

from stylehub_core.hub.overrides import Adjustable, with_overrides
from stylehub_core.hub.workspace_settings import NO_OVERRIDES, Overrides, kept_overrides
from stylehub_core.models.added import added_models
from stylehub_core.models.contract import Model
from stylehub_core.models.registry import models
from stylehub_core.recommenders.registry import recommenders
from stylehub_core.recommenders.space import InteractionSpace
from stylehub_core.registry import named
from stylehub_core.workspace import Workspace


def built_in_models(overrides: Overrides = NO_OVERRIDES) -> dict[str, Model]:
    """The models that every workspace can have, by name, in their order. Raises ModelError for unknown settings."""
    found: dict[str, Model] = {name: with_overrides(one(), overrides) for name, one in models().items()}
    fitting = [with_overrides(one(), overrides) for one in recommenders().values() if one.has_vectors]
    spaces = [InteractionSpace(one) for one in fitting]
    found |= {one.name: one for one in spaces if one.name not in found}
    return dict(sorted(found.items(), key=lambda item: (item[1].order, item[0])))


def known_models(workspace: Workspace, overrides: Overrides | None = None) -> dict[str, Model]:
    """All models of this workspace, built or not, by name, in their order, with the settings that it keeps.

    overrides: taken instead of those that it keeps. Raises WorkspaceError, and ModelError for unknown settings.
    """
    return with_added(built_in_models(kept_overrides(workspace) if overrides is None else overrides), workspace)


def with_added(built_in: dict[str, Model], workspace: Workspace) -> dict[str, Model]:
    """These and the models that were added to the workspace, which come last. Raises WorkspaceError."""
    return built_in | {one.name: one for one in added_models(workspace) if one.name not in built_in}


def adjustable(workspace: Workspace) -> dict[str, Adjustable]:
    """The models and recommenders that settings can be given to, by name, as they are in the code."""
    return {**known_models(workspace, NO_OVERRIDES), **{name: one() for name, one in recommenders().items()}}


def known_model(workspace: Workspace, name: str) -> Model:
    """The model called `name`; ModelError that names the near ones otherwise."""
    return named(name, known_models(workspace), "model")
