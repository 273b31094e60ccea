"""Charts of the HTML report as inline SVG, in the colours of the page."""

import math
from collections.abc import Collection, Sequence
from html import escape

import numpy as np

from stylehub_core.evaluation.bootstrap import Range
from stylehub_core.evaluation.pareto import pareto
from stylehub_core.lab.plot_labels import labels

_WIDTH, _LEFT, _RIGHT, _ROW = 720, 230, 70, 26
_TALL, _FOOT = 400, 46
_EDGE, _WIDE, _HIGH = 60.0, 640.0, 330.0  # left edge, width and height of the trade-off plot


def ranges_figure(
    rows: Sequence[tuple[str, Range]], title: str, chance: float, digits: int = 4, hollow: Collection[str] = ()
) -> str:
    """One row for each name, with a dot and its range; a vertical line marks chance.

    hollow: the names whose dots are hollow and quiet.
    """
    known = [(name, mean) for name, mean in rows if math.isfinite(mean.value)]
    highest = max([*(mean.high for _, mean in known), chance, 1e-9]) * 1.05
    height = len(known) * _ROW + _FOOT

    def across(value: float) -> float:
        return _LEFT + (_WIDTH - _LEFT - _RIGHT) * value / highest

    summary = "; ".join(
        f"{name} {mean.value:.{digits}f} ({mean.low:.{digits}f} to {mean.high:.{digits}f})" for name, mean in known
    )
    parts = [_opened(height, f"{title}: {summary}")]
    parts.append(_line(across(chance), 0, across(chance), height - _FOOT + 6, "chance"))
    for number, (name, mean) in enumerate(known):
        y = number * _ROW + _ROW / 2
        parts.append(_text(_LEFT - 12, y + 4, name, "end"))
        quiet = name in hollow
        parts.append(_line(across(mean.low), y, across(mean.high), y, "range other" if quiet else "range"))
        parts.append(
            f'<circle class="{"other" if quiet else "dot"}" cx="{across(mean.value):.1f}" cy="{y:.1f}" r="4.5"/>'
        )
        parts.append(_text(across(mean.high) + 8, y + 4, f"{mean.value:.{digits}f}", "start"))
    parts.append(_text(across(chance), height - _FOOT + 22, f"chance {chance:.{digits}f}", "start"))
    parts.append(_text(_WIDTH - _RIGHT, height - 4, title, "end"))
    return "".join([*parts, "</svg>"])


def trade_off_figure(points: Sequence[tuple[str, float, float]], across_title: str, up_title: str) -> str:
    """A scatter plot with a number for each point, in the order of `points`, and its name if there is room.

    Higher is better both ways. Points that no other point beats are filled and joined by a line.
    """
    known = [
        (number, *point)
        for number, point in enumerate(points, 1)
        if math.isfinite(point[1]) and math.isfinite(point[2])
    ]
    if not known:
        return ""
    xs, ys = (np.array([point[axis] for point in known], np.float32) for axis in (2, 3))
    front = pareto(xs, ys)
    x_low, x_high = _padded(xs)
    y_low, y_high = _padded(ys)
    across, up = ((xs - x_low) / (x_high - x_low)).tolist(), ((ys - y_low) / (y_high - y_low)).tolist()
    dots = [(_EDGE + _WIDE * x, 12 + _HIGH * (1 - y)) for x, y in zip(across, up, strict=True)]
    summary = "; ".join(f"{name} {x:.3g}, {y:.4g}" for _, name, x, y in known)
    parts = [_opened(_TALL, f"{up_title} over {across_title}: {summary}")]
    joined = sorted(dot for dot, is_best in zip(dots, front, strict=True) if is_best)
    parts.append(f'<polyline class="front" points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in joined)}"/>')
    for (x, y), is_best in zip(dots, front, strict=True):
        parts.append(f'<circle class="{"dot" if is_best else "other"}" cx="{x:.1f}" cy="{y:.1f}" r="5"/>')
    order = sorted(range(len(known)), key=lambda point: not front[point])
    wanted = [[f"{known[point][0]} {known[point][1]}", str(known[point][0])] for point in order]
    placed = labels(
        [across[point] for point in order], [up[point] for point in order], wanted, widths=(_WIDE, _WIDE), height=_HIGH
    )  # fmt: skip
    anchors = {"left": "start", "center": "middle", "right": "end"}
    for point, label in zip(order, placed, strict=True):
        if label is not None:
            x, y = dots[point]
            parts.append(_text(x + label.dx, y + label.dy + 4, label.text, anchors[label.align]))
    return "".join([*parts, *_axes((x_low, x_high), (y_low, y_high), across_title, up_title), "</svg>"])


def _axes(wide: tuple[float, float], tall: tuple[float, float], across_title: str, up_title: str) -> list[str]:
    foot = _TALL - 48
    parts = [_line(50, foot, _EDGE + _WIDE, foot, "axis"), _line(50, 4, 50, foot, "axis")]
    for value, anchor, x in ((wide[0], "start", 50.0), (wide[1], "end", _EDGE + _WIDE)):
        parts.append(_text(x, _TALL - 32, f"{value:.3g}", anchor))
    for value, height in ((tall[1], 14), (tall[0], foot - 6)):
        parts.append(_text(46, height, f"{value:.2g}", "end"))
    return [*parts, _text(_EDGE + _WIDE, _TALL - 12, f"x: {across_title} · y: {up_title}", "end")]


def _padded(values: np.ndarray) -> tuple[float, float]:
    low, high = float(values.min()), float(values.max())
    room = (high - low) * 0.08 or abs(high) * 0.1 or 1.0
    return low - room, high + room


def _opened(height: float, summary: str) -> str:
    return f'<svg viewBox="0 0 {_WIDTH} {height:.0f}" role="img" aria-label="{escape(summary)}">'


def _line(x1: float, y1: float, x2: float, y2: float, kind: str) -> str:
    return f'<line class="{kind}" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'
