"""Sales that can be counted by hand."""

from datetime import date

import numpy as np
import pytest

from stylehub_core.catalog.catalog import Catalog
from stylehub_core.catalog.sales import Sales, Window, read_sales

FIRST = date(1970, 1, 1)


def read(catalog: Catalog, window: Window | None = None, **period: date) -> Sales:
    with catalog.connect() as connection:
        return read_sales(connection, "transactions", len(catalog), window, **period)


def number(day: str) -> int:
    return (date.fromisoformat(day) - FIRST).days


def test_best_sellers_of_a_thin_week_come_from_a_longer_time(make_catalog) -> None:
    sold = read(make_catalog([("2020-01-31", 0, 1), *[("2020-01-05", who, 2) for who in range(5)]]))
    assert sold.best(number("2020-02-01"), 10).tolist() == [2, 1]
    assert sold.best(number("2019-01-02"), 10).tolist() == []


def test_best_sellers_of_a_full_week_are_the_weeks(make_catalog) -> None:
    week = [("2020-01-31", who % 10, 1) for who in range(1000)]
    sold = read(make_catalog([*week, *[("2020-01-05", who % 10, 2) for who in range(1500)]]))
    assert sold.best(number("2020-02-01"), 10).tolist() == [1, 2]
    assert sold.before(number("2020-02-01"))[1] == pytest.approx(1, abs=1e-3)


def test_the_day_of_asking_decides(make_catalog) -> None:
    sold = read(make_catalog([("2020-01-05", 0, 1), ("2020-01-06", 1, 2), ("2020-01-06", 2, 2)]), Window(1, 1))
    for day, best in (("2020-01-05", []), ("2020-01-06", [1]), ("2020-01-07", [2, 1]), ("2020-01-06", [1])):
        assert sold.best(number(day), 5).tolist() == best


def test_days_are_counted_once_and_many_do_not_pile_up(make_catalog) -> None:
    sold = read(make_catalog([("2020-01-05", 0, 1)]))
    once = sold.before(number("2020-01-06"))
    assert sold.before(number("2020-01-06")) is once
    with pytest.raises(ValueError, match="read-only"):
        once[0] = 1
    for later in range(200):
        sold.before(number("2020-01-06") + later)
    assert len(sold._counts) <= 32


def test_a_period_and_the_age_of_buyers(make_catalog) -> None:
    catalog = make_catalog([("2020-01-05", 0, 1), ("2020-01-06", 1, 2), ("2020-01-07", 2, 3)])
    assert read(catalog, since=date(2020, 1, 6), until=date(2020, 1, 6)).article.tolist() == [2]
    assert read(catalog).band.tolist() == [-1, -1, -1]  # no customer has an age


def test_counting_in_parts_is_counting(make_catalog, monkeypatch) -> None:
    lines = [("2020-01-05", who % 10, who % 7) for who in range(100)]
    whole = read(make_catalog(lines)).before(number("2020-01-06"))
    monkeypatch.setattr("stylehub_core.catalog.sales._AT_ONCE", 9)
    np.testing.assert_array_equal(read(make_catalog(lines)).before(number("2020-01-06")), whole)
