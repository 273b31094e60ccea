"""How articles sell: through which channel, at what price, and to customers of which age."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stylehub_core.arrays import FloatMatrix
from stylehub_core.models.world import World


@dataclass(frozen=True)
class _Trait:
    """A mean over an article's purchases.

    value: in SQL, NULL where unknown. prior: with so many purchases, an article is halfway from the mean of all.
    """

    value: str
    prior: float


_TRAITS = (
    _Trait("CAST(sales_channel_id = (SELECT mode(sales_channel_id) FROM purchases) AS INTEGER)", 5),
    _Trait("CASE WHEN price > 0 THEN ln(price) END", 1),
    _Trait("age", 5),
)


def sales_profile(world: World) -> FloatMatrix:
    """(articles, t) the share sold through the usual channel, the logarithm of the price, and the buyers' age.

    Columns have mean 0 and deviation 1; a trait that is the same for all articles, or that no purchase has, has none.
    The rarer an article is sold, the nearer it is to the mean of all.
    """
    columns = [_column(world, trait) for trait in _TRAITS]
    told = [column / column.std() for column in columns if column.std() > 1e-6]
    return np.stack(told, axis=1).astype(np.float32) if told else np.zeros((len(world.catalog), 0), np.float32)


def _column(world: World, trait: _Trait) -> NDArray[np.float64]:
    """(articles,) the means of a trait, less the mean over all purchases."""
    with world.purchases() as purchases:
        known = purchases.execute(
            f"SELECT article, sum(value)::DOUBLE AS total, count(value)::DOUBLE AS times "
            f"FROM (SELECT article, {trait.value} AS value FROM purchases LEFT JOIN customers USING (customer)) "
            "WHERE value IS NOT NULL GROUP BY article"
        ).fetchnumpy()
    means = np.zeros(len(world.catalog))
    if len(known["article"]):
        mean = known["total"].sum() / known["times"].sum()
        means[known["article"]] = (known["total"] - mean * known["times"]) / (known["times"] + trait.prior)
    return means
