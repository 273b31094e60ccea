"""Positions of labels beside the points of a plot, so that no label covers another label or a point."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

SCREENS = (215.0, 1500.0)
"""Width in pixels between the axes, on a narrow phone and on a wide screen."""

Align = Literal["left", "center", "right"]
_LETTER, _HALF_LINE, _DOT = 6.2, 7.0, 6.0  # pixels: of a letter, half a line, and half a point
_BESIDE: tuple[tuple[int, int, Align], ...] = (
    (9, 0, "left"), (-9, 0, "right"), (0, -14, "center"), (0, 14, "center"),
    (7, -10, "left"), (7, 10, "left"), (-7, -10, "right"), (-7, 10, "right"),
)  # fmt: skip


@dataclass(frozen=True)
class Label:
    """dx, dy: pixels from the point, dy downwards."""

    text: str
    dx: int
    dy: int
    align: Align


@dataclass(frozen=True)
class _Box:
    """x: position in shares of the plot's width.
    left, right: pixels from x.
    top, bottom: pixels, downwards.
    """

    x: float
    left: float
    right: float
    top: float
    bottom: float


def labels(
    x: Sequence[float],
    y: Sequence[float],
    wanted: Sequence[Sequence[str]],
    *,
    widths: tuple[float, float],
    height: float,
) -> list[Label | None]:
    """For each point a label, or None if there is no room. Earlier points are served first.

    x, y: positions of the points, 0 to 1, y upwards.
    wanted: the possible texts of each point, the best first.
    widths: the least and greatest width of the plot, in pixels; labels keep their size at every width.
    height: of the plot, in pixels.
    """
    dots = [_Box(across, -_DOT, _DOT, (1 - up) * height - _DOT, (1 - up) * height + _DOT)
            for across, up in zip(x, y, strict=True)]  # fmt: skip
    taken, chosen = list[_Box](), list[Label | None]()
    for point, texts in enumerate(wanted):
        others = [*taken, *dots[:point], *dots[point + 1 :]]
        fitting = (
            (label, box)
            for label, box in _candidates(x[point], (1 - y[point]) * height, texts)
            if _is_free(box, others, widths)
        )
        label, box = next(fitting, (None, None))
        chosen.append(label)
        if box is not None:
            taken.append(box)
    return chosen


def _candidates(x: float, down: float, texts: Sequence[str]) -> list[tuple[Label, _Box]]:
    candidates = []
    for text in texts:
        width = len(text) * _LETTER
        for dx, dy, align in _BESIDE:
            left = dx - {"left": 0.0, "center": width / 2, "right": width}[align]
            box = _Box(x, left, left + width, down + dy - _HALF_LINE, down + dy + _HALF_LINE)
            candidates.append((Label(text, dx, dy, align), box))
    return candidates


def _is_free(box: _Box, others: Sequence[_Box], widths: tuple[float, float]) -> bool:
    inside = all(box.x * width + box.left >= 0 and box.x * width + box.right <= width for width in widths)
    return inside and all(_are_apart(box, other, widths) for other in others)


def _are_apart(box: _Box, other: _Box, widths: tuple[float, float]) -> bool:
    if box.bottom <= other.top or other.bottom <= box.top:
        return True
    # Boxes that are on the same side of each other at both widths are so at every width in between.
    return _is_left_of(box, other, widths) or _is_left_of(other, box, widths)


def _is_left_of(box: _Box, other: _Box, widths: tuple[float, float]) -> bool:
    return all(box.x * width + box.right <= other.x * width + other.left for width in widths)
