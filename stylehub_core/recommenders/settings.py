"""What may be tried of a recommender's settings, and settings changed by name."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, TypeVar

from stylehub_core.errors import ModelError

C = TypeVar("C")


@dataclass(frozen=True)
class Between:
    """Any number from low to high, whole ones where both are; log: every factor is as likely as the next."""

    low: float
    high: float
    log: bool = False


Choices = Between | tuple[Any, ...]
Space = Mapping[str, Choices]
"""What may be tried, by the setting's name: "factors", or "fading.half_after" for a setting of a setting."""

FADING: Space = {"fading.day_fade": Between(0.5, 1.0), "fading.half_after": Between(5.0, 200.0, log=True)}
"""How much the age of a purchase counts; for every recommender that weighs a history."""


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
