"""Bras, briefs, boxers, swimwear, socks and tights."""

import numpy as np

from stylehub_core.sample.drawing import closures
from stylehub_core.sample.drawing.cut import Cut
from stylehub_core.sample.drawing.outline import Point, beside, curve, ribbon, shape, sided, whole
from stylehub_core.sample.look import Detail, Fit, Garment, Length, Neckline, Pattern, Sleeve


def bra(cut: Cut) -> None:
    """Bras and bikini tops: two cups, a band and straps."""
    look, canvas, fabric = cut.look, cut.canvas, cut.fabric
    bandeau = look.sleeve is Sleeve.NONE and look.neckline is Neckline.OFF_SHOULDER
    sporty = look.neckline in (Neckline.ROUND, Neckline.SQUARE) and look.garment is Garment.BRA
    canvas.part(shape(whole([(0, 46), (60, 40), (96, 34, 1), (94, 62, 1), (50, 72), (0, 70)])), fabric.inner, 3)
    if sporty:
        return _sports_bra(cut)
    if not bandeau:
        halter = look.neckline is Neckline.HALTER
        for side in (-1, 1):
            top = (side * 14, -84) if halter else (side * 56, -78)
            canvas.strap(curve([(side * 62, 50), (side * 66, 0), top]), 6, fabric.inner, 4)
            canvas.strap(curve([(side * 52, 6), (side * (50 if not halter else 40), -36), top]), 7, fabric.plain, 13)
            if not halter:
                canvas.strap(curve([(side * 48, -34), (side * 57, -34)]), 8, fabric.metal, 15)
    for side in (-1, 1):
        wing: list[Point] = [(80, 30, 1), (98, 34), (104, 40, 1), (102, 64, 1), (72, 72), (50, 74)]
        canvas.part(shape(sided(wing, side)), fabric.plain, 9)
        high = 26 if bandeau else 0 if look.neckline is not Neckline.V else -10
        cup: list[Point] = [
            (5, 40, 1),
            (22, 22),
            (50, high, 1),
            (70, 16),
            (86, 36, 1),
            (84, 62),
            (52, 78),
            (20, 70),
            (5, 58, 1),
        ]
        if bandeau:
            cup = [(1, 30, 1), (40, 20), (86, 30, 1), (88, 66, 1), (44, 76), (1, 70, 1)]
        canvas.part(
            shape(sided(cut.loose(cup, 0.8), side)),
            fabric.main if side < 0 or look.pattern is not Pattern.COLOUR_BLOCKING else fabric.second,
            12,
            side * 8.0,
        )
        canvas.mound(side * 48, 44, 34, 28, 7)
        canvas.seam(curve(sided([(8, 46), (46, 44), (84, 44)], side)), 0.7)
        canvas.line(curve(sided([(6, 58), (24, 70), (54, 76), (84, 60)], side)), "#000000", 1.4, 0.2)
        if cut.has(Detail.LACE_TRIM) or look.pattern is Pattern.LACE:
            closures.lace_edge(
                cut,
                beside(
                    curve(
                        sided(
                            [(5, 41), (22, 23), (50, high + 1)] if side > 0 else [(50, high + 1), (22, 23), (5, 41)],
                            side,
                        )
                    ),
                    -3,
                ),
                5,
            )
    canvas.part(ribbon(curve([(-7, 52), (0, 56), (7, 52)]), 12), fabric.plain, 11)
    if look.garment is Garment.BRA and not bandeau:
        for turn in (-1, 1):
            canvas.part(shape([(0, 45), (turn * 7, 41), (turn * 7, 49)]), fabric.plain, 14)
    if cut.has(Detail.FRILL):
        closures.frill(cut, curve([(-84, 66), (0, 68), (84, 66)]), 20)
    return None


def _sports_bra(cut: Cut) -> None:
    canvas, fabric = cut.canvas, cut.fabric
    neck = 30 if cut.look.neckline is Neckline.ROUND else 22
    half: list[Point] = [(0, neck), (26, 14), (38, -28, 1), (60, -28, 1), (62, 8), (80, 34, 1), (84, 74, 1), (0, 80)]
    canvas.part(shape(whole([(0, 6), (20, -6), (40, -26, 1), (58, -26, 1), (60, 20, 1), (0, 30)])), fabric.inner, 2)
    canvas.part(shape(cut.loose(whole(half))), fabric.main, 10)
    for side in (-1, 1):
        canvas.mound(side * 41, 40, 32, 28, 5)
        canvas.seam(curve(sided([(40, -20), (36, 30), (44, 72)], side)), 0.8)
    canvas.part(
        np.vstack([curve([(-84, 72), (0, 78), (84, 72)]), curve([(82, 94), (0, 100), (-82, 94)])]), fabric.rib, 12
    )
    closures.print_motif(cut, 0, 86, 12)


