"""Light: turns a canvas into a lit studio photograph."""

import io
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from stylehub_core.sample.drawing.canvas import Canvas, Slot
from stylehub_core.sample.drawing.colour import rgb
from stylehub_core.sample.drawing.layers import HALF, HEIGHT, WIDTH, Grey, Layers, layers_of
from stylehub_core.sample.drawing.repeat import Accents
from stylehub_core.sample.drawing.weave import noise, weave_tile

_QUALITY = 88
_PAPER = (243.5, 242.0, 239.5)


@dataclass(frozen=True)
class Studio:
    """The settings for photographing one article.

    repeat: the pattern's tile. accents: the tile's three colours. scale: of the tile. upright: turns it by 90 degrees.
    frame: the shares of width and height to fill at most. glitter: strength of the sparkle.
    drape: 0 for wrinkles in all directions, 1 for folds that fall.
    """

    repeat: Accents | None
    accents: tuple[str, str, str]
    scale: float = 1.0
    upright: bool = False
    frame: tuple[float, float] = (0.88, 0.83)
    glitter: float = 0.0
    drape: float = 0.0
    seed: int = 0


def photograph(canvas: Canvas, studio: Studio) -> bytes:
    """The lit picture as a JPEG of 360 x 540 pixels."""
    layers = layers_of(canvas, studio.frame)
    shade, shine = _shading(layers, canvas.slots, studio)
    _weave(layers, shade, canvas.slots, studio)
    lit = _lit(layers, shade, shine, canvas.slots)
    if studio.glitter:
        _sparkle(lit, layers, studio)
    out = io.BytesIO()
    Image.fromarray(_on_backdrop(lit, layers, studio.seed)).save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()


def _soft(field: Grey, passes: int) -> Grey:
    """Binomial blur with a radius that grows with the square root of `passes`."""
    for _ in range(passes):
        wide = np.pad(field, 1, mode="edge")
        rows = wide[:-2] + 2 * wide[1:-1] + wide[2:]
        field = (rows[:, :-2] + 2 * rows[:, 1:-1] + rows[:, 2:]) * np.float32(1 / 16)
    return field


