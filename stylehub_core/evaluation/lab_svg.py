"""The figures of the written report as inline SVG, in the colours of the page around them."""

import math
from collections.abc import Sequence
from html import escape

import numpy as np

from stylehub_core.evaluation.bootstrap import Range
from stylehub_core.evaluation.pareto import pareto

_WIDTH, _LEFT, _RIGHT, _ROW = 720, 190, 70, 26
_TALL, _FOOT = 340, 46


def ranges_figure(rows: Sequence[tuple[str, Range]], title: str, chance: float) -> str:
    """A dot with its range a row; an upright line at the chance."""
    known = [(name, one) for name, one in rows if math.isfinite(one.value)]
    highest = max([*(one.high for _, one in known), chance, 1e-9]) * 1.05
    height = len(known) * _ROW + _FOOT

    def across(value: float) -> float:
        return _LEFT + (_WIDTH - _LEFT - _RIGHT) * value / highest

    said = "; ".join(f"{name} {one.value:.4f} ({one.low:.4f} to {one.high:.4f})" for name, one in known)
    parts = [_opened(height, f"{title}: {said}")]
    parts.append(_line(across(chance), 0, across(chance), height - _FOOT + 6, "chance"))
    for at, (name, one) in enumerate(known):
        y = at * _ROW + _ROW / 2
        parts.append(_text(_LEFT - 12, y + 4, name, "end"))
        parts.append(_line(across(one.low), y, across(one.high), y, "range"))
        parts.append(f'<circle class="dot" cx="{across(one.value):.1f}" cy="{y:.1f}" r="4.5"/>')
        parts.append(_text(across(one.high) + 8, y + 4, f"{one.value:.4f}", "start"))
    parts.append(_text(across(chance), height - _FOOT + 22, f"chance {chance:.4f}", "start"))
    parts.append(_text(_WIDTH - _RIGHT, height - 4, title, "end"))
    return "".join([*parts, "</svg>"])


def trade_off_figure(points: Sequence[tuple[str, float, float]], across_title: str, up_title: str) -> str:
    """Names at their points; higher is better both ways, and those that nothing beats are joined by a line."""
    known = [point for point in points if math.isfinite(point[1]) and math.isfinite(point[2])]
    if not known:
        return ""
    xs, ys = (np.array([point[at] for point in known], np.float32) for at in (1, 2))
    front = pareto(xs, ys)
    x_low, x_high = _padded(xs)
    y_low, y_high = _padded(ys)
    places = [
        (60 + (_WIDTH - 240) * (x - x_low) / (x_high - x_low), 12 + (_TALL - 70) * (y_high - y) / (y_high - y_low))
        for x, y in zip(xs.tolist(), ys.tolist(), strict=True)
    ]
    said = "; ".join(f"{name} {x:.3g}, {y:.4g}" for name, x, y in known)
    parts = [_opened(_TALL, f"{up_title} over {across_title}: {said}")]
    joined = sorted(place for place, on in zip(places, front, strict=True) if on)
    parts.append(f'<polyline class="front" points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in joined)}"/>')
    taken: list[tuple[float, float]] = []
    for (name, *_), (x, y), on in sorted(zip(known, places, front, strict=True), key=lambda one: one[1][1]):
        parts.append(f'<circle class="{"dot" if on else "other"}" cx="{x:.1f}" cy="{y:.1f}" r="5"/>')
        label = _free(x + 9, y + 4, taken)
        parts.append(_text(label[0], label[1], name, "start"))
    parts.append(_line(50, _TALL - 48, _WIDTH - 40, _TALL - 48, "axis"))
    parts.append(_line(50, 4, 50, _TALL - 48, "axis"))
    for value, anchor, place in ((x_low, "start", 50), (x_high, "end", _WIDTH - 180)):
        parts.append(_text(place, _TALL - 32, f"{value:.3g}", anchor))
    for value, height in ((y_high, 14), (y_low, _TALL - 54)):
        parts.append(_text(46, height, f"{value:.2g}", "end"))
    parts.append(_text(_WIDTH - 40, _TALL - 12, f"across: {across_title} · up: {up_title}", "end"))
    return "".join([*parts, "</svg>"])


def _free(x: float, y: float, taken: list[tuple[float, float]]) -> tuple[float, float]:
    """A place for a label, pushed down where another lies."""
    while any(abs(x - other) < 130 and abs(y - height) < 13 for other, height in taken):
        y += 13
    taken.append((x, y))
    return x, y


def _padded(values: np.ndarray) -> tuple[float, float]:
    low, high = float(values.min()), float(values.max())
    room = (high - low) * 0.08 or abs(high) * 0.1 or 1.0
    return low - room, high + room


def _opened(height: float, said: str) -> str:
    return f'<svg viewBox="0 0 {_WIDTH} {height:.0f}" role="img" aria-label="{escape(said)}">'


def _line(x1: float, y1: float, x2: float, y2: float, kind: str) -> str:
    return f'<line class="{kind}" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'
