"""The protocols: the customers asked about, the hidden purchases, and that no hidden purchase can be seen."""

from collections.abc import Callable
from datetime import date

import numpy as np
import pytest

from stylehub_core.catalog.catalog import Catalog
from stylehub_core.catalog.sales import NEVER
from stylehub_core.errors import QueryError
from stylehub_core.evaluation.hidden_articles import hidden_articles
from stylehub_core.evaluation.protocol import PROTOCOLS, Round, basket_round, protocol, week_round
from stylehub_core.evaluation.split import NoSplitError
from stylehub_core.models.world import FROM_PURCHASES, World
from tests.conftest import MakeCatalog

EPOCH = date(1970, 1, 1)
MakeMixed = Callable[[], Catalog]


def seen(round_: Round) -> set[tuple[str, int, int]]:
    with round_.world.purchases() as purchases:
        rows = purchases.execute("SELECT t_dat, customer, article FROM purchases").fetchall()
    return {(day.isoformat(), customer, article) for day, customer, article in rows}


@pytest.fixture
def make_mixed(make_catalog: MakeCatalog) -> MakeMixed:
    """Four weeks of purchases. Articles from 10 on belong to another product group."""

    def make() -> Catalog:
        daily = [(f"2020-01-{day:02d}", 3, day % 20) for day in range(1, 29)]
        mixed = [("2020-01-18", 4, 5), ("2020-01-18", 4, 15), ("2020-01-25", 0, 1), ("2020-01-25", 0, 11)]
        mixed += [("2020-01-25", 0, 12), ("2020-01-24", 1, 2), ("2020-01-24", 1, 12)]
        one_kind = [("2020-01-27", 1, 3), ("2020-01-27", 1, 4), ("2020-01-26", 2, 6), ("2020-01-26", 2, 7)]
        return make_catalog([*daily, *mixed, *one_kind], groups=dict.fromkeys(range(10, 20), "Shoes"))

    return make


def questions_of(round_: Round) -> dict[int, tuple[str, list[int]]]:
    questions = round_.questions
    return {
        int(customer): (date.fromordinal(EPOCH.toordinal() + int(day)).isoformat(), rows.tolist())
        for customer, day, rows in zip(questions.customers, questions.days, questions.relevant, strict=True)
    }


def test_next_basket_hides_each_customer_s_own_last_baskets(make_catalog: MakeCatalog, encoder) -> None:
    catalog = make_catalog(
        [
            ("2020-01-01", 0, 1),
            ("2020-02-01", 0, 2),
            ("2020-02-01", 0, 2),
            ("2020-03-01", 0, 3),
            ("2020-03-01", 0, 4),
            ("2020-01-05", 1, 5),
            ("2020-06-01", 1, 6),
            ("2020-07-01", 2, 7),
        ]
    )
    rounds = protocol("next-basket", World(catalog, encoder))
    assert questions_of(rounds.test) == {0: ("2020-03-01", [3, 4]), 1: ("2020-06-01", [6])}
    assert seen(rounds.test) == {
        ("2020-01-01", 0, 1),
        ("2020-02-01", 0, 2),
        ("2020-01-05", 1, 5),
        ("2020-07-01", 2, 7),
    }
    assert questions_of(rounds.validation) == {0: ("2020-02-01", [2])}
    assert seen(rounds.validation) == {("2020-01-01", 0, 1), ("2020-01-05", 1, 5), ("2020-07-01", 2, 7)}
    assert rounds.test.questions.seen_before.nonzero()[0].tolist() == [1, 2, 5, 7]
    assert [rows.tolist() for rows in rounds.test.questions.targets(seen=False)] == [[3, 4], [6]]


def test_a_basket_further_back_hides_all_that_came_after_it(make_catalog: MakeCatalog, encoder) -> None:
    bought = [(f"2020-0{month}-01", 0, month) for month in range(1, 6)]
    round_ = basket_round(World(make_catalog([*bought, ("2020-01-05", 1, 6)]), encoder), 3)
    assert questions_of(round_) == {0: ("2020-03-01", [3])}
    assert seen(round_) == {("2020-01-01", 0, 1), ("2020-02-01", 0, 2), ("2020-01-05", 1, 6)}


def test_next_week_asks_for_the_last_days(make_catalog: MakeCatalog, encoder) -> None:
    days = [(f"2020-01-{day:02d}", day % 3, day % 20) for day in range(1, 31)]
    rounds = protocol("next-week", World(make_catalog(days), encoder))
    assert {day for day, _ in questions_of(rounds.test).values()} == {"2020-01-24"}
    assert max(day for day, *_ in seen(rounds.test)) == "2020-01-23"
    assert {day for day, _ in questions_of(rounds.validation).values()} == {"2020-01-17"}
    assert max(day for day, *_ in seen(rounds.validation)) == "2020-01-16"
    bought = {customer: rows for customer, (_, rows) in questions_of(rounds.test).items()}
    assert bought[0] == sorted(day % 20 for day in range(24, 31) if day % 3 == 0)


