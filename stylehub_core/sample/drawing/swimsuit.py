"""Swimsuits."""

from stylehub_core.sample.drawing import closures
from stylehub_core.sample.drawing.cut import Cut
from stylehub_core.sample.drawing.outline import Point, curve, ribbon, shape, sided, whole
from stylehub_core.sample.drawing.trims import smocking
from stylehub_core.sample.look import Detail, Neckline, Pattern, Sleeve


def swimsuit(cut: Cut) -> None:
    look, canvas, fabric = cut.look, cut.canvas, cut.fabric
    deep = {Neckline.V: 92.0, Neckline.SQUARE: 48.0, Neckline.HALTER: 40.0}.get(look.neckline, 58.0)
    sleeved = look.sleeve in (Sleeve.SHORT, Sleeve.LONG)
    canvas.part(shape(whole([(0, 84), (30, 50), (58, 40, 1), (66, 104, 1), (0, 120)])), fabric.inner, 3)
    if sleeved:
        from stylehub_core.sample.drawing.sleeves import sleeves
        from stylehub_core.sample.drawing.torso import Block

        sleeves(cut, Block(shoulder=(64, 16), armpit=(63, 84)), cuff="hem")
    low: list[Point] = [(64, 100), (52, 158), (66, 214), (70, 228, 1), (42, 262), (17, 302, 1), (0, 306)]
    corner = (1,) if look.neckline is Neckline.V else ()
    if sleeved or look.neckline is Neckline.BOAT:
        upper: list[Point] = [(0, 26), (24, 18), (32, 0, 1), (64, 16, 1), (58, 50), (62, 84, 1)]
    elif look.neckline is Neckline.OFF_SHOULDER:
        upper = [(0, 56), (50, 50), (66, 56, 1)]
    else:
        upper = [(0, deep, *corner), (22, deep * 0.72 + 6), (38, 34, 1), (46, 32, 1), (54, 60), (64, 84, 1)]
        for side in (-1, 1):
            top = (side * 10, -14) if look.neckline is Neckline.HALTER else (side * 37, -24)
            canvas.strap(curve([(side * 44, 70), (side * 42, 20), top]), 6, fabric.inner, 4)
            canvas.strap(curve([(side * 42, 37), (side * 41, 8), top]), 7.5, fabric.plain, 13)
    canvas.part(shape(cut.loose(whole([*upper, *low]), 0.9)), fabric.main, 10)
    if look.pattern is Pattern.COLOUR_BLOCKING:
        canvas.part(
            shape(whole([(0, 160), (51.5, 158, 1), (66, 214), (70, 228, 1), (42, 262), (17, 302, 1), (0, 306)])),
            fabric.second,
            10,
        )
    for side in (-1, 1):
        canvas.mound(side * 33, 92, 25, 24, 4)
        canvas.part(ribbon(curve(sided([(70, 228), (42, 262), (17, 302)], side)), 4), fabric.plain, 12)
        canvas.fold([(side * 56, 120), (side * 30, 146), (side * 6, 152)], 9, 2)
        canvas.fold([(side * 64, 212), (side * 40, 226), (side * 14, 250)], 9, 2)
    if cut.has(Detail.BELT):
        closures.buckle_belt(cut, 53, 158, surface=fabric.plain)
    if cut.has(Detail.FRILL):
        closures.frill(cut, curve([(-56, 62), (0, 76), (56, 62)]), 26, surface=fabric.main)
    if cut.has(Detail.SMOCKING):
        smocking(cut, 58, 88, 150)
    if cut.has(Detail.ZIP):
        closures.zip_line(cut, 28, 130)
    closures.print_motif(cut, 0, 150, 30)
