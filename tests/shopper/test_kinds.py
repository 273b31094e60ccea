"""Kinds: on the day of asking, each planted customer is of their kind, and nobody else is."""

import pytest

from stylehub_core.errors import QueryError
from stylehub_core.shopper.kinds import KINDS, SENTENCES, kinds, kinds_of, random_customer
from tests.conftest import MakeCatalog
from tests.shopper.shop import COLD, LOYAL, NEWCOMER, NOBODY, SEASONAL, kinds_purchases, serving_of


def test_each_customer_is_of_its_kind(make_catalog: MakeCatalog) -> None:
    serving = serving_of(make_catalog(kinds_purchases()))
    sampled = kinds(serving)
    assert {kind: sorted(rows.tolist()) for kind, rows in sampled.drawn.items()} == {
        "loyal": [LOYAL], "seasonal": [SEASONAL], "newcomer": [NEWCOMER], "cold": [COLD, NOBODY],
    }  # fmt: skip
    assert sampled.counts == {"loyal": 1, "seasonal": 1, "newcomer": 1, "cold": 2}
    assert sampled.examined == 10
    kinds_by_customer = {customer: kinds_of(serving, customer, sampled) for customer in range(10)}
    assert kinds_by_customer == {LOYAL: ["loyal"], SEASONAL: ["seasonal"], NEWCOMER: ["newcomer"]} | {
        COLD: ["cold"], NOBODY: ["cold"], **{who: [] for who in range(5, 10)},
    }  # fmt: skip


def test_each_turn_gives_another_and_none_is_said(make_catalog: MakeCatalog) -> None:
    sampled = kinds(serving_of(make_catalog(kinds_purchases())))
    assert {sampled.customer_of("cold", turn) for turn in range(2)} == {COLD, NOBODY}
    assert sampled.customer_of("cold", 0) == sampled.customer_of("cold", 2)
    short = kinds(serving_of(make_catalog([("2020-01-01", 1, 1), ("2020-01-02", 1, 2)])))
    with pytest.raises(QueryError, match="No customer is seasonal here"):
        short.customer_of("seasonal", 0)


def test_what_is_held_out_does_not_count(make_catalog: MakeCatalog) -> None:
    """Under next-basket, a customer with one earlier piece is cold, and only customers of the test have a kind."""
    lines = [*kinds_purchases(), ("2020-12-30", COLD, 7), ("2020-12-30", COLD, 8)]
    serving = serving_of(make_catalog(lines), "next-basket")
    sampled = kinds(serving)
    assert sampled.drawn["cold"].tolist() == [COLD]
    assert "cold" in kinds_of(serving, COLD, sampled)
    assert "cold" not in kinds_of(serving_of(make_catalog(lines)), COLD, sampled)


def test_a_random_customer_is_one_of_the_moment(make_catalog: MakeCatalog) -> None:
    catalog = make_catalog(kinds_purchases())
    serving = serving_of(catalog, "next-basket")
    assert serving.questions is not None
    assert {random_customer(serving, seed) for seed in range(20)} <= set(serving.questions.customers.tolist())
    assert {random_customer(serving_of(catalog), seed) for seed in range(60)} == set(range(10))


def test_of_many_customers_some_are_examined(make_catalog: MakeCatalog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stylehub_core.shopper.kinds.MOST_EXAMINED", 4)
    sampled = kinds(serving_of(make_catalog(kinds_purchases())))
    assert sampled.examined == 4
    assert sum(sampled.counts.values()) <= 4


def test_every_kind_has_its_sentence() -> None:
    assert set(SENTENCES) == set(KINDS)
