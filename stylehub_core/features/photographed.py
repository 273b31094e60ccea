"""Vectors of the articles as customers might photograph them, for training; cached like those of the pictures."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image

from stylehub_core.arrays import FloatMatrix
from stylehub_core.features.customer_photo import Photo, photographed, usual_damage
from stylehub_core.features.picture_encoder import PictureEncoder
from stylehub_core.features.placement import Placement, upright

_MARGIN = 0.05  # around the garment, as a share of its width and height
_BOX_ERROR, _TILT_ERROR = 0.06, 4.0  # how well a garment is found: shares of its size, and degrees


@dataclass(frozen=True)
class PhotographedConfig:
    """copy: which of the photographs of each picture. encoder: the identity of the encoder that sees them."""

    copy: int
    encoder: str


class Photographed(PictureEncoder):
    """Sees a photograph of each picture: the part with the garment, about as well as it will be found."""

    name = "photographed"
    title = "Photographed"
    about = "The articles as customers might photograph them."

    def __init__(self, encoder: PictureEncoder, copy: int) -> None:
        self._encoder, self._copy = encoder, copy

    @property
    def config(self) -> PhotographedConfig:
        return PhotographedConfig(self._copy, self._encoder.identity)

    @property
    def dimensions(self) -> int:
        return self._encoder.dimensions

    def encode(self, pictures: Sequence[Image.Image]) -> FloatMatrix:
        return self._encoder.encode([self._garment(picture) for picture in pictures])

    def _garment(self, picture: Image.Image) -> Image.Image:
        rng = drawn_for(picture, self._copy)
        photo = photo_of(picture, rng)
        garment, errors = photo.garment, rng.normal(0, _BOX_ERROR, 4)
        found = Placement(
            garment.x + errors[0] * garment.width,
            garment.y + errors[1] * garment.height,
            garment.width * float(np.exp(errors[2])),
            garment.height * float(np.exp(errors[3])),
            garment.tilt + float(rng.normal(0, _TILT_ERROR)),
        )
        return seen(photo.picture, found)


def seen(picture: Image.Image, garment: Placement) -> Image.Image:
    """The part of a photograph that encoders see: the garment upright, with a small margin."""
    border = np.asarray(picture.resize((8, 8), Image.Resampling.BOX))
    edge = np.concatenate([border[0], border[-1], border[1:-1, 0], border[1:-1, -1]])
    red, green, blue = np.median(edge, axis=0).astype(int).tolist()
    return upright(picture, garment.grown(_MARGIN), (red, green, blue))


def photo_of(picture: Image.Image, rng: np.random.Generator) -> Photo:
    """The picture as a customer might take it."""
    return photographed(picture, usual_damage(rng), rng)


def drawn_for(picture: Image.Image, copy: int) -> np.random.Generator:
    """A generator that depends on the picture's content and the number of the copy alone."""
    digest = hashlib.blake2b(picture.tobytes(), digest_size=8).digest()
    return np.random.default_rng([copy, int.from_bytes(digest)])
