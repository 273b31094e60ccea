"""Brings a photograph on a plain ground to the light of a studio, in which catalogues are photographed."""

import numpy as np
from PIL import Image

from stylehub_core.catalog.thumbnails import STUDIO_GREY
from stylehub_core.features.garment_mask import plain_ground

Gains = tuple[float, float, float]
"""What red, green and blue are multiplied by."""

_LEAST = 30.0  # in levels of 255: a ground that is nearer to the studio's in every channel is in its light
_MOST = 3.0  # a ground that is darker than a third of the studio's is a dark ground, not a dark photograph


def studio_gains(picture: Image.Image) -> Gains | None:
    """The gains that give the plain ground of an RGB picture the studio's grey.

    None where they would do little, where the ground is not plain, and where it is too dark.
    """
    ground = plain_ground(picture)
    if ground is None or max(abs(level - grey) for level, grey in zip(ground, STUDIO_GREY, strict=True)) < _LEAST:
        return None
    red, green, blue = (grey / max(level, 1) for level, grey in zip(ground, STUDIO_GREY, strict=True))
    return None if max(red, green, blue) > _MOST else (red, green, blue)


def in_light(picture: Image.Image, gains: Gains, gamma: float = 1.0) -> Image.Image:
    """The RGB picture with these gains. gamma: above 1 darkens what is not white."""
    ramp = (np.arange(256) / 255) ** gamma
    curves = np.concatenate([np.clip(255 * gain * ramp, 0, 255) for gain in gains])
    return picture.point(curves.round().astype(int).tolist())
