"""The ids of customers, from their rows."""

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
