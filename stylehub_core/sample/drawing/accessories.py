"""Hats, scarves, gloves, glasses and other accessories."""

import numpy as np

from stylehub_core.sample.drawing import closures
from stylehub_core.sample.drawing.canvas import Surface
from stylehub_core.sample.drawing.colour import mix
from stylehub_core.sample.drawing.cut import Cut
from stylehub_core.sample.drawing.outline import Point, box, curve, ellipse, ribbon, shape, sided, turned, whole
from stylehub_core.sample.drawing.trims import fringe
from stylehub_core.sample.look import Detail, Length, Pattern


def scarf(cut: Cut) -> None:
    """A scarf, folded lengthwise and looped over itself."""
    canvas, fabric = cut.canvas, cut.fabric
    canvas.part(
        shape(cut.loose([(-46, 40, 1), (-10, 44, 1), (6, 200), (10, 330, 1), (-62, 332, 1), (-58, 180)])),
        fabric.main,
        6,
        3.0,
    )
    fringe(cut, -60, 9, 329, 26) if cut.has(Detail.FRINGE) or cut.look.seed % 2 else None
    canvas.part(
        shape(cut.loose([(8, 40, 1), (48, 36, 1), (62, 180), (72, 300, 1), (2, 304, 1), (4, 170)])),
        fabric.main,
        9,
        -4.0,
    )
    fringe(cut, 4, 71, 299, 26) if cut.has(Detail.FRINGE) or cut.look.seed % 2 else None
    canvas.level = 9
    for x in (18, 36, 50):
        canvas.fold([(x, 60), (x + 4, 160), (x + 10, 290)], 14, 3.4 if x != 36 else -3)
    canvas.level = 6
    for x in (-40, -22):
        canvas.fold([(x, 60), (x - 2, 170), (x - 8, 320)], 14, 3.2)
    loop: list[Point] = [
        (-88, -20),
        (-60, -62),
        (0, -74),
        (60, -62),
        (88, -20),
        (72, 30),
        (20, 66),
        (-24, 64),
        (-74, 28),
    ]
    canvas.part(shape(cut.loose(loop)), fabric.main, 14, 6.0)
    canvas.part(ellipse(0, -30, 42, 18), fabric.inner, 5)
    for i in range(5):
        y = -8 + i * 13
        canvas.level = 14
        canvas.fold([(-76 + i * 7, y - 14), (0, y + 14), (76 - i * 7, y - 14)], 10, 3.6 if i % 2 else -3.2)


def sunglasses(cut: Cut) -> None:
    canvas = cut.canvas
    frame = Surface(cut.look.colour, gloss=0.9)
    tint = Surface(mix("#26211f", cut.look.second_colour, 0.12), gloss=0.8)
    round_ = cut.look.seed % 2 == 0
    for side in (-1, 1):
        canvas.strap(curve([(side * 102, -22), (side * 92, -62), (side * 60, -80), (side * 44, -74)]), 6, frame, 5, 4)
    for side in (-1, 1):
        if round_:
            outer, inner = ellipse(side * 54, 0, 48, 44, 40), ellipse(side * 54, 1, 40, 36, 40)
        else:
            lens: list[Point] = [(8, -28), (54, -36), (108, -36), (104, 0), (84, 30), (44, 36), (16, 20)]
            outer = shape(sided(lens, side))
            inner = shape(sided([(16, -21), (54, -28), (98, -28), (95, -2), (79, 23), (46, 28), (22, 15)], side))
        canvas.part(outer, frame, 12)
        canvas.part(inner, tint, 9)
        canvas.glow(side * 54 - 12, -12, 30, 24, "#ffffff", 0.30)
    canvas.strap(curve([(-12, -14), (0, -20), (12, -14)]), 8, frame, 13)
    for side in (-1, 1):
        canvas.part(box(side * 96 - 4, -30, 8, 4, 1), cut.fabric.metal, 15)


def gloves(cut: Cut) -> None:
    for dx, dy, flip, level in ((44.0, -8.0, 1, 7.0), (-30.0, 8.0, -1, 12.0)):
        _glove(cut, dx, dy, flip, level)


def _glove(cut: Cut, dx: float, dy: float, flip: int, level: float) -> None:
    canvas, fabric = cut.canvas, cut.fabric
    mitten = cut.look.child
    palm: list[Point] = [(-34, 96, 1), (-36, 40), (-44, 0), (-42, -34), (0, -44), (40, -34), (42, 10), (34, 96, 1)]
    fingers = [(-31, -30, -104, -7), (-10, -36, -124, -2), (11, -36, -118, 3), (31, -28, -92, 8)]
    if mitten:
        hand: list[Point] = [(-40, 20), (-42, -40), (-24, -88), (4, -98), (32, -84), (42, -30), (40, 20)]
        canvas.part(shape([(x * flip + dx, y + dy) for x, y, *_ in hand]), fabric.main, level)
    else:
        for x, y0, y1, lean in fingers:
            line = curve(
                [
                    ((x) * flip + dx, y0 + 30 + dy),
                    ((x + lean * 0.5) * flip + dx, (y0 + y1) / 2 + dy),
                    ((x + lean) * flip + dx, y1 + 10 + dy),
                ]
            )
            tip = ellipse((x + lean) * flip + dx, y1 + 9 + dy, 9.3, 10)
            canvas.part(ribbon(line, 21, 18.6), fabric.main, level - 0.6)
            canvas.part(tip, fabric.main, level - 0.6)
    thumb: list[Point] = [(34, 40), (58, 10), (72, -22), (84, -28), (88, -14), (72, 30), (40, 74)]
    canvas.part(shape([(x * flip + dx, y + dy) for x, y, *_ in thumb]), fabric.main, level - 0.6, flip * 30.0)
    canvas.part(shape([(x * flip + dx, y + dy, *r) for x, y, *r in palm]), fabric.main, level)
    if fabric.main.weave in ("leather", "suede"):
        for x in (-18, 0, 18):
            canvas.seam(curve([(x * flip + dx, -30 + dy), (x * 0.8 * flip + dx, 20 + dy)]), 0.8)
    cuff = np.vstack(
        [
            curve([(-36 + dx, 80 + dy), (dx, 84 + dy), (36 + dx, 80 + dy)]),
            curve([(38 + dx, 122 + dy), (dx, 126 + dy), (-38 + dx, 122 + dy)]),
        ]
    )
    canvas.part(cuff, fabric.second if cut.look.pattern is Pattern.COLOUR_BLOCKING else fabric.rib, level + 2)
    closures.print_motif(cut, dx, dy + 10, 20)


