"""Find one customer by the beginning of an id, or by row. Ids are long hashes, so screens show only the beginning."""

import math
from dataclasses import dataclass

from stylehub_core.catalog.catalog import Catalog
from stylehub_core.errors import QueryError

SHOWN = 8
"""Characters of an id that are shown; two customers may share them."""


@dataclass(frozen=True)
class Customer:
    """One customer of the catalogue.

    address: the shortest unique beginning of the id, at least SHOWN characters long.
    age: in years, None if unknown.
    """

    row: int
    customer_id: str
    address: str
    age: int | None

    @property
    def shown(self) -> str:
        return self.address[:SHOWN]


def find_customer(catalog: Catalog, text: str) -> Customer:
    """The customer whose id is `text` or begins with it. Raises QueryError if there is none, or more than one."""
    beginning = text.strip()
    if not beginning:
        raise QueryError("No customer id was given: enter one from customers.csv, or its beginning.")
    with catalog.connect() as connection:
        matches = connection.execute(
            "SELECT customer, customer_id FROM customers WHERE starts_with(customer_id, $beginning) "
            "ORDER BY customer_id LIMIT 2",
            {"beginning": beginning},
        ).fetchall()
        if not matches:
            raise QueryError(
                f"No customer's id begins with '{beginning[:20]}' in this catalogue of {catalog.summary.customers:,} "
                "customers. Enter a customer_id from customers.csv, or its beginning."
            )
        if len(matches) > 1 and matches[0][1] != beginning:
            [(count,)] = connection.execute(
                "SELECT count(*) FROM customers WHERE starts_with(customer_id, $beginning)", {"beginning": beginning}
            ).fetchall()
            raise QueryError(f"{count:,} customers' ids begin with '{beginning[:20]}': enter more of the id.")
    return customer_at(catalog, int(matches[0][0]))


def customer_at(catalog: Catalog, row: int) -> Customer:
    """The customer in this row. Raises QueryError if there is no such row."""
    with catalog.connect() as connection:
        adjacent = connection.execute(
            "SELECT customer, customer_id, age FROM customers WHERE customer BETWEEN $row - 1 AND $row + 1",
            {"row": row},
        ).fetchall()
    own = next((customer for customer in adjacent if customer[0] == row), None)
    if own is None:
        raise QueryError(
            f"There is no customer row {row}: this catalogue has rows 0 to {catalog.summary.customers - 1:,}."
        )
    # Customers are sorted by id, so no other id shares a longer beginning than those in the two rows beside it.
    shared = max((_shared(own[1], other[1]) for other in adjacent if other[0] != row), default=0)
    age = None if own[2] is None or math.isnan(own[2]) else int(own[2])
    return Customer(row, own[1], own[1][: max(SHOWN, shared + 1)], age)


def _shared(first: str, second: str) -> int:
    """The length of the beginning that two ids share."""
    pairs = enumerate(zip(first, second, strict=False))
    return next((length for length, (a, b) in pairs if a != b), min(len(first), len(second)))
