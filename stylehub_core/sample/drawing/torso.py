"""The body of all upper-body garments: measures, outline, back neck and folds."""

from dataclasses import dataclass, replace

import numpy as np

from stylehub_core.sample.drawing.canvas import Surface
from stylehub_core.sample.drawing.cut import Cut
from stylehub_core.sample.drawing.outline import Line, Point, beside, box, curve, ribbon, shape, whole
from stylehub_core.sample.look import Fit, Length, Neckline, Sleeve

BARE = (Sleeve.NONE, Sleeve.STRAP)


@dataclass(frozen=True)
class Block:
    """Half measures of a bodice, from the centre line; `depth` is the front neck's drop."""

    neck: float = 31
    depth: float = 32
    shoulder: tuple[float, float] = (80, 20)
    armpit: tuple[float, float] = (77, 98)
    waist: tuple[float, float] = (73, 170)
    hem: tuple[float, float] = (77, 262)
    sag: float = 5


_HEM = {Length.CROPPED: 188.0, Length.LONG: 318.0}
_EASE = {Fit.SLIM: -5.0, Fit.OVERSIZED: 13.0, Fit.WIDE: 9.0}
_DEPTH = {
    Neckline.ROUND: 30.0,
    Neckline.NONE: 34.0,
    Neckline.V: 74.0,
    Neckline.SQUARE: 52.0,
    Neckline.BOAT: 15.0,
    Neckline.TURTLE: 12.0,
    Neckline.HALTER: 40.0,
    Neckline.COLLAR: 38.0,
    Neckline.STAND: 16.0,
    Neckline.LAPEL: 118.0,
    Neckline.HOOD: 34.0,
}


def block_of(cut: Cut, *, ease: float = 0.0) -> Block:
    """Measures for the look's fit, length, neckline, sleeves and size."""
    look, near = cut.look, cut.near
    wide = _EASE.get(look.fit, 0.0) + ease
    hem = near(_HEM.get(look.length, 258.0), 0.02)
    child = look.child
    shoulder_x = 78 + wide * 0.9 - (15 if look.sleeve in BARE else 0) + (4 if child else 0)
    armpit_y = near(96, 0.03) + wide * 0.5 + (6 if look.sleeve in BARE else 0)
    waist_in = 9 if look.fit is Fit.SLIM else 3
    if child:
        hem = hem * 0.84
    neck = {Neckline.BOAT: 52.0, Neckline.SQUARE: 43.0, Neckline.TURTLE: 27.0, Neckline.STAND: 29.0}.get(
        look.neckline, near(32)
    )
    block = Block(
        neck=min(neck, shoulder_x - 10),
        depth=near(_DEPTH.get(look.neckline, 30.0), 0.06),
        shoulder=(shoulder_x, near(20, 0.1)),
        armpit=(76 + wide, armpit_y),
        waist=(76 + wide - waist_in, (armpit_y + min(hem, 262)) / 2),
        hem=(77 + wide + (3 if look.fit is Fit.SLIM else 0) + (20 if look.fit is Fit.A_LINE else 0), hem),
    )
    return replace(block, neck=block.neck * 1.06) if child else block


def neck_line(look_neck: Neckline, block: Block) -> list[Point]:
    """Front neckline from the centre to the neck point."""
    n, d = block.neck, block.depth
    match look_neck:
        case Neckline.V | Neckline.LAPEL:
            return [(0, d, 1), (n * 0.52, d * 0.5), (n, 0, 1)]
        case Neckline.COLLAR:
            return [(0, d, 1), (n * 0.6, d * 0.5), (n, 0, 1)]
        case Neckline.SQUARE:
            return [(0, d + 1), (n * 0.9, d, 1), (n, 0, 1)]
        case Neckline.BOAT:
            return [(0, d), (n * 0.5, d * 0.82), (n, 0, 1)]
        case _:
            return [(0, d), (n * 0.48, d * 0.88), (n * 0.88, d * 0.48), (n, 0, 1)]


def side_line(cut: Cut, block: Block) -> list[Point]:
    """From the shoulder to the armpit."""
    (sx, sy), (ax, ay) = block.shoulder, block.armpit
    deep = sx - (9 if cut.look.sleeve in BARE else 7)
    return [(sx, sy, 1), (deep, sy + (ay - sy) * 0.5), (min(deep + 5, ax - 3), sy + (ay - sy) * 0.82), (ax, ay, 1)]


