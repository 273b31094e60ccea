"""Shoes: a pair seen from the side, one behind the other."""

from stylehub_core.sample.drawing.canvas import Surface
from stylehub_core.sample.drawing.closures import cord_of_studs, print_motif
from stylehub_core.sample.drawing.colour import darker, lighter, mix
from stylehub_core.sample.drawing.cut import Cut
from stylehub_core.sample.drawing.outline import Point, box, curve, ribbon
from stylehub_core.sample.drawing.shoe import placed_at, put
from stylehub_core.sample.look import Detail

# The toe points left; the ground is y = 0; the foot is 240 long.


def pumps(cut: Cut) -> None:
    heel = 74.0 if cut.has(Detail.HEEL) else 46.0
    platform = 14.0 if cut.has(Detail.PLATFORM) else 3.0
    for dx, dy, level in ((40.0, -62.0, 6.0), (-12.0, 0.0, 14.0)):
        _low_shoe(cut, dx, dy, level, heel, platform)


def ballerinas(cut: Cut) -> None:
    for dx, dy, level in ((38.0, -56.0, 6.0), (-12.0, 0.0, 14.0)):
        _low_shoe(cut, dx, dy, level, 8.0, 3.0)


def _low_shoe(cut: Cut, dx: float, dy: float, level: float, heel: float, platform: float) -> None:
    canvas, fabric = cut.canvas, cut.fabric
    p, h, slim = -platform, -heel - platform, heel > 30
    sole = Surface(darker(cut.look.colour, 0.5), gloss=0.2)
    inside: list[Point] = [
        (-64, p - 36),
        (-20, p - 34 - heel * 0.25),
        (50, h - 30),
        (104, h - 52),
        (104, h - 24),
        (40, h - 14),
        (-30, p - 22),
    ]
    put(cut, inside, dx, dy, Surface(mix(fabric.inner.colour, "#c9ab8a", 0.6)), level - 3)
    if slim:
        stem: list[Point] = [(78, h + 2, 1), (112, h - 8, 1), (106, h * 0.4), (102, 0, 1), (90, 0, 1), (92, h * 0.4)]
        put(cut, stem, dx, dy, fabric.plain, level - 0.5)
    upper: list[Point] = [
        (-126, p - 2, 1),
        (-128 if slim else -124, p - 14),
        (-104, p - 32),
        (-66, p - 38, 1),
        (-50, p - 27),
        (-10, p - 26 - heel * 0.3),
        (50, h - 24),
        (102, h - 54, 1),
        (116, h - 30),
        (113, h + 2, 1),
        (60, h + 5),
        (0, p - heel * 0.45),
        (-50, p, 1),
    ]
    put(cut, upper, dx, dy, fabric.main, level)
    lip = curve(
        placed_at([(-66, p - 38), (-50, p - 27), (-10, p - 26 - heel * 0.3), (50, h - 24), (102, h - 54)], dx, dy)
    )
    canvas.part(ribbon(lip, 3.4), fabric.plain, level + 1)
    under: list[Point] = [
        (-127, p - 3, 1),
        (-50, p - 1),
        (0, p - heel * 0.45 - 1),
        (60, h + 4),
        (113, h + 1, 1),
        (113, h + 6, 1),
        (58, h + 10),
        (2, -heel * 0.45 + 2),
        (-48, 0, 1),
        (-108, 0, 1),
        (-126, -2),
    ]
    put(cut, under, dx, dy, sole, level + 1)
    if not slim:
        put(cut, [(76, h + 4, 1), (113, h + 2, 1), (112, 0, 1), (78, 0, 1)], dx, dy, sole, level)
        for side in (-1, 1):
            put(
                cut,
                [(-78, p - 36), (-78 + side * 16, p - 44), (-78 + side * 14, p - 28)],
                dx,
                dy,
                fabric.plain,
                level + 4,
            )
    if cut.has(Detail.BELT, Detail.ANKLE):
        canvas.strap(
            curve(placed_at([(6, p - 27 - heel * 0.4), (20, h - 58), (50, h - 64), (98, h - 50)], dx, dy)),
            7,
            fabric.plain,
            level + 3,
        )


def sandals(cut: Cut) -> None:
    heel = 64.0 if cut.has(Detail.HEEL) else 12.0
    platform = 26.0 if cut.has(Detail.PLATFORM) else 9.0
    for dx, dy, level in ((40.0, -66.0, 6.0), (-12.0, 0.0, 14.0)):
        _sandal(cut, dx, dy, level, heel, platform)


