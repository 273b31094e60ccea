"""Dresses, jumpsuits, dungarees and other all-in-ones."""

from dataclasses import replace

from stylehub_core.sample.drawing import closures
from stylehub_core.sample.drawing.bottoms import front_pockets, hems, wash
from stylehub_core.sample.drawing.cut import Cut
from stylehub_core.sample.drawing.legs import Leg, leg_of, leg_outline, legs, waistband
from stylehub_core.sample.drawing.outline import Point, curve, ribbon, shape, sided, whole
from stylehub_core.sample.drawing.skirts import skirt_details, skirt_folds
from stylehub_core.sample.drawing.sleeves import sleeves
from stylehub_core.sample.drawing.tops import finish_neck
from stylehub_core.sample.drawing.torso import Block, back_neck, block_of, body, body_folds
from stylehub_core.sample.drawing.trims import smocking, wrap
from stylehub_core.sample.look import Detail, Fit, Garment, Length, Neckline, Pattern, Sleeve

_LENGTHS = {
    Length.SHORT: 318.0,
    Length.CROPPED: 318.0,
    Length.KNEE: 386.0,
    Length.CALF: 452.0,
    Length.LONG: 452.0,
    Length.MAXI: 530.0,
}


def _bodice(cut: Cut) -> Block:
    """A narrower bodice with its waist drawn in."""
    look = cut.look
    block = block_of(cut, ease=-7)
    loose = look.fit in (Fit.OVERSIZED, Fit.WIDE) or look.garment in (Garment.NIGHT_GOWN, Garment.ROBE)
    waist = (70 if loose else 54) + (8 if look.child else 0) - (4 if look.fit is Fit.SLIM else 0)
    if cut.has(Detail.BELT, Detail.WRAP, Detail.SMOCKING):
        waist -= 4
    ax, ay = block.armpit
    return replace(block, armpit=(ax - 3, ay - 4), waist=(waist, 172 - (22 if look.child else 0)))


def dress(cut: Cut) -> None:
    """Dresses and night gowns."""
    look, canvas = cut.look, cut.canvas
    block = _bodice(cut)
    length = cut.near(_LENGTHS.get(look.length, 360.0), 0.015) * (0.82 if look.child else 1)
    wx, wy = block.waist
    full = look.fit in (Fit.A_LINE, Fit.FLARED) or look.child or cut.has(Detail.FRILL, Detail.PLEATS)
    flare = 0.30 if full else -0.02 if look.fit is Fit.SLIM else 0.14
    hem = wx + 22 + flare * (length - wy)
    hip = wx + 22 + (22 if full else 0) * 0.7
    sleeves(cut, block, cuff="shirt" if look.sleeve is Sleeve.LONG and look.neckline is Neckline.COLLAR else "hem")
    if look.neckline is not Neckline.HOOD:
        back_neck(cut, block)
    below: list[Point] = [(wx, wy), (hip, wy + 72), (hem, length - 7, 1), (hem * 0.5, length + 4), (0, length + 6)]
    body(cut, block, below=below)
    if look.pattern is Pattern.COLOUR_BLOCKING:
        half: list[Point] = [(wx - 0.5, wy, 1), (hip, wy + 72), (hem, length - 7, 1), (hem * 0.5, length + 4)]
        canvas.part(shape(whole([(0, wy + 3), *half, (0, length + 6)])), cut.fabric.second, 10)
    body_folds(cut, replace(block, hem=(wx, wy)), 0.6)
    seamed = full or cut.has(Detail.BELT, Detail.WRAP) or look.seed % 3 == 0
    skirt_folds(cut, wy + 4, length, wx, hem, pleated=cut.has(Detail.PLEATS), full=full)
    if seamed and not cut.has(Detail.BELT):
        canvas.seam(curve([(-wx, wy), (0, wy + 4), (wx, wy)]), 1.0)
    closures.print_motif(cut, 0, 118, 38)
    if look.neckline is Neckline.COLLAR:
        closures.placket(cut, block.depth - 3, length if cut.has(Detail.BUTTONS) else wy, 13)
        closures.buttons(
            cut,
            0,
            block.depth + 14,
            (length if cut.has(Detail.BUTTONS) else wy) - 14,
            9 if cut.has(Detail.BUTTONS) else 5,
            2.6,
        )
    finish_neck(cut, block)
    _dress_details(cut, block, length, hem)


def _dress_details(cut: Cut, block: Block, length: float, hem: float) -> None:
    wx, wy = block.waist
    cut.canvas.level = 10
    if cut.has(Detail.SMOCKING):
        smocking(cut, (wx + block.armpit[0]) / 2 - 3, 102, wy - 4)
    if cut.has(Detail.WRAP):
        wrap(cut, block)
    if cut.look.neckline is Neckline.COLLAR:
        skirt_only = replace(cut, look=replace(cut.look, details=cut.look.details - {Detail.BUTTONS}))
        skirt_details(skirt_only, wy, length, hem, wx + 8)
    else:
        skirt_details(cut, wy, length, hem, wx + 8)
    if cut.has(Detail.BELT):
        closures.tie_belt(cut, wx + 1, wy) if cut.look.seed % 3 else closures.buckle_belt(cut, wx + 1, wy)
    if cut.has(Detail.CHEST_POCKET):
        closures.patch_pocket(cut, 34, 100, 30, 34)


