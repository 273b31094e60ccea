"""Repeats: square tiles with the share of each accent colour at each point of a patterned cloth."""

import io
from collections.abc import Callable
from functools import lru_cache
from random import Random
from typing import TypeAlias

import numpy as np
import resvg_py
from numpy.typing import NDArray
from PIL import Image

from stylehub_core.sample.drawing.motif import placed, scattered
from stylehub_core.sample.drawing.weave import SIZE, Tile, noise
from stylehub_core.sample.look import Motif, Pattern

Accents: TypeAlias = NDArray[np.uint8]  # (256, 256, 3): weights of the second, third and fourth colour

VARIANTS = 5
_INKS = ("#ff0000", "#00ff00", "#0000ff")
_Y, _X = np.mgrid[0:SIZE, 0:SIZE].astype(np.float32)
_LAYOUT: dict[Motif, tuple[int, float]] = {  # motifs across, radius as a share of a cell
    Motif.FLORAL: (5, 0.50),
    Motif.LEOPARD: (8, 0.50),
    Motif.PALM: (4, 0.62),
    Motif.STAR: (7, 0.26),
    Motif.HEART: (7, 0.26),
    Motif.ANIMAL: (4, 0.30),
    Motif.TEXT: (4, 0.44),
}


def _accents(second: Tile, third: Tile | None = None) -> Accents:
    tile = np.zeros((SIZE, SIZE, 3), dtype=np.uint8)
    tile[..., 0] = np.clip(second * 255, 0, 255)
    if third is not None:
        tile[..., 1] = np.clip(third * 255, 0, 255)
    return tile


def _bar(axis: Tile, count: int, share: float, offset: float = 0.0) -> Tile:
    """`count` soft-edged bars across the tile, each filling `share` of its period."""
    period = SIZE / count
    distance = np.abs((axis / period + offset) % 1.0 - 0.5) * period
    return np.asarray(np.clip(share * period / 2 - distance + 0.5, 0, 1), dtype=np.float32)


def _stripes(variant: int) -> Tile:
    count, share = ((8, 0.42), (16, 0.22), (5, 0.5), (11, 0.5), (8, 0.2))[variant]
    bars = _bar(_Y, count, share)
    return np.maximum(bars, _bar(_Y, count, 0.05, 0.32)) if variant == 4 else bars


def _check(variant: int) -> Accents:
    if variant in (0, 3):  # gingham
        count = 12 if variant == 0 else 7
        return _accents((_bar(_X, count, 0.5) + _bar(_Y, count, 0.5)) / 2)
    if variant == 1:  # window pane
        return _accents(np.maximum(_bar(_X, 3, 0.035), _bar(_Y, 3, 0.035)) * 0.9)
    count = 3 if variant == 2 else 5  # tartan
    broad = (_bar(_X, count, 0.42) + _bar(_Y, count, 0.42)) * 0.4
    fine = np.maximum(_bar(_X, count, 0.05, 0.5), _bar(_Y, count, 0.05, 0.5)) * 0.85
    return _accents(broad * (1 - fine), fine)


def _dots(variant: int) -> Accents:
    count, radius = ((10, 0.17), (14, 0.2), (6, 0.25), (18, 0.14), (8, 0.24))[variant]
    period = SIZE / count
    row = np.floor(_Y / period * 2)
    x = ((_X / period + (row % 2) * 0.5) % 1.0 - 0.5) * period
    y = ((_Y / period * 2) % 1.0 - 0.5) * period / 2
    return _accents(np.clip(radius * period + 0.5 - np.hypot(x, y), 0, 1).astype(np.float32))