def test_a_week_further_back_hides_all_that_came_after_it(make_catalog: MakeCatalog, encoder) -> None:
    days = [(f"2020-01-{day:02d}", day % 3, day % 20) for day in range(1, 31)]
    round_ = week_round(World(make_catalog(days), encoder), 3)
    assert {day for day, _ in questions_of(round_).values()} == {"2020-01-10"}
    assert max(day for day, *_ in seen(round_)) == "2020-01-09"
    assert set(np.concatenate(round_.questions.relevant).tolist()) == set(range(10, 17))


def test_short_data_has_a_short_week(make_catalog: MakeCatalog, encoder) -> None:
    rounds = protocol("next-week", World(make_catalog([(f"2020-01-0{day}", 0, day) for day in range(1, 6)]), encoder))
    assert questions_of(rounds.test) == {0: ("2020-01-05", [5])}
    assert questions_of(rounds.validation) == {0: ("2020-01-04", [4])}


def test_co_purchase_hides_one_article_of_a_later_basket(make_mixed: MakeMixed, encoder) -> None:
    rounds = protocol("co-purchase", World(make_mixed(), encoder))
    test = rounds.test
    # Customer 1's last basket has one product group, so the earlier basket counts. Customer 2 has no mixed basket.
    assert test.questions.customers.tolist() == [0, 1]
    for place, basket in ((0, {1, 11, 12}), (1, {2, 12})):
        [hidden] = test.questions.relevant[place].tolist()
        given = set(test.past.article[test.past.owner == place].tolist())
        assert given | {hidden} == basket
        assert hidden not in given
    assert test.past.customers.tolist() == [-1, -1]
    assert (test.past.ago == 1).all()
    assert np.isnan(test.past.age).all()
    assert not test.repeats
    assert max(day for day, *_ in seen(test)) < "2020-01-22"
    assert max(day for day, *_ in seen(rounds.validation)) < "2020-01-15"
    days = rounds.validation.questions.days
    assert days.max() < test.questions.days.min()


def test_co_purchase_asks_the_same_in_every_run(make_mixed: MakeMixed, encoder) -> None:
    first, again = (protocol("co-purchase", World(make_mixed(), encoder)).test for _ in range(2))
    assert [rows.tolist() for rows in first.questions.relevant] == [rows.tolist() for rows in again.questions.relevant]
    assert first.past.article.tolist() == again.past.article.tolist()


def test_a_sample_of_baskets_keeps_each_with_its_own_articles(make_mixed: MakeMixed) -> None:
    with make_mixed().connect() as connection:
        everything = hidden_articles(connection, date(2020, 1, 1), date(2020, 1, 28))
    sampled = everything.sample(1)
    [at] = np.flatnonzero(everything.customers == sampled.customers[0])
    assert sampled.hidden.tolist() == everything.hidden[[at]].tolist()
    assert sampled.article.tolist() == everything.article[everything.basket == at].tolist()
    assert sampled.histories().owner.tolist() == [0] * len(sampled.article)


def test_what_was_first_sold_counts_only_what_may_be_seen(make_catalog: MakeCatalog, encoder) -> None:
    own = [("2020-01-01", 0, 1), ("2020-01-03", 0, 1), ("2020-01-09", 0, 1), ("2020-01-09", 0, 2)]
    catalog = make_catalog([*own, ("2020-01-05", 1, 3)])
    first = protocol("next-basket", World(catalog, encoder)).test.popularity.sales.first_sold
    day = date(2020, 1, 1).toordinal() - EPOCH.toordinal()
    assert first[[1, 2, 3]].tolist() == [day, NEVER, day + 4]


@pytest.mark.parametrize("name", ["next-week", "next-basket"])
def test_what_articles_sold_cannot_be_seen(make_catalog: MakeCatalog, encoder, name: str) -> None:
    catalog = make_catalog([(f"2020-01-{day:02d}", day % 2, day) for day in range(1, 15)])
    rounds = protocol(name, World(catalog, encoder))
    for round_ in (rounds.validation, rounds.test):
        assert not set(FROM_PURCHASES) & set(round_.world.articles.columns)
    assert set(FROM_PURCHASES) <= set(World(catalog, encoder).articles.columns)


@pytest.mark.parametrize("name", PROTOCOLS)
def test_too_short_data_says_so(make_catalog: MakeCatalog, encoder, name: str) -> None:
    world = World(make_catalog([("2020-01-01", 0, 1), ("2020-01-01", 1, 2)]), encoder)
    with pytest.raises(NoSplitError, match="longer"):
        protocol(name, world)
    with pytest.raises(NoSplitError, match="longer"):
        protocol(name, World(make_catalog([]), encoder))


def test_an_unknown_protocol_lists_the_known_ones(make_catalog: MakeCatalog, encoder) -> None:
    with pytest.raises(QueryError, match=r"no protocol 'next-year'.*next-week, next-basket"):
        protocol("next-year", World(make_catalog([("2020-01-01", 0, 1)]), encoder))
