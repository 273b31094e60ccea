"""Bags, wallets and belts."""

from dataclasses import replace

from stylehub_core.sample.drawing import closures
from stylehub_core.sample.drawing.canvas import Surface
from stylehub_core.sample.drawing.colour import darker
from stylehub_core.sample.drawing.cut import Cut
from stylehub_core.sample.drawing.outline import Point, beside, box, curve, ellipse, hoop, ribbon, shape, whole
from stylehub_core.sample.drawing.trims import fringe
from stylehub_core.sample.look import Detail, Fit, Pattern


def tote(cut: Cut) -> None:
    canvas, fabric = cut.canvas, cut.fabric
    top, low = 92.0, 104.0 + (14 if cut.look.fit is Fit.A_LINE else 0)
    drop = cut.near(92, 0.15)
    canvas.strap(curve([(-40, 8), (-34, -drop * 0.8), (0, -drop - 8), (34, -drop * 0.8), (40, 8)]), 8, fabric.inner, 4)
    canvas.part(shape([(-top + 2, 0, 1), (0, -7), (top - 2, 0, 1), (top - 8, 12), (-top + 8, 12)]), fabric.inner, 3)
    half: list[Point] = [(0, 4), (top, 0, 1), (top + 5, 90), (low, 172), (low - 8, 184, 1), (0, 188)]
    canvas.part(shape(cut.loose(whole(half))), fabric.main, 10)
    if cut.look.pattern is Pattern.COLOUR_BLOCKING:
        canvas.part(
            shape(whole([(0, 118), (top + 6, 114, 1), (low, 172), (low - 8, 184, 1), (0, 188)])), fabric.second, 10
        )
    canvas.level = 10
    for side in (-1, 1):
        canvas.fold([(side * 60, 10), (side * 70, 80), (side * 86, 160)], 16, 3)
    canvas.fold([(-50, 120), (0, 150), (60, 140)], 18, -2.5)
    canvas.stitch(curve([(-top + 2, 11), (0, 15), (top - 2, 11)]), fabric.thread, 0.5)
    closures.print_motif(cut, 0, 96, 48)
    cloth = fabric.second if cut.look.seed % 3 == 0 else fabric.plain
    canvas.strap(
        curve([(-40, 44), (-38, 0), (-26, -drop * 0.75), (0, -drop), (26, -drop * 0.75), (38, 0), (40, 44)]),
        9,
        cloth,
        15,
    )
    for side in (-1, 1):
        closures.cord_of_studs(cut, [(side * 39, 36)], 2)
    if cut.has(Detail.FRINGE):
        fringe(cut, -low + 10, low - 10, 182, 26)


def shoulder_bag(cut: Cut) -> None:
    canvas, fabric = cut.canvas, cut.fabric
    chain = cut.look.seed % 2 == 0
    strap = curve([(-86, 14), (-70, -90), (0, -cut.near(150, 0.1)), (70, -90), (86, 14)])
    if chain:
        canvas.part(ribbon(strap, 3), fabric.metal, 4)
        for x, y in strap[::1]:
            canvas.part(ellipse(float(x), float(y), 3.4, 3.0, 10), fabric.metal, 6)
    else:
        canvas.strap(strap, 9, fabric.plain, 4)
    half: list[Point] = [(0, -2), (80, 0, 1), (94, 12), (100, 80), (92, 112), (70, 120, 1), (0, 122)]
    canvas.part(shape(cut.loose(whole(half), 0.8)), fabric.main, 10)
    canvas.level = 10
    canvas.bulge(shape(whole([(0, 70), (70, 70), (76, 96), (0, 108)])), 3)
    flap: list[Point] = [(0, -4), (82, -2, 1), (92, 20), (84, 54), (40, 76), (0, 78 if cut.look.seed % 3 else 92)]
    front = fabric.second if cut.look.pattern is Pattern.COLOUR_BLOCKING else fabric.main
    canvas.part(shape(cut.loose(whole(flap), 0.6)), front, 14)
    canvas.stitch(
        beside(curve([(-90, 20), (-82, 52), (-40, 72), (0, 74), (40, 72), (82, 52), (90, 20)]), -3), fabric.thread, 0.45
    )
    if cut.has(Detail.QUILTING):
        for lean in (-1, 1):
            for k in range(-5, 6):
                line = curve([(k * 18 - lean * 34, 2), (k * 18 + lean * 34, 68)])
                canvas.seam(line[(abs(line[:, 0]) < 80)], 1.0) if (abs(line[:, 0]) < 80).sum() > 2 else None
    canvas.part(box(-9, 60, 18, 20, 4), fabric.metal, 18)
    canvas.part(box(-4, 64, 8, 11, 2), Surface(darker(fabric.metal.colour, 0.35), gloss=1), 16)
    for side in (-1, 1):
        canvas.part(ellipse(side * 86, 12, 6, 6), fabric.metal, 15)
    if cut.has(Detail.FRINGE):
        fringe(cut, -70, 70, 76, 44)


