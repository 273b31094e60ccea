"""The registry of recommenders: every concrete Recommender in a file of this folder."""

from functools import cache

import stylehub_core.recommenders as folder
from stylehub_core.recommenders.contract import Recommender
from stylehub_core.registry import concrete, named


@cache
def recommenders() -> dict[str, type[Recommender]]:
    """All recommenders by name, in their order."""
    return concrete(folder, Recommender)  # type: ignore[type-abstract]


def recommender(name: str) -> Recommender:
    """The recommender called `name`. Raises ModelError that suggests similar names."""
    return named(name, recommenders(), "recommender")()
