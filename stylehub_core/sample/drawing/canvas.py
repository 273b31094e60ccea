"""The canvas onto which garments are drawn, part over part, before lighting.

Each part is drawn on three layers: its colour (vector, antialiased), its height (for the light) and its surface number
(for weave and pattern).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

import numpy as np

from stylehub_core.sample.drawing.outline import Line, Point, curve, ellipse, lens, ribbon


@dataclass(frozen=True)
class Surface:
    """The material of one part.

    weave: a name in weave.WEAVES. gloss: 0 cloth, 1 patent leather. patterned: takes the look's repeat.
    sheer: opacity. crease: how deep loose folds fall.
    """

    colour: str
    weave: str = "plain"
    gloss: float = 0.0
    patterned: bool = False
    sheer: float = 1.0
    crease: float = 0.0


@dataclass(frozen=True)
class Slot:
    """A surface laid at an angle (degrees) on the canvas."""

    surface: Surface
    angle: float


@dataclass
class Canvas:
    """Drawing operations in garment units, in painter's order."""

    rng: Random
    slots: list[Slot] = field(default_factory=list)
    fills: list[tuple[Line, int, float]] = field(default_factory=list)  # outline, slot number or 0, height
    heights: list[tuple[Line, float, float]] = field(default_factory=list)  # outline, height, part's own height
    svg: list[str] = field(default_factory=list)
    gradients: list[str] = field(default_factory=list)
    level: float = 10.0

    def part(self, outline: Line, surface: Surface, level: float = 10.0, angle: float = 0.0) -> None:
        """A piece of material over earlier ones; `level` is its height in the pile."""
        slot = Slot(surface, angle)
        if slot not in self.slots:
            self.slots.append(slot)
        self.fills.append((outline, self.slots.index(slot) + 1, level))
        self.heights.append((outline, level, level))
        self.svg.append(f'<path d="{_path(outline)}" fill="{surface.colour}"/>')
        self.level = level

    def strap(self, line: Line, width: float, surface: Surface, level: float = 12.0, end: float | None = None) -> None:
        """A band along `line`."""
        self.part(ribbon(line, width, end), surface, level)

    def bulge(self, outline: Line, depth: float) -> None:
        """Raise (or lower, if negative) an area of the last part."""
        self.heights.append((outline, self.level + depth, self.level))

    def fold(self, points: Sequence[Point], width: float, depth: float) -> None:
        """A ridge (or valley, `depth` < 0) of the last part that thins out at both ends."""
        jitter = self.rng.uniform
        loose = [(p[0] + jitter(-2, 2), p[1] + jitter(-2, 2)) for p in points]
        self.bulge(lens(curve(loose), width * jitter(0.8, 1.25)), depth * jitter(0.75, 1.25))

    def mound(self, x: float, y: float, rx: float, ry: float, depth: float) -> None:
        """A soft swelling of the last part."""
        steps = max(8, int(rx / 4))
        for step in range(1, steps + 1):
            share = np.sqrt(1 - (step - 0.5) / steps)
            self.bulge(ellipse(x, y, rx * share, ry * share), depth * step / steps)

    def line(self, line: Line, colour: str, width: float = 1.0, opacity: float = 1.0, dash: str = "") -> None:
        """A flat line of ink or thread."""
        extra = f' stroke-dasharray="{dash}"' if dash else ""
        self.svg.append(
            f'<path d="{_path(line, closed=False)}" fill="none" stroke="{colour}" stroke-width="{width:.2f}" '
            f'stroke-opacity="{opacity:.2f}" stroke-linecap="round" stroke-linejoin="round"{extra}/>'
        )

    def seam(self, line: Line, strength: float = 1.0) -> None:
        """A stitched seam: a shadowed groove with a lit lip."""
        self.line(line + np.array([0.5, 0.8]), "#ffffff", 0.8, 0.16 * strength)
        self.line(line, "#06060c", 0.9, 0.30 * strength)
        self.bulge(ribbon(line, 1.6), -1.6 * strength)

    def stitch(self, line: Line, colour: str = "#06060c", opacity: float = 0.28) -> None:
        """Topstitching."""
        self.line(line, colour, 0.75, opacity, "2.2 1.5")

    def ink(self, outline: Line, colour: str, opacity: float = 1.0) -> None:
        """A flat printed area."""
        self.svg.append(f'<path d="{_path(outline)}" fill="{colour}" fill-opacity="{opacity:.2f}"/>')

    def glow(self, x: float, y: float, rx: float, ry: float, colour: str, opacity: float) -> None:
        """A soft elliptic patch of colour."""
        name = f"g{len(self.gradients)}"
        self.gradients.append(
            f'<radialGradient id="{name}"><stop offset="0" stop-color="{colour}" stop-opacity="{opacity:.2f}"/>'
            f'<stop offset="1" stop-color="{colour}" stop-opacity="0"/></radialGradient>'
        )
        self.svg.append(f'<ellipse cx="{x:.1f}" cy="{y:.1f}" rx="{rx:.1f}" ry="{ry:.1f}" fill="url(#{name})"/>')

    def raw(self, svg: str) -> None:
        """Ready-made vector art, such as a print."""
        self.svg.append(svg)


def _path(line: Line, *, closed: bool = True) -> str:
    numbers = " ".join(map(str, np.round(line, 1).ravel().tolist()))
    return f"M{numbers}Z" if closed else f"M{numbers}"
