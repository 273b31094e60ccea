"""How articles sell: through which channel, at what price, and to customers of which age."""

from dataclasses import dataclass

import numpy as np

from stylehub_core.arrays import FloatMatrix
from stylehub_core.models.world import World

_LEAST = 1e-6  # a deviation below this is rounding


@dataclass(frozen=True)
class _Trait:
    """A mean over an article's purchases.

    value: in SQL, NULL where unknown. prior: with so many purchases, an article is halfway from the mean of all.
    """

    value: str
    prior: float


_USUAL_CHANNEL = (
    "SELECT sales_channel_id FROM purchases WHERE sales_channel_id IS NOT NULL "
    "GROUP BY sales_channel_id ORDER BY count(*) DESC, sales_channel_id LIMIT 1"
)
_TRAITS = {
    "channel": _Trait(f"CAST(sales_channel_id = ({_USUAL_CHANNEL}) AS INTEGER)", 5),
    "price": _Trait("CASE WHEN price > 0 THEN ln(price) END", 1),
    "age": _Trait("age", 5),
}


def sales_profile(world: World) -> FloatMatrix:
    """(articles, t) the share sold through the usual channel, the logarithm of the price, and the buyers' age.

    0 is the mean over all purchases, and columns have deviation 1. A trait that is the same for all articles, or that
    no purchase has, has no column. The rarer an article is sold, the nearer it is to 0.
    """
    traits = ", ".join(f"{trait.value} AS {name}" for name, trait in _TRAITS.items())
    sums = ", ".join(f"coalesce(sum({name}), 0)::DOUBLE AS {name}, count({name}) AS {name}_times" for name in _TRAITS)
    with world.purchases() as purchases:
        sold = purchases.execute(
            f"SELECT article, {sums} "
            f"FROM (SELECT article, {traits} FROM purchases LEFT JOIN customers USING (customer)) GROUP BY article"
        ).fetchnumpy()
    profile = np.zeros((len(world.catalog), len(_TRAITS)))
    for column, (name, trait) in enumerate(_TRAITS.items()):
        totals, times = sold[name], sold[f"{name}_times"]
        mean = totals.sum() / max(times.sum(), 1)
        profile[sold["article"], column] = (totals - mean * times) / (times + trait.prior)
    spread = profile.std(axis=0)
    told = spread > _LEAST
    return np.asarray(profile[:, told] / spread[told], np.float32)
