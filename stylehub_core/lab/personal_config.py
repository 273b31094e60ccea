"""What a personal search is called, and what its order is learned from."""

from dataclasses import dataclass

from stylehub_core.config import Configured
from stylehub_core.errors import ModelError

NAME = "personal-search"
"""What is prepared, in commands, jobs and the workspace."""
TITLE = "Personal search"
READS = "next-purchase"
"""The recommender whose scores are read."""
VERSION = 2
"""Increased when a code change affects the order that is learned."""


@dataclass(frozen=True)
class PersonalConfig:
    """What the order is learned from. Raises ModelError for a share or a weight out of range.

    share: of all purchases, the latest, from which requests are made; the recommender that is read then knows the
    others only, so that its scores mean as much as they will for days to come.
    baskets: of these, at most.
    model: whose cosines are read, if it is built; or else FIRST_MODEL.
    likely: articles of each ranking that are shown with a request. others: further ones, drawn from the rest.
    l2: weight of the squared weights. robust: as in `sampled_softmax`.
    encoder, looks: of the pictures, and how many dimensions of its vectors are kept.
    weight: of the customer, if none is chosen; from 0 (just the words) to 1 (just the customer). Nothing is learned
    from it.
    """

    share: float = 0.3
    baskets: int = 1200
    model: str = "item-text"
    likely: int = 120
    others: int = 200
    l2: float = 3e-2
    robust: float = 0.0
    encoder: str = "garment"
    looks: int = 64
    weight: float = 0.5
    seed: int = 0

    def __post_init__(self) -> None:
        if not 0 < self.share < 1:
            raise ModelError(f"'{NAME}.share' cannot be {self.share:g}: it must be above 0 and below 1.")
        if not 0 <= self.robust < 1:
            raise ModelError(f"'{NAME}.robust' cannot be {self.robust:g}: it must be from 0 to below 1.")
        if not 0 <= self.weight <= 1:
            raise ModelError(f"'{NAME}.weight' cannot be {self.weight:g}: it must be from 0 to 1.")


class PersonalSettings(Configured[PersonalConfig]):
    """The config under the name by which it is set."""

    name = NAME
    default = PersonalConfig()
