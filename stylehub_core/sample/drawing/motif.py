"""Vector motifs: the flowers, spots and faces of repeats and prints, drawn about the origin with radius 1."""

import math
from collections.abc import Callable, Sequence
from random import Random
from typing import TypeAlias

from stylehub_core.sample.look import Motif

Inks: TypeAlias = Sequence[str]  # main ink, second ink, third ink
Art: TypeAlias = Callable[[Random, Inks], str]


def placed(art: str, x: float, y: float, size: float, turn: float = 0.0) -> str:
    return f'<g transform="translate({x:.1f} {y:.1f}) rotate({turn:.0f}) scale({size:.2f})">{art}</g>'


def _ellipse(x: float, y: float, rx: float, ry: float, fill: str, turn: float = 0.0) -> str:
    spin = f' transform="rotate({turn:.0f} {x:.2f} {y:.2f})"' if turn else ""
    return f'<ellipse cx="{x:.2f}" cy="{y:.2f}" rx="{rx:.2f}" ry="{ry:.2f}" fill="{fill}"{spin}/>'


def _leaf(length: float, width: float, turn: float, fill: str) -> str:
    return (
        f'<path transform="rotate({turn:.0f})" fill="{fill}" '
        f'd="M0 0C{width:.2f} {-length * 0.3:.2f} {width:.2f} {-length * 0.7:.2f} 0 {-length:.2f}'
        f'C{-width:.2f} {-length * 0.7:.2f} {-width:.2f} {-length * 0.3:.2f} 0 0Z"/>'
    )


def flower(rng: Random, inks: Inks) -> str:
    """Five or six uneven petals, a heart and two leaves."""
    petals, start = rng.choice((5, 5, 6)), rng.uniform(0, 72)
    art = "".join(_leaf(1.5, 0.32, start + side + rng.uniform(-20, 20), inks[1]) for side in (35, 215))
    for i in range(petals):
        turn = start + i * 360 / petals + rng.uniform(-6, 6)
        art += _leaf(rng.uniform(0.85, 1.05), rng.uniform(0.5, 0.66), turn, inks[0])
    veins = "".join(_leaf(0.55, 0.06, start + i * 360 / petals, inks[2]) for i in range(petals))
    return art + veins + _ellipse(0, 0, 0.2, 0.2, inks[2])


def sprig(rng: Random, inks: Inks) -> str:
    """A stem with paired leaves and a bud."""
    art = f'<path d="M0 1C.1 .4 -.1 -.2 0 -.8" fill="none" stroke="{inks[1]}" stroke-width=".09"/>'
    for i in range(3):
        y = 0.75 - i * 0.5
        for turn in (-58, 58):
            leaf = _leaf(0.5, 0.17, turn + rng.uniform(-9, 9), inks[1])
            art += f'<g transform="translate(0 {y:.2f})">{leaf}</g>'
    return art + _ellipse(0, -0.85, 0.26, 0.3, inks[0])


def spot(rng: Random, inks: Inks) -> str:
    """A leopard's rosette: broken dark ring around a tan heart."""
    squash = rng.uniform(0.6, 0.95)
    art = _ellipse(0, 0, 0.62, 0.62 * squash, inks[1])
    start = rng.uniform(0, 360)
    for i in range(rng.choice((2, 3, 3))):
        a = math.radians(start + i * 120 + rng.uniform(-15, 15))
        art += _ellipse(
            0.68 * math.cos(a),
            0.68 * squash * math.sin(a),
            rng.uniform(0.42, 0.58),
            rng.uniform(0.22, 0.3),
            inks[0],
            math.degrees(math.atan2(squash * math.cos(a), -math.sin(a))),
        )
    return art


