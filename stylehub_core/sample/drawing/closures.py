"""Buttons, zips, pockets, belts, cords and prints."""

import numpy as np

from stylehub_core.sample.drawing.canvas import Surface
from stylehub_core.sample.drawing.colour import darker, luma, mix, tonal
from stylehub_core.sample.drawing.cut import Cut
from stylehub_core.sample.drawing.motif import placed, scattered
from stylehub_core.sample.drawing.outline import Line, Point, beside, box, curve, ellipse, lens, moved, ribbon, shape
from stylehub_core.sample.look import Motif, Pattern


def button(cut: Cut, x: float, y: float, radius: float = 3.0, colour: str | None = None) -> None:
    """A four-hole button."""
    base = cut.look.colour
    shade = colour or (mix(base, "#efe9dd", 0.72) if luma(base) > 0.55 else tonal(base, 0.22))
    cut.canvas.ink(ellipse(x + 0.5, y + 0.9, radius + 0.5, radius + 0.5, 14), "#000000", 0.28)
    cut.canvas.part(ellipse(x, y, radius, radius, 16), Surface(shade, gloss=0.6), cut.canvas.level + 3)
    cut.canvas.line(curve([(x - radius * 0.25, y), (x + radius * 0.25, y)]), darker(shade, 0.6), radius * 0.28, 0.8)


def buttons(
    cut: Cut, x: float, top: float, bottom: float, count: int, radius: float = 3.0, colour: str | None = None
) -> None:
    level = cut.canvas.level
    for i in range(count):
        cut.canvas.level = level
        button(cut, x, top + (bottom - top) * i / max(count - 1, 1), radius, colour)


def placket(
    cut: Cut, top: float, bottom: float, width: float, surface: Surface | None = None, x: float = 0.0, level: float = 11
) -> None:
    """The overlapping strip of a buttoned front."""
    line = curve([(x, top), (x + cut.rng.uniform(-1, 1), (top + bottom) / 2), (x, bottom)])
    cut.canvas.part(ribbon(line, width), surface or cut.fabric.main, level)
    for edge in (-1, 1):
        cut.canvas.seam(moved(line, edge * width / 2, 0), 0.7)
    cut.canvas.stitch(moved(line, width / 2 - 2, 0), opacity=0.16)


def zip_line(cut: Cut, top: float, bottom: float, *, x: float = 0.0) -> None:
    """A metal or tonal zip with its puller."""
    canvas, line = cut.canvas, curve([(x, top), (x + 0.8, (top + bottom) / 2), (x, bottom)])
    metal = cut.fabric.metal.colour if cut.look.seed % 2 else darker(cut.look.colour, 0.45)
    canvas.line(line, "#000000", 7.5, 0.13)
    canvas.line(line, darker(cut.look.colour, 0.4), 4.2, 0.9)
    canvas.line(line, metal, 2.6, 1.0)
    canvas.line(line, "#000000", 2.4, 0.35, "1 1.3")
    canvas.part(box(x - 1.9, top, 3.8, 11, 1.6), cut.fabric.metal, canvas.level + 3)


def patch_pocket(
    cut: Cut, x: float, y: float, width: float, height: float, *, flap: bool = False, pointed: bool = False
) -> None:
    """A sewn-on pocket centred on x with its opening at y."""
    w = width / 2
    tip = 5.0 if pointed else 0.0
    level = cut.canvas.level
    outline = shape(
        [
            (x - w, y, 1),
            (x + w, y, 1),
            (x + w - 0.6, y + height - 4 - tip),
            (x + w * 0.75, y + height - tip),
            (x, y + height),
            (x - w * 0.75, y + height - tip),
            (x - w + 0.6, y + height - 4 - tip),
        ]
    )
    cut.canvas.part(outline, cut.fabric.main, level + 1.2)
    cut.canvas.line(outline, "#06060c", 0.8, 0.24)
    cut.canvas.stitch(curve([(x - w + 1, y + 4.5), (x + w - 1, y + 4.5)]), cut.fabric.thread, 0.5)
    if flap:
        cut.canvas.part(
            shape([(x - w - 1, y - 3, 1), (x + w + 1, y - 3, 1), (x + w, y + 8), (x, y + 12), (x - w, y + 8)]),
            cut.fabric.main,
            level + 2.4,
        )
        cut.canvas.stitch(curve([(x - w, y + 6), (x, y + 9.5), (x + w, y + 6)]), cut.fabric.thread, 0.5)
    cut.canvas.level = level


def welt_pocket(cut: Cut, x: float, y: float, width: float, lean: float = 0.0, *, flap: bool = False) -> None:
    """A slit pocket: a narrow welt, or a flap over it."""
    w, level = width / 2, cut.canvas.level
    line = curve([(x - w, y - lean), (x + w, y + lean)])
    if flap:
        cut.canvas.part(
            shape([(x - w, y - lean, 1), (x + w, y + lean, 1), (x + w - 1, y + lean + 11), (x - w + 1, y - lean + 11)]),
            cut.fabric.main,
            level + 1.8,
        )
        cut.canvas.line(moved(line, 0, 11.5), "#000000", 1.1, 0.25)
    else:
        cut.canvas.part(ribbon(line, 6), cut.fabric.plain, level + 1.4)
        cut.canvas.line(moved(line, 0, 2.6), "#000000", 1.0, 0.35)
    cut.canvas.line(line, "#000000", 0.9, 0.3)
    cut.canvas.level = level


