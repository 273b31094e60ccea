"""Beauty, home and small gifts."""

import numpy as np

from stylehub_core.sample.drawing import closures
from stylehub_core.sample.drawing.beauty import label
from stylehub_core.sample.drawing.canvas import Surface
from stylehub_core.sample.drawing.colour import darker, mix
from stylehub_core.sample.drawing.cut import Cut
from stylehub_core.sample.drawing.outline import Point, box, curve, ellipse, hoop, ribbon, shape, sided, turned, whole
from stylehub_core.sample.drawing.trims import fringe
from stylehub_core.sample.look import Detail, Motif, Pattern


def cushion(cut: Cut) -> None:
    canvas = cut.canvas
    half = 118.0
    outline: list[Point] = [
        (-half - 4, -half - 4),
        (-60, -half + 9),
        (0, -half + 12),
        (60, -half + 9),
        (half + 4, -half - 4),
        (half - 9, -60),
        (half - 12, 0),
        (half - 9, 60),
        (half + 4, half + 4),
        (60, half - 9),
        (0, half - 12),
        (-60, half - 9),
        (-half - 4, half + 4),
        (-half + 9, 60),
        (-half + 12, 0),
        (-half + 9, -60),
    ]
    line = shape(cut.loose(outline, 2))
    canvas.part(line, cut.fabric.main, 10)
    if cut.look.pattern is Pattern.COLOUR_BLOCKING:
        canvas.part(line[line[:, 1] > 0], cut.fabric.second, 10)
    canvas.mound(0, 0, 104, 104, 15)
    for sx, sy in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
        canvas.fold([(sx * 116, sy * 114), (sx * 92, sy * 86), (sx * 62, sy * 70)], 11, -5)
        canvas.fold([(sx * 112, sy * 98), (sx * 90, sy * 66), (sx * 70, sy * 44)], 9, 4)
    canvas.line(line, darker(cut.look.colour, 0.4), 1.4, 0.4)
    closures.print_motif(cut, 0, 0, 62)
    if cut.has(Detail.FRINGE):
        fringe(cut, -half + 4, half - 4, half - 10, 22)


def _folded(cut: Cut, layers: int, width: float, thick: float) -> None:
    """A folded stack of cloth seen from the front, its top face in view."""
    canvas = cut.canvas
    w = width
    top: list[Point] = [(-w * 0.86, -70, 1), (w * 0.86, -70, 1), (w, 0, 1), (-w, 0, 1)]
    canvas.part(shape(cut.loose(top, 1.5)), cut.fabric.main, 12)
    canvas.level = 12
    for _ in range(4):
        x = cut.rng.uniform(-w * 0.7, w * 0.7)
        canvas.fold([(x, -62), (x + 8, -36), (x + cut.rng.uniform(-20, 20), -8)], 20, 2.4)
    for i in range(layers):
        y = i * thick
        layer: list[Point] = [
            (-w + 2, y, 1),
            (w - 2, y, 1),
            (w + 3, y + thick * 0.5),
            (w - 3, y + thick),
            (0, y + thick + 1),
            (-w + 3, y + thick),
            (-w - 3, y + thick * 0.5),
        ]
        surface = cut.fabric.second if cut.look.pattern is Pattern.COLOUR_BLOCKING and i % 2 else cut.fabric.main
        canvas.part(shape(cut.loose(layer, 1.2)), surface, 10)
        canvas.line(curve([(-w + 2, y + thick - 1), (0, y + thick), (w - 2, y + thick - 1)]), "#000000", 2.2, 0.25)
        canvas.bulge(ribbon(curve([(-w + 6, y + thick * 0.45), (w - 6, y + thick * 0.45)]), thick * 0.5), 4)


def blanket(cut: Cut) -> None:
    _folded(cut, 4, 112, 25)
    fringe(cut, -104, 104, 98, 24) if cut.has(Detail.FRINGE) or cut.look.seed % 2 else None
    closures.print_motif(cut, 0, 50, 30)


def towel(cut: Cut) -> None:
    """A towel hung in half, with a woven border."""
    canvas = cut.canvas
    canvas.part(shape(cut.loose([(-88, -152, 1), (92, -156, 1), (98, 146, 1), (-84, 150, 1)])), cut.fabric.inner, 5)
    canvas.part(
        shape(
            cut.loose([(-94, -156), (0, -160), (90, -156), (94, 0), (92, 160, 1), (0, 164), (-94, 162, 1), (-96, 0)])
        ),
        cut.fabric.main,
        10,
    )
    for x in (-58, -10, 42):
        canvas.fold([(x, -150), (x + 6, 0), (x + 4, 156)], 26, 3)
    stripe = (
        cut.fabric.second
        if cut.look.pattern in (Pattern.STRIPE, Pattern.COLOUR_BLOCKING)
        else Surface(darker(cut.look.colour, 0.1), "canvas")
    )
    canvas.part(ribbon(curve([(-95, 122), (0, 126), (93, 121)]), 15), stripe, 10)
    closures.print_motif(cut, 0, 20, 52)
    if cut.has(Detail.FRINGE):
        fringe(cut, -92, 92, 160, 22)