def brush(rng: Random, inks: Inks) -> str:
    """A loose painted mark."""
    bend, width = rng.uniform(-0.7, 0.7), rng.uniform(0.25, 0.55)
    ink = rng.choice((inks[0], inks[0], inks[1], inks[2]))
    if rng.random() < 0.3:
        return _ellipse(0, 0, rng.uniform(0.4, 0.7), rng.uniform(0.35, 0.6), ink, rng.uniform(0, 90))
    return (
        f'<path d="M-1 {bend:.2f}C-.5 {-bend - 0.3:.2f} .4 {bend + 0.4:.2f} 1 {-bend / 2:.2f}" fill="none" '
        f'stroke="{ink}" stroke-width="{width:.2f}" stroke-linecap="round"/>'
    )


def palm(rng: Random, inks: Inks) -> str:
    """A palm leaf with a curved rib."""
    art, ink = "", rng.choice((inks[0], inks[0], inks[1]))
    for i in range(9):
        y = 0.85 - i * 0.2
        reach = 0.35 + 0.75 * math.sin(math.pi * (i + 1.2) / 10.5)
        for side in (-1, 1):
            leaf = _leaf(reach, 0.09, side * (72 - i * 5), ink)
            art += f'<g transform="translate({0.12 * math.sin(y * 2):.2f} {y:.2f})">{leaf}</g>'
    return art + f'<path d="M.1 1.1Q.2 .2 0 -1" fill="none" stroke="{inks[2]}" stroke-width=".06"/>'


def star(rng: Random, inks: Inks) -> str:
    corners = [
        f"{(1 if i % 2 == 0 else 0.42) * math.sin(i * math.pi / 5):.2f} "
        f"{-(1 if i % 2 == 0 else 0.42) * math.cos(i * math.pi / 5):.2f}"
        for i in range(10)
    ]
    return f'<path d="M{" ".join(corners)}Z" fill="{rng.choice((inks[0], inks[0], inks[1]))}"/>'


def heart(rng: Random, inks: Inks) -> str:
    ink = rng.choice((inks[0], inks[0], inks[1]))
    outline = "M0 .95C-.5 .5 -1.05 .15 -1 -.4C-.95 -.95 -.25 -1 0 -.45C.25 -1 .95 -.95 1 -.4C1.05 .15 .5 .5 0 .95Z"
    return f'<path d="{outline}" fill="{ink}"/>'


def cat(_: Random, inks: Inks) -> str:
    ears = f'<path d="M-.85 -.1L-.8 -1L-.25 -.62Z M.85 -.1L.8 -1L.25 -.62Z" fill="{inks[0]}"/>'
    return ears + _ellipse(0, 0, 0.92, 0.75, inks[0]) + _face(inks)


def bear(_: Random, inks: Inks) -> str:
    ears = "".join(
        _ellipse(x, -0.68, 0.33, 0.33, inks[0]) + _ellipse(x, -0.66, 0.17, 0.17, inks[1]) for x in (-0.66, 0.66)
    )
    return ears + _ellipse(0, 0, 0.95, 0.85, inks[0]) + _ellipse(0, 0.34, 0.42, 0.32, inks[1]) + _face(inks)


def dinosaur(_: Random, inks: Inks) -> str:
    back = "".join(
        _leaf(0.45, 0.2, -40 + i * 22, inks[1]).replace(
            'transform="', f'transform="translate({-0.62 + i * 0.28:.2f} {-0.28 + abs(i - 1.6) * 0.11:.2f}) '
        )
        for i in range(4)
    )
    body = (
        f'<path d="M-1.15 .62C-.8 .55 -.85 -.35 -.1 -.4C.15 -.42 .2 -.95 .55 -1C1 -1.05 1.15 -.75 1 -.6'
        f"C.85 -.45 .7 -.5 .62 -.35C.55 0 .62 .3 .45 .45L.5 .85L.2 .85L.15 .55L-.3 .58"
        f'L-.28 .85L-.6 .85L-.62 .55C-.8 .7 -1 .72 -1.15 .62Z" fill="{inks[0]}"/>'
    )
    return back + body + _ellipse(0.68, -0.76, 0.08, 0.08, inks[2])


def _face(inks: Inks) -> str:
    eyes = "".join(_ellipse(x, -0.06, 0.09, 0.12, inks[2]) for x in (-0.36, 0.36))
    mouth = f'<path d="M-.2 .36Q-.1 .5 0 .36Q.1 .5 .2 .36" fill="none" stroke="{inks[2]}" stroke-width=".07"/>'
    return eyes + _ellipse(0, 0.24, 0.12, 0.09, inks[2]) + mouth


