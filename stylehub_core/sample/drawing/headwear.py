"""Hats, caps, beanies and hair bands."""

import numpy as np

from stylehub_core.sample.drawing import closures
from stylehub_core.sample.drawing.canvas import Surface
from stylehub_core.sample.drawing.colour import darker
from stylehub_core.sample.drawing.cut import Cut
from stylehub_core.sample.drawing.outline import Point, beside, box, curve, ellipse, ribbon, shape, whole
from stylehub_core.sample.look import Fit, Material, Pattern


def beanie(cut: Cut) -> None:
    canvas, fabric = cut.canvas, cut.fabric
    slouch = 20 if cut.look.fit in (Fit.OVERSIZED, Fit.WIDE) else 0
    if cut.look.child or cut.look.seed % 3 == 0:
        canvas.part(
            ellipse(2, -104 - slouch, 27, 26),
            Surface(cut.look.second_colour if cut.look.child else cut.look.colour, "pile"),
            8,
        )
    dome: list[Point] = [(0, -88 - slouch), (48, -78 - slouch), (82, -34), (88, 26, 1), (0, 34)]
    canvas.part(shape(cut.loose(whole(dome))), fabric.main, 10)
    for i in range(-3, 4):
        canvas.fold([(i * 4, -84 - slouch), (i * 18, -40), (i * 23, 12)], 8, 2.4 if i % 2 else -2)
    cuff = np.vstack([curve([(-91, 20), (0, 30), (91, 20)]), curve([(92, 66), (0, 78), (-92, 66)])])
    band = fabric.second if cut.look.pattern is Pattern.COLOUR_BLOCKING else fabric.rib
    canvas.part(cuff, band, 15)
    canvas.part(box(34, 42, 24, 15, 1.5), Surface(darker(cut.look.colour, 0.35), "leather"), 16)
    closures.print_motif(cut, 0, -20, 26)


def cap(cut: Cut) -> None:
    canvas, fabric = cut.canvas, cut.fabric
    crown: list[Point] = [(-96, 20, 1), (-92, -40), (-50, -84), (10, -92), (66, -74), (96, -20), (98, 26, 1), (0, 38)]
    canvas.part(shape(cut.loose(crown)), fabric.main, 10)
    for top, side in (((6, -91), (-60, 30)), ((6, -91), (30, 34)), ((6, -91), (84, 24))):
        canvas.seam(curve([top, ((top[0] + side[0]) / 2 + (side[0] * 0.18), (top[1] + side[1]) / 2 - 8), side]), 1.0)
        canvas.stitch(
            curve(
                [
                    (top[0] + 3, top[1]),
                    ((top[0] + side[0]) / 2 + (side[0] * 0.18) + 3, (top[1] + side[1]) / 2 - 8),
                    (side[0] + 3, side[1]),
                ]
            )
        )
    canvas.part(ellipse(8, -93, 8, 5), fabric.plain, 14)
    brim: list[Point] = [(-98, 18, 1), (-30, 30), (44, 34, 1), (20, 58), (-60, 78), (-134, 72), (-152, 54), (-130, 34)]
    canvas.part(
        shape(cut.loose(brim, 0.8)), fabric.second if cut.look.pattern is Pattern.COLOUR_BLOCKING else fabric.plain, 15
    )
    for i in range(3):
        canvas.stitch(
            curve([(-92 + i * 8, 32 + i * 7), (-126 + i * 9, 52 + i * 2), (-60, 66 - i * 7), (16 - i * 8, 50 - i * 4)]),
            opacity=0.2,
        )
    closures.print_motif(cut, -32, -24, 24)


def hat(cut: Cut) -> None:
    """A wide-brimmed hat, or a bucket hat if slim or made of cloth."""
    canvas, fabric = cut.canvas, cut.fabric
    straw = cut.look.material is Material.STRAW
    wide = 138.0 if straw or cut.look.fit in (Fit.WIDE, Fit.REGULAR) else 108.0
    canvas.part(
        shape(
            cut.loose(
                [
                    (-wide, 34),
                    (-wide * 0.6, 6),
                    (0, 0),
                    (wide * 0.6, 6),
                    (wide, 32),
                    (wide * 0.66, 58),
                    (0, 68),
                    (-wide * 0.66, 60),
                ]
            )
        ),
        fabric.main,
        7,
    )
    crown: list[Point] = [
        (-74, 36, 1),
        (-70, -26),
        (-50, -70),
        (-14, -64),
        (20, -72),
        (54, -66),
        (70, -24),
        (74, 34, 1),
        (0, 48),
    ]
    canvas.part(shape(cut.loose(crown)), fabric.main, 13)
    canvas.fold([(-40, -62), (0, -40), (44, -62)], 16, -4)
    band = np.vstack([curve([(-73, 10), (0, 24), (73, 8)]), curve([(74, 32), (0, 47), (-74, 34)])])
    second = cut.look.second_colour
    ribbon_colour = second if second.lower() != "#ffffff" else darker(cut.look.colour, 0.5)
    canvas.part(band, Surface(ribbon_colour, "plain", 0.1), 14)
    canvas.stitch(
        beside(curve([(-wide, 34), (-wide * 0.66, 60), (0, 68), (wide * 0.66, 58), (wide, 32)]), -4), opacity=0.3
    )


def hair_band(cut: Cut) -> None:
    """An Alice band with a knot, or a scrunchie."""
    canvas, fabric = cut.canvas, cut.fabric
    if cut.look.seed % 2:
        ring = ellipse(0, 0, 62, 58, 60)
        waves = 1 + 0.05 * np.sin(np.arange(60) * 1.9)[:, None]
        canvas.part(ring * 1.42 * waves, fabric.main, 10)
        for i in range(26):
            a = i / 26 * 2 * np.pi
            canvas.fold(
                [
                    (42 * np.cos(a), 40 * np.sin(a)),
                    (64 * np.cos(a + 0.08), 60 * np.sin(a + 0.08)),
                    (86 * np.cos(a), 80 * np.sin(a)),
                ],
                9,
                4.5 if i % 2 else -4,
            )
        hole = Surface("#dfdcd8")
        canvas.part(ellipse(0, 0, 31, 28, 40), hole, 1)
        return
    line = curve([(-82, 120), (-92, 40), (-70, -50), (0, -88), (70, -50), (92, 40), (82, 120)])
    canvas.part(ribbon(line, 30), fabric.main, 10)
    canvas.bulge(ribbon(line, 12), 4)
    canvas.part(shape([(-20, -110), (4, -116), (22, -98), (18, -68), (-4, -62), (-24, -78)]), fabric.main, 16, 30.0)
    canvas.fold([(-16, -104), (0, -88), (16, -72)], 8, 4)
    for side in (-1, 1):
        for i in range(3):
            canvas.level = 10
            canvas.fold(
                [(side * 22, -90 + i * 7), (side * 44, -72 + i * 6), (side * 62, -50 + i * 4)], 5, 3 if i % 2 else -3
            )