def side_table(cut: Cut) -> None:
    canvas = cut.canvas
    wood = Surface(cut.look.colour, cut.fabric.main.weave if cut.fabric.main.weave == "straw" else "linen", 0.1)
    legs = Surface(darker(cut.look.colour, 0.25), gloss=0.3)
    for x, foot in ((-26, -34), (30, 40)):
        canvas.strap(curve([(x, -90), (foot, 96)]), 9, Surface(darker(cut.look.colour, 0.45)), 4, 7)
    canvas.part(ellipse(0, 62, 66, 13, 44), wood, 7)
    for x, foot in ((-86, -104), (84, 102)):
        canvas.strap(curve([(x, -92), (foot, 132)]), 11, legs, 10, 8)
    canvas.part(
        shape([(-120, -104), (0, -74), (120, -104), (118, -92), (0, -60), (-118, -92)]),
        Surface(darker(cut.look.colour, 0.2)),
        9,
    )
    canvas.part(ellipse(0, -108, 122, 32, 60), wood, 12)
    canvas.line(ellipse(0, -109, 116, 28.5, 60), "#ffffff", 1.0, 0.3)
    canvas.level = 12


def notebook(cut: Cut) -> None:
    canvas = cut.canvas
    canvas.part(turned(box(-86, -122, 178, 250, 6), -5), Surface("#e9e4d8", "linen"), 5)
    cover = turned(box(-92, -128, 178, 250, 7), -5)
    canvas.part(
        cover,
        Surface(
            cut.look.colour,
            cut.fabric.main.weave if cut.fabric.main.weave != "woven" else "canvas",
            patterned=cut.fabric.main.patterned,
        ),
        9,
        -5.0,
    )
    canvas.seam(turned(curve([(-74, -124), (-74, 118)]), -5), 1.2)
    canvas.part(turned(box(58, -129, 9, 252, 1), -5), Surface(cut.look.second_colour, "rib"), 12)
    if cut.printed or not cut.fabric.main.patterned:
        if cut.look.motif in (Motif.NONE, Motif.TEXT):
            label(cut, -6, -34, 48, cut.look.second_colour)
        closures.print_motif(cut, -8, 10, 40) if cut.look.motif is not Motif.TEXT else None


def soft_toy(cut: Cut) -> None:
    """A sitting bear, rabbit or cat."""
    canvas, fur = cut.canvas, cut.fabric.main
    pale = Surface(mix(cut.look.second_colour, cut.look.colour, 0.25), "pile")
    rabbit = cut.look.seed % 3 == 1
    for side in (-1, 1):
        canvas.part(shape(sided([(40, 10), (74, 30), (88, 66), (74, 80), (50, 58)], side)), fur, 9)
    canvas.part(ellipse(0, 62, 62, 72, 40), fur, 11)
    canvas.part(ellipse(0, 72, 36, 44, 36), pale, 13)
    for side in (-1, 1):
        canvas.part(ellipse(side * 56, 122, 40, 30, 36), fur, 14)
        canvas.part(ellipse(side * 66, 126, 20, 18, 28), pale, 16)
        if rabbit:
            canvas.part(turned(ellipse(side * 34, -136, 18, 58, 36), side * 9, side * 34, -90), fur, 9)
            canvas.part(turned(ellipse(side * 34, -136, 9, 42, 30), side * 9, side * 34, -90), pale, 10)
        else:
            canvas.part(ellipse(side * 52, -90, 25, 25, 30), fur, 9)
            canvas.part(ellipse(side * 52, -88, 14, 14, 26), pale, 11)
    canvas.part(ellipse(0, -46, 72, 62, 44), fur, 15)
    canvas.part(ellipse(0, -26, 34, 27, 36), pale, 18)
    eye = Surface("#17171a", gloss=1)
    for side in (-1, 1):
        canvas.part(ellipse(side * 28, -56, 6, 7, 20), eye, 20)
    canvas.part(shape([(-11, -38), (0, -41), (11, -38), (0, -26)]), Surface("#3b2a26", gloss=0.5), 21)
    canvas.line(curve([(0, -27), (-4, -17), (-13, -16)]), "#3b2a26", 1.8, 0.8)
    canvas.line(curve([(0, -27), (4, -17), (13, -16)]), "#3b2a26", 1.8, 0.8)


def keyring(cut: Cut) -> None:
    canvas, metal = cut.canvas, cut.fabric.metal
    canvas.part(hoop(0, -112, 40, 40, 7), metal, 10)
    canvas.part(hoop(3, -108, 40, 40, 4), metal, 12)
    for i in range(3):
        canvas.part(hoop(0, -62 + i * 13, 6, 9, 4, 24), metal, 11)
    if cut.look.motif is Motif.HEART or cut.look.seed % 3 == 0:
        charm = shape([(0, 84), (-58, 30), (-56, -14), (-26, -24), (0, -4, 1), (26, -24), (56, -14), (58, 30)])
    elif cut.look.seed % 3 == 1:
        charm = np.asarray(ellipse(0, 36, 56, 56, 48))
    else:
        charm = shape(whole([(0, -26), (16, -22), (30, 0), (36, 70), (24, 100), (0, 104)]))
    canvas.part(
        charm, Surface(cut.look.colour, cut.fabric.main.weave, cut.fabric.main.gloss, cut.fabric.main.patterned), 14
    )
    canvas.stitch(charm * np.array([0.9, 0.9]) + np.array([0, 3.4]), cut.fabric.thread, 0.6)
    closures.print_motif(cut, 0, 34, 26)
    if cut.has(Detail.FRINGE):
        fringe(cut, -20, 20, 96, 50)
