"""Polylines: the smooth curves that outline parts, folds and seams.

The origin is the garment's top centre, x grows to the right, y downwards; the canvas fits the result to its frame.
"""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Line: TypeAlias = NDArray[np.float64]
Point: TypeAlias = tuple[float, ...]  # x, y and, at a corner, a third item

_STEPS = 7
_T = np.linspace(0.0, 1.0, _STEPS, endpoint=False)[None, :, None]
_BASIS = ((1 - _T) ** 3, 3 * (1 - _T) ** 2 * _T, 3 * (1 - _T) * _T**2, _T**3)


def curve(points: Sequence[Point], *, closed: bool = False) -> Line:
    """(n, 2) polyline through `points`: smooth at pairs, sharp at triples."""
    knots = np.array([p[:2] for p in points], dtype=np.float64)
    sharp = np.array([len(p) > 2 for p in points])
    if closed:
        knots, sharp = np.vstack([knots, knots[:1]]), np.append(sharp, sharp[:1])
    tangent = _tangents(knots, sharp, closed)
    chord = np.diff(knots, axis=0)
    reach = np.linalg.norm(chord, axis=1, keepdims=True) / 3
    start, end = knots[:-1], knots[1:]
    first, second = start + tangent[:-1] * reach, end - tangent[1:] * reach
    pieces = (
        _BASIS[0] * start[:, None] + _BASIS[1] * first[:, None] + _BASIS[2] * second[:, None] + _BASIS[3] * end[:, None]
    )
    return np.vstack([pieces.reshape(-1, 2), end[-1:]])


def shape(points: Sequence[Point]) -> Line:
    """Closed curve through `points`."""
    return curve(points, closed=True)


def _tangents(knots: Line, sharp: NDArray[np.bool_], closed: bool) -> Line:
    """Unit tangents at the knots, zero at corners and free ends."""
    before, after = np.roll(knots, 1, axis=0), np.roll(knots, -1, axis=0)
    if closed:
        before[0], after[-1] = knots[-2], knots[1]
    tangent: Line = after - before
    length = np.linalg.norm(tangent, axis=1, keepdims=True)
    tangent /= np.maximum(length, 1e-6)
    tangent[sharp] = 0.0
    if not closed:
        tangent[0] = tangent[-1] = 0.0
    return tangent


def flipped(points: Sequence[Point]) -> list[Point]:
    """The mirror image of `points` in the centre line, in the same order."""
    return [(-x, *rest) for x, *rest in points]


def whole(half: Sequence[Point]) -> list[Point]:
    """The points of a symmetric closed outline, from its right half listed from top centre to bottom centre."""
    return [*half, *reversed(flipped([p for p in half if abs(p[0]) > 1e-9]))]


def sided(points: Sequence[Point], side: int) -> list[Point]:
    """`points` for the right side (1), mirrored for the left (-1)."""
    return list(points) if side > 0 else flipped(points)


def ribbon(line: Line, width: float, end_width: float | None = None) -> Line:
    """Closed strip around `line`, `width` wide at its start and `end_width` at its end."""
    taper = np.linspace(width, width if end_width is None else end_width, len(line))[:, None] / 2
    side = _normals(line) * taper
    return np.vstack([line + side, (line - side)[::-1]])


def lens(line: Line, width: float) -> Line:
    """Closed strip around `line` that swells to `width` and thins out at both ends."""
    swell = np.sin(np.linspace(0.06, 0.94, len(line)) * np.pi)[:, None] * width / 2
    side = _normals(line) * swell
    return np.vstack([line + side, (line - side)[::-1]])


def beside(line: Line, distance: float) -> Line:
    """The line parallel to `line`, to its right as it runs when `distance` > 0 (y downwards)."""
    return line + _normals(line) * distance


def _normals(line: Line) -> Line:
    along = np.gradient(line, axis=0)
    length = np.maximum(np.linalg.norm(along, axis=1, keepdims=True), 1e-6)
    along = along / length
    return np.column_stack([-along[:, 1], along[:, 0]])


def ellipse(x: float, y: float, rx: float, ry: float, steps: int = 28) -> Line:
    turn = np.linspace(0, 2 * np.pi, steps, endpoint=False)
    return np.column_stack([x + rx * np.cos(turn), y + ry * np.sin(turn)])


def box(x: float, y: float, width: float, height: float, radius: float = 2.0) -> Line:
    """Rounded rectangle with its top left corner at (x, y)."""
    r = min(radius, width / 2, height / 2)
    turn = np.linspace(0, np.pi / 2, 5)
    corners = (
        (x + width - r, y + r, -np.pi / 2),
        (x + width - r, y + height - r, 0.0),
        (x + r, y + height - r, np.pi / 2),
        (x + r, y + r, np.pi),
    )
    return np.vstack([np.column_stack([cx + r * np.cos(turn + a), cy + r * np.sin(turn + a)]) for cx, cy, a in corners])


def turned(line: Line, degrees: float, x: float = 0.0, y: float = 0.0) -> Line:
    """`line` rotated clockwise about (x, y)."""
    a = np.radians(degrees)
    matrix = np.array([[np.cos(a), np.sin(a)], [-np.sin(a), np.cos(a)]])
    centre = np.array([x, y])
    return np.asarray((line - centre) @ matrix + centre)


def moved(line: Line, x: float, y: float) -> Line:
    return np.asarray(line + np.array([x, y]))


def hoop(x: float, y: float, rx: float, ry: float, width: float, steps: int = 64) -> Line:
    """Closed ring with a hole, `width` wide."""
    turn = np.linspace(0, 2 * np.pi, steps)
    spin = np.column_stack([np.cos(turn), np.sin(turn)])
    w = width / 2
    ring = np.vstack([spin * (rx + w, ry + w), (spin * (rx - w, ry - w))[::-1]])
    return moved(ring, x, y)
