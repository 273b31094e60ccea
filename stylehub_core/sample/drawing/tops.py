"""Jersey tops and shirts."""

import numpy as np

from stylehub_core.sample.drawing import closures
from stylehub_core.sample.drawing.collars import hood, lapels, roll_neck, shirt_collar, stand_collar
from stylehub_core.sample.drawing.cut import Cut
from stylehub_core.sample.drawing.outline import Point, curve, ribbon
from stylehub_core.sample.drawing.sleeves import sleeves
from stylehub_core.sample.drawing.torso import (
    Block,
    back_neck,
    block_of,
    body,
    body_folds,
    hem_stitch,
    neck_band,
    split_colour,
    straps,
)
from stylehub_core.sample.drawing.trims import fringe, smocking, wrap
from stylehub_core.sample.look import Detail, Garment, Length, Material, Neckline, Pattern, Sleeve


def finish_neck(cut: Cut, block: Block) -> None:
    """Draws the band, collar or straps of the neckline."""
    look = cut.look
    if look.neckline is Neckline.OFF_SHOULDER:
        edge = curve([(-block.armpit[0] - 3, 43), (0, 51), (block.armpit[0] + 3, 43)])
        cut.canvas.part(ribbon(edge, 9), cut.fabric.plain, 12)
        return
    if look.neckline is Neckline.HALTER:
        n, d = block.neck * 0.72, block.depth
        cut.canvas.part(ribbon(curve([(-n - 5, 3), (0, -7), (n + 5, 3)]), 7), cut.fabric.plain, 5)
        line = curve([(-n, 6), (-n * 0.7, d * 0.8), (0, d + 1), (n * 0.7, d * 0.8), (n, 6)])
        cut.canvas.stitch(line + np.array([0, 4.0]))
        return
    match look.neckline:
        case Neckline.TURTLE:
            roll_neck(cut, block)
        case Neckline.COLLAR:
            shirt_collar(cut, block)
        case Neckline.STAND:
            stand_collar(cut, block)
        case Neckline.LAPEL:
            lapels(cut, block, shawl=look.garment is Garment.ROBE)
        case Neckline.HOOD:
            hood(cut, block)
        case _ if look.sleeve is Sleeve.STRAP:
            straps(cut)
            _strap_edge(cut)
        case _:
            band = cut.fabric.second if look.pattern is Pattern.COLOUR_BLOCKING else cut.fabric.rib
            knit = cut.fabric.main.weave in ("knit", "cable", "rib")
            jersey = cut.fabric.main.weave in ("jersey", "terry", "pile")
            neck_band(cut, block, band if knit or jersey else cut.fabric.main, 11.0 if knit else 6.5 if jersey else 3.2)


def _strap_edge(cut: Cut) -> None:
    dip = {Neckline.V: 30, Neckline.SQUARE: 0, Neckline.BOAT: 0}.get(cut.look.neckline, 12)
    corner = (1,) if dip == 30 else ()
    points: list[Point] = [(-45, 54), (-34, 60 + dip * 0.35), (0, 59 + dip, *corner), (34, 60 + dip * 0.35), (45, 54)]
    cut.canvas.stitch(curve(points) + np.array([0, 4.0]))


def dressed(cut: Cut, block: Block, cuff: str) -> None:
    """Draws sleeves, back, front and folds."""
    sleeves(cut, block, cuff=cuff)
    if cut.look.neckline is not Neckline.HOOD:
        back_neck(cut, block)
    body(cut, block)
    if cut.look.pattern is Pattern.COLOUR_BLOCKING:
        split_colour(cut, block)
    body_folds(cut, block, 0.8 if cut.look.neckline is Neckline.NONE else 1.0)


def extras(cut: Cut, block: Block) -> None:
    """Details that any top may have."""
    hy, (wx, wy), canvas = block.hem[1], block.waist, cut.canvas
    canvas.level = 10
    bust = block.armpit[1] + 8
    if cut.has(Detail.WRAP):
        wrap(cut, block)
    if cut.has(Detail.SMOCKING):
        smocking(cut, block.armpit[0] - 4, bust, hy - 40)
    if cut.has(Detail.PLEATS):
        for x in (-30, -20, -10, 10, 20, 30):
            canvas.seam(curve([(x, block.depth + 14), (x * 1.05, hy - 60)]), 0.8)
    if cut.has(Detail.BUTTONS):
        closures.buttons(cut, 0, block.depth + 12, block.depth + 52, 3, 2.5)
    if cut.has(Detail.CHEST_POCKET):
        closures.patch_pocket(cut, 38, block.armpit[1] + 2, 34, 40)
    if cut.has(Detail.POCKETS):
        for x in (-40, 40):
            closures.patch_pocket(cut, x, hy - 66, 40, 44)
    _hem_extras(cut, block)
    if cut.has(Detail.DRAWSTRING) and cut.look.neckline is not Neckline.HOOD:
        closures.cords(cut, 0, hy - 16, 34, cut.fabric.plain)
    if cut.has(Detail.BELT):
        closures.tie_belt(cut, wx + 1, wy)
    if cut.has(Detail.ZIP):
        closures.zip_line(cut, block.depth + 2, block.depth + 60)


