"""The models that a workspace can have: built-in models, spaces of recommenders, and added models."""

from stylehub_core.hub.overrides import with_overrides
from stylehub_core.hub.workspace_settings import NO_OVERRIDES, Overrides, kept_overrides
from stylehub_core.models.added import added_models
from stylehub_core.models.contract import Model
from stylehub_core.models.registry import models
from stylehub_core.recommenders.registry import recommenders
from stylehub_core.recommenders.space import InteractionSpace
from stylehub_core.registry import named
from stylehub_core.workspace import Workspace


def built_in_models(overrides: Overrides = NO_OVERRIDES) -> dict[str, Model]:
    """The models that every workspace can have, by name, sorted by `order`. Raises ModelError for unknown settings."""
    known: dict[str, Model] = {name: with_overrides(model(), overrides) for name, model in models().items()}
    with_vectors = [with_overrides(kind(), overrides) for kind in recommenders().values() if kind.has_vectors]
    spaces = [InteractionSpace(recommender) for recommender in with_vectors]
    known |= {space.name: space for space in spaces if space.name not in known}
    return dict(sorted(known.items(), key=lambda item: (item[1].order, item[0])))


def known_models(workspace: Workspace, overrides: Overrides | None = None) -> dict[str, Model]:
    """All models of this workspace, built or not, by name, sorted by `order`, with the workspace's settings.

    overrides: used instead of the workspace's own. Raises WorkspaceError, and ModelError for unknown settings.
    """
    return with_added(built_in_models(kept_overrides(workspace) if overrides is None else overrides), workspace)


def with_added(built_in: dict[str, Model], workspace: Workspace) -> dict[str, Model]:
    """These models and, after them, those added to the workspace. Raises WorkspaceError."""
    return built_in | {model.name: model for model in added_models(workspace) if model.name not in built_in}


def known_model(workspace: Workspace, name: str) -> Model:
    """The model called `name`. Raises ModelError, with the closest name, if there is none."""
    return named(name, known_models(workspace), "model")
