"""Trousers, shorts and leggings."""

import numpy as np

from stylehub_core.sample.drawing import closures
from stylehub_core.sample.drawing.colour import darker, lighter, luma
from stylehub_core.sample.drawing.cut import Cut
from stylehub_core.sample.drawing.fabric import material_of
from stylehub_core.sample.drawing.legs import Leg, leg_of, legs, taper_of, waistband
from stylehub_core.sample.drawing.outline import Point, beside, curve, ribbon, shape, sided
from stylehub_core.sample.look import Detail, Fit, Garment, Material


def trousers(cut: Cut) -> None:
    leg = leg_of(cut)
    denim = material_of(cut.look) is Material.DENIM
    elastic = cut.has(Detail.DRAWSTRING, Detail.SMOCKING) or material_of(cut.look) in (
        Material.JERSEY,
        Material.RIB,
        Material.KNIT,
    )
    legs(cut, leg)
    if denim:
        wash(cut, leg)
    if not elastic or cut.has(Detail.POCKETS):
        front_pockets(cut, leg, denim)
    hems(cut, leg, denim, elastic)
    waistband(cut, leg, elastic=elastic)
    if elastic:
        closures.cords(cut, 0, 8, 46, cut.fabric.plain if cut.look.seed % 2 else cut.fabric.second)
    else:
        fly(cut, leg, denim)
    _trouser_details(cut, leg)


def wash(cut: Cut, leg: Leg) -> None:
    """Fading on the thighs and whiskers at the hips."""
    canvas, base = cut.canvas, cut.look.colour
    pale = lighter(base, 0.75)
    strength = cut.rng.uniform(0.12, 0.42) * (1 if luma(base) > 0.12 else 0.4)
    for side in (-1, 1):
        x = leg.hip * 0.52
        canvas.glow(
            side * x,
            min(leg.rise + 66, leg.length * 0.62),
            leg.knee * 0.42,
            min(112, leg.length * 0.36),
            pale,
            strength,
        )
        for i in range(3):
            y = leg.rise - 24 + i * 11
            canvas.line(
                curve([(side * 12, y + 8), (side * 30, y + 2), (side * (leg.hip - 16), y - 6)]),
                pale,
                2.6,
                strength * 0.42,
            )


def front_pockets(cut: Cut, leg: Leg, denim: bool) -> None:
    for side in (-1, 1):
        w = leg.waist
        if denim:
            line = curve(sided([(w * 0.48, 17), (w * 0.56, 34), (w + 11, 42)], side))
        else:
            line = curve(sided([(w * 0.66, 18), (w * 0.86, 40), (leg.hip - 2, 74)], side))
        cut.canvas.line(line + np.array([0.4, 1.2]), "#000000", 1.8, 0.26)
        cut.canvas.seam(line, 1.2)
        if denim:
            cut.canvas.stitch(beside(line, side * 2.6), cut.fabric.thread, 0.75)
            cut.canvas.stitch(beside(line, side * 5.0), cut.fabric.thread, 0.6)
            closures.cord_of_studs(cut, [(side * w * 0.47, 21), (side * (w + 8), 40)], 1.5)


def hems(cut: Cut, leg: Leg, denim: bool, elastic: bool) -> None:
    share = taper_of(leg)
    hem = leg.hem + (leg.hip + 1 - leg.hem) * (1 - share) ** 1.3
    inner = 3 + leg.spread * share
    for side in (-1, 1):
        edge = sided(
            [(inner + 0.5, leg.length - 1), (inner + hem * 0.5, leg.length + 3), (inner + hem - 0.5, leg.length)], side
        )
        line = curve(edge)
        up = -side
        if cut.has(Detail.TURN_UP):
            cut.canvas.part(np.vstack([beside(line, side * 2), beside(line, up * 15)[::-1]]), cut.fabric.plain, 13)
            cut.canvas.seam(beside(line, up * 15), 1.0)
        elif elastic and cut.look.fit is not Fit.WIDE and leg.length > 250:
            cut.canvas.part(np.vstack([beside(line, side * 5), beside(line, up * 10)[::-1]]), cut.fabric.rib, 11)
            cut.canvas.seam(beside(line, up * 10), 0.9)
        else:
            cut.canvas.stitch(beside(line, up * 6), cut.fabric.thread if denim else "#06060c", 0.7 if denim else 0.24)
        if denim and leg.length > 250:
            cut.canvas.line(beside(line, 0), lighter(cut.look.colour, 0.5), 1.4, 0.35)


