"""The legs and waist that all trousers share."""

from dataclasses import dataclass

import numpy as np

from stylehub_core.sample.drawing.cut import Cut
from stylehub_core.sample.drawing.outline import Point, curve, ribbon, shape, sided
from stylehub_core.sample.look import Fit, Garment, Length, Pattern


@dataclass(frozen=True)
class Leg:
    """Half measures of a pair of trousers: widths from the centre or across one leg."""

    waist: float = 58
    hip: float = 76
    rise: float = 104
    knee: float = 51
    hem: float = 48
    length: float = 400
    spread: float = 12  # how far a hem's inner end stands from the centre
    taper: float | None = None  # 1: narrows to its hem however short


_FITS = {  # knee, hem and hip beyond the regular cut
    Fit.SLIM: (-8.0, -13.0, -5.0),
    Fit.WIDE: (13.0, 22.0, 3.0),
    Fit.FLARED: (-6.0, 24.0, -4.0),
    Fit.TAPERED: (3.0, -14.0, 3.0),
    Fit.OVERSIZED: (10.0, 10.0, 6.0),
    Fit.A_LINE: (8.0, 14.0, 2.0),
}


_LENGTHS = {
    Length.CROPPED: 352.0,
    Length.SHORT: 152.0,
    Length.KNEE: 226.0,
    Length.CALF: 306.0,
    Length.LONG: 420.0,
    Length.MAXI: 424.0,
}


def leg_of(cut: Cut) -> Leg:
    look = cut.look
    knee, hem, hip = _FITS.get(look.fit, (0.0, 0.0, 0.0))
    shorts = look.garment in (Garment.SHORTS, Garment.SWIM_SHORTS)
    length = (
        {Length.SHORT: 138.0, Length.LONG: 214.0, Length.KNEE: 214.0}.get(look.length, 168.0)
        if shorts
        else _LENGTHS.get(look.length, 394.0)
    )
    length = cut.near(length, 0.015)
    if look.garment is Garment.LEGGINGS:
        knee, hem, hip = knee - 12, hem - 17, hip - 9
    if look.child:
        length, hip = length * (0.8 if not shorts else 0.92), hip + 4
    return Leg(
        waist=cut.near(57 + hip * 0.4, 0.02),
        hip=76 + hip,
        knee=51 + knee,
        hem=48 + hem,
        length=length,
        spread=cut.near(11, 0.3),
    )


def taper_of(leg: Leg) -> float:
    """How far the leg has tapered towards its full-length hem; short legs taper less."""
    return min(max((leg.length - 215) / 150, 0), 1) if leg.taper is None else leg.taper


def leg_outline(leg: Leg) -> list[Point]:
    """The right leg, from the waist's centre round the hem to the crotch."""
    share = taper_of(leg)
    top = leg.hip - 2
    hem = leg.hem + (top + 3 - leg.hem) * (1 - share) ** 1.3
    inner = 3 + leg.spread * share
    knee_y = leg.rise + (leg.length - leg.rise) * 0.5
    knee = leg.knee + (top - 6 - leg.knee) * (1 - min((knee_y - leg.rise) / 145, 1)) ** 1.3
    outer_knee = (inner * 0.55 + knee + 8) * share + (leg.hip + inner + hem) / 2 * (1 - share)
    return [
        (-2, 1, 1),
        (leg.waist, -2, 1),
        (leg.waist + (leg.hip - leg.waist) * 0.62, 36),
        (leg.hip + 1, leg.rise * 0.84),
        (outer_knee, knee_y),
        (inner + hem, leg.length, 1),
        (inner + hem * 0.5, leg.length + 3),
        (inner, leg.length - 1, 1),
        (inner * 0.55 + 2, knee_y),
        (1, leg.rise + 1, 1),
        (-1, leg.rise - 12, 1),
    ]


