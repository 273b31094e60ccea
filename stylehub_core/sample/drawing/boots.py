"""Boots, ankle-high or to the knee."""

from stylehub_core.sample.drawing.canvas import Surface
from stylehub_core.sample.drawing.colour import darker, lighter, luma, mix
from stylehub_core.sample.drawing.cut import Cut
from stylehub_core.sample.drawing.outline import Point, curve, ribbon
from stylehub_core.sample.drawing.shoe import placed_at, put
from stylehub_core.sample.look import Detail


def boots(cut: Cut) -> None:
    low = cut.has(Detail.ANKLE)
    shaft = (96.0 if low else 214.0) * (0.8 if cut.look.child else 1)
    heel = 52.0 if cut.has(Detail.HEEL) else 18.0
    platform = 18.0 if cut.has(Detail.PLATFORM) else 7.0
    for dx, dy, level in ((46.0, -40.0, 6.0), (-12.0, 0.0, 14.0)):
        _boot(cut, dx, dy, level, shaft, heel, platform)


def _boot(cut: Cut, dx: float, dy: float, level: float, shaft: float, heel: float, platform: float) -> None:
    canvas, fabric = cut.canvas, cut.fabric
    black = Surface(darker(cut.look.colour, 0.6) if luma(cut.look.colour) < 0.7 else "#d9cbb4", gloss=0.2)
    p, h, top = -platform, -heel - platform * 0.6, -heel - 44 - shaft
    mouth: list[Point] = [(8, top, 1), (54, top - 5), (104, top, 1), (100, top + 9), (14, top + 9)]
    put(cut, mouth, dx, dy, fabric.inner, level - 3)
    block: list[Point] = [
        (62, h + 8, 1),
        (110, h + 4, 1),
        (104 if heel > 30 else 110, 0, 1),
        (74 if heel > 30 else 62, 0, 1),
    ]
    put(cut, block, dx, dy, black, level - 1)
    upper: list[Point] = [
        (-122, p, 1),
        (-124, p - 18),
        (-104, p - 34),
        (-62, p - 44 - heel * 0.2),
        (-14, h - 46),
        (8, h - 78),
        (10, (top + h) * 0.55),
        (6, top + 3, 1),
        (54, top + 8),
        (106, top + 3, 1),
        (102, (top + h) * 0.55),
        (98, h - 60),
        (110, h - 26),
        (110, h + 6, 1),
        (60, h + 10),
        (10, p - heel * 0.42),
        (-40, p, 1),
    ]
    put(cut, upper, dx, dy, fabric.main, level)
    sole: list[Point] = [
        (-127, p - 3, 1),
        (-40, p - 1),
        (10, p - heel * 0.42 - 1),
        (60, h + 6),
        (111, h + 2, 1),
        (111, h + 9, 1),
        (58, h + 17),
        (14, -heel * 0.42 + 2),
        (-34, 0, 1),
        (-104, 0, 1),
        (-126, -2),
    ]
    put(cut, sole, dx, dy, black, level + 2)
    canvas.level = level
    for x, y, w in ((8, h - 66, 60), (4, h - 48, 70), (16, h - 92, 64), (-30, h - 36, 50)):
        canvas.fold(
            [(x + dx, y + dy), (x + w * 0.5 + dx, y + 10 + dy), (x + w + dx, y + cut.rng.uniform(-8, 6) + dy)], 9, 3.4
        )
    canvas.seam(curve(placed_at([(54, top + 8), (58, h - 70), (70, h + 4)], dx, dy)), 0.8)
    if cut.has(Detail.ZIP) or cut.look.seed % 3 == 0:
        canvas.line(
            curve(placed_at([(58, top + 12), (62, h - 50), (70, h - 4)], dx, dy)), cut.fabric.metal.colour, 2.2, 0.85
        )
    elif cut.look.seed % 3 == 1 and shaft < 130:
        gore: list[Point] = [(40, top + 6, 1), (74, top + 6, 1), (66, h - 40), (52, h - 40)]
        put(cut, gore, dx, dy, Surface(darker(cut.look.colour, 0.35), "rib"), level + 0.6)
    else:
        for i in range(6):
            eye_x, eye_y = -36 + i * 9 + dx, h - 44 - i * (0.14 * shaft) + dy
            canvas.part(
                ribbon(curve([(eye_x - 4, eye_y - 2), (eye_x + 26, eye_y + 8)]), 4),
                Surface(mix(cut.look.colour, cut.look.second_colour, 0.3)),
                level + 3,
            )
    if cut.fabric.main.weave == "pile" or cut.has(Detail.FRILL):
        cut.canvas.part(
            ribbon(curve(placed_at([(4, top + 6), (54, top + 10), (108, top + 6)], dx, dy)), 22),
            Surface(lighter(cut.look.second_colour, 0.2), "pile"),
            level + 3,
        )
