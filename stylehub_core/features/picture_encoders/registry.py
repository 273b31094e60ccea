"""The available picture encoders: every concrete PictureEncoder in this folder's files."""

from collections.abc import Iterable
from functools import cache

import stylehub_core.features.picture_encoders as folder
from stylehub_core.features.picture_encoder import PictureEncoder
from stylehub_core.registry import concrete, named


@cache
def picture_encoders() -> dict[str, type[PictureEncoder]]:
    """All picture encoders by name, sorted by `order`."""
    return concrete(folder, PictureEncoder)  # type: ignore[type-abstract]


def picture_encoder(name: str) -> PictureEncoder:
    """The picture encoder with this full name: "efficientnet-lite0", or "efficientnet-lite0:224" with a detail.

    Raises ModelError, with the closest name, if there is none, or if it takes no such detail.
    """
    kind, _, detail = name.partition(":")
    found = named(kind, picture_encoders(), "picture encoder")
    return found.called(detail) if detail else found()


def encoder_identities(names: Iterable[str]) -> list[str]:
    """The identity of each of these encoders, by full name, for the keys of what depends on their vectors.

    Raises ModelError as `picture_encoder`.
    """
    return [picture_encoder(name).identity for name in names]
