"""The odds that an article of one slot is followed by an article of another slot in a basket."""

import numpy as np
from numpy.typing import NDArray

from .taxonomy import Slot

# Rows: the first article of the basket; columns in the order of `Slot`:
# top, bottom, full, outer, shoes, bag, accessory, underwear, swim, socks, night, other.
_ODDS: NDArray[np.float64] = np.array([
    [40, 28, 9, 6, 2.5, 1.2, 4.0, 5, 3, 1.5, 1.5, 0.4],
    [46, 22, 7, 6, 2.5, 1.0, 3.5, 5, 3, 1.5, 1.5, 0.4],
    [18, 10, 42, 6, 4.0, 2.0, 5.0, 5, 5, 0.8, 1.0, 0.4],
    [38, 24, 11, 12, 4.0, 2.0, 5.0, 2, 0.5, 0.8, 0.5, 0.4],
    [26, 20, 16, 7, 14, 2.5, 6.0, 3, 3, 1.8, 1.0, 0.4],
    [24, 16, 18, 7, 6.0, 6.0, 12, 3, 4, 0.8, 1.0, 1.2],
    [28, 16, 14, 6, 4.0, 2.5, 22, 3, 3, 1.2, 1.0, 1.2],
    [20, 12, 7, 2, 0.7, 0.4, 2.0, 48, 4, 2.5, 4.0, 0.3],
    [12, 8, 12, 0.5, 2.0, 1.2, 4.0, 5, 56, 0.3, 0.5, 0.8],
    [28, 18, 7, 4, 3.0, 0.8, 5.0, 14, 1, 14.0, 4.0, 0.4],
    [20, 12, 5, 2, 1.5, 0.4, 2.5, 20, 2, 4.0, 28.0, 0.6],
    [22, 14, 10, 4, 3.0, 3.0, 12, 5, 5, 2.0, 4.0, 14.0],
])  # fmt: skip
# Customers buy several of one kind to try on, which the odds of an outfit do not include.
FOLLOWS: NDArray[np.float64] = _ODDS * (1.0 + 0.7 * np.eye(len(Slot)))