def _broad(field: Grey, shrink: int) -> Grey:
    """Wide blur, computed on a reduced picture."""
    small = Image.fromarray(field).resize((HALF[0] // shrink, HALF[1] // shrink), Image.Resampling.HAMMING)
    return np.asarray(small.resize(HALF, Image.Resampling.BICUBIC), dtype=np.float32)


def _enlarged(field: Grey, layers: Layers) -> Grey:
    """The crop of a half-size field, enlarged to full size."""
    h, w = layers.alpha.shape
    return np.asarray(
        Image.fromarray(field).resize((w, h), Image.Resampling.BILINEAR, box=layers.box), dtype=np.float32
    )


def _table(values: list[float]) -> Grey:
    """Values by slot number, 0 for no slot."""
    return np.array([0.0, *values], dtype=np.float32)


def _shading(layers: Layers, slots: list[Slot], studio: Studio) -> tuple[Grey, Grey]:
    """(h, w) light factor, 1 where cloth lies flat, and (h, w) mirror light from 0 to 1."""
    level = layers.flat
    mask = (level > 0).astype(np.float32)
    wide, near = _broad(mask, 14), _broad(mask, 5)
    height = _soft(layers.folded, 3) * 0.75 + near * 6 + wide * 12 + _creases(layers, slots, studio)
    gy, gx = np.gradient(_soft(height, 1))
    gx, gy = np.clip(gx, -1.6, 1.6), np.clip(gy, -1.6, 1.6)
    norm = 1 / np.sqrt(1 + 0.62 * (gx * gx + gy * gy))
    facing = (0.68 + 0.34 * gx + 0.42 * gy) * norm / 0.68
    around = np.maximum(_soft(level, 6) - level, 0) + 0.6 * np.maximum(_broad(level, 7) - level, 0)
    hollow = 1 - np.clip(around * 0.048, 0, 0.5)
    rows = np.linspace(1.035, 0.945, HALF[1], dtype=np.float32)[:, None]
    columns = np.linspace(1.025, 0.965, HALF[0], dtype=np.float32)[None, :]
    shade = (0.36 + 0.64 * facing) * hollow * rows * columns * (0.90 + 0.115 * near)
    mirror = np.clip((0.55 + 0.55 * gx + 0.62 * gy) * norm, 0, 1) ** 5
    return _enlarged(shade.astype(np.float32), layers), _enlarged(mirror.astype(np.float32), layers)


def _creases(layers: Layers, slots: list[Slot], studio: Studio) -> Grey:
    """(270, 180) heights of loose wrinkles, as deep as each surface creases."""
    table = _table([slot.surface.crease for slot in slots])
    small = Image.fromarray(table[layers.numbers]).reduce(2)
    placed = Image.new("F", HALF)
    placed.paste(small, (layers.left // 2, layers.top // 2))
    return np.asarray(placed, dtype=np.float32) * _wrinkles(studio.seed, studio.drape)


@lru_cache(maxsize=8)
def _cloth(kind: int) -> Grey:
    """Tileable wrinkle heights: 0 in all directions, 1 mostly falling folds."""
    across, down = ((7, 6), (9, 2))[kind]
    ridges = -np.abs(noise(60 + kind, across, down)) * 2.0
    return np.asarray(ridges + noise(70 + kind, across, down) * 1.0, dtype=np.float32)


def _wrinkles(seed: int, drape: float) -> Grey:
    """(270, 180) wrinkle heights, shifted by the seed."""
    first = np.roll(_cloth(0), (seed * 37 % 256, seed * 91 % 256), (0, 1))
    second = np.roll(_cloth(1), (seed * 53 % 256, seed * 29 % 256), (0, 1))
    tile = first * np.float32(1 - drape) + second * np.float32(0.35 + 1.0 * drape)
    return np.vstack([tile, tile[: HALF[1] - 256]])[:, : HALF[0]]


def _weave(layers: Layers, shade: Grey, slots: list[Slot], studio: Studio) -> None:
    """Apply each slot's weave and repeat to its colour, in place, turned with the part and bent by the folds."""
    flat, planes, covered = layers.numbers.ravel(), layers.colour.reshape(3, -1), layers.alpha.reshape(-1)
    texture = np.ones(flat.size, dtype=np.float32)
    for number, slot in enumerate(slots, start=1):
        surface = slot.surface
        repeat = studio.repeat if surface.patterned else None
        if surface.weave == "plain" and repeat is None and surface.sheer == 1:
            continue
        at = np.flatnonzero(flat == number)
        if surface.sheer < 1:
            covered[at] *= surface.sheer
        u, v = _cloth_place(at, shade, layers, slot.angle)
        if repeat is not None:
            zoom, shift = np.float32(2 / studio.scale), studio.seed * 17 % 256
            row, column = ((w * zoom + shift).astype(np.int32) & 255 for w in ((u, v) if studio.upright else (v, u)))
            weights = repeat[row, column].T.astype(np.float32)
            base = rgb(surface.colour)
            change = np.stack([rgb(accent) - base for accent in studio.accents], axis=1) / 255
            planes[:, at] += change.astype(np.float32) @ weights
        if surface.weave != "plain":
            texture[at] = weave_tile(surface.weave)[(v * 2).astype(np.int32) & 255, (u * 2).astype(np.int32) & 255]
    planes *= texture


def _cloth_place(at: NDArray[np.int64], shade: Grey, layers: Layers, degrees: float) -> tuple[Grey, Grey]:
    """Cloth coordinates, in picture pixels, of the crop's pixels numbered `at`."""
    width = shade.shape[1]
    bend = (shade.reshape(-1)[at] - 1) * 7
    x = (at % width).astype(np.float32) + np.float32(layers.left - WIDTH / 2 + 512) + bend
    y = (at // width).astype(np.float32) + np.float32(layers.top + 512) + bend
    if not degrees:
        return x, y
    cos, sin = np.float32(np.cos(np.radians(degrees))), np.float32(np.sin(np.radians(degrees)))
    return x * cos + y * sin + 1024, y * cos - x * sin + 1024


def _lit(layers: Layers, shade: Grey, shine: Grey, slots: list[Slot]) -> Grey:
    """(3, h, w) colours under the light: shaded, with a faint sheen on cloth and highlights on glossy parts."""
    gloss = _table([slot.surface.gloss for slot in slots])[layers.numbers]
    factor = np.maximum(1 + (shade - 1) * (1 + gloss * 0.75), 0.12) * np.float32(0.955)
    sheen = np.maximum(shade - 0.93, 0) * 34 + 7 + shine * gloss * 120
    lit: Grey = layers.colour * factor
    lit += sheen
    return lit


def _sparkle(lit: Grey, layers: Layers, studio: Studio) -> None:
    """Scatter bright points over the cloth, in place."""
    h, w = layers.alpha.shape
    tile = np.roll(np.tile(noise(80, 110, 110), (3, 2)), studio.seed * 13 % 256, 1)[:h, :w]
    lit += np.clip(tile - 1.5, 0, 1.2) * np.float32(170 * studio.glitter)


@lru_cache(maxsize=1)
def _backdrop() -> Grey:
    """(540, 360) brightness of the seamless paper: a slight vignette around 1."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    away = np.hypot((x - 165) / 250, (y - 235) / 370)
    return np.asarray(1.004 - 0.045 * away**2, dtype=np.float32)


@lru_cache(maxsize=1)
def _grain() -> Grey:
    white = np.random.default_rng(5).standard_normal((HEIGHT + 64, WIDTH + 64))
    return np.asarray(white * 1.1, dtype=np.float32)


def _on_backdrop(lit: Grey, layers: Layers, seed: int) -> NDArray[np.uint8]:
    """(540, 360, 3) picture: paper, soft shadow towards the lower right, article and grain."""
    mask = (layers.flat > 0).astype(np.float32)
    close = np.roll(_soft(mask, 4), (3, 2), (0, 1)) * 0.16
    far = np.roll(_broad(mask, 9), (8, 5), (0, 1)) * 0.13
    dark = (1 - np.clip(close + far, 0, 0.4)).astype(np.float32)
    shadow = np.asarray(Image.fromarray(dark).resize((WIDTH, HEIGHT), Image.Resampling.BILINEAR), dtype=np.float32)
    paper = _backdrop() * shadow
    grain = _grain()[seed % 61 : seed % 61 + HEIGHT, seed % 53 : seed % 53 + WIDTH]
    h, w = layers.alpha.shape
    rows, columns = slice(layers.top, layers.top + h), slice(layers.left, layers.left + w)
    picture = np.empty((HEIGHT, WIDTH, 3), dtype=np.uint8)
    for channel, tone in enumerate(_PAPER):
        plane = paper * np.float32(tone)
        plane[rows, columns] += (lit[channel] - plane[rows, columns]) * layers.alpha
        plane += grain
        picture[..., channel] = np.clip(plane, 0, 252, out=plane)
    return picture