def top_line(cut: Cut, block: Block) -> list[Point]:
    """Half of the upper edge: from the centre of the front neck to the armpit."""
    ax, ay = block.armpit
    n, d = block.neck, block.depth
    neckline = cut.look.neckline
    if neckline is Neckline.OFF_SHOULDER:
        return [(0, 50), (50, 48), (ax + 4, 42, 1), (ax + 2, 70), (ax, ay, 1)]
    if neckline is Neckline.HALTER:
        return [
            (0, d),
            (n * 0.5, d * 0.8),
            (n * 0.72, 4, 1),
            (n * 0.72 + 9, 2, 1),
            (n + 16, 52),
            (ax - 6, ay - 8),
            (ax, ay, 1),
        ]
    if cut.look.sleeve is Sleeve.STRAP:
        dip = {Neckline.V: 30, Neckline.SQUARE: 0, Neckline.BOAT: 0}.get(neckline, 12)
        return [(0, 58 + dip, *((1,) if dip == 30 else ())), (34, 60 + dip * 0.35), (47, 52, 1), (56, 74), (ax, ay, 1)]
    return [*neck_line(neckline, block), *side_line(cut, block)]


def body(
    cut: Cut, block: Block, surface: Surface | None = None, *, level: float = 10, below: list[Point] | None = None
) -> Line:
    """The outline of the front, which it draws. below: replaces the line from the armpit to the hem's centre."""
    hx, hy = block.hem
    down: list[Point] = below or [block.waist, (hx, hy - 3, 1), (hx * 0.5, hy + block.sag * 0.8), (0, hy + block.sag)]
    outline = shape(cut.loose(whole([*top_line(cut, block), *down])))
    cut.canvas.part(outline, surface or cut.fabric.main, level)
    return outline


def back_neck(cut: Cut, block: Block, *, label: bool = True, drop: float | None = None) -> None:
    """The inside of the back, seen through the neck opening, with its label."""
    look, n, canvas = cut.look, block.neck, cut.canvas
    if look.neckline in (Neckline.OFF_SHOULDER,) or look.sleeve is Sleeve.STRAP or look.neckline is Neckline.HALTER:
        return _back_edge(cut, block)
    depth = (block.depth if drop is None else drop) + 6
    rise = -2 if look.neckline in (Neckline.COLLAR, Neckline.STAND, Neckline.LAPEL) else 5
    canvas.part(
        shape(
            [
                (-n - 4, 4, 1),
                (-n, -1, 1),
                (-n * 0.5, rise),
                (n * 0.5, rise),
                (n, -1, 1),
                (n + 4, 4, 1),
                (n * 0.6, depth),
                (-n * 0.6, depth),
            ]
        ),
        cut.fabric.inner,
        2,
    )
    canvas.line(curve([(-n, 4), (0, rise + 8), (n, 4)]), "#000000", 0.9, 0.16)
    if label and depth > 22:
        canvas.part(box(-8, rise + 6, 16, 7.5, 0.8), Surface("#f1efea" if cut.rng.random() < 0.6 else "#26262a"), 3)
        canvas.line(curve([(-5, rise + 9.8), (5, rise + 9.8)]), "#8a8a8a", 1.2, 0.8)
    return None


def _back_edge(cut: Cut, block: Block) -> None:
    """The back's upper edge behind a strapped or bare front."""
    ax, ay = block.armpit
    top = 62.0 if cut.look.neckline is not Neckline.OFF_SHOULDER else 48.0
    if cut.look.neckline is Neckline.HALTER:
        top = 66.0
    outline = shape(whole([(0, top), (40, top + 4), (ax - 4, ay - 6, 1), (ax - 6, ay + 40, 1), (0, ay + 40)]))
    cut.canvas.part(outline, cut.fabric.inner, 2)


def straps(cut: Cut, width: float = 5.0) -> None:
    """Two narrow straps from the bust over the shoulder."""
    for side in (-1, 1):
        front = curve([(side * 44, 56), (side * 40, 20), (side * 33, -8)])
        back = curve([(side * 33, -8), (side * 30, 25), (side * 36, 64)])
        cut.canvas.strap(back, width, cut.fabric.inner, 3)
        cut.canvas.strap(front, width, cut.fabric.plain, 13)
        for y in (54.0,):
            cut.canvas.seam(curve([(side * 44 - width / 2, y), (side * 44 + width / 2, y)]), 0.7)


