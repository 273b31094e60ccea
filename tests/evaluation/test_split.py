"""Where the cut falls: on long, short, thin and empty data."""

from datetime import date, timedelta

import pytest

from stylehub_core.evaluation import split as module
from stylehub_core.evaluation.split import NoSplitError, last_days

FIRST = date(2020, 1, 1)


def days(*numbers: int) -> list[tuple[str, int, int]]:
    return [((FIRST + timedelta(days=number)).isoformat(), number % 5, number % 7) for number in numbers]


@pytest.mark.parametrize(
    ("span", "wanted_days", "test_days"), [(7, 7, 2), (3, 7, 1), (4, 7, 1), (100, 7, 7), (28, 7, 7), (100, 1, 1)]
)
def test_length_of_the_test_period(make_catalog, monkeypatch, span: int, wanted_days: int, test_days: int) -> None:
    monkeypatch.setattr(module, "FEWEST_BASKETS", 0)
    split = last_days(make_catalog(days(*range(span))), wanted_days)
    assert split.test_until == FIRST + timedelta(days=span - 1)
    assert split.test_days == test_days
    assert split.train_until == split.test_from - timedelta(days=1)
    assert bool(split.note) == (test_days != wanted_days)


def test_a_thin_test_period_is_doubled_until_it_holds_enough_baskets(make_catalog, monkeypatch) -> None:
    pairs = [(day, who, row) for day, who, row in days(*range(100)) for row in (row, row + 1)]
    catalog = make_catalog(pairs)
    monkeypatch.setattr(module, "FEWEST_BASKETS", 10)
    assert last_days(catalog).test_days == 14
    monkeypatch.setattr(module, "FEWEST_BASKETS", 1000)
    split = last_days(catalog)
    assert split.test_days == 14  # 28 of 100 days would leave less than 80 % before the cut
    assert "fewer than 1000 baskets" in split.note


@pytest.mark.parametrize(("numbers", "says"), [((), "no purchases"), ((1,), "1 day only"), ((1, 9), "2 days only")])
def test_too_few_days_say_so(make_catalog, numbers: tuple[int, ...], says: str) -> None:
    with pytest.raises(NoSplitError, match=says):
        last_days(make_catalog(days(*numbers)))


def test_three_far_days_are_enough(make_catalog) -> None:
    split = last_days(make_catalog(days(0, 50, 365)))
    assert FIRST + timedelta(days=50) <= split.train_until
    assert split.test_until == FIRST + timedelta(days=365)


def test_a_test_period_of_no_days_is_refused(make_catalog) -> None:
    with pytest.raises(NoSplitError, match="0 days"):
        last_days(make_catalog(days(0, 1, 2)), 0)