def briefs(cut: Cut) -> None:
    """Briefs and bikini bottoms."""
    look, canvas = cut.look, cut.canvas
    high = look.length is Length.LONG or (look.fit is Fit.SLIM and look.seed % 2 == 0)
    top = -26.0 if high else 0.0
    slim = 26 if look.garment is Garment.BIKINI_BOTTOM or look.fit is Fit.SLIM else 40
    canvas.part(
        shape([(-92, top + 1, 1), (0, top - 6), (92, top + 1, 1), (88, top + 16), (-88, top + 16)]), cut.fabric.inner, 3
    )
    half: list[Point] = [
        (0, top + 7),
        (94, top, 1),
        (100, slim + 4, 1),
        (66, slim + 26),
        (34, 84),
        (22, 112, 1),
        (0, 117),
    ]
    canvas.part(shape(cut.loose(whole(half))), cut.fabric.main, 10)
    if look.pattern is Pattern.COLOUR_BLOCKING:
        canvas.part(
            shape(whole([(0, 60), (56, slim + 34, 1), (34, 84), (22, 112, 1), (0, 117)])), cut.fabric.second, 10
        )
    canvas.seam(curve([(-30, 88), (0, 82), (30, 88)]), 0.8)
    canvas.level = 10
    for side in (-1, 1):
        canvas.fold([(side * 92, slim - 6), (side * 60, slim + 12), (side * 28, 66)], 11, 2.6)
        edge = curve(sided([(99, slim + 3), (66, slim + 26), (34, 84), (22, 112)], side))
        if cut.has(Detail.LACE_TRIM):
            closures.lace_edge(cut, edge if side < 0 else edge[::-1], 7)
        canvas.part(ribbon(edge, 4.5), cut.fabric.rib if look.garment is Garment.BRIEFS else cut.fabric.plain, 12)
    band = curve([(-94, top + 4), (0, top + 11), (94, top + 4)])
    canvas.part(
        ribbon(band, 9),
        cut.fabric.second if look.child or look.pattern is Pattern.COLOUR_BLOCKING else cut.fabric.rib,
        12,
    )
    if look.garment is Garment.BRIEFS and not look.child:
        for turn in (-1, 1):
            canvas.part(shape([(0, top + 12), (turn * 8, top + 8), (turn * 8, top + 16)]), cut.fabric.plain, 14)
    closures.print_motif(cut, 0, 50, 22)
    if cut.has(Detail.FRILL):
        closures.frill(cut, band, 16)


def boxers(cut: Cut) -> None:
    canvas = cut.canvas
    long = 24.0 if cut.look.length is Length.LONG else 0.0
    canvas.part(shape([(-78, -2, 1), (0, -7), (78, -2, 1), (74, 14), (-74, 14)]), cut.fabric.inner, 3)
    half: list[Point] = [
        (0, 6),
        (80, 0, 1),
        (90, 60),
        (96, 128 + long, 1),
        (50, 136 + long),
        (8, 132 + long, 1),
        (4, 112),
        (0, 106, 1),
    ]
    canvas.part(shape(cut.loose(whole(half))), cut.fabric.main, 10)
    pouch: list[Point] = [(0, 14), (22, 14, 1), (32, 60), (22, 108), (0, 116)]
    canvas.part(shape(whole(pouch)), cut.fabric.main, 11)
    canvas.mound(0, 66, 22, 40, 4)
    for side in (-1, 1):
        canvas.seam(curve([(side * 22, 16), (side * 32, 60), (side * 22, 108)]), 1.0)
        canvas.stitch(curve([(side * 10, 125 + long), (side * 50, 129 + long), (side * 94, 121 + long)]))
        canvas.fold([(side * 86, 70), (side * 60, 84), (side * 34, 84)], 10, 2.6)
    band = cut.fabric.second if cut.look.seed % 2 or cut.look.pattern is Pattern.COLOUR_BLOCKING else cut.fabric.rib
    canvas.part(np.vstack([curve([(-80, 0), (0, 5), (80, 0)]), curve([(82, 20), (0, 26), (-82, 20)])]), band, 12)
    closures.print_motif(cut, 58, 70, 16)
