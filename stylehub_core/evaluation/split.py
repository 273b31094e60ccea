"""Where the past ends and the test begins: one cut in time, the same for everybody."""

from dataclasses import dataclass
from datetime import date, timedelta

import duckdb

from stylehub_core.catalog.catalog import Catalog
from stylehub_core.errors import StyleHubError

FEWEST_BASKETS = 300
"""A test period with fewer baskets of two or more articles is doubled, as long as the past stays large enough."""

TRAIN_SHARE = 0.8
"""Share of all purchases that must stay before the cut when the test period is widened."""


class NoSplitError(StyleHubError):
    """The purchases do not allow a past and a future."""


@dataclass(frozen=True)
class Split:
    """Learned from: everything up to and including `train_until`. Tested on: `test_from` to `test_until`, included.

    note: for people, where the test period is not the one that was asked for; or ''.
    """

    train_until: date
    test_from: date
    test_until: date
    note: str = ""

    @property
    def test_days(self) -> int:
        return (self.test_until - self.test_from).days + 1


def last_days(catalog: Catalog, test_days: int = 7) -> Split:
    """The last `test_days` days are the test.

    Short data: at most 2/7 of its days are (one week: its last two). Thin data: the test period is doubled until it
    holds FEWEST_BASKETS baskets. NoSplitError without purchases, or with purchases on fewer than three days.
    """
    if test_days < 1:
        raise NoSplitError(f"A test period of {test_days} days is not possible: give 1 day or more.")
    with catalog.connect() as connection:
        found = connection.execute("SELECT count(DISTINCT t_dat), min(t_dat), max(t_dat) FROM transactions").fetchone()
        days, first, last = found if found else (0, None, None)
        if days < 3:
            what = "no purchases" if not days else f"purchases on {days} day{'s' if days > 1 else ''} only"
            raise NoSplitError(
                f"There are {what}: to test on later purchases than those learned from, give three days or more."
            )
        span = (last - first).days + 1
        asked = min(test_days, max(1, span * 2 // 7))
        length = _widened(connection, last, asked, span)
    start = last - timedelta(days=length - 1)
    return Split(start - timedelta(days=1), start, last, _note(test_days, length))


def _widened(connection: duckdb.DuckDBPyConnection, last: date, days: int, span: int) -> int:
    while _baskets(connection, last, days) < FEWEST_BASKETS:
        wider = 2 * days
        if wider > span * 2 // 7 or _share_before(connection, last, wider) < TRAIN_SHARE:
            break
        days = wider
    return days


def _note(asked: int, days: int) -> str:
    if days == asked:
        return ""
    if days > asked:
        return f"The last {days} days are the test: the last {asked} hold fewer than {FEWEST_BASKETS} baskets."
    return f"The last {days} day{'s are' if days > 1 else ' is'} the test: the data is too short for {asked}."


def _baskets(connection: duckdb.DuckDBPyConnection, last: date, days: int) -> int:
    found = connection.execute(
        "SELECT count(*) FROM (SELECT customer, t_dat FROM transactions WHERE t_dat > ?::DATE - ?::INTEGER "
        "GROUP BY ALL HAVING count(DISTINCT article) > 1)",
        [last, days],
    ).fetchone()
    return int(found[0]) if found else 0


def _share_before(connection: duckdb.DuckDBPyConnection, last: date, days: int) -> float:
    found = connection.execute(
        "SELECT avg((t_dat <= ?::DATE - ?::INTEGER)::INTEGER) FROM transactions", [last, days]
    ).fetchone()
    return float(found[0]) if found else 0.0
