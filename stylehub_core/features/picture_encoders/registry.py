"""Which picture encoders there are: every concrete PictureEncoder in a file of this folder."""

from functools import cache

import stylehub_core.features.picture_encoders as folder
from stylehub_core.features.picture_encoder import PictureEncoder
from stylehub_core.registry import concrete, named


@cache
def picture_encoders() -> dict[str, type[PictureEncoder]]:
    """All picture encoders by name, in their order."""
    return concrete(folder, PictureEncoder)  # type: ignore[type-abstract]


def picture_encoder(name: str) -> PictureEncoder:
    """The picture encoder called `name`; ModelError that names the near ones otherwise."""
    return named(name, picture_encoders(), "picture encoder")()
