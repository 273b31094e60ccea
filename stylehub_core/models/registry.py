"""The available models: every concrete Model in this folder's files."""

from functools import cache

import stylehub_core.models as folder
from stylehub_core.models.contract import Model
from stylehub_core.models.tower import Tower
from stylehub_core.registry import concrete, named


@cache
def models() -> dict[str, type[Model]]:
    """All models by name, sorted by `order`."""
    return concrete(folder, Model)  # type: ignore[type-abstract]


def model(name: str) -> Model:
    """The model called `name`. Raises ModelError, with the closest name, if there is none."""
    return named(name, models(), "model")()


@cache
def towers() -> dict[str, type[Tower]]:
    """All tower classes by name."""
    return concrete(folder, Tower)  # type: ignore[type-abstract]
