"""Bestsellers on a given day: the one count behind the recommenders, the baselines and the app's first page."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

import duckdb
import numpy as np

from stylehub_core.arrays import FloatVector, IntVector

AGE_BANDS = (25, 35, 50)
"""Ages at which a new band begins, in years."""

NEVER = int(np.iinfo(np.int32).max)
"""The day of an event that never happens: after all other days."""

_DAYS_KEPT = 32  # days whose counts are cached
_AT_ONCE = 4_000_000  # pieces counted at a time, as numpy uses 8 bytes for each


@dataclass(frozen=True)
class Window:
    """The period of sales that counts.

    days: its length before the request.
    fewest: it is doubled until it holds this many pieces, as a few customers' purchases show no trend.
    """

    days: int = 7
    fewest: int = 1000


@dataclass(frozen=True, eq=False)
class Sales:
    """Sales, one line for each of l pieces sold.

    day: (l,) days since 1970-01-01, ascending.
    article: (l,) article rows.
    band: (l,) the buyer's age band, -1 if unknown.
    articles: the number of articles in the catalogue.
    """

    day: IntVector
    article: IntVector
    band: IntVector
    articles: int
    config: Window

    def __getstate__(self) -> dict[str, object]:
        names = ("day", "article", "band", "articles", "config")
        return {name: getattr(self, name) for name in names}  # without the cached counts

    @cached_property
    def first_sold(self) -> IntVector:
        """(articles,) the day on which each article was first bought; NEVER for unsold ones."""
        first = np.full(self.articles, NEVER, np.int32)
        first[self.article[::-1]] = self.day[::-1]  # in reverse: an article's first day is written last
        return first

    def before(self, today: int, band: int | None = None) -> FloatVector:
        """(articles,) pieces sold in the window before `today`, relative to the bestseller; ties by all earlier sales.

        Read-only: the array is cached and shared.
        """
        known = self._counts.get((today, band))
        if known is None:
            known = self._counted(today, band)
            known.setflags(write=False)
            if len(self._counts) >= _DAYS_KEPT:
                self._counts.clear()
            self._counts[today, band] = known
        return known

    def best(self, today: int, most: int) -> IntVector:
        """At most `most` rows of articles sold before `today`, bestsellers first; equal ones by row."""
        pieces = self.before(today)
        sold = np.flatnonzero(pieces)
        return sold[np.argsort(-pieces[sold], kind="stable")][:most].astype(np.int32)

    @cached_property
    def _counts(self) -> dict[tuple[int, int | None], FloatVector]:
        return {}

    def _counted(self, today: int, band: int | None) -> FloatVector:
        stop = int(np.searchsorted(self.day, today))
        day, article = self.day[:stop], self.article[:stop]
        if band is not None:
            kept = np.flatnonzero(self.band[:stop] == band)
            day, article = day[kept], article[kept]
        if not len(day):
            return np.zeros(self.articles, np.float32)
        days, oldest = self.config.days, int(day[0])
        start = np.searchsorted(day, today - days)
        while len(day) - start < self.config.fewest and today - days > oldest:
            days *= 2
            start = np.searchsorted(day, today - days)
        recent, total = self._pieces(article[start:]), self._pieces(article)
        return np.asarray(recent / max(recent.max(), 1) + 1e-4 * total / max(total.max(), 1), dtype=np.float32)

    def _pieces(self, article: IntVector) -> IntVector:
        counts = np.zeros(self.articles, np.int64)
        for start in range(0, len(article), _AT_ONCE):
            counts += np.bincount(article[start : start + _AT_ONCE], minlength=self.articles)
        return counts  # type: ignore[return-value]  # too many pieces for int32 are possible


def read_sales(
    connection: duckdb.DuckDBPyConnection,
    view: Literal["purchases", "transactions"],
    articles: int,
    window: Window | None = None,
    *,
    since: date = date.min,
    until: date = date.max,
) -> Sales:
    """All pieces sold from `since` to `until`, both inclusive.

    connection: has the given view and `customers`.
    """
    # like age_bands, but in SQL: at Kaggle's size this takes less than half the time
    band = " + ".join(f"(age >= {limit})::INTEGER" for limit in AGE_BANDS)
    columns = connection.execute(
        f"SELECT (t_dat - DATE '1970-01-01')::INTEGER AS day, article, coalesce({band}, -1)::TINYINT AS band "
        f"FROM {view} JOIN customers USING (customer) WHERE t_dat BETWEEN $since AND $until "
        "ORDER BY day, article, band",
        {"since": since, "until": until},
    ).fetchnumpy()
    day, article = (np.asarray(columns[name], dtype=np.int32) for name in ("day", "article"))
    return Sales(day, article, np.asarray(columns["band"]), articles, window or Window())


def age_bands(age: FloatVector) -> IntVector:
    """The age band of each age in years, -1 if the age is NaN."""
    return np.where(np.isnan(age), -1, np.searchsorted(AGE_BANDS, age, side="right")).astype(np.int32)
