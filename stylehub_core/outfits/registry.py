"""The registry of set scorers: every concrete SetScorer in a file of this folder."""

from functools import cache

import stylehub_core.outfits as folder
from stylehub_core.outfits.contract import SetScorer
from stylehub_core.registry import concrete, named


@cache
def set_scorers() -> dict[str, type[SetScorer]]:
    """All set scorers by name, in their order."""
    return concrete(folder, SetScorer)  # type: ignore[type-abstract]


def learned_set_scorers() -> dict[str, type[SetScorer]]:
    """The set scorers that learn from outfits, by name, in their order: all but the floors."""
    return {name: kind for name, kind in set_scorers().items() if not kind.is_floor}


def set_scorer(name: str) -> SetScorer:
    """The set scorer called `name`. Raises ModelError that suggests similar names."""
    return named(name, set_scorers(), "set scorer")()
