"""Where a garment is in a picture: a box that may be tilted, and the part of the picture inside it."""

from dataclasses import dataclass

import numpy as np
from PIL import Image

_LEAST = 8  # pixels a side
_NARROWEST = 0.35  # of a picture's side: the least of a garment that fills it


@dataclass(frozen=True)
class Placement:
    """x, y: the middle of the garment. width, height: its size when upright. tilt: degrees, counterclockwise.

    All in pixels, or in shares of the picture's longer side, measured from the corner at the upper left of the square
    in which the picture is centred; so an encoder's square and any larger version of the picture share them.
    """

    x: float
    y: float
    width: float
    height: float
    tilt: float = 0.0

    @classmethod
    def filling(cls, size: tuple[int, int], tilt: float) -> "Placement":
        """Of a garment with this tilt that just fits into a picture of this size, in pixels; in shares of the picture.

        Near 45 degrees many garments would fit: it is at least `_NARROWEST` of the picture's width and height.
        """
        width, height = size
        angle = np.deg2rad(abs(tilt))
        cosine, sine, both = np.cos(angle), np.sin(angle), np.cos(2 * angle)
        if both < _NARROWEST:
            return cls(width / 2, height / 2, width, height, tilt).of_shares(size)
        own_width = np.clip((width * cosine - height * sine) / both, _NARROWEST * width, width)
        own_height = np.clip((height * cosine - width * sine) / both, _NARROWEST * height, height)
        return cls(width / 2, height / 2, float(own_width), float(own_height), tilt).of_shares(size)

    def of_shares(self, size: tuple[int, int]) -> "Placement":
        """The same in shares. size: of the picture that this one is measured in, in pixels."""
        side, right, down = _square(size)
        return Placement(
            (self.x + right) / side, (self.y + down) / side, self.width / side, self.height / side, self.tilt
        )

    def of_pixels(self, size: tuple[int, int]) -> "Placement":
        """The same in pixels of a picture of this size."""
        side, right, down = _square(size)
        return Placement(self.x * side - right, self.y * side - down, self.width * side, self.height * side, self.tilt)

    def inside(self, outer: "Placement", size: tuple[int, int]) -> "Placement":
        """The same in shares of a picture, given in shares of the upright part of it that shows `outer`.

        outer: in shares of the picture. size: of the picture, in pixels.
        """
        around = outer.of_pixels(size)
        width, height = _upright_size(around)
        own, angle = self.of_pixels((width, height)), np.deg2rad(around.tilt)
        right, down = own.x - width / 2, own.y - height / 2
        x = around.x + right * np.cos(angle) + down * np.sin(angle)
        y = around.y - right * np.sin(angle) + down * np.cos(angle)
        return Placement(float(x), float(y), own.width, own.height, around.tilt + own.tilt).of_shares(size)

    def seen_in(self, outer: "Placement", size: tuple[int, int]) -> "Placement":
        """The reverse of `inside`: the same in shares of the upright part that shows `outer`."""
        around, own = outer.of_pixels(size), self.of_pixels(size)
        width, height = _upright_size(around)
        angle, right, down = np.deg2rad(around.tilt), own.x - around.x, own.y - around.y
        x = width / 2 + right * np.cos(angle) - down * np.sin(angle)
        y = height / 2 + right * np.sin(angle) + down * np.cos(angle)
        part = Placement(float(x), float(y), own.width, own.height, own.tilt - around.tilt)
        return part.of_shares((width, height))

    def grown(self, share: float) -> "Placement":
        """The same with a margin of this share of its width and height on each side."""
        return Placement(self.x, self.y, self.width * (1 + 2 * share), self.height * (1 + 2 * share), self.tilt)


def upright(picture: Image.Image, garment: Placement, colour: tuple[int, int, int]) -> Image.Image:
    """The part of the picture that shows the garment, turned upright.

    garment: in shares. colour: of what lies outside the picture.
    """
    placed = garment.of_pixels(picture.size)
    width, height = size = _upright_size(placed)
    angle = np.deg2rad(placed.tilt)
    cosine, sine = float(np.cos(angle)), float(np.sin(angle))
    # The garment was turned counterclockwise: a step to the right in it is a step to the right and up here.
    left = placed.x - cosine * width / 2 - sine * height / 2
    top = placed.y + sine * width / 2 - cosine * height / 2
    matrix = (cosine, sine, left, -sine, cosine, top)
    return picture.transform(size, Image.Transform.AFFINE, matrix, Image.Resampling.BILINEAR, fillcolor=colour)


def _upright_size(garment: Placement) -> tuple[int, int]:
    """The size of the upright part that shows the garment. garment: in pixels."""
    return max(round(garment.width), _LEAST), max(round(garment.height), _LEAST)


def _square(size: tuple[int, int]) -> tuple[int, float, float]:
    """(the side of the square around a picture of this size, how far right and how far down the picture lies in it)"""
    side = max(size)
    return side, (side - size[0]) / 2, (side - size[1]) / 2
