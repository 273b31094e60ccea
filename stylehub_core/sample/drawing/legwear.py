"""Socks and tights."""

import numpy as np

from stylehub_core.sample.drawing import closures
from stylehub_core.sample.drawing.cut import Cut
from stylehub_core.sample.drawing.outline import Point, curve, ribbon, shape, sided
from stylehub_core.sample.look import Detail, Length, Pattern


def socks(cut: Cut) -> None:
    """A pair, one over the other."""
    short = cut.has(Detail.ANKLE)
    leg = 58.0 if short else {Length.LONG: 230.0, Length.KNEE: 250.0}.get(cut.look.length, 150.0)
    if cut.look.child:
        leg *= 0.8
    for dx, dy, level in ((46, -10, 7.0), (0, 0, 11.0)):
        _sock(cut, dx, dy, leg, level)


def _sock(cut: Cut, dx: float, dy: float, leg: float, level: float) -> None:
    canvas, fabric = cut.canvas, cut.fabric
    points: list[Point] = [
        (-26, -leg, 1),
        (26, -leg, 1),
        (25, -leg * 0.4),
        (24, 8),
        (10, 34),
        (-36, 66),
        (-84, 92),
        (-106, 84),
        (-108, 60),
        (-84, 38),
        (-42, 14),
        (-25, -14),
        (-24, -leg * 0.5),
    ]
    at = [(x + dx, y + dy, *rest) for x, y, *rest in points]
    canvas.part(shape(cut.loose(at, 1.0)), fabric.main, level)
    accent = fabric.second if cut.look.pattern in (Pattern.COLOUR_BLOCKING, Pattern.MIXED) else fabric.plain
    toe: list[Point] = [(-76, 87.5, 1), (-92, 92), (-106, 84), (-108, 60), (-94, 46, 1), (-82, 66)]
    heel: list[Point] = [(24.5, -4, 1), (24, 8), (10, 35, 1), (-4, 16)]
    for patch in (toe, heel):
        canvas.part(shape([(x + dx, y + dy, *rest) for x, y, *rest in patch]), accent, level)
    canvas.seam(curve([(-76 + dx, 87 + dy), (-82 + dx, 66 + dy), (-94 + dx, 46 + dy)]), 0.7)
    cuff = np.vstack(
        [
            curve([(-27 + dx, -leg + dy), (0 + dx, -leg + 2 + dy), (27 + dx, -leg + dy)]),
            curve([(26 + dx, -leg + 26 + dy), (0 + dx, -leg + 28 + dy), (-25.5 + dx, -leg + 26 + dy)]),
        ]
    )
    canvas.part(cuff, fabric.rib if accent is not fabric.second else fabric.second, level + 1)
    canvas.level = level
    for x, y in ((-18, -8), (-10, 8), (4, 20)):
        canvas.fold([(x - 18 + dx, y - 4 + dy), (x + dx, y + 4 + dy), (x + 24 + dx, y - 8 + dy)], 7, 2.8)
    closures.print_motif(cut, dx, dy - leg * 0.45, 14)


def tights(cut: Cut) -> None:
    canvas = cut.canvas
    long = 330.0 * (0.75 if cut.look.child else 1)
    for side in (-1, 1):
        leg: list[Point] = [
            (-1, 0, 1),
            (44, -1, 1),
            (54, 60),
            (50, 130),
            (36 + 4, long * 0.66),
            (27, long - 30),
            (28, long, 1),
            (40, long + 22),
            (36, long + 32),
            (12, long + 28),
            (9, long - 20),
            (11, long * 0.62),
            (4, 92),
            (-1, 84, 1),
        ]
        canvas.part(shape(sided(cut.loose(leg), side)), cut.fabric.main, 10 - (0.4 if side < 0 else 0), -side * 3.0)
        for y in (0.45, 0.62, 0.9):
            canvas.fold([(side * 12, long * y), (side * 24, long * y + 8), (side * 38, long * y - 4)], 9, 2.2)
    canvas.part(ribbon(curve([(-44, 4), (0, 8), (44, 4)]), 13), cut.fabric.rib, 12)
    canvas.seam(curve([(0, 14), (0, 84)]), 0.8)
