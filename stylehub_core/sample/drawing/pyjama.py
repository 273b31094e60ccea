"""Pyjama sets."""

from dataclasses import replace

import numpy as np

from stylehub_core.sample.drawing.cut import Cut
from stylehub_core.sample.drawing.legs import leg_of, legs, waistband
from stylehub_core.sample.drawing.tops import jersey_top, shirt
from stylehub_core.sample.look import Neckline, Pattern


def pyjama(cut: Cut) -> None:
    """A top above its trousers."""
    legs_cut = replace(
        cut,
        fabric=cut.fabric
        if cut.look.pattern is not Pattern.MIXED
        else replace(cut.fabric, main=replace(cut.fabric.main, patterned=True)),
    )
    leg = leg_of(legs_cut)
    start = len(cut.canvas.fills), len(cut.canvas.heights), len(cut.canvas.svg)
    legs(legs_cut, leg)
    waistband(legs_cut, leg, elastic=True)
    _shift(cut, start, 84.0, 66.0)
    (shirt if cut.look.neckline in (Neckline.COLLAR, Neckline.LAPEL) else jersey_top)(cut)


def _shift(cut: Cut, start: tuple[int, int, int], x: float, y: float) -> None:
    """Move everything drawn since `start`."""
    canvas, by = cut.canvas, np.array([x, y])
    canvas.fills[start[0] :] = [(line + by, number, level) for line, number, level in canvas.fills[start[0] :]]
    canvas.heights[start[1] :] = [(line + by, height, own) for line, height, own in canvas.heights[start[1] :]]
    canvas.svg[start[2] :] = [f'<g transform="translate({x:.1f} {y:.1f})">', *canvas.svg[start[2] :], "</g>"]