def watch(cut: Cut) -> None:
    canvas, fabric = cut.canvas, cut.fabric
    canvas.part(shape(whole([(0, -190), (18, -186), (20, -150), (27, -40, 1), (0, -40)])), fabric.main, 8)
    canvas.part(shape(whole([(0, 40), (27, 40, 1), (20, 150), (14, 184), (0, 190)])), fabric.main, 8)
    for i in range(4):
        canvas.ink(ellipse(0, 110 + i * 17, 2, 2.6, 10), "#000000", 0.6)
    canvas.part(box(-22, -176, 44, 20, 4), fabric.metal, 12)
    canvas.part(box(-17, -171, 34, 10, 2), fabric.main, 9)
    canvas.part(box(46, -6, 10, 12, 2), fabric.metal, 9)
    canvas.part(ellipse(0, 0, 50, 50, 48), fabric.metal, 14)
    canvas.part(ellipse(0, 0, 42, 42, 48), Surface(cut.look.second_colour, gloss=0.25), 12)
    for i in range(12):
        tick = turned(box(-1.1, -38, 2.2, 7 if i % 3 else 10, 0.5), i * 30)
        canvas.ink(tick, "#3a3a3c", 0.9)
    for turn, long, wide in ((305, 20, 3.0), (62, 30, 2.2)):
        canvas.part(turned(box(-wide / 2, -long, wide, long + 4, 1), turn), Surface("#2a2a2d", gloss=0.5), 15)
    canvas.part(ellipse(0, 0, 2.6, 2.6, 12), fabric.metal, 16)


def tie(cut: Cut) -> None:
    canvas, fabric = cut.canvas, cut.fabric
    if cut.look.child or cut.look.length in (Length.SHORT, Length.CROPPED):
        for side in (-1, 1):
            canvas.part(
                shape(sided(cut.loose([(4, -14, 1), (50, -34), (84, -30), (86, 30), (50, 34), (4, 14, 1)]), side)),
                fabric.main,
                10,
                side * 8.0,
            )
            for y in (-8, 6):
                canvas.fold([(side * 10, y * 0.5), (side * 34, y * 1.2), (side * 60, y * 1.6)], 7, -4)
        canvas.part(box(-13, -19, 26, 38, 7), fabric.main, 15)
        canvas.strap(curve([(-130, -4), (-80, 0)]), 8, fabric.plain, 4)
        canvas.strap(curve([(80, 0), (130, -4)]), 8, fabric.plain, 4)
        return
    canvas.part(shape([(-22, -150), (0, -168), (22, -150), (14, -128), (-14, -128)]), fabric.inner, 3)
    for side in (-1, 1):
        canvas.strap(curve([(side * 4, -172), (side * 24, -152), (side * 8, -120)]), 13, fabric.plain, 7)
    canvas.part(
        shape([(-9, -116, 1), (9, -116, 1), (13, 60), (16, 120, 1), (4, 136, 1), (-10, 120, 1)]), fabric.main, 7
    )
    canvas.part(
        shape([(-11, -114, 1), (11, -114, 1), (22, 0), (32, 140, 1), (0, 172, 1), (-32, 140, 1), (-22, 0)]),
        fabric.main,
        11,
        20.0,
    )
    canvas.part(shape([(-19, -136, 1), (19, -136, 1), (11, -108, 1), (-11, -108, 1)]), fabric.main, 16, -20.0)
    canvas.level = 11
    canvas.fold([(0, -106), (2, -80), (0, -30)], 8, -4)


def umbrella(cut: Cut) -> None:
    canvas, fabric = cut.canvas, cut.fabric
    canvas.strap(curve([(0, -120), (0, 150)]), 5, fabric.metal, 5)
    canvas.strap(
        curve([(0, 140), (0, 176), (-16, 192), (-32, 178)]),
        11,
        Surface(cut.look.second_colour if cut.look.seed % 2 else "#5b3b26", gloss=0.5),
        9,
    )
    canvas.part(box(-2.5, -136, 5, 30, 2), fabric.metal, 6)
    xs = (-146.0, -92.0, -32.0, 32.0, 92.0, 146.0)
    for i in range(5):
        left, right = xs[i], xs[i + 1]
        panel: list[Point] = [
            (0, -112, 1),
            ((left) * 0.66, -82),
            (left, 10, 1),
            ((left + right) / 2, -6),
            (right, 10, 1),
            (right * 0.66, -82),
        ]
        surface = fabric.second if cut.look.pattern is Pattern.COLOUR_BLOCKING and i % 2 else fabric.main
        canvas.part(shape(panel), surface, 10 + (0.8 if i % 2 else 0), (i - 2) * 16.0)
        canvas.fold([((left + right) * 0.1, -96), ((left + right) * 0.38, -50), ((left + right) / 2, -10)], 18, 3)
