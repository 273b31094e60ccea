"""What customers bought before they are asked, as arrays that every recommender reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import sparse

from stylehub_core.arrays import FloatVector, IntVector
from stylehub_core.models.world import World


@dataclass(frozen=True, eq=False)
class Histories:
    """The histories of c customers, in l lines: one an article and day.

    customers: (c,) rows of the catalogue, -1 for somebody new; today: (c,) the day of asking, since 1970; age: (c,)
    years, NaN where unknown; place: (l,) which of the c it belongs to, ascending; article: (l,) rows; day: (l,) since
    1970, always before that customer's today; pieces: (l,) how many.
    """

    customers: IntVector
    today: IntVector
    age: FloatVector
    place: IntVector
    article: IntVector
    day: IntVector
    pieces: IntVector

    def __len__(self) -> int:
        return len(self.customers)

    @cached_property
    def ago(self) -> IntVector:
        """(l,) days before the asking, 1 or more."""
        return self.today[self.place] - self.day

    def part(self, start: int, stop: int) -> "Histories":
        """The customers start..stop-1."""
        at = slice(*np.searchsorted(self.place, [start, stop]))
        lines = (self.article[at], self.day[at], self.pieces[at])
        return Histories(
            self.customers[start:stop], self.today[start:stop], self.age[start:stop], self.place[at] - start, *lines
        )

    def matrix(self, values: FloatVector, articles: int) -> sparse.csr_array:
        """(customers, articles) the sum of each customer's `values`, (l,), an article."""
        shape = (len(self), articles)
        found = sparse.coo_array((values.astype(np.float32), (self.place, self.article)), shape=shape)
        return sparse.csr_array(found)


@dataclass(frozen=True)
class Fading:
    """How much a line of a history counts: day_fade ** (later shopping days) / (1 + days ago / half_after)."""

    day_fade: float = 0.8
    half_after: float = 15.0

    def weights(self, asked: Histories) -> FloatVector:
        """(l,) above 0, at most 1."""
        shopping = np.unique(np.stack([asked.place, asked.day], axis=1), axis=0)
        last = np.searchsorted(shopping[:, 0], asked.place, side="right")
        span = int(asked.day.max(initial=0)) + 1
        codes = shopping[:, 0].astype(np.int64) * span + shopping[:, 1]
        own = np.searchsorted(codes, asked.place.astype(np.int64) * span + asked.day)
        faded = self.day_fade ** (last - 1 - own) / (1 + asked.ago / self.half_after)
        return np.asarray(faded, dtype=np.float32)


def histories(world: World, customers: IntVector, today: IntVector) -> Histories:
    """What these customers bought in `world` before they are asked. customers: (c,) rows; today: (c,) days."""
    with world.purchases() as purchases:
        found = purchases.execute(
            "WITH asked AS (SELECT unnest($customers)::INTEGER AS customer, unnest($today)::INTEGER AS today, "
            "generate_subscripts($customers, 1) - 1 AS place) "
            "SELECT place, article, (t_dat - DATE '1970-01-01')::INTEGER AS day, count(*) AS pieces "
            "FROM purchases JOIN asked USING (customer) WHERE t_dat < DATE '1970-01-01' + today "
            "GROUP BY ALL ORDER BY place, day, article",
            {"customers": customers.tolist(), "today": today.tolist()},
        ).fetchnumpy()
        people = purchases.execute("SELECT age FROM customers ORDER BY customer").fetchnumpy()["age"]
    ages = np.ma.filled(np.ma.asarray(people).astype(np.float32), np.nan)
    known = np.where(customers >= 0, customers, 0)
    age = np.where(customers >= 0, ages[known], np.nan).astype(np.float32)
    place, article, day, pieces = (found[name].astype(np.int32) for name in ("place", "article", "day", "pieces"))
    return Histories(customers.astype(np.int32), today.astype(np.int32), age, place, article, day, pieces)


def of_articles(articles: Sequence[int], today: int) -> Histories:
    """The history of somebody new who picked these article rows yesterday."""
    rows = np.array(sorted(set(articles)), dtype=np.int32)
    lines = (np.zeros(len(rows), np.int32), rows, np.full(len(rows), today - 1, np.int32), np.ones(len(rows), np.int32))
    nobody = np.array([-1], np.int32)
    return Histories(nobody, np.array([today], np.int32), np.array([np.nan], np.float32), *lines)
