"""Who bought what, as the matrix that collaborative filtering learns from."""

import numpy as np
from scipy import sparse

from stylehub_core.errors import TooLittleDataError
from stylehub_core.models.world import World


def interactions(world: World, half_after: float | None = None) -> sparse.csr_array:
    """(customers, articles) float32 pieces that each customer of the catalogue bought, each row's columns ascending.

    half_after: a piece counts 1 / (1 + days / half_after), with days counted back from the day after the last visible
    purchase; None counts all pieces equally.
    Raises TooLittleDataError if there are no purchases.
    """
    with world.purchases() as purchases:
        lines = purchases.execute(
            "SELECT customer, article, (t_dat - DATE '1970-01-01')::INTEGER AS day, count(*) AS pieces "
            "FROM purchases GROUP BY ALL ORDER BY customer, article, day"
        ).fetchnumpy()
        [(customers,)] = purchases.execute("SELECT count(*) FROM customers").fetchall()
    customer, article, day, pieces = (lines[name].astype(np.int32) for name in ("customer", "article", "day", "pieces"))
    if not len(day):
        raise TooLittleDataError(
            "Collaborative filtering needs purchases, and there are none to learn from: "
            "add transactions, or choose a later last day of training."
        )
    values = pieces.astype(np.float32)
    if half_after is not None:
        values /= 1 + (day.max() + 1 - day) / half_after
    shape = (int(customers), len(world.catalog))
    matrix = sparse.csr_array(sparse.coo_array((values.astype(np.float32), (customer, article)), shape=shape))
    matrix.sort_indices()
    return matrix
