"""Where texts stand beside the points of a plot, so that none covers another text or a point."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

SCREENS = (215.0, 1500.0)
"""Pixels between the axes, on a narrow phone and on a wide screen."""

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
    """x: share of the plot's width, which `left` and `right` are counted from; all else in pixels, downwards."""

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
    """A label each, None where there is no room. Whoever comes first is served first.

    x, y: places of the points, 0 to 1, y upwards; wanted: what may stand there, the best first; widths: of the plot,
    the least and the greatest that it is drawn in, and height, in pixels. Labels keep their size at every width.
    """
    dots = [_Box(across, -_DOT, _DOT, (1 - up) * height - _DOT, (1 - up) * height + _DOT)
            for across, up in zip(x, y, strict=True)]  # fmt: skip
    taken, found = list[_Box](), list[Label | None]()
    for at, texts in enumerate(wanted):
        others = [*taken, *dots[:at], *dots[at + 1 :]]
        fitting = (
            (one, box) for one, box in _tries(x[at], (1 - y[at]) * height, texts) if _is_free(box, others, widths)
        )
        label, box = next(fitting, (None, None))
        found.append(label)
        if box is not None:
            taken.append(box)
    return found


def _tries(x: float, down: float, texts: Sequence[str]) -> list[tuple[Label, _Box]]:
    found = []
    for text in texts:
        width = len(text) * _LETTER
        for dx, dy, align in _BESIDE:
            left = dx - {"left": 0.0, "center": width / 2, "right": width}[align]
            box = _Box(x, left, left + width, down + dy - _HALF_LINE, down + dy + _HALF_LINE)
            found.append((Label(text, dx, dy, align), box))
    return found


def _is_free(box: _Box, others: Sequence[_Box], widths: tuple[float, float]) -> bool:
    inside = all(box.x * width + box.left >= 0 and box.x * width + box.right <= width for width in widths)
    return inside and all(_are_apart(box, other, widths) for other in others)


def _are_apart(one: _Box, other: _Box, widths: tuple[float, float]) -> bool:
    if one.bottom <= other.top or other.bottom <= one.top:
        return True
    # What is on the same side at both widths is so at every width between them.
    return _is_left_of(one, other, widths) or _is_left_of(other, one, widths)


def _is_left_of(one: _Box, other: _Box, widths: tuple[float, float]) -> bool:
    return all(one.x * width + one.right <= other.x * width + other.left for width in widths)
