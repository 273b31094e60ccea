"""What sells at a moment: the one count that the recommenders, the baselines and the app's first page read."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

import duckdb
import numpy as np

from stylehub_core.arrays import FloatVector, IntVector

AGE_BANDS = (25, 35, 50)
"""Where one band of years ends and the next begins."""

NEVER = int(np.iinfo(np.int32).max)
"""The day of what does not happen: after all days."""

_DAYS_KEPT = 32  # days whose counts are remembered
_AT_ONCE = 4_000_000  # pieces that are counted at a time: numpy makes 8 bytes of each


@dataclass(frozen=True)
class Window:
    """days: the period before the asking that counts; it is doubled until it holds `fewest` pieces, as what a few
    customers happened to buy is no fashion.
    """

    days: int = 7
    fewest: int = 1000


@dataclass(frozen=True, eq=False)
class Sales:
    """day: (l,) ascending, since 1970; article: (l,) rows; band: (l,) of the buyer's age; one line a piece sold."""

    day: IntVector
    article: IntVector
    band: IntVector
    articles: int
    config: Window

    def __getstate__(self) -> dict[str, object]:
        names = ("day", "article", "band", "articles", "config")
        return {name: getattr(self, name) for name in names}  # the rest is counted again

    @cached_property
    def first_sold(self) -> IntVector:
        """(articles,) the day on which each was first bought; NEVER where it was not."""
        found = np.full(self.articles, NEVER, np.int32)
        found[self.article[::-1]] = self.day[::-1]  # in the order of time: the first day is written last
        return found

    def before(self, today: int, band: int | None = None) -> FloatVector:
        """(articles,) pieces in the last days before `today`, in units of the best seller; ties by all earlier ones.

        Read-only: those who ask for the same day share it.
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
        """At most `most` rows of what was sold before `today`, the best seller first; equal ones by row."""
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
        lately, ever = self._pieces(article[start:]), self._pieces(article)
        return np.asarray(lately / max(lately.max(), 1) + 1e-4 * ever / max(ever.max(), 1), dtype=np.float32)

    def _pieces(self, article: IntVector) -> IntVector:
        found = np.zeros(self.articles, np.int64)
        for start in range(0, len(article), _AT_ONCE):
            found += np.bincount(article[start : start + _AT_ONCE], minlength=self.articles)
        return found  # type: ignore[return-value]  # too many pieces for int32 are possible


def read_sales(
    connection: duckdb.DuckDBPyConnection,
    view: Literal["purchases", "transactions"],
    articles: int,
    window: Window | None = None,
    *,
    since: date = date.min,
    until: date = date.max,
) -> Sales:
    """All pieces sold from `since` to `until`, both included. connection: with that view and `customers`."""
    # as age_bands, but in the query: at Kaggle's size this takes less than half the time
    band = " + ".join(f"(age >= {limit})::INTEGER" for limit in AGE_BANDS)
    found = connection.execute(
        f"SELECT (t_dat - DATE '1970-01-01')::INTEGER AS day, article, coalesce({band}, -1)::TINYINT AS band "
        f"FROM {view} JOIN customers USING (customer) WHERE t_dat BETWEEN $since AND $until "
        "ORDER BY day, article, band",
        {"since": since, "until": until},
    ).fetchnumpy()
    day, article = (np.asarray(found[name], dtype=np.int32) for name in ("day", "article"))
    return Sales(day, article, np.asarray(found["band"]), articles, window or Window())


def age_bands(age: FloatVector) -> IntVector:
    """The number of the band of each age in years, -1 where it is unknown."""
    return np.where(np.isnan(age), -1, np.searchsorted(AGE_BANDS, age, side="right")).astype(np.int32)
