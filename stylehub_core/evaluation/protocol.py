"""The lab's protocols: who is recommended for, what is held out, and what may be learned from.

`next-week`: the last days of all purchases are the test, and as many days before them the validation (Kaggle's task).
`next-basket`: each customer's last shopping day is the test, the one before it the validation; for sparse data.
`co-purchase`: one article of a later basket is hidden, and the rest of that basket is all that is known of the
customer.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Literal

import duckdb
import numpy as np

from stylehub_core.arrays import BoolVector, IntVector
from stylehub_core.errors import QueryError
from stylehub_core.evaluation.hidden_articles import HiddenArticles, hidden_articles
from stylehub_core.evaluation.split import NoSplitError, last_days
from stylehub_core.histories import Histories
from stylehub_core.models.world import World
from stylehub_core.recommenders.histories import histories
from stylehub_core.recommenders.popularity import PopularityScorer, sales
from stylehub_core.request import Requests

ProtocolName = Literal["next-week", "next-basket", "co-purchase"]
PROTOCOLS: tuple[ProtocolName, ...] = ("next-week", "next-basket", "co-purchase")

WEEK = 7
MOST_CUSTOMERS = 5000
"""At most so many customers are tested, a random sample: ranges are narrow by then."""


@dataclass(frozen=True, eq=False)
class Questions:
    """The customers to recommend for, and the purchases held out.

    customers: (c,) rows.
    days: (c,) the day to recommend for, since 1970.
    relevant: for each customer, the distinct articles bought then.
    pieces, buyers: (articles,) how often, and by how many customers, each article was bought in the visible purchases.
    """

    customers: IntVector
    days: IntVector
    relevant: tuple[IntVector, ...]
    pieces: IntVector
    buyers: IntVector

    def __len__(self) -> int:
        return len(self.customers)

    @property
    def seen_before(self) -> BoolVector:
        """(articles,) whether the visible purchases contain the article."""
        return self.pieces > 0

    def targets(self, *, seen: bool) -> tuple[IntVector, ...]:
        """`relevant`, restricted to articles that were (not) bought in the visible purchases."""
        return tuple(rows[self.seen_before[rows] == seen] for rows in self.relevant)


@dataclass(frozen=True, eq=False)
class Round:
    """A world without the held-out purchases, and the questions about these.

    note: what is held out, in words; may be ''.
    given_histories: the histories to recommend for, if they are not simply the customers' earlier purchases.
    repeats: whether articles of the history may be answers.
    """

    world: World
    questions: Questions
    note: str = ""
    given_histories: Histories | None = None
    repeats: bool = True

    @cached_property
    def past(self) -> Histories:
        """The customers' histories: `given_histories`, or what they bought before."""
        if self.given_histories is not None:
            return self.given_histories
        return histories(self.world, self.questions.customers, self.questions.days)

    @property
    def requests(self) -> Requests:
        """One request for each customer."""
        return Requests(self.past)

    @cached_property
    def popularity(self) -> PopularityScorer:
        """The bestsellers of this world. Raises ModelError if it has no purchases."""
        return PopularityScorer(sales(self.world), by_age=False)


@dataclass(frozen=True, eq=False)
class Protocol:
    """validation: for choosing settings.
    test: used once. Both hide the purchases of the test.
    """

    name: ProtocolName
    validation: Round
    test: Round


def protocol(name: str, world: World) -> Protocol:
    """The protocol on the world's catalogue. Raises QueryError for an unknown name, NoSplitError for short data."""
    if name == "next-week":
        return _next_week(world)
    if name == "next-basket":
        return _next_basket(world)
    if name == "co-purchase":
        return _co_purchase(world)
    raise QueryError(f"There is no protocol '{name[:60]}'. The protocols are: {', '.join(PROTOCOLS)}.")


def _next_week(world: World) -> Protocol:
    return _checked(Protocol("next-week", week_round(world, 2), week_round(world, 1)))


