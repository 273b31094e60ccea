"""Ratings that customers gave articles, as the matrix that collaborative filtering on ratings learns from."""

import numpy as np
from scipy import sparse

from stylehub_core.models.world import World
from stylehub_core.recommenders.interactions import interactions


def ratings_of(world: World) -> sparse.csr_array:
    """(customers, articles) float32 mean rating that a customer gave an article, each row's columns ascending.

    An entry that is not stored was not rated; a stored 0 is a rating.
    If no visible purchase has a rating, `interactions` is returned instead. Raises ModelError if there are no
    purchases.
    """
    with world.purchases() as purchases:
        lines = purchases.execute(
            "SELECT customer, article, avg(rating) AS rating FROM purchases WHERE rating IS NOT NULL "
            "GROUP BY ALL ORDER BY customer, article"
        ).fetchnumpy()
        [(customers,)] = purchases.execute("SELECT count(*) FROM customers").fetchall()
    if not len(lines["rating"]):
        return interactions(world)
    values = lines["rating"].astype(np.float32)
    cells = (lines["customer"].astype(np.int32), lines["article"].astype(np.int32))
    matrix = sparse.csr_array(sparse.coo_array((values, cells), shape=(int(customers), len(world.catalog))))
    matrix.sort_indices()
    return matrix