def _sandal(cut: Cut, dx: float, dy: float, level: float, heel: float, platform: float) -> None:
    fabric = cut.fabric
    p, h = -platform, -heel - platform * 0.8
    cork = Surface("#b98f62" if cut.look.seed % 2 else darker(cut.look.colour, 0.45), "suede")
    bed: list[Point] = [
        (-124, p - 8),
        (-60, p - 10),
        (0, p - 8 - heel * 0.45),
        (60, h - 4),
        (114, h - 8),
        (112, h + 6),
        (40, h + 10),
        (-30, p + 4),
        (-120, p + 2),
    ]
    for y in (-34.0,):
        back = curve(placed_at([(84, h + y - 14), (104, h + y - 16), (112, h - 8)], dx, dy))
        cut.canvas.part(ribbon(back, 10), fabric.inner, level - 2)
    if heel > 30:
        put(cut, [(66, h + 2, 1), (113, h, 1), (104, 0, 1), (76, 0, 1)], dx, dy, cork, level - 1)
    sole: list[Point] = [
        (-126, p - 6, 1),
        (-60, p - 6),
        (0, p - 4 - heel * 0.45),
        (60, h),
        (115, h - 4, 1),
        (113, h + 8 if heel > 30 else 0, 1),
        (58, h + 14 if heel > 30 else 0),
        (0, -heel * 0.45 + 4 if heel > 30 else 0),
        (-40, 0),
        (-108, 0, 1),
        (-126, -4),
    ]
    put(cut, bed, dx, dy, Surface(mix("#c8a47c", cut.look.colour, 0.3), "suede"), level - 0.5)
    put(cut, sole, dx, dy, cork, level + 1)
    if cut.has(Detail.BELT) or cut.look.seed % 3 == 0:
        for x0, lift in ((-96, 22), (-48, 30)):
            strap = curve(
                placed_at(
                    [
                        (x0 - 8, p - 2),
                        (x0 + 8, p - lift - 4),
                        (x0 + 34, p - lift - 8 - heel * 0.2),
                        (x0 + 52, p - 8 - heel * 0.25),
                    ],
                    dx,
                    dy,
                )
            )
            cut.canvas.part(ribbon(strap, 22, 24), fabric.main, level + 2, 20.0)
            cut.canvas.part(box(x0 + 14 + dx, p - lift - 14 + dy, 15, 13, 2), fabric.metal, level + 5)
    else:
        strap = curve(placed_at([(-100, p - 3), (-84, p - 28), (-58, p - 32), (-40, p - 10 - heel * 0.1)], dx, dy))
        cut.canvas.part(ribbon(strap, 17, 19), fabric.main, level + 2, 20.0)
    ankle = curve(placed_at([(42, h - 8), (54, h - 50), (74, h - 58), (102, h - 46), (110, h - 8)], dx, dy))
    cut.canvas.part(ribbon(ankle, 9), fabric.main, level + 3)
    cut.canvas.part(box(50 + dx, h - 54 + dy, 10, 12, 2), fabric.metal, level + 5)
    cord_of_studs(cut, [(76 + dx, h - 56 + dy), (86 + dx, h - 54 + dy)], 1.2)


def slippers(cut: Cut) -> None:
    for dx, dy, level in ((38.0, -62.0, 6.0), (-12.0, 0.0, 14.0)):
        fabric = cut.fabric
        lining = Surface(lighter(cut.look.second_colour, 0.1), "pile")
        put(
            cut,
            [(-60, -30), (0, -22), (80, -20), (112, -30), (118, -14), (60, -8), (-60, -8)],
            dx,
            dy,
            lining,
            level - 2,
        )
        upper: list[Point] = [
            (-124, -10, 1),
            (-128, -34),
            (-106, -58),
            (-62, -68),
            (-20, -62, 1),
            (4, -40),
            (20, -10, 1),
        ]
        put(cut, upper, dx, dy, fabric.main, level)
        cut.canvas.part(ribbon(curve(placed_at([(-22, -63), (2, -40), (18, -12)], dx, dy)), 15), lining, level + 2)
        sole: list[Point] = [(-128, -16, 1), (0, -12), (120, -17, 1), (122, -6), (112, 0, 1), (-110, 0, 1), (-126, -5)]
        put(cut, sole, dx, dy, Surface(darker(cut.look.colour, 0.4), "suede"), level + 1)
        print_motif(cut, -70 + dx, -38 + dy, 18)
        if cut.look.child:
            for x in (-104.0, -60.0):
                put(cut, [(x, -58), (x + 8, -82), (x + 20, -64)], dx, dy, fabric.plain, level - 1)
