"""Purchases of customers before the day of the request, as arrays that every recommender reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import sparse

from stylehub_core.arrays import FloatVector, IntVector


@dataclass(frozen=True, eq=False)
class Histories:
    """The histories of c customers in l lines, one line for each article and day. Days count from 1970-01-01.

    customers: (c,) rows of the catalogue, -1 for a new customer.
    today: (c,) the day of the request.
    age: (c,) years, NaN if unknown.
    owner: (l,) which of the c customers the line belongs to, 0 to c - 1, ascending.
    article: (l,) article rows.
    day: (l,) day of purchase, always before its owner's today.
    pieces: (l,) how many were bought.
    """

    customers: IntVector
    today: IntVector
    age: FloatVector
    owner: IntVector
    article: IntVector
    day: IntVector
    pieces: IntVector

    def __len__(self) -> int:
        return len(self.customers)

    @cached_property
    def ago(self) -> IntVector:
        """(l,) days between the purchase and the request, 1 or more."""
        return self.today[self.owner] - self.day

    def part(self, start: int, stop: int) -> "Histories":
        """The customers start..stop-1."""
        at = slice(*np.searchsorted(self.owner, [start, stop]))
        lines = (self.article[at], self.day[at], self.pieces[at])
        return Histories(
            self.customers[start:stop], self.today[start:stop], self.age[start:stop], self.owner[at] - start, *lines
        )

    @classmethod
    def picked(cls, articles: Sequence[int], today: int) -> "Histories":
        """The history of one unknown customer who picked these article rows on the day before `today`."""
        rows = np.array(sorted(set(articles)), dtype=np.int32)
        count = len(rows)
        days, pieces = np.full(count, today - 1, np.int32), np.ones(count, np.int32)
        nobody, unknown = np.array([-1], np.int32), np.array([np.nan], np.float32)
        return cls(nobody, np.array([today], np.int32), unknown, np.zeros(count, np.int32), rows, days, pieces)

    @classmethod
    def joined(cls, parts: Sequence["Histories"]) -> "Histories":
        """The customers of all parts, in their order."""
        if not parts:
            empty = np.zeros(0, np.int32)
            return cls(empty, empty, np.zeros(0, np.float32), empty, empty, empty, empty)
        starts = np.cumsum([0, *(len(part) for part in parts[:-1])])
        owners = [part.owner + start for part, start in zip(parts, starts, strict=True)]
        columns = ("customers", "today", "age", "article", "day", "pieces")
        joined = {name: np.concatenate([getattr(part, name) for part in parts]) for name in columns}
        return cls(owner=np.concatenate(owners).astype(np.int32), **joined)

    def matrix(self, values: FloatVector, articles: int) -> sparse.csr_array:
        """(customers, articles) the sum of `values`, (l,), for each customer and article."""
        shape = (len(self), articles)
        sums = sparse.coo_array((values.astype(np.float32), (self.owner, self.article)), shape=shape)
        return sparse.csr_array(sums)


@dataclass(frozen=True)
class Fading:
    """How much a line of a history counts: day_fade ** (later shopping days) / (1 + days ago / half_after)."""

    day_fade: float = 0.8
    half_after: float = 15.0

    def weights(self, histories: Histories) -> FloatVector:
        """(l,) above 0, at most 1."""
        shopping = np.unique(np.stack([histories.owner, histories.day], axis=1), axis=0)
        last = np.searchsorted(shopping[:, 0], histories.owner, side="right")
        span = int(histories.day.max(initial=0)) + 1
        codes = shopping[:, 0].astype(np.int64) * span + shopping[:, 1]
        own = np.searchsorted(codes, histories.owner.astype(np.int64) * span + histories.day)
        faded = self.day_fade ** (last - 1 - own) / (1 + histories.ago / self.half_after)
        return np.asarray(faded, dtype=np.float32)
