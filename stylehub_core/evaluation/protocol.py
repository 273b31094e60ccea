"""Who is asked what, and what may be seen: the protocols of the lab, each with its validation and its test.

`next-week`: the last days of all purchases are the test, as many before them the validation (Kaggle's task).
`next-basket`: each customer's last shopping day is the test, the one before it the validation; for thin data.
`co-purchase`: one article of a later basket is hidden, and the rest of that basket is all that is known of somebody.
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
"""More are sampled: the ranges are narrow by then."""


@dataclass(frozen=True, eq=False)
class Questions:
    """customers: (c,) rows; days: (c,) the day, since 1970, on which each is asked; relevant: for each the distinct
    articles bought then; pieces, buyers: (articles,) how often, and by how many customers, each was bought in what
    is seen.
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
        """(articles,) whether anybody bought it in what may be seen."""
        return self.pieces > 0

    def targets(self, *, seen: bool) -> tuple[IntVector, ...]:
        """`relevant`, only those that somebody (nobody) bought before."""
        return tuple(rows[self.seen_before[rows] == seen] for rows in self.relevant)


@dataclass(frozen=True, eq=False)
class Round:
    """A world in which the answers are hidden, and the questions.

    note: for people, what was hidden, or ''; given: the histories that are shown, where they are not all that the
    customers bought before; repeats: whether what a history holds may be an answer.
    """

    world: World
    questions: Questions
    note: str = ""
    given: Histories | None = None
    repeats: bool = True

    @cached_property
    def past(self) -> Histories:
        """What is known of the customers asked: `given`, or what they bought before."""
        if self.given is not None:
            return self.given
        return histories(self.world, self.questions.customers, self.questions.days)

    @property
    def requests(self) -> Requests:
        """One request for each customer asked."""
        return Requests(self.past)

    @cached_property
    def popularity(self) -> PopularityScorer:
        """What sells in this world. Raises ModelError where nothing was bought."""
        return PopularityScorer(sales(self.world), by_age=False)


@dataclass(frozen=True, eq=False)
class Protocol:
    """validation: for choosing settings; test: looked at once. The test's purchases are hidden in both."""

    name: ProtocolName
    validation: Round
    test: Round


def protocol(name: str, world: World) -> Protocol:
    """The protocol on the world's catalogue. Raises QueryError for an unknown name, NoSplitError for too short data."""
    if name == "next-week":
        return _next_week(world)
    if name == "next-basket":
        return _next_basket(world)
    if name == "co-purchase":
        return _co_purchase(world)
    raise QueryError(f"There is no protocol '{name[:60]}'. The protocols are: {', '.join(PROTOCOLS)}.")


def _next_week(world: World) -> Protocol:
    return _checked(Protocol("next-week", week_round(world, 2), week_round(world, 1)))


