"""Earrings, necklaces, bracelets and rings."""

import math

import numpy as np

from stylehub_core.sample.drawing.canvas import Surface
from stylehub_core.sample.drawing.cut import Cut
from stylehub_core.sample.drawing.outline import Line, beside, curve, ellipse, hoop, ribbon, shape
from stylehub_core.sample.look import Detail, Motif


def _metal(cut: Cut) -> Surface:
    return Surface(cut.look.colour, gloss=1.0)


def _stone(cut: Cut) -> Surface:
    return Surface(cut.look.second_colour, gloss=1.0)


def earrings(cut: Cut) -> None:
    """A pair: hoops, drops or studs."""
    kind = cut.look.seed % 3
    for side in (-1, 1):
        x, y = side * 52.0, side * 3.0
        if kind == 0:
            cut.canvas.part(hoop(x, y, 40, 44, cut.near(9, 0.3)), _metal(cut), 12)
        elif kind == 1:
            _drop(cut, x, y)
        else:
            cut.canvas.part(ellipse(x, y, 26, 26, 40), _metal(cut), 10)
            cut.canvas.part(_medal(cut, x, y, 19), _stone(cut), 15)


def _medal(cut: Cut, x: float, y: float, size: float) -> Line:
    if cut.look.motif is Motif.HEART:
        return shape(
            [
                (x, y + size),
                (x - size, y - size * 0.2),
                (x - size * 0.5, y - size),
                (x, y - size * 0.45, 1),
                (x + size * 0.5, y - size),
                (x + size, y - size * 0.2),
            ]
        )
    if cut.look.motif is Motif.STAR:
        return shape(
            [
                (
                    x + (1 if i % 2 == 0 else 0.45) * size * math.sin(i * math.pi / 5),
                    y - (1 if i % 2 == 0 else 0.45) * size * math.cos(i * math.pi / 5),
                    1,
                )
                for i in range(10)
            ]
        )
    return ellipse(x, y, size, size, 36)


def _drop(cut: Cut, x: float, y: float) -> None:
    canvas = cut.canvas
    canvas.line(curve([(x, y - 74), (x - 9, y - 84), (x - 14, y - 70)]), cut.look.colour, 2.4)
    canvas.part(ellipse(x, y - 66, 9, 9, 24), _metal(cut), 12)
    canvas.part(ribbon(curve([(x, y - 58), (x, y - 30)]), 3), _metal(cut), 10)
    canvas.part(
        shape([(x, y - 36), (x + 20, y + 8), (x + 16, y + 34), (x, y + 44), (x - 16, y + 34), (x - 20, y + 8)]),
        _stone(cut),
        14,
    )
    if cut.has(Detail.FRINGE):
        for i in range(-2, 3):
            canvas.part(ribbon(curve([(x + i * 6, y + 36), (x + i * 7, y + 76)]), 3), _metal(cut), 11)


def _chain(cut: Cut, line: Line, size: float) -> None:
    """Links or beads along `line`."""
    canvas, pearls = cut.canvas, cut.look.seed % 4 == 1
    length = float(np.linalg.norm(np.diff(line, axis=0), axis=1).sum())
    count = int(length / (size * 1.75))
    at = np.linspace(0, len(line) - 1, count)
    xs, ys = (np.interp(at, np.arange(len(line)), line[:, i]) for i in (0, 1))
    canvas.part(ribbon(line, max(size * 0.4, 1.6)), _metal(cut), 8)
    surface = _stone(cut) if pearls else _metal(cut)
    for i, (x, y) in enumerate(zip(xs.tolist(), ys.tolist(), strict=True)):
        canvas.part(
            ellipse(x, y, size * (1 if i % 2 else 0.72), size * (1 if pearls or i % 2 == 0 else 0.72), 10), surface, 12
        )


def necklace(cut: Cut) -> None:
    canvas = cut.canvas
    fine = cut.near(3.0, 0.3) if cut.look.seed % 4 != 1 else 6.0
    _chain(cut, curve([(-22, -150), (-78, -90), (-74, 10), (0, 88), (74, 10), (78, -90), (22, -150)]), fine)
    if cut.look.seed % 2 == 0:
        _chain(cut, curve([(-20, -150), (-62, -90), (-54, -8), (0, 44), (54, -8), (62, -90), (20, -150)]), 2.4)
    if cut.look.seed % 4 != 1:
        canvas.part(ellipse(0, 92, 5, 6, 16), _metal(cut), 13)
        canvas.part(_medal(cut, 0, 116, 20), _metal(cut), 14)
        canvas.part(_medal(cut, 0, 116, 12), _stone(cut), 17)


def bracelet(cut: Cut) -> None:
    """A bangle, or strings of beads."""
    canvas = cut.canvas
    if cut.look.seed % 2 == 0:
        canvas.part(hoop(0, 0, 100, 74, 15), _metal(cut), 12)
        canvas.part(hoop(6, 26, 98, 70, 9), _metal(cut), 15)
        return
    for i, (dy, size) in enumerate(((-10, 7.0), (18, 5.0))):
        turn = np.linspace(0, 2 * np.pi, 90)
        _chain(cut, np.column_stack([100 * np.cos(turn), 70 * np.sin(turn) + dy]), size)
        canvas.part(_medal(cut, -8 + i * 22, 70 + dy + 14, 11), _stone(cut), 16)


def ring(cut: Cut) -> None:
    """Two rings, one lying across the other."""
    canvas = cut.canvas
    canvas.part(hoop(30, 26, 74, 66, 12), _metal(cut), 8)
    canvas.part(hoop(-22, -8, 72, 70, 15), _metal(cut), 13)
    if cut.look.seed % 3 != 2:
        canvas.part(ellipse(-22, -82, 21, 17, 30), _metal(cut), 16)
        canvas.part(_medal(cut, -22, -84, 15), _stone(cut), 20)
        canvas.glow(-27, -90, 8, 7, "#ffffff", 0.7)
    else:
        canvas.line(beside(ellipse(-22, -8, 72, 70, 70), 0), "#000000", 1.2, 0.25)
