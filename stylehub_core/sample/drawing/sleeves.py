"""Sleeves, drawn before the body so that the armhole seam lies on top of them."""

import numpy as np

from stylehub_core.sample.drawing.canvas import Surface
from stylehub_core.sample.drawing.closures import button
from stylehub_core.sample.drawing.cut import Cut
from stylehub_core.sample.drawing.outline import Line, Point, beside, curve, shape, sided
from stylehub_core.sample.drawing.torso import BARE, Block
from stylehub_core.sample.look import Fit, Neckline, Sleeve


def sleeves(cut: Cut, block: Block, *, cuff: str = "hem", level: float = 8.0) -> None:
    """Both sleeves; `cuff` is 'hem', 'rib' or 'shirt'."""
    if cut.look.sleeve in BARE:
        return
    for side in (-1, 1):
        match cut.look.sleeve:
            case Sleeve.SHORT:
                _short(cut, block, side, cuff, level)
            case Sleeve.PUFF:
                _puff(cut, block, side, level)
            case _:
                _long(cut, block, side, cuff, level)


def _start(cut: Cut, block: Block) -> tuple[float, float, float, float]:
    (sx, sy), (ax, ay) = block.shoulder, block.armpit
    if cut.look.neckline is Neckline.OFF_SHOULDER:
        return ax + 4, 42, ax - 4, ay
    return sx - 3, sy - 1, ax - 4, ay


def _short(cut: Cut, block: Block, side: int, cuff: str, level: float) -> None:
    sx, sy, ax, ay = _start(cut, block)
    loose = {Fit.SLIM: -5, Fit.OVERSIZED: 10, Fit.WIDE: 8}.get(cut.look.fit, 0)
    long = cut.near(1.0, 0.08) * (0.86 if cut.look.child else 1.0)
    outer = (sx + (42 + loose) * long, sy + 68 * long + loose)
    inner = (ax + 20 * long + loose * 0.4, ay + 20 * long + loose)
    points: list[Point] = [
        (sx - 12, sy + 4, 1),
        (sx, sy),
        (sx + 18 * long, sy + 18),
        (*outer, 1),
        (*inner, 1),
        (ax, ay, 1),
        (ax - 16, ay - 30, 1),
    ]
    cut.canvas.part(shape(sided(cut.loose(points), side)), cut.fabric.sleeve, level, -side * 32.0)
    end = curve(sided([outer, inner], side))
    if cuff == "rib":
        cut.canvas.part(
            _band(end, 7, side), cut.fabric.second if _tipped(cut) else cut.fabric.rib, level + 1, -side * 32.0
        )
    else:
        away = beside(end, side * 6.5)
        cut.canvas.stitch(away)
    amount = 2.6 * (0.3 + cut.fabric.main.crease)
    cut.canvas.fold([(side * (sx + 4), sy + 16), (side * (sx + 14), sy + 44), (side * (ax + 22), ay + 4)], 9, amount)
    cut.canvas.fold(
        [(side * (ax + 2), ay - 8), (side * (ax + 12), ay - 12), (side * (ax + 30), ay - 10)], 8, -amount * 0.8
    )


def _tipped(cut: Cut) -> bool:
    return cut.look.garment.value == "polo shirt" and cut.look.seed % 2 == 0


def _band(end: Line, height: float, side: int) -> Line:
    """A cuff of `height` that hangs on the edge `end`."""
    return np.vstack([beside(end, -side * height * 0.25), beside(end, side * height * 0.75)[::-1]])


def _puff(cut: Cut, block: Block, side: int, level: float) -> None:
    sx, sy, ax, ay = _start(cut, block)
    points: list[Point] = [
        (sx - 14, sy + 6, 1),
        (sx + 2, sy - 11),
        (sx + 30, sy + 6),
        (sx + 46, sy + 46),
        (sx + 36, sy + 80, 1),
        (ax + 8, ay + 20, 1),
        (ax, ay, 1),
        (ax - 16, ay - 30, 1),
    ]
    cut.canvas.part(shape(sided(cut.loose(points), side)), cut.fabric.sleeve, level, -side * 28.0)
    for i in range(6):
        share = i / 5
        x, y = sx + 34 - share * 28, sy + 78 + share * 14
        cut.canvas.fold(
            [(side * x, y), (side * (x + 5 - share * 6), y - 18), (side * (x - 3), y - 42 + share * 10)],
            6,
            3.2 if i % 2 else -3,
        )
        cut.canvas.fold(
            [
                (side * (sx - 4 + i * 3), sy - 4 + i * 9),
                (side * (sx + 9 + i * 4), sy + 2 + i * 8),
                (side * (sx + 22 + i * 2), sy + 12 + i * 8),
            ],
            5,
            2.6 if i % 2 else -2.4,
        )
    end = curve(sided([(sx + 36, sy + 80), (ax + 8, ay + 20)], side))
    cut.canvas.part(_band(end, 8, side), cut.fabric.plain, level + 1, -side * 28.0)


