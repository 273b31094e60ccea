"""Days as numbers, counted from 1970-01-01, as histories and requests hold them."""

from datetime import date, timedelta

_FIRST = date(1970, 1, 1)


def number_of(day: date) -> int:
    """The day's number: 0 for 1970-01-01."""
    return (day - _FIRST).days


def date_of(number: int) -> date:
    """The date of a day's number."""
    return _FIRST + timedelta(days=number)
