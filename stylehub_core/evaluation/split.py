"""The split into training and test by one cut in time, the same for all customers."""

from dataclasses import dataclass
from datetime import date, timedelta

import duckdb

from stylehub_core.catalog.catalog import Catalog
from stylehub_core.errors import StyleHubError
from stylehub_core.number_text import counted

FEWEST_BASKETS = 300
"""A test period with fewer baskets of two or more articles is doubled, if enough training data remains."""

TRAIN_SHARE = 0.8
"""The least share of all purchases before the cut when the test period is doubled."""


class NoSplitError(StyleHubError):
    """The purchases cannot be split into training and test."""


@dataclass(frozen=True)
class Split:
    """Training: up to and including `train_until`. Test: `test_from` to `test_until`, both included.

    note: says why the test period differs from the requested one; or ''.
    """

    train_until: date
    test_from: date
    test_until: date
    note: str = ""

    @property
    def test_days(self) -> int:
        return (self.test_until - self.test_from).days + 1


def last_days(catalog: Catalog, test_days: int = 7) -> Split:
    """The split whose test is the last `test_days` days.

    Short data: the test is at most 2/7 of the days (one week: its last two).
    Sparse data: the test period is doubled until it holds FEWEST_BASKETS baskets.
    Raises NoSplitError without purchases, or if there are purchases on fewer than three days only.
    """
    if test_days < 1:
        raise NoSplitError(f"A test period of {test_days} days is not possible: give 1 day or more.")
    with catalog.connect() as connection:
        row = connection.execute("SELECT count(DISTINCT t_dat), min(t_dat), max(t_dat) FROM transactions").fetchone()
        days, first, last = row if row else (0, None, None)
        if days < 3:
            available = "no purchases" if not days else f"purchases on {counted(days, 'day')} only"
            raise NoSplitError(
                f"There are {available}: training and a later test need purchases on three days or more."
            )
        span = (last - first).days + 1
        wanted = min(test_days, max(1, span * 2 // 7))
        length = _widened(connection, last, wanted, span)
    start = last - timedelta(days=length - 1)
    return Split(start - timedelta(days=1), start, last, _note(test_days, length))


def _widened(connection: duckdb.DuckDBPyConnection, last: date, days: int, span: int) -> int:
    while _baskets(connection, last, days) < FEWEST_BASKETS:
        wider = 2 * days
        if wider > span * 2 // 7 or _share_before(connection, last, wider) < TRAIN_SHARE:
            break
        days = wider
    return days


def _note(wanted: int, days: int) -> str:
    if days == wanted:
        return ""
    if days > wanted:
        return f"The test is the last {days} days: the last {wanted} hold fewer than {FEWEST_BASKETS} baskets."
    return f"The test is the last {f'{days} days' if days > 1 else 'day'}: the data is too short for {wanted}."


def _baskets(connection: duckdb.DuckDBPyConnection, last: date, days: int) -> int:
    row = connection.execute(
        "SELECT count(*) FROM (SELECT customer, t_dat FROM transactions WHERE t_dat > ?::DATE - ?::INTEGER "
        "GROUP BY ALL HAVING count(DISTINCT article) > 1)",
        [last, days],
    ).fetchone()
    return int(row[0]) if row else 0


def _share_before(connection: duckdb.DuckDBPyConnection, last: date, days: int) -> float:
    row = connection.execute(
        "SELECT avg((t_dat <= ?::DATE - ?::INTEGER)::INTEGER) FROM transactions", [last, days]
    ).fetchone()
    return float(row[0]) if row else 0.0
