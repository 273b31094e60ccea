"""The two years of the sample: days, seasons, launch days and how long articles are on sale.

Day 0 is 2018-09-20 and the last day 733 is 2020-09-22, as in Kaggle's file.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .look import Look, Material, Sleeve
from .taxonomy import Slot

START = np.datetime64("2018-09-20")
END_DAY = 733
N_WEEKS = END_DAY // 7 + 1
_YEAR = 365.25
_DAY_OF_YEAR_0 = 263  # 20 September
_SUMMER, _WINTER = 185, 345
_WARM = frozenset({Material.WOOL, Material.CABLE_KNIT, Material.PILE, Material.PADDED, Material.CORDUROY})
_LIGHT = frozenset({Material.LINEN, Material.STRAW, Material.CHIFFON})
_BARE = frozenset({Sleeve.SHORT, Sleeve.STRAP})
_EVERGREEN_SLOTS = frozenset({Slot.UNDERWEAR, Slot.SOCKS, Slot.OTHER})

IntVector = NDArray[np.int64]
FloatVector = NDArray[np.float64]


def year_angle(day: NDArray[np.float64] | NDArray[np.int64]) -> FloatVector:
    """The angle of a day (counted from 2018-09-20) in its year, in radians."""
    return np.asarray((day + _DAY_OF_YEAR_0) * (2 * np.pi / _YEAR), dtype=np.float64)


def season_of(season: tuple[int, float], look: Look) -> FloatVector:
    """(2,) amplitude times cosine and sine of the peak: the kind's season, shifted by material and sleeves."""
    total = _arrow(*season)
    if look.material in _WARM:
        total = total + _arrow(_WINTER, 0.6)
    if look.material in _LIGHT:
        total = total + _arrow(_SUMMER, 0.5)
    if look.sleeve in _BARE:
        total = total + _arrow(_SUMMER, 0.25)
    return total


def _arrow(peak: int, amplitude: float) -> FloatVector:
    angle = peak * 2 * np.pi / _YEAR
    return amplitude * np.array([np.cos(angle), np.sin(angle)])


def lifetimes(
    rng: np.random.Generator, seasons: Sequence[FloatVector], slots: Sequence[Slot]
) -> tuple[IntVector, IntVector]:
    """First and last day on sale of each product, in days since 2018-09-20.

    About a fifth (more among underwear and socks) is on sale for all of the two years. The rest is on sale for some
    months, mostly starting ahead of its season; about one in a hundred starts only after the last day.
    """
    n = len(slots)
    life = np.clip(np.exp(rng.normal(np.log(135.0), 0.45, n)), 35, 420)
    options = np.where(rng.random((n, 6)) < 0.12, rng.uniform(-110, 0, (n, 6)), rng.uniform(0, END_DAY + 8, (n, 6)))
    angle = year_angle(options + 0.35 * life[:, None])
    arrows = np.asarray(seasons)
    pull = 1.2 * (arrows[:, :1] * np.cos(angle) + arrows[:, 1:] * np.sin(angle))
    first = options[np.arange(n), np.argmax(pull + rng.gumbel(size=pull.shape), axis=1)]
    chance = np.array([0.4 if slot in _EVERGREEN_SLOTS else 0.16 for slot in slots])
    evergreen = rng.random(n) < chance
    evergreen[: max(1, n // 60)] = True
    first = np.where(evergreen, rng.uniform(-200, -1, n), first)
    last = np.where(evergreen, END_DAY + 60, first + life)
    return np.floor(first).astype(np.int64), np.floor(last).astype(np.int64)
