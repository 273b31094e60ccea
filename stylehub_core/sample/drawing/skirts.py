"""Skirts, and the skirt half of dresses."""

import numpy as np

from stylehub_core.sample.drawing import closures
from stylehub_core.sample.drawing.bottoms import fly, front_pockets
from stylehub_core.sample.drawing.colour import darker, lighter
from stylehub_core.sample.drawing.cut import Cut
from stylehub_core.sample.drawing.fabric import material_of
from stylehub_core.sample.drawing.legs import Leg, waistband
from stylehub_core.sample.drawing.outline import Point, beside, curve, ribbon, shape, whole
from stylehub_core.sample.drawing.trims import fringe, smocking
from stylehub_core.sample.look import Detail, Fit, Length, Material, Pattern

_SKIRT_LENGTHS = {
    Length.SHORT: 186.0,
    Length.CROPPED: 176.0,
    Length.KNEE: 268.0,
    Length.CALF: 346.0,
    Length.MAXI: 420.0,
    Length.LONG: 400.0,
}


def skirt(cut: Cut) -> None:
    look, canvas = cut.look, cut.canvas
    length = cut.near(_SKIRT_LENGTHS.get(look.length, 236.0), 0.02) * (0.85 if look.child else 1)
    flare = {Fit.SLIM: -7.0, Fit.A_LINE: 0.24, Fit.FLARED: 0.34, Fit.WIDE: 0.3, Fit.OVERSIZED: 0.28}.get(look.fit, 0.10)
    full = look.child or cut.has(Detail.PLEATS, Detail.FRILL)
    leg = Leg(waist=54)
    hem = 80 + (flare * length if flare > 0 else flare) + (26 if full else 0)
    canvas.part(shape([(-52, -1, 1), (0, -5), (52, -1, 1), (48, 12), (-48, 12)]), cut.fabric.inner, 3)
    hip = min(80 + (18 if full else 0), hem + 4)
    half: list[Point] = [
        (0, 2),
        (54, -2, 1),
        (54 + (hip - 54) * 0.6, 40),
        (hip, 88),
        (hem, length - 6, 1),
        (hem * 0.5, length + 5),
        (0, length + 7),
    ]
    canvas.part(shape(cut.loose(whole(half))), cut.fabric.main, 10)
    if look.pattern is Pattern.COLOUR_BLOCKING:
        canvas.part(
            shape(
                whole(
                    [
                        (0, length * 0.62 + 4),
                        ((hip + hem) / 2 - 1, length * 0.62, 1),
                        (hem, length - 6, 1),
                        (hem * 0.5, length + 5),
                        (0, length + 7),
                    ]
                )
            ),
            cut.fabric.second,
            10,
        )
    skirt_folds(
        cut, 16, length, 52, hem, pleated=cut.has(Detail.PLEATS), full=full or look.fit in (Fit.A_LINE, Fit.FLARED)
    )
    elastic = cut.has(Detail.DRAWSTRING, Detail.SMOCKING) or material_of(look) is Material.JERSEY or look.child
    if material_of(look) is Material.DENIM:
        canvas.glow(0, length * 0.5, hip * 0.6, length * 0.32, lighter(look.colour, 0.7), 0.25)
        front_pockets(cut, leg, True)
    waistband(cut, leg, 15, elastic=elastic)
    skirt_details(cut, 16, length, hem, 54)
    if cut.has(Detail.SMOCKING):
        smocking(cut, 56, 20, 60)
    if material_of(look) is Material.DENIM and not cut.has(Detail.BUTTONS):
        fly(cut, leg, True)
    if cut.has(Detail.BELT):
        closures.tie_belt(cut, 57, 8)
    if cut.has(Detail.DRAWSTRING):
        closures.cords(cut, 0, 8, 42)


def skirt_folds(
    cut: Cut, top: float, bottom: float, waist: float, hem: float, *, pleated: bool = False, full: bool = False
) -> None:
    """Folds that fall from the waist; deep and many when `full`, knife-edged when `pleated`."""
    rng, canvas = cut.rng, cut.canvas
    amount = 2.4 * (0.5 + cut.fabric.main.crease) * (1.35 if full else 0.8)
    if pleated:
        for i in range(-6, 7):
            share = i / 6.6
            line = curve(
                [
                    (share * waist, top),
                    (share * (waist * 0.4 + hem * 0.6), (top + bottom) / 2),
                    (share * hem, bottom + 3),
                ]
            )
            canvas.bulge(np.vstack([line, (line + np.array([hem / 13, 0]))[::-1]]), 3.2)
            canvas.line(line, "#000000", 1.0, 0.22)
        return
    count = 7 if full else 4
    for i in range(count):
        share = (i + 0.5) / count * 2 - 1 + rng.uniform(-0.08, 0.08)
        reach = rng.uniform(0.0, 0.45)
        start = top + (bottom - top) * reach
        points = [
            (share * (waist + (hem - waist) * reach), start),
            (share * (waist * 0.45 + hem * 0.55), (start + bottom) / 2),
            (share * hem * 0.97, bottom + 4),
        ]
        canvas.fold(points, 17 if full else 12, amount * (1 if i % 2 else -0.8))
    if full:
        for i in range(11):
            x = (i - 5) / 5.4 * waist
            canvas.fold(
                [(x, top + 1), (x * 1.05, top + 16), (x * 1.12, top + rng.uniform(30, 50))], 6, 2.6 if i % 2 else -2.3
            )


def skirt_details(cut: Cut, top: float, bottom: float, hem: float, waist: float) -> None:
    """Hem, buttons, slit, frills, pockets, lace and fringe of a skirt or a dress's skirt."""
    canvas = cut.canvas
    canvas.level = 10
    edge = curve(
        [
            (-hem + 1, bottom - 7),
            (-hem * 0.5, bottom + 4),
            (0, bottom + 6),
            (hem * 0.5, bottom + 4),
            (hem - 1, bottom - 7),
        ]
    )
    if cut.has(Detail.SLIT):
        x = waist * 0.42
        gap: list[Point] = [
            (x, bottom - min(110, (bottom - top) * 0.45), 1),
            (x + 13, bottom + 4, 1),
            (x - 5, bottom + 6, 1),
        ]
        canvas.ink(shape(gap), darker(cut.look.colour, 0.62), 0.9)
        canvas.bulge(shape(gap), -6)
    if cut.has(Detail.FRILL):
        closures.frill(cut, edge, 30, surface=cut.fabric.main)
    elif cut.has(Detail.LACE_TRIM):
        closures.lace_edge(cut, edge, 9)
    elif cut.has(Detail.FRINGE):
        fringe(cut, -hem + 3, hem - 3, bottom - 4, 30)
    else:
        canvas.stitch(beside(edge, -6))
    if cut.has(Detail.BUTTONS):
        closures.placket(cut, top, bottom + 4, 14)
        closures.buttons(cut, 0, top + 14, bottom - 22, max(4, int((bottom - top) / 38)), 3)
    if cut.has(Detail.ZIP):
        closures.zip_line(cut, top, top + 70)
    if cut.has(Detail.WRAP):
        line = curve([(waist * 0.75, top), (waist * 0.62, (top + bottom) / 2), (waist * 0.1, bottom + 5)])
        canvas.line(line + np.array([1.2, 0]), "#000000", 2.4, 0.2)
        canvas.bulge(ribbon(line, 4), 3)
    if cut.has(Detail.POCKETS):
        for side in (-1, 1):
            closures.patch_pocket(cut, side * waist * 0.78, top + 42, 36, 42)
