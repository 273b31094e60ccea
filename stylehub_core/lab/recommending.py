"""Recommendations for any number of customers, in order and in batches that fit into memory."""

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
from stylehub_core.request import Field, Request, Requests

PART = 8192
"""Customers whose histories are read in one pass over the purchases."""

USUAL = "next-purchase"
"""The recommender used if the lab has measured nothing."""


@dataclass(frozen=True)
class CustomerDay:
    """A customer to recommend for. day: of the request, since 1970; None for the default of the moment."""

    customer_id: str
    day: int | None = None


@dataclass(frozen=True, eq=False)
class Lists:
    """The lists of c customers, in the order of the requests.

    customer_ids: (c,) as given.
    customers: (c,) rows, -1 for an unknown customer.
    days: (c,) of the requests, since 1970.
    rows: (c, k) articles, best first.
    scores: (c, k).
    """

    customer_ids: tuple[str, ...]
    customers: IntVector
    days: IntVector
    rows: IntMatrix
    scores: FloatMatrix


def usual_recommender(hub: Hub, fields: frozenset[Field] = frozenset()) -> tuple[str, bool]:
    """(the recommender with the best blended recall@12 under next-basket, whether the lab has measured any).

    If nothing is measured, it is USUAL.
    fields: of the requests. Only recommenders that can use them count, if there are any.
    """
    able = lab.names_that_use(hub, fields) or lab.names(hub)
    measured = (lab.kept(hub, "next-basket", name) for name in able)
    recall = {each.name: each.report["blended"]["recall"]["value"] or 0.0 for each in measured if each is not None}
    if recall:
        return max(recall, key=lambda name: recall[name]), True
    return USUAL if USUAL in able else able[0], False


def recommendations(
    serving: Serving,
    name: str,
    customer_days: Iterable[CustomerDay],
    k: int = 12,
    *,
    blended: bool = True,
    text: str = "",
) -> Iterator[Lists]:
    """The k best articles for each customer of a stream, in batches of PART; an unknown customer has no history.

    Only purchases before a customer's day count as history or sales; the recommender is the prepared one.
    text: the words of every request, or ''.
    Raises the errors of `Serving.answers`.
    """
    words = Request(text)
    serving.check(name, words.fields)
    prepared, stream = serving.prepared(name, blended=blended), iter(customer_days)
    while part := list(islice(stream, PART)):
        ids = tuple(each.customer_id for each in part)
        customers = customer_rows(serving.hub.catalog, ids)
        days = np.array([_day(serving, each, row) for each, row in zip(part, customers, strict=True)], np.int32)
        # Sorted by day, so that a recommender computes each day's figures once.
        by_day = np.argsort(days, kind="stable")
        requests = Requests(serving.histories(customers[by_day], days[by_day]), (words,) * len(part) if text else ())
        answers = _answers(prepared, requests, k)
        in_order = np.argsort(by_day, kind="stable")
        yield Lists(ids, customers, days, answers.rows[in_order], answers.scores[in_order])


def _day(serving: Serving, request: CustomerDay, row: int) -> int:
    return serving.day_of(int(row)) if request.day is None else request.day


def _answers(prepared: Prepared, requests: Requests, k: int) -> Answers:
    size = batch_size(len(prepared.blender.articles))
    starts = range(0, len(requests), size)
    parts = [prepared.answers(requests.part(start, min(start + size, len(requests))), k) for start in starts]
    return Answers(
        np.concatenate([answers.rows for answers in parts]), np.concatenate([answers.scores for answers in parts])
    )
