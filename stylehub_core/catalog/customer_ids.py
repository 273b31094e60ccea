"""The ids of customers from their rows, and the rows from ids."""

from collections.abc import Sequence

import numpy as np

from stylehub_core.arrays import IntVector
from stylehub_core.catalog.catalog import Catalog
from stylehub_core.errors import QueryError


def customer_ids(catalog: Catalog, rows: IntVector) -> list[str]:
    """The customer_id of each row, in their order. Raises QueryError for a row that is none."""
    with catalog.connect() as connection:
        found = dict(
            connection.execute(
                "SELECT customer, customer_id FROM customers WHERE customer IN (SELECT unnest($rows))",
                {"rows": [int(row) for row in rows]},
            ).fetchall()
        )
    unknown = next((int(row) for row in rows if int(row) not in found), None)
    if unknown is not None:
        raise QueryError(f"There is no customer row {unknown}: this catalogue has {catalog.summary.customers:,}.")
    return [str(found[int(row)]) for row in rows]


def customer_rows(catalog: Catalog, ids: Sequence[str]) -> IntVector:
    """(n,) the row of each id, in their order; -1 where the catalogue has no such customer."""
    with catalog.connect() as connection:
        found = connection.execute(
            "SELECT customer, customer_id FROM customers SEMI JOIN (SELECT unnest($ids) AS customer_id) "
            "USING (customer_id)",
            {"ids": list(ids)},
        ).fetchall()
    row_of = {customer_id: row for row, customer_id in found}
    return np.array([row_of.get(one, -1) for one in ids], dtype=np.int32)