def week_round(world: World, weeks_back: int) -> Round:
    """The round that tests on the last week (weeks_back 1), the one before it (2), and so on.

    That week and all later purchases are hidden. If the data is shorter than four weeks, a quarter of its days is a
    week.
    Raises NoSplitError for fewer than four days.
    """
    with world.catalog.connect() as connection:
        first, last = connection.execute("SELECT min(t_dat), max(t_dat) FROM transactions").fetchall()[0]
        span = 0 if last is None else (last - first).days + 1
        length = min(WEEK, span // 4)
        if length < 1:
            raise NoSplitError(
                "next-week needs purchases over four days or more for training, validation and test; "
                f"there are {span}. Use a longer period."
            )
        cut = last - timedelta(days=length * weeks_back)
        start, end = cut + timedelta(days=1), cut + timedelta(days=length)
        query = (
            f"SELECT customer, article, DATE '{start}' AS day FROM transactions "
            f"WHERE t_dat BETWEEN DATE '{start}' AND DATE '{end}'"
        )
        return _round(
            replace(world, until=cut), connection, query, f"Purchases from {start} to {end}; training data up to {cut}."
        )


def _next_basket(world: World) -> Protocol:
    return _checked(Protocol("next-basket", basket_round(world, 2), basket_round(world, 1)))


def basket_round(world: World, baskets_back: int) -> Round:
    """The round that tests on each customer's last basket (baskets_back 1), the last but one (2), and so on.

    That basket and all later purchases of the customer are hidden.
    """
    with world.catalog.connect() as connection:
        connection.execute(
            "CREATE TEMP TABLE baskets AS SELECT customer, t_dat, "
            "row_number() OVER (PARTITION BY customer ORDER BY t_dat DESC) AS back, "
            "count(*) OVER (PARTITION BY customer) AS baskets FROM (SELECT DISTINCT customer, t_dat FROM transactions)"
        )
        # A customer with too few baskets to be tested keeps the first one, and the later ones stay hidden.
        hidden = connection.execute(
            "SELECT customer, t_dat AS hidden_from FROM baskets "
            "WHERE back = least($back, baskets - 1) AND baskets > 1 ORDER BY customer",
            {"back": baskets_back},
        ).df()
        query = (
            "SELECT customer, article, t_dat AS day FROM transactions JOIN baskets USING (customer, t_dat) "
            f"WHERE back = {baskets_back} AND baskets > {baskets_back}"
        )
        which = {1: "last", 2: "last but one"}.get(baskets_back, f"last but {baskets_back - 1}")
        note = f"Each customer's {which} basket; training data up to the day before it."
        return _round(replace(world, hidden_from=hidden), connection, query, note)


def _co_purchase(world: World) -> Protocol:
    try:
        split = last_days(world.catalog)
    except NoSplitError as error:
        raise NoSplitError(f"co-purchase needs purchases over a longer period. {error}") from error
    length, rounds = timedelta(days=split.test_days), []
    with world.catalog.connect() as connection:
        for cut, last in ((split.train_until - length, split.train_until), (split.train_until, split.test_until)):
            start = cut + timedelta(days=1)
            sample = hidden_articles(connection, start, last).sample(MOST_CUSTOMERS)
            rounds.append(_hidden_round(replace(world, until=cut), sample, start, last))
    return _checked(Protocol("co-purchase", *rounds))


def _hidden_round(world: World, sample: HiddenArticles, start: date, last: date) -> Round:
    pieces, buyers = sold(world)
    answers = tuple(sample.hidden[row : row + 1] for row in range(len(sample.hidden)))
    note = (
        f"Each customer's last basket from {start} to {last} that spans product groups, with one article hidden and "
        f"the rest given; training data up to {world.until}."
    )
    questions = Questions(sample.customers, sample.days, answers, pieces, buyers)
    return Round(world, questions, note, given_histories=sample.histories(), repeats=False)


def sold(world: World) -> tuple[IntVector, IntVector]:
    """((articles,) pieces, (articles,) distinct buyers) in the visible purchases."""
    pieces, buyers = np.zeros((2, len(world.catalog)), np.int32)
    with world.purchases() as purchases:
        seen = purchases.execute(
            "SELECT article, count(*) AS pieces, count(DISTINCT customer) AS buyers FROM purchases GROUP BY article"
        ).fetchnumpy()
    pieces[seen["article"]], buyers[seen["article"]] = seen["pieces"], seen["buyers"]
    return pieces, buyers


def _round(world: World, connection: duckdb.DuckDBPyConnection, query: str, note: str) -> Round:
    """query: gives (customer, article, day), the held-out purchases and the day to recommend for."""
    lines = connection.execute(
        "SELECT DISTINCT customer, article, date_diff('day', DATE '1970-01-01', day)::INTEGER AS day "
        f"FROM ({query}) ORDER BY customer, article"
    ).fetchnumpy()
    customers, starts = np.unique(lines["customer"].astype(np.int32), return_index=True)
    days = lines["day"].astype(np.int32)[starts]
    relevant = np.split(lines["article"].astype(np.int32), starts[1:]) if len(customers) else []
    chosen = np.sort(np.random.default_rng(0).permutation(len(customers))[:MOST_CUSTOMERS])
    pieces, buyers = sold(world)
    answers = tuple(relevant[row] for row in chosen)
    return Round(world, Questions(customers[chosen], days[chosen], answers, pieces, buyers), note)


def _checked(protocol: Protocol) -> Protocol:
    for round_, name in ((protocol.validation, "validation"), (protocol.test, "test")):
        if not len(round_.questions):
            raise NoSplitError(
                f"The {name} of {protocol.name} has no customers: add purchases over a longer period, "
                "or use another protocol."
            )
    return protocol