def _scatter(motif: Motif, variant: int) -> Accents:
    """Motifs on a randomly shifted grid that wraps at the tile's edges."""
    rng = Random(f"{motif.value}/{variant}")
    across, share = _LAYOUT.get(motif, (6, 0.52))
    across = max(2, across + (0, 2, -1, 1, 3)[variant] * (1 if across > 3 else 0))
    cell, art = SIZE / across, []
    kinds = scattered(motif)
    for row in range(across):
        for column in range(across):
            x = (column + (0.5 if row % 2 and across % 2 == 0 else 0.0) + rng.uniform(0.28, 0.72)) * cell
            y = (row + rng.uniform(0.28, 0.72)) * cell
            size = cell * share * rng.uniform(0.75, 1.15)
            turn = rng.uniform(-25, 25) if motif in (Motif.ANIMAL, Motif.TEXT, Motif.HEART) else rng.uniform(0, 360)
            drawing = rng.choice(kinds)(rng, _INKS)
            art += [placed(drawing, x + dx, y + dy, size, turn) for dx, dy in _wraps(x, y, size * 1.6)]
            if motif is Motif.FLORAL:
                art.append(_confetti(rng, cell, column, row))
    return _rendered("".join(art))


def _wraps(x: float, y: float, reach: float) -> list[tuple[int, int]]:
    shifts_x = [0] + ([SIZE] if x < reach else []) + ([-SIZE] if x > SIZE - reach else [])
    shifts_y = [0] + ([SIZE] if y < reach else []) + ([-SIZE] if y > SIZE - reach else [])
    return [(dx, dy) for dx in shifts_x for dy in shifts_y]


def _confetti(rng: Random, cell: float, column: int, row: int) -> str:
    x, y = (column + rng.random()) * cell, (row + rng.random()) * cell
    return f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{cell * 0.07:.1f}" fill="{rng.choice(_INKS)}"/>'


def _jacquard(motif: Motif, variant: int) -> Accents:
    """Diamonds and medallions in one accent, or the motif itself."""
    if motif not in (Motif.NONE, Motif.ABSTRACT):
        tile = _scatter(motif, variant).copy()
        tile[..., 0] = tile.max(axis=2)
        tile[..., 1:] = 0
        return tile
    count = (5, 4, 6, 3, 8)[variant]
    u, v = np.cos(2 * np.pi * count * _X / SIZE), np.cos(2 * np.pi * count * _Y / SIZE)
    field = u + v if variant % 2 == 0 else u * v * 1.4 + 0.5 * np.cos(4 * np.pi * count * _X / SIZE)
    rings = np.cos(field * 3.2)
    return _accents(np.clip(rings * 3 + 0.3, 0, 1).astype(np.float32))


def _lacework(variant: int) -> Accents:
    """Dense flowers and scallop bars on a fine net; the second weight is the open ground."""
    tile = _scatter(Motif.FLORAL, variant).copy()
    solid = tile.max(axis=2).astype(np.float32) / 255
    net = np.maximum(_bar(_X + _Y, 40, 0.42), _bar(_X - _Y, 40, 0.42))
    return _accents(np.zeros_like(net), (1 - np.maximum(solid, net * 0.75)) * 0.95)


def _rendered(art: str) -> Accents:
    size = f'width="{SIZE}" height="{SIZE}"'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" {size}><rect {size}/>{art}</svg>'
    png = resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True)
    return np.array(Image.open(io.BytesIO(png)).convert("RGB"))


def _melange() -> Accents:
    return _accents(np.clip(0.30 + 0.16 * noise(40, 14, 110) + 0.10 * noise(41, 100, 100), 0, 0.75))


_WEAVERS: dict[Pattern, Callable[[Motif, int], Accents]] = {
    Pattern.STRIPE: lambda _, variant: _accents(_stripes(variant)),
    Pattern.CHECK: lambda _, variant: _check(variant),
    Pattern.DOT: lambda _, variant: _dots(variant),
    Pattern.ALL_OVER: _scatter,
    Pattern.MIXED: lambda motif, variant: _scatter(motif, variant) if variant % 2 else _accents(_stripes(variant)),
    Pattern.MELANGE: lambda *_: _melange(),
    Pattern.JACQUARD: _jacquard,
    Pattern.LACE: lambda _, variant: _lacework(variant),
}


@lru_cache(maxsize=128)
def repeat_tile(pattern: Pattern, motif: Motif, variant: int) -> Accents | None:
    """The tile of a repeating pattern; None for other patterns."""
    weave = _WEAVERS.get(pattern)
    return weave(motif, variant) if weave else None
