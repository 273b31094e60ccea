"""What customers gave articles, as the one matrix that filtering on ratings learns from."""

import numpy as np
from scipy import sparse

from stylehub_core.models.world import World
from stylehub_core.recommenders.interactions import interactions


def ratings_of(world: World) -> sparse.csr_array:
    """(customers, articles) float32 mean rating that a customer gave an article, the columns of a row ascending.

    What is not stored was not rated; a stored 0 is a rating. Where no purchase that may be seen has a rating, the
    pieces of `interactions` stand for them. Raises ModelError where nothing was bought.
    """
    with world.purchases() as purchases:
        found = purchases.execute(
            "SELECT customer, article, avg(rating) AS rating FROM purchases WHERE rating IS NOT NULL "
            "GROUP BY ALL ORDER BY customer, article"
        ).fetchnumpy()
        [(customers,)] = purchases.execute("SELECT count(*) FROM customers").fetchall()
    if not len(found["rating"]):
        return interactions(world)
    values = found["rating"].astype(np.float32)
    cells = (found["customer"].astype(np.int32), found["article"].astype(np.int32))
    matrix = sparse.csr_array(sparse.coo_array((values, cells), shape=(int(customers), len(world.catalog))))
    matrix.sort_indices()
    return matrix
