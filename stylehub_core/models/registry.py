"""Which models there are: every concrete Model in a file of this folder."""

from functools import cache

import stylehub_core.models as folder
from stylehub_core.models.contract import Model
from stylehub_core.models.tower import Tower
from stylehub_core.registry import concrete, named


@cache
def models() -> dict[str, type[Model]]:
    """All models by name, in their order."""
    return concrete(folder, Model)  # type: ignore[type-abstract]


def model(name: str) -> Model:
    """The model called `name`; ModelError that names the near ones otherwise."""
    return named(name, models(), "model")()


@cache
def towers() -> dict[str, type[Tower]]:
    """All kinds of towers by name."""
    return concrete(folder, Tower)  # type: ignore[type-abstract]
