"""All that accepts settings, by name: the check of settings that a user gives, and the table of settings."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from stylehub_core.alignment.cross_fit import AlignmentSettings
from stylehub_core.config import Configured, settings_of
from stylehub_core.features.picture_encoders.registry import picture_encoder
from stylehub_core.hub.known_models import known_models
from stylehub_core.hub.overrides import Adjustable, checked, with_overrides
from stylehub_core.hub.workspace_settings import NO_OVERRIDES, Overrides, kept_overrides
from stylehub_core.lab.personal_config import NAME as PERSONAL
from stylehub_core.lab.personal_config import PersonalSettings
from stylehub_core.outfits.registry import learned_set_scorers
from stylehub_core.recommenders.registry import recommenders
from stylehub_core.registry import named
from stylehub_core.workspace import Workspace


@dataclass(frozen=True)
class Setting:
    """One setting of a model, recommender or stage. value: the one that counts in this workspace."""

    name: str
    setting: str
    value: Any
    default: Any


def adjustable(workspace: Workspace) -> dict[str, Adjustable]:
    """The models, recommenders, set scorers and stages that accept settings, by name, with their default settings."""
    stages: tuple[Adjustable, ...] = (AlignmentSettings(), PersonalSettings())
    return {
        **known_models(workspace, NO_OVERRIDES),
        **{name: kind() for name, kind in recommenders().items()},
        **{name: kind() for name, kind in learned_set_scorers().items()},
        **{stage.name: stage for stage in stages},
    }


def checked_settings(given: Overrides, workspace: Workspace) -> Overrides:
    """The settings with every value converted to its type.

    Raises ModelError for an unknown name, setting, picture encoder or model, or a value that cannot be.
    """
    converted = checked(given, adjustable(workspace))
    for settings in converted.values():
        for setting, value in settings.items():
            if setting.rpartition(".")[2] == "encoder" and value:
                picture_encoder(value)
    if model := converted.get(PERSONAL, {}).get("model"):
        named(model, known_models(workspace, NO_OVERRIDES), "model")
    return converted


def settings_table(workspace: Workspace, names: Sequence[str] = ()) -> list[Setting]:
    """Every setting of these names; without names, those that the workspace changes.

    Raises ModelError for an unknown name, or for a kept setting that no longer exists; WorkspaceError.
    """
    known, kept = adjustable(workspace), kept_overrides(workspace)
    checked({name: {} for name in names}, known)
    rows: list[Setting] = []
    for name in names or [name for name in known if name in kept]:
        usual, current = known[name], with_overrides(known[name], kept)
        defaults = settings_of(usual.config) if isinstance(usual, Configured) else {}
        listed = defaults if names else kept[name]
        rows += [Setting(name, each, current.setting(each), defaults.get(each)) for each in listed]
    return rows
