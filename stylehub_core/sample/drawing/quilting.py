"""Channels of down and diamonds of quilting."""

import numpy as np

from stylehub_core.sample.drawing.cut import Cut
from stylehub_core.sample.drawing.fabric import material_of
from stylehub_core.sample.drawing.outline import curve, ribbon
from stylehub_core.sample.drawing.torso import Block
from stylehub_core.sample.look import Detail, Material, Sleeve


def puffs(cut: Cut, block: Block) -> None:
    """Horizontal channels of down, or diamonds of quilting."""
    (ax, ay), (hx, hy) = block.armpit, block.hem
    canvas = cut.canvas
    canvas.level = 10
    if cut.has(Detail.QUILTING):
        pitch = 22
        for lean in (-1, 1):
            for k in range(-int(hy / pitch) - 6, int(hy / pitch) + 6):
                x0 = k * pitch
                line = curve([(x0, 30), (x0 + lean * (hy - 36) * 0.8, hy - 6)])
                inside = line[(np.abs(line[:, 0]) < ax - 5)]
                if len(inside) > 2:
                    canvas.seam(inside, 0.8)
        return
    y, step = 44.0, cut.near(27, 0.15)
    while y < hy - 6:
        half = (ax if y > ay else block.shoulder[0] - 6) + max(0.0, (y - ay) / max(hy - ay, 1)) * (hx - ax) - 2
        line = curve([(-half, y - 2), (-half * 0.4, y + 2), (half * 0.4, y + 3), (half, y - 2)])
        canvas.line(line, "#000000", 1.6, 0.22)
        canvas.bulge(ribbon(line, 5), -6)
        canvas.bulge(ribbon(line + np.array([0, -step * 0.55]), step * 0.42), 2.6)
        for _ in range(7):
            x = cut.rng.uniform(-half, half) * 0.92
            canvas.fold([(x, y + 1), (x + 2, y + 6), (x + cut.rng.uniform(-4, 4), y + 12)], 4, -2.4)
        y += step


def sleeve_channels(cut: Cut, block: Block) -> None:
    if material_of(cut.look) is not Material.PADDED or cut.look.sleeve is not Sleeve.LONG:
        return
    sx, sy = block.shoulder
    cut.canvas.level = 8
    for side in (-1, 1):
        for i in range(1, 8):
            y = sy + 14 + i * 26 * (0.85 if cut.look.child else 1)
            x = sx + (y - sy) * 0.14
            line = curve([(side * (x - 22), y + 8), (side * x, y + 5), (side * (x + 22), y - 4)])
            cut.canvas.line(line, "#000000", 1.5, 0.2)
            cut.canvas.bulge(ribbon(line, 5), -5.5)
