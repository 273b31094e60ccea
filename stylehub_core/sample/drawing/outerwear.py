"""Blazers, waistcoats, jackets, coats and robes."""

from dataclasses import replace

import numpy as np

from stylehub_core.sample.drawing import closures
from stylehub_core.sample.drawing.collars import hood, lapels, shirt_collar, stand_collar
from stylehub_core.sample.drawing.cut import Cut
from stylehub_core.sample.drawing.fabric import material_of
from stylehub_core.sample.drawing.outline import Point, beside, curve, ribbon, shape, whole
from stylehub_core.sample.drawing.quilting import puffs, sleeve_channels
from stylehub_core.sample.drawing.sleeves import sleeves
from stylehub_core.sample.drawing.torso import Block, back_neck, block_of, body, body_folds, hem_band
from stylehub_core.sample.look import Detail, Fit, Garment, Length, Material, Neckline, Pattern

_COAT = {
    Length.SHORT: 300.0,
    Length.CROPPED: 290.0,
    Length.REGULAR: 345.0,
    Length.KNEE: 385.0,
    Length.LONG: 440.0,
    Length.CALF: 440.0,
    Length.MAXI: 480.0,
}


def outer(cut: Cut) -> None:
    """Jackets and coats: closed front with a zip or buttons, collar, lapels or hood."""
    look = cut.look
    coat = look.garment is Garment.COAT
    material = material_of(look)
    thick = material in (Material.PADDED, Material.PILE)
    block = block_of(cut, ease=11 if thick else 8)
    hx, hy = block.hem
    if coat:
        hy = _COAT.get(look.length, 360.0) * (0.8 if look.child else 1)
        hx += 8 + (24 if look.fit in (Fit.A_LINE, Fit.FLARED) else 4)
    bomber = not coat and (thick or material is Material.NYLON) and not cut.has(Detail.BELT)
    tailoring = look.neckline is Neckline.LAPEL
    block = replace(
        block,
        hem=(hx, hy),
        depth=112.0 if tailoring else 24.0 if look.neckline in (Neckline.STAND, Neckline.HOOD) else block.depth,
    )
    sleeves(cut, block, cuff="rib" if bomber and not thick else "hem")
    sleeve_channels(cut, block)
    if look.neckline is not Neckline.HOOD:
        back_neck(cut, block, drop=block.depth)
    body(cut, block)
    if look.pattern is Pattern.COLOUR_BLOCKING:
        _yoke(cut, block)
    body_folds(cut, block, 0.5 if thick else 0.9)
    if material is Material.PADDED or cut.has(Detail.QUILTING):
        puffs(cut, block)
    if bomber and not thick:
        hem_band(cut, block, cut.fabric.rib, 18)
    _front(cut, block, tailoring)
    _pockets(cut, block, coat)
    _collar(cut, block)
    if cut.has(Detail.BELT):
        closures.tie_belt(
            cut, (block.waist[0] + hx) / 2 - 2 if coat else block.waist[0] + 2, 178 if not look.child else 150
        )
    closures.print_motif(cut, -34, 92, 18)


def _yoke(cut: Cut, block: Block) -> None:
    (sx, sy), (ax, ay) = block.shoulder, block.armpit
    half: list[Point] = [
        (0, block.depth),
        (block.neck * 0.8, 12),
        (block.neck, 1, 1),
        (sx - 1, sy, 1),
        (sx - 7, sy + 40),
        (ax - 6, ay - 6, 1),
        (0, ay - 2),
    ]
    cut.canvas.part(shape(whole(half)), cut.fabric.second, 10)


def _front(cut: Cut, block: Block, tailoring: bool) -> None:
    hy, canvas = block.hem[1], cut.canvas
    canvas.level = 10
    look = cut.look
    if cut.has(Detail.ZIP) or (
        not cut.has(Detail.BUTTONS, Detail.DOUBLE_BREASTED, Detail.WRAP, Detail.BELT) and not tailoring
    ):
        closures.zip_line(cut, block.depth + 2, hy + 2)
        return
    if cut.has(Detail.DOUBLE_BREASTED):
        edge = curve([(4, block.depth), (20, block.depth + 40), (20, hy + 4)])
        canvas.line(edge + np.array([1.2, 0]), "#000000", 2.4, 0.22)
        canvas.seam(edge, 1.2)
        for x in (-22, 26):
            closures.buttons(
                cut, x - 6, max(block.depth + 12, 116), min(hy - 110, 240), 3, 4.6, "#2b2523" if look.seed % 2 else None
            )
        return
    edge = curve([(0, block.depth), (9, block.depth + 30), (9, hy + 4)])
    canvas.line(edge + np.array([1.2, 0]), "#000000", 2.2, 0.2)
    canvas.seam(edge, 1.1)
    denim = material_of(look) is Material.DENIM
    if denim:
        canvas.stitch(beside(edge, 3), cut.fabric.thread, 0.6)
        canvas.seam(curve([(-block.armpit[0] + 8, 78), (0, 82), (block.armpit[0] - 8, 78)]), 1.0)
    if not cut.has(Detail.BELT) or cut.has(Detail.BUTTONS):
        count = 6 if denim else 4
        closures.buttons(
            cut,
            1,
            block.depth + 16,
            min(hy - 34, 262),
            count,
            3.4 if denim else 4.6,
            cut.fabric.metal.colour if denim else None,
        )


