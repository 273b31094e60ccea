"""The product of each article as a number, for all that keeps the colours of a product together."""

import numpy as np
import pandas as pd

from stylehub_core.arrays import IntVector


def product_numbers(articles: pd.DataFrame) -> IntVector:
    """(articles,) the number of each one's product, from 0 without gaps, in the order of the product codes.

    Without a column of product codes, each article is a product of its own.
    """
    if "product_code" not in articles:
        return np.arange(len(articles), dtype=np.int32)
    return np.asarray(pd.factorize(articles["product_code"].astype(str), sort=True)[0], np.int32)