def jumpsuit(cut: Cut) -> None:
    """A bodice joined to trousers; a baby's is shorter and closed with studs."""
    look, canvas = cut.look, cut.canvas
    block = _bodice(cut)
    wx, wy = block.waist
    wx += 6
    long = {Length.SHORT: 150.0, Length.CROPPED: 300.0, Length.KNEE: 200.0}.get(look.length, 330.0) * (
        0.72 if look.child else 0.92
    )
    wide = 20.0 if look.fit in (Fit.WIDE, Fit.FLARED) else 0.0
    leg = Leg(
        waist=wx,
        hip=wx + 20,
        rise=88,
        knee=40 + wide,
        hem=37 + wide * 1.5,
        length=long,
        spread=8,
        taper=0.9 if look.child and long > 180 else None,
    )
    sleeves(cut, block, cuff="rib" if look.child else "hem")
    if look.neckline is not Neckline.HOOD:
        back_neck(cut, block)
    for side in (-1, 1):
        points = [(x, y + wy, *rest) for x, y, *rest in leg_outline(leg)]
        canvas.part(shape(sided(cut.loose(points), side)), cut.fabric.main, 9.5, -side * 2.0)
        for i in range(3):
            x, y = 14 + i * 16, wy + 90 + i * 60
            canvas.fold([(side * 8, y), (side * x, y + 10), (side * (x + 26), y - 2)], 9, 2.6 if i % 2 else -2.2)
        if look.child and long > 200:
            hem_line = curve([(side * 12, wy + long), (side * (12 + leg.hem), wy + long)])
            canvas.part(ribbon(hem_line, 14), cut.fabric.rib, 11)
    body(
        cut,
        block,
        cut.fabric.second if look.pattern is Pattern.COLOUR_BLOCKING else None,
        below=[(wx - 3, wy - 26), (wx, wy + 2, 1), (0, wy + 6)],
    )
    body_folds(cut, replace(block, hem=(wx, wy)), 0.7)
    canvas.seam(curve([(-wx, wy + 1), (0, wy + 5), (wx, wy + 1)]), 0.5 if look.child else 1.0)
    canvas.seam(curve([(0, wy + 4), (1, wy + 40), (0, wy + leg.rise)]))
    closures.print_motif(cut, 0, 110, 36)
    if cut.has(Detail.WRAP):
        wrap(cut, block)
    if cut.has(Detail.ZIP):
        closures.zip_line(cut, block.depth, wy + 64)
    elif cut.has(Detail.BUTTONS) or look.child:
        closures.placket(cut, block.depth - 2, wy + 60, 12)
        closures.buttons(cut, 0, block.depth + 9, wy + 50, 6, 2.4)
    finish_neck(cut, block)
    if cut.has(Detail.SMOCKING):
        smocking(cut, wx - 2, wy - 30, wy + 4)
    if cut.has(Detail.BELT):
        closures.tie_belt(cut, wx + 1, wy + 2)
    if cut.has(Detail.POCKETS):
        for side in (-1, 1):
            closures.welt_pocket(cut, side * (wx - 4), wy + 40, 26, side * 9)


def dungarees(cut: Cut) -> None:
    """Trousers with a bib and buckled straps."""
    canvas, leg = cut.canvas, leg_of(cut)
    for side in (-1, 1):
        canvas.strap(curve([(side * 16, 2), (side * 24, -80), (side * 33, -158)]), 15, cut.fabric.inner, 3)
    legs(cut, leg)
    wash(cut, leg)
    front_pockets(cut, leg, True)
    hems(cut, leg, True, False)
    bib: list[Point] = [(0, -92), (34, -92, 1), (39, -50), (55, 4, 1), (0, 8)]
    canvas.part(shape(whole(bib)), cut.fabric.main, 11)
    canvas.stitch(curve([(-34, -86), (0, -86), (34, -86)]), cut.fabric.thread, 0.7)
    closures.patch_pocket(cut, 0, -62, 42, 40, pointed=True)
    waistband(cut, leg, 15)
    for side in (-1, 1):
        canvas.strap(curve([(side * 30, -82), (side * 35, -120), (side * 34, -160)]), 15, cut.fabric.plain, 14)
        canvas.part(ribbon(curve([(side * 30 - 8, -84), (side * 30 + 8, -84)]), 11), cut.fabric.metal, 15)
        closures.button(cut, side * 30, -80, 3.4, cut.fabric.metal.colour)
        closures.buttons(cut, side * (leg.waist - 4), 9, 30, 2, 3, cut.fabric.metal.colour)
    closures.print_motif(cut, 0, -34, 16)