def tie_belt(cut: Cut, half: float, y: float, *, surface: Surface | None = None, width: float = 11.0) -> None:
    """A self-fabric belt, knotted a little off the centre."""
    canvas, cloth = cut.canvas, surface or cut.fabric.plain
    x = cut.rng.uniform(-8, 8)
    canvas.part(ribbon(curve([(-half, y - 1), (0, y + 3), (half, y - 1)]), width), cloth, 14)
    for lean, length in ((-1, cut.near(72, 0.12)), (1, cut.near(60, 0.12))):
        tail: list[Point] = [(x + lean * 2, y + 3), (x + lean * 9, y + length * 0.5), (x + lean * 11 + 3, y + length)]
        canvas.part(ribbon(curve(tail), width * 0.75, width * 0.95), cloth, 15)
    canvas.part(ellipse(x, y + 3, width * 0.62, width * 0.66), cloth, 17)
    canvas.fold([(x - 4, y + 1), (x, y + 4), (x + 4, y + 6)], 3, -3)


def buckle_belt(cut: Cut, half: float, y: float, *, surface: Surface | None = None, width: float = 9.0) -> None:
    canvas = cut.canvas
    leather = surface or Surface(darker(cut.look.second_colour, 0.35), "leather", 0.6)
    canvas.part(ribbon(curve([(-half, y - 1), (0, y + 3), (half, y - 1)]), width), leather, 14)
    canvas.part(box(-8, y + 2.5 - width * 0.75, 16, width * 1.5, 2), cut.fabric.metal, 16)
    canvas.part(box(-5, y + 2.5 - width * 0.45, 10, width * 0.9, 1), leather, 14)


def cords(cut: Cut, x: float, y: float, length: float, surface: Surface | None = None) -> None:
    """Two drawstrings with tipped ends."""
    for side in (-1, 1):
        tip = y + cut.near(length, 0.1)
        points: list[Point] = [(x + side * 5, y), (x + side * 8, (y + tip) / 2), (x + side * cut.near(7, 0.3), tip)]
        line = curve(points)
        cut.canvas.line(moved(line, 1.2, 1.6), "#000000", 3.0, 0.16)
        cut.canvas.strap(line, 2.8, surface or cut.fabric.second, 15)
        cut.canvas.strap(curve([points[-1], (points[-1][0], tip + 5)]), 3.2, cut.fabric.metal, 15)


def print_motif(cut: Cut, x: float, y: float, size: float) -> None:
    """The look's motif on the front: large and centred, or small and to one side."""
    look = cut.look
    if not cut.printed:
        return
    if look.pattern is Pattern.PLACEMENT_PRINT:
        x, y, size = x + size * 0.55, y - size * 0.25, size * 0.42
    second = look.second_colour
    inks = (second, mix(second, look.colour, 0.45), tonal(second, 0.75))
    art = scattered(look.motif)
    if look.motif in (Motif.TEXT, Motif.ANIMAL, Motif.NONE) or look.pattern is Pattern.PLACEMENT_PRINT:
        drawing = cut.rng.choice(art)(cut.rng, inks)
        cut.canvas.raw(placed(drawing, x, y, size * (1.25 if look.motif is Motif.TEXT else 1.0)))
        if look.motif is Motif.NONE:
            cut.canvas.raw(placed(scattered(Motif.TEXT)[0](cut.rng, inks), x, y + size * 0.9, size))
        return
    for _ in range(7):
        dx, dy = cut.rng.uniform(-0.75, 0.75) * size, cut.rng.uniform(-0.75, 0.75) * size
        drawing = cut.rng.choice(art)(cut.rng, inks)
        cut.canvas.raw(placed(drawing, x + dx, y + dy, size * cut.rng.uniform(0.3, 0.5), cut.rng.uniform(0, 360)))


def frill(cut: Cut, edge: Line, height: float, *, surface: Surface | None = None, level: float = 12) -> None:
    """A gathered strip that hangs on `edge`."""
    steps = max(len(edge), 12)
    at = np.linspace(0, len(edge) - 1, steps * 2)
    top = np.column_stack([np.interp(at, np.arange(len(edge)), edge[:, i]) for i in (0, 1)])
    wave = np.sin(np.linspace(0, len(top) * 0.55, len(top)))[:, None]
    low = beside(top, height) + np.column_stack([wave * 1.5, wave * 1.8])
    cut.canvas.part(np.vstack([top, low[::-1]]), surface or cut.fabric.plain, level)
    for i in range(2, len(top) - 2, 4):
        path = curve([tuple(top[i]), tuple((top[i] + low[i]) / 2 + cut.rng.uniform(-1, 1)), tuple(low[i])])
        cut.canvas.bulge(lens(path, 4.5), 3.0 if i % 8 == 2 else -2.6)
    cut.canvas.seam(top, 0.7)


def lace_edge(cut: Cut, edge: Line, height: float = 6.0) -> None:
    """Scalloped lace that peeps out below `edge`."""
    at = np.linspace(0, len(edge) - 1, 60)
    top = np.column_stack([np.interp(at, np.arange(len(edge)), edge[:, i]) for i in (0, 1)])
    low = beside(top, height) + np.column_stack([np.zeros(60), np.abs(np.sin(np.arange(60) * 0.75)) * 2.4])
    tone = tonal(cut.look.colour, 0.16)
    cut.canvas.part(np.vstack([top, low[::-1]]), Surface(tone, "lace"), cut.canvas.level + 0.5)
    for i in range(3, 58, 4):
        cut.canvas.ink(moved(ellipse(0, 0, 1.2, 1.2, 8), *((top[i] + low[i]) / 2)), darker(tone, 0.4), 0.45)


def cord_of_studs(cut: Cut, places: list[tuple[float, float]], radius: float = 1.6) -> None:
    for x, y in places:
        cut.canvas.part(ellipse(x, y, radius, radius, 10), cut.fabric.metal, cut.canvas.level)
