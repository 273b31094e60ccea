"""The settings of a model, a recommender or a stage: frozen dataclasses, changed by name and written as plain JSON."""

from collections.abc import Mapping
from dataclasses import asdict, fields, is_dataclass, replace
from typing import Any, TypeVar

from stylehub_core.errors import ModelError

C = TypeVar("C")


def as_json(config: object) -> Any:
    """The settings as JSON holds them: a dataclass becomes a dict, a tuple of dataclasses a list."""
    if is_dataclass(config) and not isinstance(config, type):
        return asdict(config)
    if isinstance(config, tuple | list):
        return [as_json(part) for part in config]
    return config


def changed(config: C, settings: Mapping[str, Any]) -> C:
    """`config`, a frozen dataclass, with these settings. Raises ModelError for one that it does not have."""
    for name, value in settings.items():
        first, _, rest = name.partition(".")
        if not is_dataclass(config) or first not in {one.name for one in fields(config)}:
            raise ModelError(f"There is no setting '{name}' in {type(config).__name__}.")
        inner = changed(getattr(config, first), {rest: value}) if rest else value
        config = replace(config, **{first: inner})  # type: ignore[type-var]
    return config


def value_of(config: object, name: str) -> Any:
    """The value of a setting, such as "fading.half_after"."""
    for part in name.split("."):
        config = getattr(config, part)
    return config
