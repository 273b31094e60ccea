"""Histories of customers, read from a world's purchases."""

import numpy as np

from stylehub_core.arrays import IntVector
from stylehub_core.histories import Histories
from stylehub_core.models.world import World


def histories(world: World, customers: IntVector, today: IntVector) -> Histories:
    """What these customers bought in `world` before their days.

    customers: (c,) rows, -1 for a new customer.
    today: (c,) days since 1970.
    """
    with world.purchases() as purchases:
        lines = purchases.execute(
            "WITH requests AS (SELECT unnest($customers)::INTEGER AS customer, unnest($today)::INTEGER AS today, "
            "generate_subscripts($customers, 1) - 1 AS owner) "
            "SELECT owner, article, (t_dat - DATE '1970-01-01')::INTEGER AS day, count(*) AS pieces "
            "FROM purchases JOIN requests USING (customer) WHERE t_dat < DATE '1970-01-01' + today "
            "GROUP BY ALL ORDER BY owner, day, article",
            {"customers": customers.tolist(), "today": today.tolist()},
        ).fetchnumpy()
        ages = purchases.execute(
            "SELECT age FROM (SELECT unnest($customers)::INTEGER AS customer, "
            "generate_subscripts($customers, 1) AS owner) LEFT JOIN customers USING (customer) ORDER BY owner",
            {"customers": customers.tolist()},
        ).fetchnumpy()["age"]
    age = np.ma.filled(np.ma.asarray(ages).astype(np.float32), np.nan)
    owner, article, day, pieces = (lines[name].astype(np.int32) for name in ("owner", "article", "day", "pieces"))
    return Histories(customers.astype(np.int32), today.astype(np.int32), age, owner, article, day, pieces)