def legs(cut: Cut, leg: Leg) -> None:
    """Draws the back rise, both legs and their folds."""
    canvas = cut.canvas
    canvas.part(
        shape([(-leg.waist + 2, -1, 1), (0, -4), (leg.waist - 2, -1, 1), (leg.waist - 8, 14), (-leg.waist + 8, 14)]),
        cut.fabric.inner,
        3,
    )
    for side in (-1, 1):
        surface = cut.fabric.second if cut.look.pattern is Pattern.COLOUR_BLOCKING and side > 0 else cut.fabric.main
        canvas.part(
            shape(sided(cut.loose(leg_outline(leg)), side)), surface, 10 - (0.4 if side < 0 else 0), -side * 2.0
        )
        _leg_folds(cut, leg, side)
    canvas.seam(curve([(0, 8), (1, leg.rise * 0.55), (0, leg.rise)]), 1.1)


def _leg_folds(cut: Cut, leg: Leg, side: int) -> None:
    rng, fold = cut.rng, cut.canvas.fold
    amount = 2.6 * (0.35 + cut.fabric.main.crease)
    r, length = leg.rise, leg.length
    fold([(side * 4, r - 6), (side * 24, r - 14), (side * leg.hip * 0.66, r - 26)], 8, amount)
    fold([(side * 5, r + 3), (side * 26, r + 2), (side * leg.hip * 0.7, r - 6)], 9, -amount * 0.9)
    fold([(side * 7, r + 12), (side * 24, r + 20), (side * leg.hip * 0.6, r + 18)], 8, amount * 0.8)
    if length < 250:
        for _ in range(2):
            x = rng.uniform(0.35, 0.8) * leg.hip
            fold(
                [(side * x, length - 5), (side * (x - 3), length - 35), (side * (x - 5), length - 70)],
                10,
                amount * rng.choice((0.8, -0.7)),
            )
        return
    knee = (r + length) / 2
    x = leg.spread * 0.5 + leg.knee * 0.5 + 4
    w = leg.knee * 0.42
    for y in (knee - 16, knee + 3, knee + 24):
        if rng.random() < 0.75:
            fold(
                [(side * (x - w), y), (side * x, y + rng.uniform(3, 9)), (side * (x + w), y + rng.uniform(-7, 5))],
                9,
                amount * rng.choice((0.9, -0.8)),
            )
    middle = leg.spread + leg.hem * 0.5
    for i in range(2):
        y = length - 16 - i * 24
        fold(
            [(side * (middle - leg.hem * 0.4), y), (side * middle, y + 6), (side * (middle + leg.hem * 0.42), y - 5)],
            9,
            amount * (0.9 if i else -0.8),
        )
    fold([(side * (x + 4), r + 40), (side * (x + 2), knee), (side * (middle + 3), length - 40)], 12, amount * 0.8)
    if leg.hem > 54:
        for shift in (-0.25, 0.22):
            fold(
                [
                    (side * (middle + leg.hem * shift), length - 2),
                    (side * (middle + leg.hem * shift * 0.8), length - 70),
                    (side * x, knee),
                ],
                14,
                amount * 1.3,
            )


def waistband(cut: Cut, leg: Leg, height: float = 17.0, *, elastic: bool = False) -> None:
    canvas, w = cut.canvas, leg.waist
    top = curve([(-w, -2), (0, 2), (w, -2)])
    low = curve([(w + 3, height - 2), (0, height + 3), (-w - 3, height - 2)])
    surface = cut.fabric.main if not elastic else cut.fabric.plain
    canvas.part(np.vstack([top, low]), surface, 11.5)
    canvas.seam(low, 1.0)
    if elastic:
        for i in range(int(w / 3.4)):
            x = -w + 3 + i * 6.8
            canvas.bulge(ribbon(curve([(x, 2), (x + cut.rng.uniform(-1, 1), height - 1)]), 3.4), 2.2)
        for i in range(12):
            x = (i - 5.5) / 6 * w
            canvas.level = 10
            canvas.fold([(x, height + 3), (x * 1.03, height + 18), (x * 1.06, height + 38)], 6, 2.6 if i % 2 else -2.2)
