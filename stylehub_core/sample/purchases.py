"""The sample's purchases: customer, article, day, basket and price.

How they are made: customers, of whom a few buy much, visit on days that suit them, each time with a mood: their
taste, shifted towards an occasion. The first article of a basket is chosen among a few dozen from that week's shelf
(`shelf.py`), by how well its style, colour and price suit. Each further article comes from a slot that goes with the
first (`outfits.py`), and is judged by the mood and by the styles and colours in the basket; customers also buy several
of one kind to try on. Sometimes it is another colour of the same product, the same article twice (in two sizes), or
something bought before.
Texts play no part: words matter only to the degree that they agree with style.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .articles import ArticleTraits, SampleArticles
from .baskets import Visits, draw_visits, pick_audience
from .calendar import END_DAY, START
from .customers import CustomerTraits, SampleCustomers
from .outfits import FOLLOWS
from .prices import paid
from .shelf import Shelf, fill_shelf, trend_curves
from .taxonomy import Slot

FloatMatrix = NDArray[np.float64]
FloatVector = NDArray[np.float64]
IntVector = NDArray[np.int64]

CANDIDATES = 64
_SAME_PRODUCT = 0.105
_OTHER_AUDIENCE = 0.5
_TWICE = 0.12
_SECOND_THOUGHT = 0.8
_BLOCK = 8192  # baskets scored at once
# Weights of the score's parts, in log units at full agreement.
_MOOD, _MATCH, _PALETTE, _COLOURS, _SAME_COLOUR, _SAME_KIND, _PRICE = 3.8, 5.4, 0.9, 1.6, 0.7, 1.9, 1.2


@dataclass(frozen=True)
class _Judge:
    """Everything needed to score candidates for a basket."""

    rng: np.random.Generator
    shelf: Shelf
    articles: ArticleTraits
    customers: CustomerTraits
    visits: Visits

    def first(self, baskets: IntVector) -> IntVector:
        """The row of the first article of each basket."""
        visits = self.visits
        uniform = self.rng.random((len(baskets), CANDIDATES))
        week = visits.day[baskets] // 7
        shown = self.shelf.draw(uniform, week, visits.audience[baskets], None)
        return self._best(baskets, shown, self._liking(baskets, shown))

    def following(self, baskets: IntVector, seed: IntVector, before: IntVector) -> IntVector:
        """The row of each basket's next article. seed: its first article; before: its latest."""
        articles = self.articles
        odds = np.cumsum(FOLLOWS, axis=1)[articles.slot[seed]]
        slot = (self.rng.random((len(baskets), 1)) * odds[:, -1:] > odds).sum(axis=1)
        uniform = self.rng.random((len(baskets), CANDIDATES))
        shown = self.shelf.draw(uniform, self.visits.day[baskets] // 7, self._audience(baskets), slot)
        style = articles.style[seed] + articles.style[before]
        style = style / np.linalg.norm(style, axis=1, keepdims=True)
        score = self._liking(baskets, shown) + _MATCH * _agreement(articles.style, shown, style)
        score += _COLOURS * _agreement(articles.palette, shown, articles.palette[seed])
        swim = np.where(articles.slot[seed] == Slot.SWIM, 3.0, 1.0)
        score += _SAME_COLOUR * swim[:, None] * (articles.colour[shown] == articles.colour[seed][:, None])
        score += _SAME_KIND * (articles.kind[shown] == articles.kind[seed][:, None])
        product = articles.product[shown]
        score[product == articles.product[before][:, None]] = -1e3
        score[product == articles.product[seed][:, None]] = -1e3
        return self._best(baskets, shown, score)

    def _audience(self, baskets: IntVector) -> IntVector:
        """Mostly the basket's first audience, sometimes another that the customer buys for."""
        visits = self.visits
        other = pick_audience(self.rng, self.customers.audience[visits.customer[baskets]])
        return np.where(self.rng.random(len(baskets)) < _OTHER_AUDIENCE, other, visits.audience[baskets])

    def _liking(self, baskets: IntVector, shown: IntVector) -> FloatMatrix:
        articles, customer = self.articles, self.visits.customer[baskets]
        score = _MOOD * _agreement(articles.style, shown, self.visits.mood[baskets])
        score += _PALETTE * _agreement(articles.palette, shown, self.customers.palette[customer])
        return np.asarray(score + _PRICE * self.customers.price[customer][:, None] * articles.quality[shown])

    def _best(self, baskets: IntVector, shown: IntVector, score: FloatMatrix) -> IntVector:
        """A softmax draw among the candidates on sale that day, by the Gumbel trick."""
        day = self.visits.day[baskets][:, None]
        late = (self.articles.first_day[shown] > day) | (self.articles.last_day[shown] < day)
        noisy = np.where(late, -1e6, score) + self.rng.gumbel(size=score.shape)
        best = np.argmax(noisy, axis=1)
        rows = np.arange(len(shown))
        return np.where(late[rows, best], self._always(len(shown)), shown[rows, best])

    def _always(self, count: int) -> IntVector:
        """`count` rows of articles that are on sale for all of the two years."""
        articles = self.articles
        rows = np.flatnonzero((articles.first_day <= 0) & (articles.last_day >= END_DAY))
        return self.rng.choice(rows, size=count)


def _agreement(table: FloatMatrix, shown: IntVector, wanted: FloatMatrix) -> FloatMatrix:
    """(n, k) dot products of the shown rows of `table` with (n, d) `wanted`."""
    product = np.einsum("nkd,nd->nk", table.astype(np.float32)[shown], wanted.astype(np.float32))
    return np.asarray(product, dtype=np.float64)


def make_purchases(articles: SampleArticles, customers: SampleCustomers, n_purchases: int, seed: int) -> pd.DataFrame:
    """transactions_train.csv: `n_purchases` rows in Kaggle's columns, ordered by day.

    Raises ValueError if there are fewer purchases than customers.
    """
    n_customers = len(customers.table)
    if n_purchases < n_customers:
        raise ValueError(
            f"purchases: {n_purchases} are fewer than the {n_customers} customers; request at least one each."
        )
    rng = np.random.default_rng([seed, 3])
    visits = draw_visits(rng, customers.traits, n_purchases)
    shelf = fill_shelf(articles.traits, trend_curves(rng))
    judge = _Judge(rng, shelf, articles.traits, customers.traits, visits)
    bought = _fill_baskets(judge)
    bought = _second_thoughts(judge, bought)
    bought = _repeat(rng, bought, visits, articles.traits, customers.traits)
    bought = _twice(rng, bought, visits)
    price = paid(rng, articles.traits, bought, visits.day[visits.basket], visits.basket)
    return _table(articles, customers, visits, bought, price)


def _fill_baskets(judge: _Judge) -> IntVector:
    """(purchases,) the article row of each purchase; all first positions are filled, then all second, and so on."""
    visits = judge.visits
    begin, size = visits.begin, visits.size
    bought = np.empty(len(visits.basket), dtype=np.int64)
    for baskets in _blocks(np.arange(len(begin))):
        bought[begin[baskets]] = judge.first(baskets)
    product_first = _runs(judge.articles.product)
    for position in range(1, int(size.max())):
        for baskets in _blocks(np.flatnonzero(size > position)):
            at = begin[baskets] + position
            seed, before = bought[begin[baskets]], bought[at - 1]
            chosen = judge.following(baskets, seed, before)
            sibling = _siblings(judge, product_first, before, visits.day[baskets])
            same = (judge.rng.random(len(at)) < _SAME_PRODUCT) & (sibling != before)
            bought[at] = np.where(same, sibling, chosen)
    return bought


def _blocks(rows: IntVector) -> Iterator[IntVector]:
    """`rows` in blocks small enough for memory."""
    return (rows[start : start + _BLOCK] for start in range(0, len(rows), _BLOCK))


def _runs(product: IntVector) -> IntVector:
    """(products + 1,) the first row of each product; a product's articles are adjacent."""
    return np.searchsorted(product, np.arange(int(product.max()) + 2))


def _siblings(judge: _Judge, runs: IntVector, before: IntVector, day: IntVector) -> IntVector:
    """For each `before`, another colour of the same product that is on sale, or else `before` itself."""
    product = judge.articles.product[before]
    count = runs[product + 1] - runs[product]
    other = runs[product] + np.floor(judge.rng.random(len(before)) * count).astype(np.int64)
    sold = (judge.articles.first_day[other] <= day) & (judge.articles.last_day[other] >= day)
    return np.where(sold, other, before)


def _second_thoughts(judge: _Judge, bought: IntVector) -> IntVector:
    """`bought`, with most articles that the customer already has replaced: few want the same thing twice."""
    visits, product = judge.visits, judge.articles.product
    customer = visits.customer[visits.basket]
    same_basket = _first_of(visits.basket, bought) < np.arange(len(bought))
    earlier = _first_of(customer, product[bought])
    again = same_basket | (visits.basket[earlier] < visits.basket)
    rows = np.flatnonzero(again & (judge.rng.random(len(bought)) < _SECOND_THOUGHT))
    changed = bought.copy()
    for some in _blocks(rows):
        baskets = visits.basket[some]
        changed[some] = judge.following(baskets, bought[visits.begin[baskets]], bought[some])
    return changed


def _first_of(owner: IntVector, thing: IntVector) -> IntVector:
    """(n,) the first row with the same owner and thing."""
    key = owner * (int(thing.max()) + 1) + thing
    _, first, group = np.unique(key, return_index=True, return_inverse=True)
    return np.asarray(first[group])


def _repeat(
    rng: np.random.Generator, bought: IntVector, visits: Visits, articles: ArticleTraits, customers: CustomerTraits
) -> IntVector:
    """`bought`, with some articles replaced by earlier purchases of the customer that are still on sale."""
    customer = visits.customer[visits.basket]
    first_row = np.searchsorted(customer, customer, side="left")
    earlier = visits.begin[visits.basket] - first_row
    pick = first_row + np.floor(rng.random(len(bought)) * earlier).astype(np.int64)
    old = bought[np.minimum(pick, len(bought) - 1)]
    habit = np.isin(articles.slot[old], (Slot.UNDERWEAR, Slot.SOCKS, Slot.NIGHT))
    chance = customers.loyalty[customer] * np.where(habit, 2.5, 1.0)
    sold = (articles.last_day[old] >= visits.day[visits.basket]) & (earlier > 0)
    return np.where(sold & (rng.random(len(bought)) < chance), old, bought)


def _twice(rng: np.random.Generator, bought: IntVector, visits: Visits) -> IntVector:
    """`bought`, with some articles of a basket replaced by a copy of the one before."""
    rows = np.arange(len(bought))
    copies = (rng.random(len(bought)) < _TWICE) & (rows != visits.begin[visits.basket])
    return bought[np.maximum.accumulate(np.where(copies, 0, rows))]


def _table(
    articles: SampleArticles, customers: SampleCustomers, visits: Visits, bought: IntVector, price: FloatVector
) -> pd.DataFrame:
    day = visits.day[visits.basket]
    order = np.lexsort((np.arange(len(bought)), visits.basket, day))
    ids = customers.table["customer_id"].to_numpy()[visits.customer[visits.basket]]
    return pd.DataFrame({
        "t_dat": np.datetime_as_string(START + day[order], unit="D"),
        "customer_id": ids[order],
        "article_id": articles.table["article_id"].to_numpy()[bought[order]],
        "price": price[order],
        "sales_channel_id": visits.channel[visits.basket][order],
    })  # fmt: skip
