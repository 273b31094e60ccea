"""What customers bought in a world before the day on which each is asked."""

import numpy as np

from stylehub_core.arrays import IntVector
from stylehub_core.histories import Histories
from stylehub_core.models.world import World


def histories(world: World, customers: IntVector, today: IntVector) -> Histories:
    """What these customers bought in `world` before they are asked. customers: (c,) rows; today: (c,) days."""
    with world.purchases() as purchases:
        found = purchases.execute(
            "WITH asked AS (SELECT unnest($customers)::INTEGER AS customer, unnest($today)::INTEGER AS today, "
            "generate_subscripts($customers, 1) - 1 AS place) "
            "SELECT place, article, (t_dat - DATE '1970-01-01')::INTEGER AS day, count(*) AS pieces "
            "FROM purchases JOIN asked USING (customer) WHERE t_dat < DATE '1970-01-01' + today "
            "GROUP BY ALL ORDER BY place, day, article",
            {"customers": customers.tolist(), "today": today.tolist()},
        ).fetchnumpy()
        people = purchases.execute("SELECT age FROM customers ORDER BY customer").fetchnumpy()["age"]
    ages = np.ma.filled(np.ma.asarray(people).astype(np.float32), np.nan)
    known = np.where(customers >= 0, customers, 0)
    age = np.where(customers >= 0, ages[known], np.nan).astype(np.float32)
    place, article, day, pieces = (found[name].astype(np.int32) for name in ("place", "article", "day", "pieces"))
    return Histories(customers.astype(np.int32), today.astype(np.int32), age, place, article, day, pieces)