def week_round(world: World, place: int) -> Round:
    """Asks for the last week (place 1), the one before it (2), and so on; it and all later are hidden.

    Of data that is shorter than four weeks, a fourth of its days is a week. Raises NoSplitError below four days.
    """
    with world.catalog.connect() as connection:
        first, last = connection.execute("SELECT min(t_dat), max(t_dat) FROM transactions").fetchall()[0]
        span = 0 if last is None else (last - first).days + 1
        length = min(WEEK, span // 4)
        if length < 1:
            raise NoSplitError(
                f"next-week needs purchases over four days or more, and there are {span}: for a learning time, "
                "a validation and a test. Use a longer period."
            )
        cut = last - timedelta(days=length * place)
        start, end = cut + timedelta(days=1), cut + timedelta(days=length)
        asked = (
            f"SELECT customer, article, DATE '{start}' AS asked FROM transactions "
            f"WHERE t_dat BETWEEN DATE '{start}' AND DATE '{end}'"
        )
        return _round(replace(world, until=cut), connection, asked, f"Bought from {start} to {end}, seen until {cut}.")


def _next_basket(world: World) -> Protocol:
    return _checked(Protocol("next-basket", basket_round(world, 2), basket_round(world, 1)))


def basket_round(world: World, place: int) -> Round:
    """Asks for each customer's last basket (place 1), the last but one (2), and so on; it and all later are hidden."""
    with world.catalog.connect() as connection:
        connection.execute(
            "CREATE TABLE baskets AS SELECT customer, t_dat, "
            "row_number() OVER (PARTITION BY customer ORDER BY t_dat DESC) AS place, "
            "count(*) OVER (PARTITION BY customer) AS baskets FROM (SELECT DISTINCT customer, t_dat FROM transactions)"
        )
        # Who has too few baskets to be asked keeps the first, and the later ones stay hidden.
        hidden = connection.execute(
            "SELECT customer, t_dat AS hidden_from FROM baskets "
            "WHERE place = least($place, baskets - 1) AND baskets > 1 ORDER BY customer",
            {"place": place},
        ).df()
        asked = (
            "SELECT customer, article, t_dat AS asked FROM transactions JOIN baskets USING (customer, t_dat) "
            f"WHERE place = {place} AND baskets > {place}"
        )
        what = {1: "last", 2: "last but one"}.get(place, f"last but {place - 1}")
        note = f"Each customer's {what} basket, seen until the day before it."
        return _round(replace(world, hidden_from=hidden), connection, asked, note)


def _co_purchase(world: World) -> Protocol:
    try:
        split = last_days(world.catalog)
    except NoSplitError as error:
        raise NoSplitError(f"co-purchase learns from the past of a longer time. {error}") from error
    length, rounds = timedelta(days=split.test_days), []
    with world.catalog.connect() as connection:
        for cut, last in ((split.train_until - length, split.train_until), (split.train_until, split.test_until)):
            start = cut + timedelta(days=1)
            asked = hidden_articles(connection, start, last).sample(MOST_CUSTOMERS)
            rounds.append(_hidden_round(replace(world, until=cut), asked, start, last))
    return _checked(Protocol("co-purchase", *rounds))


def _hidden_round(world: World, asked: HiddenArticles, start: date, last: date) -> Round:
    pieces, buyers = _sold(world)
    answers = tuple(asked.hidden[at : at + 1] for at in range(len(asked.hidden)))
    note = (
        f"Each customer's last basket from {start} to {last} that spans product groups, one article of it hidden and "
        f"the rest given; seen until {world.until}."
    )
    questions = Questions(asked.customers, asked.days, answers, pieces, buyers)
    return Round(world, questions, note, given=asked.given(), repeats=False)


def _sold(world: World) -> tuple[IntVector, IntVector]:
    """(articles,) pieces, and (articles,) distinct buyers, in what may be seen."""
    pieces, buyers = np.zeros((2, len(world.catalog)), np.int32)
    with world.purchases() as purchases:
        seen = purchases.execute(
            "SELECT article, count(*) AS pieces, count(DISTINCT customer) AS buyers FROM purchases GROUP BY article"
        ).fetchnumpy()
    pieces[seen["article"]], buyers[seen["article"]] = seen["pieces"], seen["buyers"]
    return pieces, buyers


def _round(world: World, connection: duckdb.DuckDBPyConnection, asked: str, note: str) -> Round:
    """asked: a query that gives (customer, article, asked), what was bought and the day of asking."""
    found = connection.execute(
        "SELECT DISTINCT customer, article, date_diff('day', DATE '1970-01-01', asked)::INTEGER AS day "
        f"FROM ({asked}) ORDER BY customer, article"
    ).fetchnumpy()
    customers, starts = np.unique(found["customer"].astype(np.int32), return_index=True)
    days = found["day"].astype(np.int32)[starts]
    relevant = np.split(found["article"].astype(np.int32), starts[1:]) if len(customers) else []
    chosen = np.sort(np.random.default_rng(0).permutation(len(customers))[:MOST_CUSTOMERS])
    pieces, buyers = _sold(world)
    answers = tuple(relevant[at] for at in chosen)
    return Round(world, Questions(customers[chosen], days[chosen], answers, pieces, buyers), note)


def _checked(found: Protocol) -> Protocol:
    for one, what in ((found.validation, "validation"), (found.test, "test")):
        if not len(one.questions):
            raise NoSplitError(
                f"{found.name} has no customer to ask in its {what}: give purchases over a longer time, "
                "or use another protocol."
            )
    return found