def neck_band(cut: Cut, block: Block, surface: Surface, width: float = 7.0) -> None:
    """A rib or facing along the front neckline and the back neck."""
    n = block.neck
    half = neck_line(cut.look.neckline, block)
    front = curve([(-x, y, *rest) for x, y, *rest in reversed(half[1:])] + list(half))
    canvas = cut.canvas
    back = curve([(-n, 1), (-n * 0.5, 5.5), (n * 0.5, 5.5), (n, 1)])
    canvas.part(ribbon(beside(back, 1), width * 0.9), surface, 4)
    canvas.part(ribbon(beside(front, width * 0.3), width), surface, 11.2)
    canvas.line(beside(front, width * 0.8), "#06060c", 0.8, 0.22)


def hem_band(cut: Cut, block: Block, surface: Surface, height: float = 17.0, level: float = 11.0) -> None:
    """A ribbed welt at the hem, drawn in a little."""
    hx, hy = block.hem
    top = curve([(-hx + 1, hy - 5), (0, hy + block.sag - 3), (hx - 1, hy - 5)])
    low = curve([(hx - 5, hy + height - 5), (0, hy + height + block.sag - 2), (-hx + 5, hy + height - 5)])
    cut.canvas.part(np.vstack([top, low]), surface, level)
    cut.canvas.seam(top, 0.8)


def body_folds(cut: Cut, block: Block, strength: float = 1.0) -> None:
    """Draws folds from the armpits, at the waist and at the hem."""
    amount = strength * (0.35 + cut.fabric.main.crease) * 2.4
    (ax, ay), (hx, hy), rng = block.armpit, block.hem, cut.rng
    fold = cut.canvas.fold
    for side in (-1, 1):
        if rng.random() < 0.9:
            fold([(side * (ax - 4), ay + 6), (side * ax * 0.62, ay + 26), (side * ax * 0.3, ay + 34)], 9, amount)
        if rng.random() < 0.8:
            fold(
                [(side * (ax - 3), ay + 20), (side * ax * 0.7, ay + 55), (side * ax * 0.52, ay + 98)], 11, amount * 0.9
            )
        if rng.random() < 0.6:
            fold(
                [(side * (ax - 8), ay + 12), (side * ax * 0.72, ay + 36), (side * ax * 0.5, ay + 62)], 7, -amount * 0.8
            )
        fold(
            [(side * hx * rng.uniform(0.5, 0.8), hy - 4), (side * hx * 0.6, hy - 45), (side * hx * 0.62, hy - 88)],
            12,
            amount * rng.choice((1, -0.8)),
        )
    for _ in range(rng.choice((1, 2, 3))):
        x = rng.uniform(-0.5, 0.5) * hx
        fold(
            [(x, hy - 6), (x + rng.uniform(-8, 8), hy - 50), (x + rng.uniform(-14, 14), hy - 110)],
            13,
            amount * rng.choice((0.8, -0.7)),
        )


def hem_stitch(cut: Cut, block: Block, inset: float = 7.0) -> None:
    hx, hy = block.hem
    cut.canvas.stitch(curve([(-hx + 2, hy - 3 - inset), (0, hy + block.sag - inset), (hx - 2, hy - 3 - inset)]))


def split_colour(cut: Cut, block: Block) -> None:
    """Colour blocking: the lower half in the second colour."""
    (wx, wy), (hx, hy) = block.waist, block.hem
    cut.canvas.part(
        shape(
            [
                (-wx + 0.5, wy, 1),
                (0, wy + 4),
                (wx - 0.5, wy, 1),
                (hx, hy - 3, 1),
                (hx * 0.5, hy + block.sag * 0.8),
                (0, hy + block.sag),
                (-hx * 0.5, hy + block.sag * 0.8),
                (-hx, hy - 3, 1),
            ]
        ),
        cut.fabric.second,
        10,
    )
    cut.canvas.seam(curve([(-wx, wy), (0, wy + 4), (wx, wy)]))
