"""Visits to the shop: each visit's customer, day, mood, channel and number of articles."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .calendar import END_DAY, year_angle
from .customers import CustomerTraits
from .style import OCCASIONS

FloatMatrix = NDArray[np.float64]
FloatVector = NDArray[np.float64]
IntVector = NDArray[np.int64]

_CLOSED = (543, 600)  # mid March to mid May 2020: shops are closed, purchases are online
_DAY_CHOICES = 4


@dataclass(frozen=True)
class Visits:
    """Baskets and their purchases, ordered by customer and then day.

    customer, day, audience, channel, begin, size: (baskets,); begin is the row of the basket's first purchase.
    mood: (baskets, STYLE_DIMS) unit rows. basket: (purchases,) the basket of each purchase.
    """

    customer: IntVector
    day: IntVector
    audience: IntVector
    channel: IntVector
    mood: FloatMatrix
    begin: IntVector
    size: IntVector
    basket: IntVector


def draw_visits(rng: np.random.Generator, customers: CustomerTraits, n_purchases: int) -> Visits:
    """Visits with `n_purchases` purchases in total, at least one for each customer."""
    n = len(customers.wardrobe)
    span = (customers.last_day - customers.first_day + 30.0) ** 0.9
    share = customers.wardrobe * span
    amount = 1 + rng.multinomial(n_purchases - n, share / share.sum())
    basket = _baskets(rng, amount)
    begin = np.flatnonzero(np.diff(basket, prepend=-1))
    customer = np.repeat(np.arange(n), amount)[begin]
    day = _days(rng, customers, customer)
    order = np.lexsort((day, customer))
    size = np.diff(begin, append=len(basket))[order]
    customer, day = customer[order], day[order]
    return Visits(
        customer=customer,
        day=day,
        audience=pick_audience(rng, customers.audience[customer]),
        channel=_channel(rng, customers.online[customer], day),
        mood=_mood(rng, customers.taste[customer]),
        begin=np.cumsum(size) - size,
        size=size,
        basket=np.repeat(np.arange(len(size)), size),
    )


def _baskets(rng: np.random.Generator, amount: IntVector) -> IntVector:
    """(purchases,) ascending basket numbers; sizes have a long tail, and no basket spans two customers."""
    total = int(amount.sum())
    sizes = np.maximum(1, np.floor(np.exp(rng.normal(1.12, 0.76, total)))).astype(np.int64)
    starts = np.zeros(total, dtype=bool)
    cuts = np.cumsum(np.minimum(sizes, 40))
    starts[cuts[cuts < total]] = True
    starts[np.cumsum(amount) - amount] = True
    return np.cumsum(starts) - 1


def _days(rng: np.random.Generator, customers: CustomerTraits, customer: IntVector) -> IntVector:
    """(baskets,) a day in the customer's span: more at weekends, before Christmas, in summer, and by personal taste."""
    first, last = customers.first_day[customer][:, None], customers.last_day[customer][:, None]
    options = first + np.floor(rng.random((len(customer), _DAY_CHOICES)) * (last - first + 1)).astype(np.int64)
    options = np.minimum(options, END_DAY)
    angle = year_angle(options)
    summer = 185 * 2 * np.pi / 365.25
    pull = (0.15 + customers.warmth[customer][:, None]) * np.cos(angle - summer) + 0.15 * np.cos(2 * angle - 1.2)
    pull += 0.2 * np.isin(options % 7, (1, 2))  # 2018-09-21 was a Friday
    best = np.argmax(pull + rng.gumbel(size=pull.shape), axis=1)
    return np.asarray(options[np.arange(len(customer)), best])


def pick_audience(rng: np.random.Generator, shares: FloatMatrix) -> IntVector:
    """(n,) an audience drawn from each row of (n, audiences) shares."""
    running = np.cumsum(shares, axis=1)
    return np.asarray(np.minimum((rng.random((len(shares), 1)) > running).sum(axis=1), shares.shape[1] - 1))


def _mood(rng: np.random.Generator, taste: FloatMatrix) -> FloatMatrix:
    """(baskets, STYLE_DIMS) the customer's taste, shifted a little at random and towards one occasion of the day."""
    mood = taste + rng.normal(0.0, 0.12, taste.shape)
    mood[np.arange(len(mood)), rng.integers(len(OCCASIONS), size=len(mood))] += 0.5
    return np.asarray(mood / np.linalg.norm(mood, axis=1, keepdims=True))


def _channel(rng: np.random.Generator, online: FloatVector, day: IntVector) -> IntVector:
    """1 in a shop, 2 online; few shops are open during the weeks of closure."""
    closed = (day >= _CLOSED[0]) & (day <= _CLOSED[1])
    return np.where(rng.random(len(day)) < np.where(closed, 0.97, online), 2, 1)