def _pockets(cut: Cut, block: Block, coat: bool) -> None:
    cut.canvas.level = 10
    hy = block.hem[1]
    y = min(hy - 66, 214) if not cut.look.child else hy - 58
    denim = material_of(cut.look) is Material.DENIM
    if denim or cut.has(Detail.CHEST_POCKET):
        for side in (-1, 1):
            closures.patch_pocket(cut, side * 40, 84, 34, 40, flap=True)
    for side in (-1, 1):
        if coat and not cut.has(Detail.POCKETS):
            closures.welt_pocket(cut, side * 50, y + 16, 44, side * 3, flap=True)
        elif cut.has(Detail.POCKETS) and not denim:
            closures.patch_pocket(cut, side * 47, y, 46, 48, flap=True)
        else:
            closures.welt_pocket(cut, side * 52, y, 30, side * 10)


def _collar(cut: Cut, block: Block) -> None:
    match cut.look.neckline:
        case Neckline.LAPEL:
            lapels(cut, block, wide=1.25)
        case Neckline.HOOD:
            hood(cut, block)
        case Neckline.COLLAR:
            shirt_collar(cut, block, spread=1.15)
        case Neckline.ROUND | Neckline.V:
            cut.canvas.stitch(curve([(-block.neck, 4), (0, block.depth + 4), (block.neck, 4)]))
        case _:
            stand_collar(cut, block, cut.fabric.main, height=24)


def robe(cut: Cut) -> None:
    """A dressing gown with a shawl collar and a tie belt."""
    look = cut.look
    block = block_of(cut, ease=9)
    length = {Length.SHORT: 300.0, Length.KNEE: 340.0, Length.CALF: 420.0, Length.LONG: 420.0, Length.MAXI: 450.0}.get(
        look.length, 340.0
    )
    block = replace(block, depth=158.0, hem=(block.hem[0] + 16, length * (0.82 if look.child else 1)))
    v_cut = replace(cut, look=replace(look, neckline=Neckline.LAPEL))
    sleeves(cut, block, cuff="hem")
    back_neck(v_cut, block, drop=block.depth)
    body(v_cut, block)
    body_folds(cut, block, 1.2)
    cut.canvas.level = 10
    edge = curve([(0, block.depth), (18, block.depth + 60), (26, block.hem[1] + 4)])
    cut.canvas.line(edge + np.array([1.5, 0]), "#000000", 2.6, 0.2)
    cut.canvas.seam(edge, 1.2)
    for side in (-1, 1):
        closures.patch_pocket(cut, side * 48, 214 * (0.85 if look.child else 1), 42, 44)
    cut.canvas.level = 10
    if look.neckline is Neckline.HOOD:
        hood(cut, replace(block, depth=60))
    lapels(cut, block, shawl=True)
    if cut.has(Detail.LACE_TRIM):
        closures.lace_edge(
            cut,
            curve([(-block.hem[0] + 2, block.hem[1] - 4), (0, block.hem[1] + 3), (block.hem[0] - 2, block.hem[1] - 4)]),
            9,
        )
    closures.tie_belt(cut, block.waist[0] + 5, 172 * (0.85 if look.child else 1), width=14)


def dog_coat(cut: Cut) -> None:
    """A dog's quilted coat, seen from the side."""
    canvas = cut.canvas
    back: list[Point] = [
        (-130, -10),
        (-96, -62),
        (-30, -72),
        (80, -70),
        (142, -48),
        (150, 10),
        (128, 44),
        (40, 42),
        (-30, 62),
        (-84, 78),
        (-118, 44),
    ]
    canvas.part(shape(cut.loose(back)), cut.fabric.main, 10)
    canvas.part(
        shape([(-134, -6), (-104, -70, 1), (-78, -84, 1), (-66, -58), (-96, -30), (-112, 26, 1)]),
        cut.fabric.rib,
        13,
        30.0,
    )
    for i in range(7):
        x = -70 + i * 32
        for lean in (-26, 26):
            line = curve([(x - lean, -60), (x + lean, 38)])
            if cut.has(Detail.QUILTING) or material_of(cut.look) is Material.PADDED:
                canvas.seam(line, 1.0)
    canvas.part(ribbon(curve([(-40, 58), (-20, 96), (40, 98), (70, 42)]), 22), cut.fabric.second, 8)
    canvas.level = 10
    canvas.fold([(-60, 60), (0, 30), (60, 38)], 12, 3)
    canvas.fold([(20, -60), (60, -20), (130, 0)], 14, 2.5)
    canvas.stitch(curve([(-110, 40), (-82, 70), (-30, 55), (40, 36), (124, 38), (144, 8), (136, -44)]), opacity=0.35)
    closures.print_motif(cut, 40, -14, 34)
