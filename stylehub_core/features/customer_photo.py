"""Catalogue pictures as customers might photograph the articles: tilted, far away, in a room, in poor light.

Models learn from these copies to recognise articles in people's own photographs, and benchmarks measure it.
"""

import io
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from stylehub_core.arrays import FloatMatrix
from stylehub_core.features.garment_mask import box_of, garment_mask
from stylehub_core.features.placement import Placement
from stylehub_core.features.studio_light import in_light


@dataclass(frozen=True)
class Damage:
    """How a photograph differs from the catalogue picture. The defaults change nothing.

    tilt: degrees, counterclockwise.
    kept: the share of each side that a crop keeps.
    room: whether the garment lies on another ground than the studio's.
    share: the garment picture's height as a share of the photograph's.
    light: gains of red, green and blue.
    gamma: above 1 darkens.
    pixels: the photograph's longer side, 0 to keep it.
    quality: of the JPEG; 0 for no compression.
    blur: the radius of a blur in pixels.
    """

    tilt: float = 0.0
    kept: float = 1.0
    room: bool = False
    share: float = 1.0
    light: tuple[float, float, float] = (1.0, 1.0, 1.0)
    gamma: float = 1.0
    pixels: int = 0
    quality: int = 0
    blur: float = 0.0


@dataclass(frozen=True, eq=False)
class Photo:
    """A photograph, where in it the garment is, and which part of it is garment: a grey picture, bright where it is."""

    picture: Image.Image
    garment: Placement
    shape: Image.Image


def usual_damage(rng: np.random.Generator) -> Damage:
    """What may happen to a photograph, from nearly nothing to all at once."""
    far = rng.random() < 0.55
    brightness, warmth = rng.uniform(0.45, 1.15), rng.uniform(-0.2, 0.4)
    light = (brightness, brightness * (1 - 0.45 * warmth), brightness * (1 - warmth))
    return Damage(
        tilt=float(rng.normal(0, 12)),
        kept=1.0 if far or rng.random() < 0.5 else float(rng.uniform(0.6, 1)),
        room=bool(rng.random() < 0.75),
        share=float(np.exp(rng.uniform(np.log(0.25), 0))) if far else float(rng.uniform(0.8, 1.15)),
        light=light if rng.random() < 0.75 else (1.0, 1.0, 1.0),
        gamma=float(np.exp(rng.normal(0, 0.25))),
        pixels=int(rng.uniform(90, 300)) if rng.random() < 0.6 else 0,
        quality=int(rng.uniform(10, 70)) if rng.random() < 0.7 else 0,
        blur=float(rng.uniform(0, 1.2)) if rng.random() < 0.3 else 0.0,
    )


def photographed(picture: Image.Image, damage: Damage, rng: np.random.Generator) -> Photo:
    """A copy of an RGB catalogue picture with this damage; what it leaves open is drawn from `rng`."""
    mask, ground = garment_mask(picture)
    size = _canvas(picture.size, damage)
    onto = _placement(picture.size, size, damage, rng)
    matrix = (*onto.rotation[0], onto.offset[0], *onto.rotation[1], onto.offset[1])
    placed = picture.transform(size, Image.Transform.AFFINE, matrix, Image.Resampling.BILINEAR, fillcolor=ground)
    shape = mask.transform(size, Image.Transform.AFFINE, matrix, Image.Resampling.BILINEAR, fillcolor=0)
    if damage.room:
        room = _room(size, rng)
        room.paste(placed, (0, 0), shape.filter(ImageFilter.GaussianBlur(0.8)))
        placed = room
    left, top, right, bottom = box_of(mask)
    x, y = onto.backwards(np.array([(left + right) / 2, (top + bottom) / 2])).tolist()
    garment = Placement(x, y, (right - left) * onto.scale, (bottom - top) * onto.scale, damage.tilt)
    if damage.kept < 1:
        box, garment = _cropped(placed.size, garment, damage.kept, rng)
        placed, shape = placed.crop(box), shape.crop(box)
    developed = _developed(placed, damage)
    shape = shape if shape.size == developed.size else shape.resize(developed.size, Image.Resampling.BILINEAR)
    return Photo(developed, garment.of_shares(placed.size), shape)


def _canvas(size: tuple[int, int], damage: Damage) -> tuple[int, int]:
    """The photograph's size before it is cropped: 3:4 where the garment is smaller than the picture."""
    if damage.share >= 1 and not damage.room:
        return size
    height = max(size[1], 256)
    return round(height * 3 / 4), height


@dataclass(frozen=True, eq=False)
class _Onto:
    """How a picture lies on a photograph: the point p of the photograph shows rotation @ p + offset of the picture."""

    scale: float
    rotation: NDArray[np.float64]
    offset: NDArray[np.float64]

    def backwards(self, point: NDArray[np.float64]) -> NDArray[np.float64]:
        """Where the photograph shows this point of the picture."""
        return np.linalg.solve(self.rotation, point - self.offset).astype(np.float64)