def backpack(cut: Cut) -> None:
    canvas, fabric = cut.canvas, cut.fabric
    for side in (-1, 1):
        canvas.strap(curve([(side * 50, 0), (side * 96, 60), (side * 92, 150), (side * 70, 206)]), 16, fabric.inner, 4)
    canvas.strap(curve([(-18, 4), (-14, -22), (14, -22), (18, 4)]), 9, fabric.plain, 6)
    half: list[Point] = [(0, -6), (48, 0), (78, 34), (86, 120), (86, 196), (70, 214), (0, 216)]
    canvas.part(shape(cut.loose(whole(half), 0.9)), fabric.main, 10)
    arch = curve([(-76, 104), (-72, 50), (-44, 14), (0, 8), (44, 14), (72, 50), (76, 104)])
    canvas.line(arch, "#000000", 5, 0.22)
    canvas.line(arch, fabric.metal.colour, 2.0, 0.9)
    pocket: list[Point] = [(0, 112), (60, 114), (68, 126), (70, 190), (56, 204), (0, 206)]
    second = fabric.second if cut.look.pattern in (Pattern.COLOUR_BLOCKING, Pattern.MIXED) else fabric.main
    canvas.part(shape(cut.loose(whole(pocket), 0.7)), second, 15)
    canvas.line(curve([(-58, 124), (0, 122), (58, 124)]), "#000000", 4.5, 0.28)
    canvas.line(curve([(-58, 124), (0, 122), (58, 124)]), fabric.metal.colour, 1.9, 0.9)
    canvas.part(box(50, 122, 5, 16, 2), fabric.metal, 18)
    canvas.part(box(-16, 60, 32, 18, 2), Surface(darker(cut.look.colour, 0.3), "leather", 0.4), 14)
    canvas.level = 15
    canvas.fold([(-56, 150), (0, 162), (56, 150)], 18, 2.6)
    closures.print_motif(cut, 0, 162, 30)


def wallet(cut: Cut) -> None:
    canvas, fabric = cut.canvas, cut.fabric
    canvas.part(box(-104, -62, 208, 126, 9), replace(fabric.main, colour=darker(cut.look.colour, 0.12)), 6)
    canvas.part(box(-106, -66, 212, 126, 9), fabric.main, 11)
    front = fabric.second if cut.look.pattern is Pattern.COLOUR_BLOCKING else fabric.main
    canvas.part(
        shape([(-106, -58, 1), (-98, -66, 1), (98, -66, 1), (106, -58, 1), (104, -6), (0, 6), (-104, -6)]), front, 15
    )
    canvas.stitch(curve([(-100, -9), (0, 2), (100, -9)]), fabric.thread, 0.6)
    canvas.stitch(box(-101, -61, 202, 116, 6), fabric.thread, 0.4)
    canvas.part(ellipse(0, -8, 7, 7), fabric.metal, 19)
    if cut.has(Detail.ZIP):
        canvas.line(curve([(-100, 40), (100, 40)]), fabric.metal.colour, 3, 0.9)
    closures.print_motif(cut, 54, 30, 20)


def belt(cut: Cut) -> None:
    """A rolled-up belt with its buckle in front."""
    canvas, fabric = cut.canvas, cut.fabric
    wide = cut.near(30, 0.25)
    for rx, ry, level in ((97, 34, 4.0), (78, 25, 6.0)):
        canvas.part(hoop(0, -30, rx, ry, wide), fabric.inner, level)
    line = curve([(-97, -34), (-88, -14), (-50, 1), (0, 6), (50, 1), (88, -14), (97, -34)])
    canvas.part(ribbon(line, wide), fabric.main, 12)
    canvas.stitch(beside(line, wide / 2 - 3), fabric.thread, 0.55)
    canvas.stitch(beside(line, -wide / 2 + 3), fabric.thread, 0.55)
    canvas.part(box(-34, 4 - wide * 0.8, 48, wide * 1.6, 6), fabric.metal, 17)
    canvas.part(box(-26, 5 - wide * 0.52, 32, wide * 1.04, 3), fabric.main, 12)
    canvas.part(box(-30, 3, 40, 5, 2), fabric.metal, 19)
    canvas.part(box(26, 5 - wide * 0.6, 10, wide * 1.2, 2), fabric.main, 16)
    for i in range(3):
        canvas.ink(ellipse(-52 - i * 13, 0 - i * 3.4, 2, 2, 10), "#000000", 0.7)