def _long(cut: Cut, block: Block, side: int, cuff: str, level: float) -> None:
    sx, sy, ax, ay = _start(cut, block)
    look = cut.look
    wide = {Fit.SLIM: -3.0, Fit.OVERSIZED: 8.0, Fit.WIDE: 9.0}.get(look.fit, 0.0)
    reach = (0.66 if look.sleeve is Sleeve.THREE_QUARTER else 1.0) * cut.near(1.0, 0.03) * (0.85 if look.child else 1.0)
    out = cut.near(36, 0.2) + (6 if cut.fabric.soft else 0)
    tip_x, tip_y = sx + out * reach + 6, sy + 232 * reach
    cuff_w = (28 + wide * 0.7) if cuff != "hem" or reach == 1.0 else 32 + wide
    balloon = look.sleeve is Sleeve.BALLOON
    bulge = 17.0 if balloon else 0.0
    mid = sy + 110 * reach
    points: list[Point] = [
        (sx - 14, sy + 3, 1),
        (sx, sy),
        (sx + 15 + wide * 0.5, sy + 36),
        (sx + out * 0.62 + wide + bulge * 0.5, mid),
        (tip_x + bulge + 1, tip_y - 34),
        (tip_x, tip_y, 1),
        (tip_x - cuff_w, tip_y + 5, 1),
        (tip_x - cuff_w - 3 - bulge, tip_y - 38),
        (ax + out * 0.22 - 1, mid + 26),
        (ax - 1, ay + 4, 1),
        (ax - 18, ay - 28, 1),
    ]
    angle = float(np.degrees(np.arctan2(out + 6, 232)))
    cut.canvas.part(shape(sided(cut.loose(points), side)), cut.fabric.sleeve, level, -side * angle)
    _long_folds(cut, side, (sx, sy), (ax, ay), (tip_x, tip_y), out, cuff_w)
    _cuff(cut, side, (tip_x, tip_y), cuff_w, cuff, level, angle, balloon)


def _long_folds(
    cut: Cut,
    side: int,
    shoulder: tuple[float, float],
    armpit: tuple[float, float],
    tip: tuple[float, float],
    out: float,
    width: float,
) -> None:
    (sx, sy), (ax, ay), (tx, ty) = shoulder, armpit, tip
    rng, fold = cut.rng, cut.canvas.fold
    amount = 3.0 * (0.3 + cut.fabric.main.crease)
    fold([(side * (sx + 3), sy + 22), (side * (sx + 8), sy + 60), (side * (ax + 9), ay + 30)], 9, amount)
    fold([(side * (ax + 2), ay + 8), (side * (ax + 9), ay + 14), (side * (sx + 17), ay + 8)], 7, -amount * 0.8)
    elbow = (sy + ty) / 2
    for i in range(rng.choice((2, 3))):
        y = elbow + (i - 1) * rng.uniform(13, 20)
        x = ax + out * 0.35 + (y - elbow) * 0.12
        fold(
            [
                (side * (x - 4), y),
                (side * (x + 10), y + rng.uniform(2, 9)),
                (side * (x + width * 0.85), y + rng.uniform(-6, 8)),
            ],
            8,
            amount * rng.choice((1, 0.8, -0.8)),
        )
    for i in range(2):
        y = ty - 24 - i * 22
        fold(
            [
                (side * (tx - width + 2), y),
                (side * (tx - width * 0.5), y + 7),
                (side * (tx - 3), y + rng.uniform(-3, 6)),
            ],
            8,
            amount * (0.9 if i else -0.7),
        )


def _cuff(
    cut: Cut, side: int, tip: tuple[float, float], width: float, kind: str, level: float, angle: float, gathered: bool
) -> None:
    tx, ty = tip
    canvas, fabric = cut.canvas, cut.fabric
    edge = curve(sided([(tx + (0 if gathered else 1), ty - 3), (tx - width - 1, ty + 2)], side))
    if kind == "hem" and not gathered:
        canvas.stitch(beside(edge, side * 4))
        return
    height = 17.0 if kind == "rib" else 15.0
    surface: Surface = fabric.rib if kind == "rib" else fabric.plain
    low = curve(sided([(tx - width * 0.94 + 3, ty + height + 2), (tx + 1.5, ty + height - 2)], side))
    canvas.part(np.vstack([edge, low]), surface, level + 1.5, -side * angle)
    canvas.seam(edge, 0.9)
    if gathered:
        for i in range(5):
            x = tx - width + 4 + i * (width - 6) / 4
            canvas.fold(
                [(side * x, ty - 2), (side * (x + 1), ty - 16), (side * (x + 3), ty - 34)], 5, 2.5 if i % 2 else -2.2
            )
    if kind == "shirt":
        button(cut, side * (tx - width * 0.3), ty + height / 2, 2.2)
