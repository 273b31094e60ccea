"""The values that tuning may try for a recommender's settings."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Between:
    """Any number from low to high, a whole one if both are whole.

    log: sample on a logarithmic scale.
    """

    low: float
    high: float
    log: bool = False


Choices = Between | tuple[Any, ...]
Space = Mapping[str, Choices]
"""The values to try by the setting's name: "factors", or "fading.half_after" for a nested setting."""

FADING: Space = {"fading.day_fade": Between(0.5, 1.0), "fading.half_after": Between(5.0, 200.0, log=True)}
"""How fast a purchase loses weight with age; for every recommender that weighs a history."""
