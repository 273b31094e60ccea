"""Sneakers."""

import numpy as np

from stylehub_core.sample.drawing.canvas import Surface
from stylehub_core.sample.drawing.closures import print_motif
from stylehub_core.sample.drawing.colour import lighter, luma
from stylehub_core.sample.drawing.cut import Cut
from stylehub_core.sample.drawing.outline import Point, curve, ribbon
from stylehub_core.sample.drawing.shoe import PAIR, placed_at, put, sole
from stylehub_core.sample.look import Detail, Pattern


def sneakers(cut: Cut) -> None:
    thick = 34.0 if cut.has(Detail.PLATFORM) else 24.0
    high = 52.0 if cut.has(Detail.ANKLE) else 0.0
    for dx, dy, level in PAIR:
        _sneaker(cut, dx, dy, level, thick, high)


def _sneaker(cut: Cut, dx: float, dy: float, level: float, thick: float, high: float) -> None:
    canvas, fabric, look = cut.canvas, cut.fabric, cut.look
    t = -thick
    opening: list[Point] = [
        (44, t - 62 - high, 1),
        (74, t - 60 - high * 0.96),
        (112, t - 72 - high, 1),
        (108, t - 50 - high),
        (60, t - 44 - high),
    ]
    put(cut, opening, dx, dy, fabric.inner, level - 3)
    tongue: list[Point] = [
        (-8, t - 50),
        (18, t - 74 - high),
        (40, t - 88 - high),
        (54, t - 78 - high, 1),
        (40, t - 50 - high * 0.6),
        (10, t - 40),
    ]
    put(cut, tongue, dx, dy, fabric.plain, level - 1)
    upper: list[Point] = [
        (-126, t + 4, 1),
        (-128, t - 16),
        (-110, t - 32),
        (-66, t - 40),
        (-30, t - 50, 1),
        (0, t - 66 - high * 0.4),
        (28, t - 80 - high, 1),
        (50, t - 62 - high),
        (84, t - 56 - high * 0.98),
        (114, t - 74 - high, 1),
        (122, t - 40),
        (118, t + 4, 1),
    ]
    put(cut, upper, dx, dy, fabric.main, level)
    second = (
        fabric.second if look.pattern in (Pattern.COLOUR_BLOCKING, Pattern.MIXED) or look.seed % 2 else fabric.plain
    )
    toe: list[Point] = [
        (-126, t + 3, 1),
        (-127, t - 15),
        (-108, t - 31),
        (-82, t - 37, 1),
        (-70, t - 18),
        (-72, t + 3, 1),
    ]
    heel: list[Point] = [
        (88, t + 3, 1),
        (86, t - 24),
        (96, t - 60 - high * 0.9, 1),
        (113, t - 70 - high * 0.9, 1),
        (121, t - 40),
        (117, t + 3, 1),
    ]
    for patch in (toe, heel):
        edge = put(cut, patch, dx, dy, second if patch is heel else fabric.plain, level + 1.2)
        canvas.line(edge, "#000000", 0.8, 0.16)
    eyestay: list[Point] = [
        (-38, t - 44, 1),
        (-4, t - 64 - high * 0.4),
        (27, t - 79 - high, 1),
        (40, t - 66 - high, 1),
        (16, t - 44 - high * 0.4),
        (-20, t - 26, 1),
    ]
    put(cut, eyestay, dx, dy, fabric.plain, level + 1.6)
    canvas.stitch(curve(placed_at([(-20, t - 29), (14, t - 46 - high * 0.4), (37, t - 67 - high)], dx, dy)))
    if look.seed % 3:
        flash = curve(placed_at([(-44, t - 6), (0, t - 20), (60, t - 34), (86, t - 40)], dx, dy))
        canvas.part(ribbon(flash, 4, 13), second, level + 1.2)
    sole(cut, dx, dy, level, thick)
    laces = lighter(look.second_colour, 0.3) if luma(look.second_colour) > 0.5 else "#f1eee8"
    for i in range(5):
        share = i / 4
        x, y = -26 + share * 56 + dx, t - 44 - share * (32 + high) + dy
        lace = curve([(x - 9, y - 3), (x + 2, y - 2), (x + 12, y + 9)])
        canvas.line(lace + np.array([0.5, 1.6]), "#000000", 4, 0.2)
        canvas.part(ribbon(lace, 4.6), Surface(laces), level + 4)
    print_motif(cut, 40 + dx, t - 24 + dy, 14)
