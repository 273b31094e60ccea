"""Collars, lapels and hoods."""

from stylehub_core.sample.drawing.canvas import Surface
from stylehub_core.sample.drawing.cut import Cut
from stylehub_core.sample.drawing.outline import Point, beside, curve, ribbon, shape, sided
from stylehub_core.sample.drawing.torso import Block


def shirt_collar(cut: Cut, block: Block, surface: Surface | None = None, *, spread: float = 1.0) -> None:
    """A collar stand with two turned-down points."""
    canvas, n, cloth = cut.canvas, block.neck, surface or cut.fabric.main
    canvas.part(
        shape(
            [
                (-n + 1, 1, 1),
                (-n * 0.9, -9, 1),
                (0, -14),
                (n * 0.9, -9, 1),
                (n - 1, 1, 1),
                (n * 0.5, 7),
                (0, 9),
                (-n * 0.5, 7),
            ]
        ),
        cloth,
        9,
    )
    canvas.line(curve([(-n * 0.9, 0), (0, 7), (n * 0.9, 0)]), "#000000", 1.2, 0.25)
    tip = block.depth + 13 * spread
    for side in (-1, 1):
        points: list[Point] = [
            (n * 0.86, -10, 1),
            (n + 5, 4),
            (n + 6 * spread, 18),
            (n * 0.62 + 8 * spread, tip + 8, 1),
            (3, block.depth - 2, 1),
            (n * 0.55, 13),
        ]
        canvas.part(shape(sided(cut.loose(points, 0.8), side)), cloth, 15, side * 35.0)
        inner: list[Point] = [(n + 4 * spread, 17), (n * 0.62 + 7 * spread, tip + 4, 1), (6, block.depth - 2)]
        canvas.stitch(curve(sided(inner, side)), opacity=0.2)


def stand_collar(cut: Cut, block: Block, surface: Surface | None = None, *, height: float = 20.0) -> None:
    """A band around the neck, the back seen inside it."""
    canvas, n, cloth = cut.canvas, block.neck, surface or cut.fabric.rib
    canvas.part(
        shape([(-n - 1, 4, 1), (-n + 3, -height, 1), (0, -height - 4), (n - 3, -height, 1), (n + 1, 4, 1), (0, 12)]),
        cut.fabric.inner,
        4,
    )
    d = block.depth
    front: list[Point] = [
        (-n - 1, 3, 1),
        (-n + 3, -height, 1),
        (-n * 0.4, -height + d * 0.36),
        (n * 0.4, -height + d * 0.36),
        (n - 3, -height, 1),
        (n + 1, 3, 1),
        (n * 0.45, d * 0.95),
        (-n * 0.45, d * 0.95),
    ]
    canvas.part(shape(front), cloth, 14)
    canvas.seam(curve([(-n - 1, 3), (-n * 0.45, d * 0.95), (n * 0.45, d * 0.95), (n + 1, 3)]), 0.8)


def roll_neck(cut: Cut, block: Block) -> None:
    """A folded turtleneck."""
    canvas, n = cut.canvas, block.neck
    canvas.part(shape([(-n + 2, -26, 1), (0, -31), (n - 2, -26, 1), (n - 4, -16), (-n + 4, -16)]), cut.fabric.inner, 3)
    tube: list[Point] = [
        (-n - 4, 8),
        (-n - 2, -10),
        (-n + 1, -27, 1),
        (0, -22),
        (n - 1, -27, 1),
        (n + 2, -10),
        (n + 4, 8),
        (n * 0.5, 18),
        (-n * 0.5, 18),
    ]
    canvas.part(shape(tube), cut.fabric.rib, 15)
    canvas.fold([(-n, 6), (0, 15), (n, 6)], 5, -3)
    canvas.fold([(-n + 4, -4), (-n * 0.2, 3), (n * 0.7, -4)], 6, 2.5)


def hood(cut: Cut, block: Block) -> None:
    """A hood standing up behind the neck, with its inside in shade."""
    canvas, n, cloth = cut.canvas, block.neck, cut.fabric
    back: list[Point] = [(0, -62), (n * 0.95, -54), (n + 15, -22), (n + 13, 6), (n * 0.5, 20), (0, 24)]
    full = [*back, *[(-x, y) for x, y, *_ in reversed(back[1:-1])]]
    canvas.part(shape(cut.loose(full, 1.6)), cloth.main, 7)
    inner: list[Point] = [
        (0, -49),
        (n * 0.72, -41),
        (n * 0.95, -14),
        (n * 0.72, 12),
        (0, 24),
        (-n * 0.72, 12),
        (-n * 0.95, -14),
        (-n * 0.72, -41),
    ]
    canvas.part(shape(inner), cloth.inner, 2)
    canvas.line(curve([(0, -48), (1, -10), (0, 20)]), "#000000", 1.0, 0.25)
    for side in (-1, 1):
        rim: list[Point] = [(0, -53), (n * 0.8, -46), (n + 1, -16), (n * 0.86, 12), (4, block.depth + 3)]
        canvas.part(ribbon(curve(sided(rim, side)), 13, 19), cloth.main, 14)
        canvas.stitch(beside(curve(sided(rim, side)), side * 4.5), opacity=0.22)


def lapels(cut: Cut, block: Block, *, wide: float = 1.0, surface: Surface | None = None, shawl: bool = False) -> None:
    """Notched (or shawl) lapels over a front that opens at the neck's depth."""
    canvas, n, d = cut.canvas, block.neck, block.depth
    cloth = surface or cut.fabric.plain
    cloth = surface or cut.fabric.main
    canvas.part(
        shape([(-n - 2, 6, 1), (-n + 2, -9, 1), (0, -13), (n - 2, -9, 1), (n + 2, 6, 1), (n * 0.5, 5), (-n * 0.5, 5)]),
        cloth,
        9,
    )
    canvas.line(curve([(-n, 3), (0, 6), (n, 3)]), "#000000", 1.4, 0.28)
    reach = n + 17 * wide
    for side in (-1, 1):
        if shawl:
            band: list[Point] = [
                (n - 4, -9, 1),
                (n + 12 * wide, 10),
                (n + 10 * wide, 50),
                (n * 0.55, d * 0.72),
                (0, d, 1),
                (n * 0.42, d * 0.5),
            ]
            canvas.part(shape(sided(band, side)), cloth, 15, side * 12.0)
            continue
        lower: list[Point] = [
            (0, d + 1, 1),
            (n * 0.62, d * 0.78),
            (reach + 1, d * 0.46, 1),
            (n + 7, d * 0.32, 1),
            (n * 0.86, 8, 1),
            (n * 0.45, d * 0.5),
        ]
        canvas.part(shape(sided(cut.loose(lower, 0.8), side)), cloth, 14.5, side * 14.0)
        upper: list[Point] = [
            (n - 3, -10, 1),
            (n + 8, 5),
            (n + 14 * wide, d * 0.27, 1),
            (n + 6, d * 0.345, 1),
            (n * 0.78, 20, 1),
        ]
        canvas.part(shape(sided(cut.loose(upper, 0.8), side)), cloth, 15.5, side * 40.0)
        canvas.seam(curve(sided([(n * 0.78, 20), (n + 6, d * 0.345)], side)), 0.9)
