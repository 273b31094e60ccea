"""Sweaters, hoodies and cardigans."""

from dataclasses import replace

from stylehub_core.sample.drawing import closures
from stylehub_core.sample.drawing.collars import hood
from stylehub_core.sample.drawing.cut import Cut
from stylehub_core.sample.drawing.outline import Point, curve, ribbon, shape, whole
from stylehub_core.sample.drawing.sleeves import sleeves
from stylehub_core.sample.drawing.tops import dressed, extras, finish_neck
from stylehub_core.sample.drawing.torso import (
    Block,
    back_neck,
    block_of,
    body,
    body_folds,
    hem_band,
    hem_stitch,
    split_colour,
)
from stylehub_core.sample.look import Detail, Length, Neckline, Pattern


def knit_top(cut: Cut) -> None:
    """Sweaters and sweatshirts."""
    block = block_of(cut, ease=5)
    dressed(cut, block, "rib")
    if cut.look.length is Length.LONG or cut.has(Detail.SLIT):
        hem_stitch(cut, block, 12)
    else:
        hem_band(cut, block, cut.fabric.second if cut.look.pattern is Pattern.COLOUR_BLOCKING else cut.fabric.rib)
    closures.print_motif(cut, 0, block.armpit[1] + 40, 44)
    finish_neck(cut, block)
    extras(cut, block)


def hoodie(cut: Cut) -> None:
    block = block_of(cut, ease=7)
    sleeves(cut, block, cuff="rib")
    hooded = cut.look.neckline in (Neckline.HOOD, Neckline.NONE)
    if not hooded:
        back_neck(cut, block)
    body(cut, block)
    body_folds(cut, block)
    if cut.look.pattern is Pattern.COLOUR_BLOCKING:
        split_colour(cut, block)
    hem_band(cut, block, cut.fabric.rib, 19)
    hy = block.hem[1]
    pouch: list[Point] = [(0, hy - 78), (34, hy - 78, 1), (56, hy - 40), (54, hy - 6, 1), (0, hy - 2)]
    canvas = cut.canvas
    canvas.level = 10
    canvas.part(shape(whole(pouch)), cut.fabric.main, 12)
    for side in (-1, 1):
        canvas.seam(curve([(side * 34, hy - 78), (side * 56, hy - 40)]), 1.3)
    closures.print_motif(cut, 0, block.armpit[1] + 18, 34)
    if hooded:
        hood(cut, block)
    else:
        finish_neck(cut, block)
    if cut.has(Detail.ZIP):
        closures.zip_line(cut, block.depth + 3, hy + 16)
    if hooded:
        closures.cords(cut, 0, block.depth + 8, 62, cut.fabric.second if cut.look.seed % 3 else cut.fabric.plain)


def cardigan(cut: Cut) -> None:
    block = block_of(cut, ease=5)
    if cut.look.neckline in (Neckline.NONE, Neckline.V):
        block = replace(block, depth=96 if cut.look.neckline is Neckline.V else 84)
    sleeves(cut, block, cuff="rib")
    back_neck(cut, block)
    body(cut, block)
    body_folds(cut, block)
    hem_band(cut, block, cut.fabric.rib)
    finish_neck(cut, block) if cut.look.neckline not in (Neckline.NONE, Neckline.V) else _v_band(cut, block)
    hy = block.hem[1] + 16
    closures.placket(cut, block.depth - 4, hy, 15, cut.fabric.rib)
    closures.buttons(cut, 0, block.depth + 8, hy - 10, 5 if block.depth > 60 else 7, 4.0)
    _pockets(cut, block)


def _v_band(cut: Cut, block: Block) -> None:
    n, d = block.neck, block.depth
    cut.canvas.part(ribbon(curve([(-n, 0), (0, 4), (n, 0)]), 12), cut.fabric.rib, 5)
    for side in (-1, 1):
        band = curve([(side * (n + 2), -3), (side * n * 0.62, d * 0.5), (side * 1, d + 4)])
        cut.canvas.part(ribbon(band, 15), cut.fabric.rib, 12.5, side * 18.0)


def _pockets(cut: Cut, block: Block) -> None:
    if cut.has(Detail.POCKETS):
        for x in (-42, 42):
            closures.patch_pocket(cut, x, block.hem[1] - 62, 40, 44)
    if cut.has(Detail.BELT):
        closures.tie_belt(cut, block.waist[0] + 3, block.waist[1] + 8)