def fly(cut: Cut, leg: Leg, denim: bool) -> None:
    line = curve([(13, 17), (13, 44), (9, 60), (1, 70)])
    cut.canvas.stitch(line, cut.fabric.thread, 0.75 if denim else 0.3)
    if denim:
        cut.canvas.stitch(line - np.array([2.2, 0]), cut.fabric.thread, 0.6)
        for y in (3.5, 14.5):
            cut.canvas.stitch(
                curve([(-leg.waist + 1, y - 3), (0, y + 1), (leg.waist - 1, y - 3)]), cut.fabric.thread, 0.55
            )
    for x in (-0.62, 0.62, -0.3, 0.3) if denim else (-0.6, 0.6):
        loop = curve([(x * leg.waist, -1), (x * leg.waist * 1.02, 18)])
        cut.canvas.part(ribbon(loop, 5), cut.fabric.plain, 13.5)
    cut.canvas.level = 11
    closures.button(cut, 1, 10, 3.6, cut.fabric.metal.colour if denim else None)


def _trouser_details(cut: Cut, leg: Leg) -> None:
    canvas = cut.canvas
    canvas.level = 10
    if cut.has(Detail.PLEATS):
        x = 8 + leg.knee * 0.55
        for side in (-1, 1):
            line = curve(
                [(side * 30, 19), (side * (x + 4), leg.rise), (side * (leg.spread + leg.hem * 0.55), leg.length - 4)]
            )
            canvas.line(line, "#ffffff", 1.2, 0.14)
            canvas.bulge(ribbon(line, 4), 3.2)
    if cut.has(Detail.BELT):
        closures.buckle_belt(cut, leg.waist + 2, 6) if cut.look.seed % 2 else closures.tie_belt(cut, leg.waist + 2, 8)
    if cut.has(Detail.RIPPED):
        _rips(cut, leg)
    if cut.has(Detail.ZIP):
        closures.zip_line(cut, 18, 62)
    if cut.has(Detail.BUTTONS):
        for side in (-1, 1):
            closures.buttons(cut, side * leg.waist * 0.5, 30, 66, 3, 3)
    if cut.has(Detail.CHEST_POCKET) or (cut.has(Detail.POCKETS) and cut.look.fit in (Fit.WIDE, Fit.OVERSIZED)):
        for side in (-1, 1):
            closures.patch_pocket(cut, side * (leg.hip * 0.66), leg.rise + 62, 34, 42, flap=True)
    if cut.has(Detail.SLIT):
        for side in (-1, 1):
            canvas.line(
                curve(
                    [(side * (leg.spread + leg.hem - 3), leg.length - 46), (side * (leg.spread + leg.hem), leg.length)]
                ),
                "#000000",
                1.6,
                0.4,
            )


def _rips(cut: Cut, leg: Leg) -> None:
    knee = (leg.rise + leg.length) / 2
    for side, y, half in ((-1, knee - 6, 15), (1, knee + 10, 17), (1, leg.rise + 42, 10)):
        x = side * (8 + leg.knee * 0.55)
        hole: list[Point] = [(x - half, y), (x, y - 6), (x + half, y + 1), (x + 2, y + 7)]
        cut.canvas.ink(shape(hole), "#d9cfc6", 0.9)
        for i in range(6):
            yy = y - 4 + i * 1.9
            cut.canvas.line(curve([(x - half + 2, yy + 0.5), (x, yy), (x + half - 3, yy + 1)]), "#eceff2", 0.8, 0.8)
        cut.canvas.line(shape(hole), darker(cut.look.colour, 0.3), 0.9, 0.4)


def leggings(cut: Cut) -> None:
    leg = leg_of(cut)
    legs(cut, leg)
    if cut.has(Detail.POCKETS):
        front_pockets(cut, leg, False)
    hems(cut, leg, False, False)
    waistband(cut, leg, 24 if not cut.look.child else 14)
    if cut.has(Detail.DRAWSTRING):
        closures.cords(cut, 0, 8, 40)
    closures.print_motif(cut, leg.hip * 0.5, leg.rise + 40, 22)
    _trouser_details(cut, leg)


def shorts(cut: Cut) -> None:
    """Shorts and swim shorts."""
    swim = cut.look.garment is Garment.SWIM_SHORTS
    leg = leg_of(cut)
    denim = material_of(cut.look) is Material.DENIM
    elastic = (
        swim
        or cut.has(Detail.DRAWSTRING, Detail.SMOCKING)
        or material_of(cut.look) in (Material.JERSEY, Material.TERRY)
    )
    legs(cut, leg)
    if denim:
        wash(cut, leg)
    front_pockets(cut, leg, denim)
    hems(cut, leg, denim, elastic)
    waistband(cut, leg, 19 if elastic else 16, elastic=elastic)
    if elastic:
        closures.cords(cut, 0, 8, 42, cut.fabric.second)
    else:
        fly(cut, leg, denim)
    closures.print_motif(cut, -leg.hip * 0.55, leg.length - 40, 20)
    _trouser_details(cut, leg)
