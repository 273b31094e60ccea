"""Converts customer rows to ids, and ids to rows."""

from collections.abc import Sequence

import numpy as np

from stylehub_core.arrays import IntVector
from stylehub_core.catalog.catalog import Catalog
from stylehub_core.errors import QueryError


def customer_ids(catalog: Catalog, rows: IntVector) -> list[str]:
    """The customer_id of each row, in order. Raises QueryError for a row that does not exist."""
    with catalog.connect() as connection:
        id_of = dict(
            connection.execute(
                "SELECT customer, customer_id FROM customers WHERE customer IN (SELECT unnest($rows))",
                {"rows": [int(row) for row in rows]},
            ).fetchall()
        )
    unknown = next((int(row) for row in rows if int(row) not in id_of), None)
    if unknown is not None:
        raise QueryError(
            f"There is no customer row {unknown}: this catalogue has {catalog.summary.customers:,} customers."
        )
    return [str(id_of[int(row)]) for row in rows]


def customer_rows(catalog: Catalog, ids: Sequence[str]) -> IntVector:
    """(n,) the row of each customer id, in order; -1 for an unknown customer."""
    with catalog.connect() as connection:
        known = connection.execute(
            "SELECT customer, customer_id FROM customers SEMI JOIN (SELECT unnest($ids) AS customer_id) "
            "USING (customer_id)",
            {"ids": list(ids)},
        ).fetchall()
    row_of = {customer_id: row for row, customer_id in known}
    return np.array([row_of.get(customer_id, -1) for customer_id in ids], dtype=np.int32)