def _placement(size: tuple[int, int], canvas: tuple[int, int], damage: Damage, rng: np.random.Generator) -> _Onto:
    scale = canvas[1] * damage.share / size[1]
    free = np.maximum(np.array(canvas) - np.array(size) * scale, 0) / 2
    centre = np.array(canvas) / 2 + rng.uniform(-1, 1, 2) * free * 0.8
    angle = np.deg2rad(damage.tilt)
    cosine, sine = np.cos(angle) / scale, np.sin(angle) / scale
    rotation = np.array([[cosine, -sine], [sine, cosine]])
    return _Onto(scale, rotation, np.array(size) / 2 - rotation @ centre)


def _cropped(
    size: tuple[int, int], garment: Placement, kept: float, rng: np.random.Generator
) -> tuple[tuple[int, int, int, int], Placement]:
    """(left, top, right and bottom of a part of a picture of this size, what is left of the garment there)"""
    width, height = (max(1, round(side * kept)) for side in size)
    left = int(rng.integers(0, size[0] - width + 1))
    top = int(rng.integers(0, size[1] - height + 1))
    x, y = garment.x - left, garment.y - top
    first_x, last_x = np.clip([x - garment.width / 2, x + garment.width / 2], 0, width)
    first_y, last_y = np.clip([y - garment.height / 2, y + garment.height / 2], 0, height)
    seen = Placement(
        float(first_x + last_x) / 2, float(first_y + last_y) / 2, float(last_x - first_x), float(last_y - first_y),
        garment.tilt,
    )  # fmt: skip
    whole = Placement(width / 2, height / 2, width, height)
    visible = min(seen.width, seen.height) > 0
    return (left, top, left + width, top + height), seen if visible else whole


def _developed(picture: Image.Image, damage: Damage) -> Image.Image:
    """Light, sharpness and compression."""
    if damage.light != (1.0, 1.0, 1.0) or damage.gamma != 1:
        picture = in_light(picture, damage.light, damage.gamma)
    if damage.blur:
        picture = picture.filter(ImageFilter.GaussianBlur(damage.blur))
    if damage.pixels:
        scale = damage.pixels / max(picture.size)
        size = tuple(max(1, round(side * scale)) for side in picture.size)
        picture = picture.resize((size[0], size[1]), Image.Resampling.BILINEAR)
    if damage.quality:
        file = io.BytesIO()
        picture.save(file, "JPEG", quality=damage.quality)
        picture = Image.open(file).convert("RGB")
    return picture


def _room(size: tuple[int, int], rng: np.random.Generator) -> Image.Image:
    """A ground as in a home: a wall or floor with a soft gradient, clouds, and perhaps boards, tiles or things."""
    half = ((size[0] + 1) // 2, (size[1] + 1) // 2)
    colour = rng.uniform(20, 235) + rng.normal(0, 22, 3)
    levels = np.zeros((half[1], half[0], 3), np.float32) + colour.astype(np.float32)
    levels += _clouds(half, 2, rng)[..., None] * rng.uniform(10, 45)
    levels += _clouds(half, int(rng.integers(4, 24)), rng)[..., None] * rng.uniform(0, 30)
    if rng.random() < 0.4:
        levels += _boards(half, rng)[..., None] * rng.uniform(8, 40)
    for _ in range(int(rng.integers(0, 4))):
        _thing(levels, rng)
    levels += (rng.standard_normal(levels.shape[:2], np.float32) * rng.uniform(0, 9))[..., None]
    return Image.fromarray(np.clip(levels, 0, 255).astype(np.uint8)).resize(size, Image.Resampling.BILINEAR)


def _clouds(size: tuple[int, int], cells: int, rng: np.random.Generator) -> FloatMatrix:
    """(height, width) smooth values around 0."""
    coarse = Image.fromarray(rng.normal(0, 1, (cells + 1, cells + 1)).astype(np.float32))
    return np.asarray(coarse.resize(size, Image.Resampling.BICUBIC), np.float32)


def _boards(size: tuple[int, int], rng: np.random.Generator) -> FloatMatrix:
    """(height, width) a periodic pattern at any angle: boards, stripes, or tiles."""
    angle, period = rng.uniform(0, np.pi), rng.uniform(5, 40)
    y, x = np.mgrid[: size[1], : size[0]].astype(np.float32)
    along, across = x * np.cos(angle) + y * np.sin(angle), y * np.cos(angle) - x * np.sin(angle)
    lines = np.where(along % period < period * rng.uniform(0.05, 0.5), -1.0, 0.3)
    if rng.random() < 0.5:
        lines = np.minimum(lines, np.where(across % period < period * 0.1, -1.0, 0.3))
    return np.asarray(lines, np.float32)


def _thing(levels: FloatMatrix, rng: np.random.Generator) -> None:
    """A plain rectangle somewhere: furniture, a window, a shadow. Changes `levels`."""
    height, width = levels.shape[:2]
    top, left = int(rng.integers(0, height)), int(rng.integers(0, width))
    bottom = top + int(rng.integers(height // 10, height // 2))
    right = left + int(rng.integers(width // 10, width // 2))
    strength = rng.uniform(0.4, 1)
    colour = (rng.uniform(10, 240) + rng.normal(0, 30, 3)).astype(np.float32)
    part = levels[top:bottom, left:right]
    part += (colour - part) * strength
