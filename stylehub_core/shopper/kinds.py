"""Kinds of customers, by their purchases before the day of the request: loyal, seasonal, newcomer, cold."""

from dataclasses import dataclass
from typing import Literal, get_args

import duckdb
import numpy as np

from stylehub_core.arrays import IntVector
from stylehub_core.errors import QueryError
from stylehub_core.lab.serving import Serving

Kind = Literal["loyal", "seasonal", "newcomer", "cold"]
KINDS: tuple[Kind, ...] = get_args(Kind)

SENTENCES: dict[Kind, str] = {
    "loyal": "Top quarter by number of shopping days, over at least half of the period that the data covers.",
    "seasonal": "Shopped on at least four days over at least ten months, and bought at least three of four pieces "
    "in the same season.",
    "newcomer": "First purchase within the last 90 days, on at most three days, and at least two pieces.",
    "cold": "Bought at most one piece.",
}
"""What each kind means. Only purchases before the day of the request count."""

MOST_EXAMINED = 100_000
"""If there are more customers, a random sample of this many is sorted into kinds."""

_DRAWN = 200  # random customers that are kept of each kind

# Seasons are December to February, March to May, and so on.
_FACTS = """
    CREATE TEMP TABLE facts AS
    WITH days AS (
        SELECT customer, t_dat, count(*) AS pieces FROM purchases SEMI JOIN requests USING (customer) GROUP BY ALL
    ), seasons AS (
        SELECT requests.customer, today, t_dat, pieces, month(t_dat) % 12 // 3 AS season
        FROM requests LEFT JOIN days ON days.customer = requests.customer AND t_dat < DATE '1970-01-01' + today
    )
    SELECT customer, count(t_dat) AS days, coalesce(sum(pieces), 0) AS pieces, max(t_dat) - min(t_dat) AS span,
        any_value(today) - (min(t_dat) - DATE '1970-01-01') AS known_for,
        greatest(sum(pieces) FILTER (season = 0), sum(pieces) FILTER (season = 1),
                 sum(pieces) FILTER (season = 2), sum(pieces) FILTER (season = 3)) AS in_season
    FROM seasons GROUP BY customer
"""
_IS: dict[Kind, str] = {
    "loyal": "days >= $often AND span >= $long",
    "seasonal": "days >= 4 AND span >= 300 AND in_season >= 0.75 * pieces",
    "newcomer": "known_for <= 90 AND days <= 3 AND pieces >= 2",
    "cold": "pieces <= 1",
}


@dataclass(frozen=True, eq=False)
class Kinds:
    """Customers sorted into kinds; a customer may be of several kinds, or of none.

    counts: the number of customers of each kind.
    drawn: rows of some customers of each kind, in random order.
    often: the number of shopping days that puts a customer in the top quarter.
    long: half of the days that the data covers.
    examined: how many customers were sorted.
    """

    counts: dict[Kind, int]
    drawn: dict[Kind, IntVector]
    often: float
    long: int
    examined: int

    def customer_of(self, kind: Kind, turn: int) -> int:
        """The row of a customer of this kind, a different one for each turn. Raises QueryError if there is none."""
        rows = self.drawn[kind]
        if not len(rows):
            raise QueryError(f"No customer is {kind} here: {SENTENCES[kind]} Choose another kind or another moment.")
        return int(rows[turn % len(rows)])


def kinds(serving: Serving, seed: int = 0) -> Kinds:
    """The kinds of the customers in the protocol's test, or of all customers for today."""
    with _facts(serving, None) as connection:
        often, long = _bounds(connection)
        counts: dict[Kind, int] = {}
        drawn: dict[Kind, IntVector] = {}
        for kind in KINDS:
            condition, values = _condition(kind, often, long)
            [(counts[kind],)] = connection.execute(f"SELECT count(*) FROM facts WHERE {condition}", values).fetchall()
            by_chance = f"ORDER BY hash(customer::BIGINT + {int(seed)}), customer LIMIT {_DRAWN}"
            rows = connection.execute(f"SELECT customer FROM facts WHERE {condition} {by_chance}", values).fetchnumpy()
            drawn[kind] = np.asarray(rows["customer"], np.int32)
        [(examined,)] = connection.execute("SELECT count(*) FROM facts").fetchall()
        return Kinds(counts, drawn, often, long, int(examined))


def kinds_of(serving: Serving, customer: int, among: Kinds) -> list[Kind]:
    """The kinds of one customer. customer: a row; among: the kinds that `kinds` found, for its limits."""
    with _facts(serving, customer) as connection:
        return [kind for kind in KINDS if _holds(connection, kind, among)]


def random_customer(serving: Serving, seed: int) -> int:
    """The row of a random customer in the protocol's test, or of all for today. Raises QueryError if there is none."""
    questions, rng = serving.questions, np.random.default_rng(seed)
    if questions is not None:
        return int(rng.choice(questions.customers))
    count = serving.hub.catalog.summary.customers
    if not count:
        raise QueryError("This catalogue has no customers: build it from a folder with customers.csv.")
    return int(rng.integers(count))


def _facts(serving: Serving, customer: int | None) -> duckdb.DuckDBPyConnection:
    """A connection with the table `facts`, one row for each customer. The caller must close it."""
    connection = serving.world.purchases()
    if customer is not None:
        values = {"customer": customer, "today": serving.day_of(customer)}
        connection.execute(
            "CREATE TEMP TABLE requests AS SELECT $customer::INTEGER AS customer, $today AS today", values
        )
    elif serving.questions is not None:
        values = {"customers": serving.questions.customers.tolist(), "days": serving.questions.days.tolist()}
        connection.execute(
            "CREATE TEMP TABLE requests AS "
            "SELECT unnest($customers)::INTEGER AS customer, unnest($days)::INTEGER AS today",
            values,
        )
    else:
        connection.execute(
            "CREATE TEMP TABLE requests AS SELECT customer, $today AS today FROM customers "
            "ORDER BY hash(customer) LIMIT $most",
            {"today": serving.today, "most": MOST_EXAMINED},
        )
    connection.execute(_FACTS)
    return connection


def _bounds(connection: duckdb.DuckDBPyConnection) -> tuple[float, int]:
    """(shopping days from which a buyer is in the top quarter, half of the days that the data covers)."""
    [(often,)] = connection.execute("SELECT quantile_cont(days, 0.75) FROM facts WHERE days > 0").fetchall()
    [(covered,)] = connection.execute("SELECT max(t_dat) - min(t_dat) + 1 FROM purchases").fetchall()
    return float(often or 0), int(covered or 0) // 2


def _condition(kind: Kind, often: float, long: int) -> tuple[str, dict[str, float]]:
    return _IS[kind], {"often": often, "long": long} if kind == "loyal" else {}


def _holds(connection: duckdb.DuckDBPyConnection, kind: Kind, among: Kinds) -> bool:
    condition, values = _condition(kind, among.often, among.long)
    return connection.execute(f"SELECT 1 FROM facts WHERE {condition}", values).fetchone() is not None
