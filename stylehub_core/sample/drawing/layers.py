"""Renders a canvas as pixel layers: unlit colour, coverage, surface numbers and heights, cropped to the article."""

import io
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import resvg_py
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from stylehub_core.sample.drawing.canvas import Canvas
from stylehub_core.sample.drawing.outline import Line

Grey: TypeAlias = NDArray[np.float32]

WIDTH, HEIGHT = 360, 540
HALF = (WIDTH // 2, HEIGHT // 2)
_MARGIN = 6
_FLOOR = 4.0  # height of the backdrop in `folded`: rims round off instead of falling steeply


@dataclass(frozen=True)
class Layers:
    """left, top: the crop's corner in the picture. Heights cover the whole picture at half size.

    colour: (3, h, w) from 0 to 255. alpha: (h, w) from 0 to 1. numbers: (h, w) slot numbers, 0 for none.
    flat: (270, 180) height of the pile. folded: the same with folds.
    """

    left: int
    top: int
    colour: Grey
    alpha: Grey
    numbers: NDArray[np.uint8]
    flat: Grey
    folded: Grey

    @property
    def box(self) -> tuple[float, float, float, float]:
        """The crop in half-size coordinates."""
        h, w = self.alpha.shape
        return self.left / 2, self.top / 2, (self.left + w) / 2, (self.top + h) / 2


@dataclass(frozen=True)
class _Fit:
    scale: float
    x: float
    y: float

    def __call__(self, line: Line, zoom: float, x: float = 0.0, y: float = 0.0) -> list[float]:
        placed = (line * self.scale + (self.x - x, self.y - y)) * zoom
        flat: list[float] = placed.ravel().tolist()
        return flat


def layers_of(canvas: Canvas, frame: tuple[float, float]) -> Layers:
    """The layers of `canvas`, centred and filling at most the shares `frame` of the picture's width and height."""
    fit, (left, top, right, bottom) = _fitted(canvas, frame)
    size = (right - left, bottom - top)
    numbers = Image.new("L", size)
    flat, folded = Image.new("F", HALF), Image.new("F", HALF, _FLOOR)
    on_numbers, on_flat, on_folded = ImageDraw.Draw(numbers), ImageDraw.Draw(flat), ImageDraw.Draw(folded)
    for outline, number, level in canvas.fills:
        on_numbers.polygon(fit(outline, 1.0, left, top), fill=number)
        on_flat.polygon(fit(outline, 0.5), fill=level)
    for outline, height, _ in canvas.heights:
        on_folded.polygon(fit(outline, 0.5), fill=height)
    ids = np.asarray(numbers)
    colour, alpha = _colours(canvas, fit, left, top, size)
    alpha *= _near(ids)
    return Layers(
        left, top, colour, alpha, ids, np.asarray(flat, dtype=np.float32), np.asarray(folded, dtype=np.float32)
    )


def _fitted(canvas: Canvas, frame: tuple[float, float]) -> tuple[_Fit, tuple[int, int, int, int]]:
    """Scale and shift that centre all parts in the frame, and the crop that holds them."""
    corners = np.array([[o.min(axis=0), o.max(axis=0)] for o, _, _ in canvas.fills])
    low, high = corners[:, 0].min(axis=0), corners[:, 1].max(axis=0)
    width, height = (high - low).tolist()
    scale = min(WIDTH * frame[0] / width, HEIGHT * frame[1] / height)
    x, y = ((low + high) / 2 * scale).tolist()
    fit = _Fit(scale, WIDTH / 2 - x, HEIGHT * 0.497 - y)
    left, top = (int(v) - _MARGIN for v in (WIDTH / 2 - width * scale / 2, HEIGHT * 0.497 - height * scale / 2))
    right, bottom = left + int(width * scale) + 2 * _MARGIN, top + int(height * scale) + 2 * _MARGIN
    return fit, (max(left, 0), max(top, 0), min(right, WIDTH), min(bottom, HEIGHT))


def _colours(canvas: Canvas, fit: _Fit, left: int, top: int, size: tuple[int, int]) -> tuple[Grey, Grey]:
    defs = f"<defs>{''.join(canvas.gradients)}</defs>" if canvas.gradients else ""
    place = f"translate({fit.x - left:.3f} {fit.y - top:.3f}) scale({fit.scale:.5f})"
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size[0]}" height="{size[1]}">{defs}'
        f'<g transform="{place}">{"".join(canvas.svg)}</g></svg>'
    )
    png = resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True)
    pixels = np.asarray(Image.open(io.BytesIO(png)))
    planes = np.ascontiguousarray(np.moveaxis(pixels, 2, 0)).astype(np.float32)
    return planes[:3], planes[3] * np.float32(1 / 255)


def _near(numbers: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Where a part is at most a pixel away; ink farther off is dropped."""
    near = numbers > 0
    near[1:] |= near[:-1].copy()
    near[:-1] |= near[1:].copy()
    near[:, 1:] |= near[:, :-1].copy()
    near[:, :-1] |= near[:, 1:].copy()
    return near
