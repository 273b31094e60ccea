"""Vectors of the articles as customers might photograph them, for training; cached like those of the pictures."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image

from stylehub_core.arrays import FloatMatrix
from stylehub_core.features.customer_photo import Photo, photographed, usual_damage
from stylehub_core.features.garment_cutter import GarmentCutter
from stylehub_core.features.picture_encoder import PictureEncoder
from stylehub_core.features.placement import Placement

_BOX_ERROR, _TILT_ERROR = 0.07, 5.0  # how well a garment is found: shares of its size, and degrees


@dataclass(frozen=True)
class PhotographedConfig:
    """copy: which of the photographs of each picture. encoder: the identity of the encoder that sees them.

    cutter: the digest of what cuts the garment out.
    """

    copy: int
    encoder: str
    cutter: str


class Photographed(PictureEncoder):
    """Sees a photograph of each picture: the garment, cut out of it as out of customers' photographs."""

    name = "photographed"
    title = "Photographed"
    about = "The articles as customers might photograph them."

    def __init__(self, encoder: PictureEncoder, copy: int, cutter: GarmentCutter) -> None:
        self._encoder, self._copy, self._cutter = encoder, copy, cutter

    @property
    def config(self) -> PhotographedConfig:
        return PhotographedConfig(self._copy, self._encoder.identity, self._cutter.digest)

    @property
    def dimensions(self) -> int:
        return self._encoder.dimensions

    def encode(self, pictures: Sequence[Image.Image]) -> FloatMatrix:
        return self._encoder.encode(self._cutter.cut([photo_of(picture, self._copy).picture for picture in pictures]))


def photo_of(picture: Image.Image, copy: int) -> Photo:
    """The picture as a customer might take it; it depends on the picture's content and the number of the copy alone."""
    rng = _drawn_for(picture, copy)
    return photographed(picture, usual_damage(rng), rng)


def found_in(photo: Photo, copy: int) -> Placement:
    """About where its garment will be found at first."""
    garment, rng = photo.garment, _drawn_for(photo.picture, copy)
    errors = rng.normal(0, _BOX_ERROR, 4)
    return Placement(
        garment.x + errors[0] * garment.width,
        garment.y + errors[1] * garment.height,
        garment.width * float(np.exp(errors[2])),
        garment.height * float(np.exp(errors[3])),
        garment.tilt + float(rng.normal(0, _TILT_ERROR)),
    )


def _drawn_for(picture: Image.Image, copy: int) -> np.random.Generator:
    digest = hashlib.blake2b(picture.tobytes(), digest_size=8).digest()
    return np.random.default_rng([copy, int.from_bytes(digest)])
