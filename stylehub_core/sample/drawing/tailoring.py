"""Blazers and waistcoats."""

from dataclasses import replace

import numpy as np

from stylehub_core.sample.drawing import closures
from stylehub_core.sample.drawing.collars import lapels
from stylehub_core.sample.drawing.cut import Cut
from stylehub_core.sample.drawing.outline import Point, curve
from stylehub_core.sample.drawing.sleeves import sleeves
from stylehub_core.sample.drawing.torso import Block, back_neck, block_of, body, body_folds
from stylehub_core.sample.look import Detail, Garment, Neckline, Sleeve


def tailored(cut: Cut) -> None:
    """Blazers and waistcoats with a cutaway front."""
    look, canvas = cut.look, cut.canvas
    vest = look.garment is Garment.WAISTCOAT
    double = cut.has(Detail.DOUBLE_BREASTED)
    block = block_of(cut, ease=6)
    block = replace(
        block,
        depth=cut.near(112 if vest else 132 if not double else 142),
        neck=30,
        hem=(block.hem[0] + 2, block.hem[1] * (0.94 if vest else 1.06)),
    )
    if not vest:
        sleeves(cut, block, cuff="hem")
    v_cut = replace(cut, look=replace(look, neckline=Neckline.LAPEL, sleeve=Sleeve.NONE if vest else look.sleeve))
    back_neck(v_cut, block, drop=block.depth)
    hx, hy = block.hem
    round_off = 4.0 if double else 26.0
    below: list[Point] = [
        (block.waist[0] - 3, block.waist[1]),
        (hx, hy, 1),
        (hx * 0.4, hy + 6),
        (9 if not vest else 26, hy + (14 if vest else 6 - round_off * 0.2)),
        (1, hy - round_off, 1),
    ]
    body(v_cut, block, below=below)
    body_folds(cut, block, 0.7)
    canvas.level = 10
    overlap = 15.0 if double else 0.0
    edge = curve([(overlap * 0.2, block.depth), (overlap, block.depth + 60), (overlap, hy - round_off)])
    canvas.line(edge + np.array([1.4, 0.6]), "#000000", 2.4, 0.22)
    canvas.seam(edge, 1.3)
    for side in (-1, 1):
        canvas.seam(curve([(side * 44, 108), (side * 40, 160), (side * 44, hy - 62)]), 0.5)
        closures.welt_pocket(cut, side * 45, hy - 60, 42, side * 2, flap=not vest)
    if not vest or cut.has(Detail.CHEST_POCKET):
        closures.welt_pocket(cut, 42, 92, 26, -3)
    canvas.level = 10
    horn = "#2a2422" if look.seed % 3 else None
    if double:
        for x in (-17, 22):
            closures.buttons(cut, x, block.depth + 10, block.depth + 56, 2 if not vest else 3, 4, horn)
    else:
        closures.buttons(
            cut,
            2,
            block.depth + 10,
            block.depth + (46 if not vest else 88),
            (1 + look.seed % 2) + (2 if vest else 0),
            4,
            horn,
        )
    if not vest or look.neckline is Neckline.LAPEL:
        lapels(cut, block, wide=1.15 if double else 0.95)
    if look.sleeve is Sleeve.LONG and not vest:
        _sleeve_buttons(cut, block, horn)
    if cut.has(Detail.BELT):
        closures.tie_belt(cut, block.waist[0], block.waist[1] + 4)


def _sleeve_buttons(cut: Cut, block: Block, colour: str | None) -> None:
    for side in (-1, 1):
        x = side * (block.shoulder[0] + 36)
        cut.canvas.level = 8
        closures.buttons(cut, x, block.shoulder[1] + 206, block.shoulder[1] + 222, 3, 2, colour)
