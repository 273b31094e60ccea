"""What tuning may try of a recommender's settings."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


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
