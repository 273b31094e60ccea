"""Trims that shape the cloth: smocking, fringe and wrapped fronts."""

import numpy as np

from stylehub_core.sample.drawing.cut import Cut
from stylehub_core.sample.drawing.outline import curve, ribbon
from stylehub_core.sample.drawing.torso import Block


def smocking(cut: Cut, half: float, top: float, bottom: float) -> None:
    """Rows of elastic thread that gather the cloth."""
    y = top
    while y < bottom:
        cut.canvas.line(curve([(-half, y), (0, y + 3), (half, y)]), "#000000", 0.8, 0.2)
        for i in range(int(half // 5)):
            x = -half + 4 + i * 10 + cut.rng.uniform(-1.5, 1.5)
            cut.canvas.bulge(ribbon(curve([(x, y + 2), (x + 1, y + 7)]), 4, 2), 2.4)
        y += 9


def fringe(cut: Cut, left: float, right: float, y: float, length: float = 24.0) -> None:
    x = left
    while x < right:
        line = curve(
            [(x, y), (x + cut.rng.uniform(-1.5, 1.5), y + length * 0.5), (x + cut.rng.uniform(-2, 2), y + length)]
        )
        cut.canvas.part(ribbon(line, 3.2, 1.6), cut.fabric.plain, 8 + cut.rng.uniform(0, 4))
        x += 4.2


def wrap(cut: Cut, block: Block) -> None:
    """One front laid across the other, with a tie at the side."""
    (wx, wy), n = block.waist, block.neck
    line = curve([(n * 0.9, 4), (n * 0.3, block.depth * 0.72), (-n * 0.6, block.depth + 34), (-wx + 3, wy)])
    cut.canvas.bulge(ribbon(line, 5), 3)
    cut.canvas.line(line + np.array([-0.8, 1.0]), "#000000", 2.2, 0.16)
    cut.canvas.seam(line, 1.1)
    for i in range(4):
        cut.canvas.fold(
            [(-wx + 4, wy - i * 3), (-wx * 0.4, wy - 20 - i * 14), (wx * 0.5, wy - 34 - i * 20)],
            7,
            3 if i % 2 else -2.6,
        )
    for length, lean in ((46, 4), (60, -5)):
        cut.canvas.part(
            ribbon(curve([(-wx + 5, wy), (-wx + 8 + lean, wy + length * 0.5), (-wx + 7 + lean, wy + length)]), 5, 8),
            cut.fabric.plain,
            13,
        )
