"""One customer: found by the beginning of an id or by chance. Ids are long hashes, so people see their beginning."""

import math
from dataclasses import dataclass

from stylehub_core.catalog.catalog import Catalog
from stylehub_core.errors import QueryError

SHOWN = 8
"""Characters of an id that are shown; two customers may share them."""


@dataclass(frozen=True)
class Customer:
    """row: in the catalogue; address: the shortest beginning of the id, SHOWN characters or more, that is this
    customer's alone; age: years, None where unknown.
    """

    row: int
    address: str
    age: int | None

    @property
    def shown(self) -> str:
        return self.address[:SHOWN]


def find_customer(catalog: Catalog, text: str) -> Customer:
    """The customer whose id is `text` or begins with it. Raises QueryError where there is none, or more than one."""
    beginning = text.strip()
    if not beginning:
        raise QueryError("No customer id was given: give one, or its beginning, as customers.csv has it.")
    with catalog.connect() as connection:
        found = connection.execute(
            "SELECT customer, customer_id FROM customers WHERE starts_with(customer_id, $beginning) "
            "ORDER BY customer_id LIMIT 2",
            {"beginning": beginning},
        ).fetchall()
        if not found:
            raise QueryError(
                f"No customer's id begins with '{beginning[:20]}' in this catalogue of {catalog.summary.customers:,} "
                "customers. Give a customer_id as customers.csv has it, or its beginning."
            )
        if len(found) > 1 and found[0][1] != beginning:
            [(count,)] = connection.execute(
                "SELECT count(*) FROM customers WHERE starts_with(customer_id, $beginning)", {"beginning": beginning}
            ).fetchall()
            raise QueryError(f"{count:,} customers' ids begin with '{beginning[:20]}': give more of the id.")
    return customer_at(catalog, int(found[0][0]))


def customer_at(catalog: Catalog, row: int) -> Customer:
    """The customer of a row. Raises QueryError where there is no such row."""
    with catalog.connect() as connection:
        near = connection.execute(
            "SELECT customer, customer_id, age FROM customers WHERE customer BETWEEN $row - 1 AND $row + 1",
            {"row": row},
        ).fetchall()
    own = next((one for one in near if one[0] == row), None)
    if own is None:
        raise QueryError(f"No customer row {row}: this catalogue has rows 0 to {catalog.summary.customers - 1:,}.")
    # Customers are sorted by id, so that only its two neighbours can share more than any other.
    shared = max((_shared(own[1], other[1]) for other in near if other[0] != row), default=0)
    age = None if own[2] is None or math.isnan(own[2]) else int(own[2])
    return Customer(row, own[1][: max(SHOWN, shared + 1)], age)


def _shared(one: str, other: str) -> int:
    """How many characters two ids begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (first, second) in pairs if first != second), min(len(one), len(other)))
