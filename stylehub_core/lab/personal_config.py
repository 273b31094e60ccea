"""What a personal search is called, and what its order is learned from."""

from dataclasses import dataclass

NAME = "personal-search"
"""What is prepared, in commands, jobs and the workspace."""
TITLE = "Personal search"
READS = "next-purchase"
"""The recommender whose scores are read."""


@dataclass(frozen=True)
class PersonalConfig:
    """What the order is learned from.

    share: of all purchases, the latest, from which requests are made; the recommender that is read then knows the
    others only, so that its scores mean as much as they will for days to come.
    baskets: of these, at most.
    model: whose cosines are read, if it is built; or else FIRST_MODEL.
    likely: articles of each ranking that are shown with a request. others: further ones, drawn from the rest.
    l2: weight of the squared weights. robust: as in `sampled_softmax`.
    encoder, looks: of the pictures, and how many dimensions of its vectors are kept.
    weight: of the customer, if none is chosen; from 0 (just the words) to 1 (just the customer).
    """

    share: float = 0.3
    baskets: int = 600
    model: str = "item-text"
    likely: int = 120
    others: int = 100
    l2: float = 1e-3
    robust: float = 0.0
    encoder: str = "garment"
    looks: int = 64
    weight: float = 0.5
    seed: int = 0
    version: int = 1
