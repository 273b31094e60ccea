"""How well the neighbourhood of a product code sells: many shops assign codes in order of time."""

import numpy as np
from scipy.ndimage import gaussian_filter1d

from stylehub_core.arrays import IntVector


def sales_around(product: IntVector, sold: IntVector, spread: float) -> np.ndarray:
    """(articles,) log of how much more than its share of articles the neighbourhood of each product code sold.

    product: (articles,) product codes as numbers, in their order.
    sold: (p,) the article of each piece sold.
    spread: the standard deviation of the neighbourhood, in codes.
    """
    size = int(product.max(initial=-1)) + 1
    pieces, offered = (
        gaussian_filter1d(np.bincount(codes, minlength=size) * 1.0, spread, mode="nearest")
        for codes in (product[sold], product)
    )
    lifts: np.ndarray = np.log((pieces + 1e-3) / (offered + 1e-3))[product]
    return lifts
