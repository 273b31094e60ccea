"""Recommendations for any number of customers, a part at a time and in order: never a list of all in memory."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

import numpy as np

from stylehub_core.arrays import FloatMatrix, IntMatrix, IntVector
from stylehub_core.catalog.customer_ids import customer_rows
from stylehub_core.hub.hub import Hub
from stylehub_core.lab import run as lab
from stylehub_core.lab.serving import Answers, Prepared, Serving
from stylehub_core.recommenders.blend import batch_size
from stylehub_core.request import Requests

PART = 8192
"""Customers whose histories are read in one pass over the purchases."""

USUAL = "next-purchase"
"""Recommends where the lab has measured nothing."""


@dataclass(frozen=True)
class CustomerDay:
    """Whom to recommend to. day: of asking, since 1970; None for the moment's own."""

    customer_id: str
    day: int | None = None


@dataclass(frozen=True, eq=False)
class Lists:
    """The lists of c customers, in the order in which they were asked for.

    customer_ids: (c,) as they were given; customers: (c,) rows, -1 for an unknown one; days: (c,) of asking, since
    1970; rows: (c, k) articles, best first; scores: (c, k).
    """

    customer_ids: tuple[str, ...]
    customers: IntVector
    days: IntVector
    rows: IntMatrix
    scores: FloatMatrix


def usual_recommender(hub: Hub) -> tuple[str, bool]:
    """(the recommender of the highest recall@12 with its blend under next-basket, whether the lab has measured any).

    Where nothing is measured, USUAL.
    """
    measured = (lab.kept(hub, "next-basket", name) for name in lab.names(hub))
    recall = {one.name: one.report["blended"]["recall"]["value"] or 0.0 for one in measured if one is not None}
    return (max(recall, key=lambda name: recall[name]), True) if recall else (USUAL, False)


def recommendations(
    serving: Serving, name: str, asked: Iterable[CustomerDay], k: int = 12, *, blended: bool = True
) -> Iterator[Lists]:
    """The k best articles for each customer of a stream, PART customers at a time; an unknown one has no history.

    Histories and what sells are those before each one's day; the fit is the prepared one. Raises what
    `Serving.answers` raises.
    """
    prepared, stream = serving.prepared(name, blended=blended), iter(asked)
    while part := list(islice(stream, PART)):
        ids = tuple(one.customer_id for one in part)
        customers = customer_rows(serving.hub.catalog, ids)
        days = np.array([_day(serving, one, row) for one, row in zip(part, customers, strict=True)], np.int32)
        # Whatever a recommender counts for a day is counted once where those of the same day are asked together.
        by_day = np.argsort(days, kind="stable")
        answers = _answers(prepared, Requests(serving.histories(customers[by_day], days[by_day])), k)
        back = np.argsort(by_day, kind="stable")
        yield Lists(ids, customers, days, answers.rows[back], answers.scores[back])


def _day(serving: Serving, one: CustomerDay, customer: int) -> int:
    return serving.day_of(int(customer)) if one.day is None else one.day


def _answers(prepared: Prepared, requests: Requests, k: int) -> Answers:
    size = batch_size(len(prepared.blender.articles))
    starts = range(0, len(requests), size)
    parts = [prepared.answers(requests.part(start, min(start + size, len(requests))), k) for start in starts]
    return Answers(np.concatenate([one.rows for one in parts]), np.concatenate([one.scores for one in parts]))