# Strokes of a narrow sans serif on a 4 x 6 grid.
_LETTERS = {
    "A": "M0 6L2 0L4 6M.8 3.8L3.2 3.8",
    "B": "M0 0L0 6L2.4 6Q4 6 4 4.4Q4 3 2.4 3L0 3M0 0L2.2 0Q3.6 0 3.6 1.5Q3.6 3 2.2 3",
    "C": "M4 1Q3.2 0 2 0Q0 0 0 3Q0 6 2 6Q3.2 6 4 5",
    "D": "M0 0L0 6L1.6 6Q4 6 4 3Q4 0 1.6 0Z",
    "E": "M4 0L0 0L0 6L4 6M0 3L3.2 3",
    "F": "M4 0L0 0L0 6M0 3L3.2 3",
    "H": "M0 0L0 6M4 0L4 6M0 3L4 3",
    "I": "M2 0L2 6",
    "L": "M0 0L0 6L4 6",
    "M": "M0 6L0 0L2 3.4L4 0L4 6",
    "N": "M0 6L0 0L4 6L4 0",
    "O": "M2 0Q0 0 0 3Q0 6 2 6Q4 6 4 3Q4 0 2 0Z",
    "P": "M0 6L0 0L2.2 0Q4 0 4 1.7Q4 3.4 2.2 3.4L0 3.4",
    "R": "M0 6L0 0L2.2 0Q4 0 4 1.6Q4 3.2 2.2 3.2L0 3.2M2 3.2L4 6",
    "S": "M3.8 .8Q3 0 2 0Q.2 0 .2 1.5Q.2 2.8 2 3Q3.9 3.3 3.9 4.5Q3.9 6 2 6Q.8 6 0 5.1",
    "T": "M0 0L4 0M2 0L2 6",
    "U": "M0 0L0 4Q0 6 2 6Q4 6 4 4L4 0",
    "V": "M0 0L2 6L4 0",
    "W": "M0 0L1 6L2 2.2L3 6L4 0",
    "Y": "M0 0L2 3L4 0M2 3L2 6",
}
WORDS = (
    "HELLO",
    "AMOUR",
    "STUDIO",
    "NORTH",
    "SUNDAY",
    "WAVES",
    "LOVE",
    "PARIS",
    "OCEAN",
    "SLOW DAYS",
    "NATURE",
    "CITY",
)


def lettering(rng: Random, inks: Inks) -> str:
    """One or two words, 2 wide."""
    word = rng.choice(WORDS)
    step, heavy = 5.6, rng.choice((0.7, 1.0, 1.3))
    scale = min(2 / (len(word) * step), 0.085)
    art = "".join(
        f'<path transform="translate({i * step:.1f} 0)" d="{_LETTERS[letter]}"/>'
        for i, letter in enumerate(word)
        if letter != " "
    )
    left = -(len(word) * step - 1.6) / 2 * scale
    return (
        f'<g transform="translate({left:.2f} {-3 * scale:.2f}) scale({scale:.4f})" fill="none" stroke="{inks[0]}" '
        f'stroke-width="{heavy}" stroke-linejoin="round" stroke-linecap="round">{art}</g>'
    )


def animal(rng: Random, inks: Inks) -> str:
    return rng.choice((cat, bear, dinosaur))(rng, inks)


def scattered(motif: Motif) -> Sequence[Art]:
    """The drawings that a repeat of `motif` is made of."""
    choices: dict[Motif, Sequence[Art]] = {
        Motif.FLORAL: (flower, flower, sprig),
        Motif.LEOPARD: (spot,),
        Motif.PALM: (palm,),
        Motif.STAR: (star,),
        Motif.HEART: (heart,),
        Motif.ANIMAL: (cat, bear, dinosaur),
        Motif.TEXT: (lettering,),
    }
    return choices.get(motif, (brush,))