def _hem_extras(cut: Cut, block: Block) -> None:
    hx, hy = block.hem
    if cut.has(Detail.FRILL):
        closures.frill(cut, curve([(-hx + 1, hy - 5), (0, hy + block.sag - 3), (hx - 1, hy - 5)]), 22)
    if cut.has(Detail.LACE_TRIM):
        closures.lace_edge(cut, curve([(-hx + 1, hy - 5), (0, hy + block.sag - 2), (hx - 1, hy - 5)]))
    if cut.has(Detail.FRINGE):
        fringe(cut, -hx + 2, hx - 2, hy - 2)
    if cut.has(Detail.SLIT):
        cut.canvas.line(curve([(hx - 4, hy - 34), (hx - 5, hy)]), "#000000", 1.6, 0.35)


def jersey_top(cut: Cut) -> None:
    """T-shirts, vest tops and fine tops."""
    block = block_of(cut)
    dressed(cut, block, "hem")
    hem_stitch(cut, block)
    closures.print_motif(cut, 0, block.armpit[1] + 42, 46)
    finish_neck(cut, block)
    extras(cut, block)


def bodysuit(cut: Cut) -> None:
    block = block_of(cut, ease=-4)
    sleeves(cut, block, cuff="rib" if cut.look.child else "hem")
    back_neck(cut, block)
    hx, hy = block.hem[0] - 2, block.hem[1] * 0.92
    below: list[Point] = [
        (block.waist[0] - 2, block.waist[1]),
        (hx, hy - 12, 1),
        (hx * 0.55, hy + 16),
        (19, hy + 50, 1),
        (0, hy + 53),
    ]
    body(cut, block, below=below)
    body_folds(cut, block, 0.7)
    for side in (-1, 1):
        edge = curve([(side * hx, hy - 12), (side * hx * 0.55, hy + 16), (side * 19, hy + 50)])
        cut.canvas.part(ribbon(edge, 5.5), cut.fabric.rib, 12)
    if cut.look.child:
        closures.cord_of_studs(cut, [(-11, hy + 46), (0, hy + 47), (11, hy + 46)], 2)
    closures.print_motif(cut, 0, block.armpit[1] + 40, 42)
    finish_neck(cut, block)
    extras(cut, block)


def polo(cut: Cut) -> None:
    block = block_of(cut)
    dressed(cut, block, "rib")
    hem_stitch(cut, block)
    closures.print_motif(cut, 0, block.armpit[1] + 48, 40)
    closures.placket(cut, block.depth - 4, block.depth + 46, 13)
    closures.buttons(cut, 0, block.depth + 12, block.depth + 36, 2, 2.6)
    shirt_collar(cut, block, cut.fabric.second if cut.look.seed % 2 == 0 else cut.fabric.rib, spread=0.8)
    extras(cut, block)


def shirt(cut: Cut) -> None:
    """Shirts and blouses with a full placket."""
    block = block_of(cut, ease=4 if cut.look.garment is Garment.SHIRT else 2)
    sleeves(cut, block, cuff="shirt" if cut.look.sleeve in (Sleeve.LONG, Sleeve.BALLOON) else "hem")
    back_neck(cut, block)
    hx, hy = block.hem
    below: list[Point] = [block.waist, (hx, hy - 18, 1), (hx * 0.8, hy + 2), (hx * 0.4, hy + 12), (0, hy + 13)]
    tails = cut.look.length is not Length.CROPPED
    body(cut, block, below=below if tails else None)
    if cut.look.pattern is Pattern.COLOUR_BLOCKING:
        split_colour(cut, block)
    body_folds(cut, block)
    if tails:
        cut.canvas.stitch(
            curve([(-hx + 3, hy - 21), (-hx * 0.8, hy - 2), (0, hy + 9), (hx * 0.8, hy - 2), (hx - 3, hy - 21)])
        )
    if cut.look.neckline not in (Neckline.OFF_SHOULDER, Neckline.HALTER) and not cut.has(Detail.WRAP):
        closures.placket(cut, block.depth - 3, hy + (12 if tails else 4), 13)
        closures.buttons(cut, 0, block.depth + 14, hy - 14, 6 if cut.look.material is not Material.SATIN else 7, 2.5)
    if cut.look.garment is Garment.SHIRT and (cut.has(Detail.CHEST_POCKET) or cut.look.seed % 2):
        closures.patch_pocket(cut, 39, block.armpit[1] + 2, 33, 38, pointed=True)
    closures.print_motif(cut, -30, block.armpit[1] + 30, 26)
    finish_neck(cut, block) if cut.look.neckline is not Neckline.NONE else shirt_collar(cut, block)
    _blouse_extras(cut, block)


def _blouse_extras(cut: Cut, block: Block) -> None:
    if cut.has(Detail.FRILL):
        d = block.depth
        for side in (-1, 1):
            edge = curve([(side * 8, d + 4), (side * 10, d + 70), (side * 9, d + 140)])
            closures.frill(cut, edge if side < 0 else edge[::-1], 12)
    if cut.has(Detail.BELT):
        closures.tie_belt(cut, block.waist[0] + 2, block.waist[1] + 8)
    if cut.has(Detail.WRAP):
        wrap(cut, block)
