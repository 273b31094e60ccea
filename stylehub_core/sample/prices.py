"""Prices on Kaggle's scale (a shop price in euros over 590), with markdowns late in an article's life."""

import numpy as np
from numpy.typing import NDArray

from .articles import ArticleTraits

FloatVector = NDArray[np.float64]
IntVector = NDArray[np.int64]

EUROS_PER_UNIT = 590.0

CATALOG_TOML = f"""[prices]
currency = "EUR"
factor = {EUROS_PER_UNIT:g}
"""


def paid(
    rng: np.random.Generator, traits: ArticleTraits, bought: IntVector, day: IntVector, basket: IntVector
) -> FloatVector:
    """(purchases,) full prices, or 30 to 70 % less after two thirds of the article's life, less any voucher."""
    life = np.maximum(traits.last_day - traits.first_day, 1)[bought]
    fraction = (day - traits.first_day[bought]) / life
    seasonal = life < 450
    markdown = np.select([fraction < 0.66, fraction < 0.82, fraction < 0.93], [1.0, 0.7, 0.5], 0.3)
    off_sale = rng.random(len(traits.euros)) < 0.45  # articles that never go on sale
    markdown = np.where(seasonal & ~off_sale[bought], markdown, 1.0)
    voucher = rng.choice([1.0, 0.9, 0.8, 0.75], size=int(basket.max()) + 1, p=[0.72, 0.14, 0.08, 0.06])[basket]
    euros = np.maximum(np.round(traits.euros[bought] * markdown * voucher, 2), 0.25)
    return np.asarray(np.clip(np.round(euros / EUROS_PER_UNIT, 12), 0.0004, 0.5))
