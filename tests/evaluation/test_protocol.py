"""The protocols: who is asked, what is hidden, and that nothing hidden can be seen."""

from datetime import date

import pytest

from stylehub_core.errors import QueryError
from stylehub_core.evaluation.protocol import PROTOCOLS, Round, protocol
from stylehub_core.evaluation.split import NoSplitError
from stylehub_core.models.contract import FROM_PURCHASES, World
from tests.conftest import MakeCatalog

EPOCH = date(1970, 1, 1)


def seen(one: Round) -> set[tuple[str, int, int]]:
    with one.world.purchases() as purchases:
        rows = purchases.execute("SELECT t_dat, customer, article FROM purchases").fetchall()
    return {(day.isoformat(), customer, article) for day, customer, article in rows}


def asked(one: Round) -> dict[int, tuple[str, list[int]]]:
    found = one.questions
    return {
        int(customer): (date.fromordinal(EPOCH.toordinal() + int(day)).isoformat(), rows.tolist())
        for customer, day, rows in zip(found.customers, found.days, found.relevant, strict=True)
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
    found = protocol("next-basket", World(catalog, encoder))
    assert asked(found.test) == {0: ("2020-03-01", [3, 4]), 1: ("2020-06-01", [6])}
    assert seen(found.test) == {
        ("2020-01-01", 0, 1),
        ("2020-02-01", 0, 2),
        ("2020-01-05", 1, 5),
        ("2020-07-01", 2, 7),
    }
    assert asked(found.validation) == {0: ("2020-02-01", [2])}
    assert seen(found.validation) == {("2020-01-01", 0, 1), ("2020-01-05", 1, 5), ("2020-07-01", 2, 7)}
    assert found.test.questions.seen_before.nonzero()[0].tolist() == [1, 2, 5, 7]
    assert [rows.tolist() for rows in found.test.questions.targets(seen=False)] == [[3, 4], [6]]


def test_next_week_asks_for_the_last_days(make_catalog: MakeCatalog, encoder) -> None:
    days = [(f"2020-01-{day:02d}", day % 3, day % 20) for day in range(1, 31)]
    found = protocol("next-week", World(make_catalog(days), encoder))
    assert {day for day, _ in asked(found.test).values()} == {"2020-01-24"}
    assert max(day for day, *_ in seen(found.test)) == "2020-01-23"
    assert {day for day, _ in asked(found.validation).values()} == {"2020-01-17"}
    assert max(day for day, *_ in seen(found.validation)) == "2020-01-16"
    bought = {customer: rows for customer, (_, rows) in asked(found.test).items()}
    assert bought[0] == sorted(day % 20 for day in range(24, 31) if day % 3 == 0)


def test_short_data_has_a_short_week(make_catalog: MakeCatalog, encoder) -> None:
    found = protocol("next-week", World(make_catalog([(f"2020-01-0{day}", 0, day) for day in range(1, 6)]), encoder))
    assert asked(found.test) == {0: ("2020-01-05", [5])}
    assert asked(found.validation) == {0: ("2020-01-04", [4])}


@pytest.mark.parametrize("name", PROTOCOLS)
def test_what_articles_sold_cannot_be_seen(make_catalog: MakeCatalog, encoder, name: str) -> None:
    catalog = make_catalog([(f"2020-01-{day:02d}", day % 2, day) for day in range(1, 15)])
    found = protocol(name, World(catalog, encoder))
    for one in (found.validation, found.test):
        assert not set(FROM_PURCHASES) & set(one.world.articles.columns)
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
