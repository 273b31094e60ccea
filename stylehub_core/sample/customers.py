"""The sample's customers: Kaggle's columns, and the hidden taste and habits behind their purchases.

A customer's taste is a point in the articles' style space (`style.py`): one or two occasions, some noise, and liking
or dislike of each hidden facet. Age, and whom they shop for, decide which audiences they buy from; other traits are
drawn independently.
"""

import hashlib
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .calendar import END_DAY
from .palette import PALETTE_DIMS
from .style import HIDDEN_FACETS, OCCASIONS, Occasion
from .taxonomy import AUDIENCES, Audience

FloatMatrix = NDArray[np.float64]
FloatVector = NDArray[np.float64]
IntVector = NDArray[np.int64]

MIN_CUSTOMERS = 20
_AUDIENCE_LOGITS = {
    Audience.LADIES: 0.0, Audience.DIVIDED: -1.0, Audience.MEN: -3.4, Audience.GIRL: -4.6, Audience.BOY: -4.8,
    Audience.BABY: -5.0,
    Audience.SPORT_LADIES: -2.9, Audience.SPORT_MEN: -4.8,
}  # fmt: skip


@dataclass(frozen=True)
class CustomerTraits:
    """Hidden traits of the customers that are in no file; one row per customer.

    taste: (n, STYLE_DIMS) unit rows. palette: (n, PALETTE_DIMS) liking of colour moods.
    audience: (n, audiences) shares.
    wardrobe: (n,) share of all purchases per day as a customer, summing to 1.
    warmth: (n,) preference for shopping in summer (+) or winter (-).
    loyalty: (n,) chance that a purchase repeats an earlier one. price: (n,) preference for expensive (+) or cheap (-).
    online: (n,) chance of a basket online.
    first_day, last_day: (n,) first and last day as a customer, in days since 2018-09-20.
    """

    taste: FloatMatrix
    palette: FloatMatrix
    audience: FloatMatrix
    wardrobe: FloatVector
    warmth: FloatVector
    loyalty: FloatVector
    price: FloatVector
    online: FloatVector
    first_day: IntVector
    last_day: IntVector


@dataclass(frozen=True)
class SampleCustomers:
    """customers.csv with Kaggle's columns and the hidden traits, in the same order."""

    table: pd.DataFrame
    traits: CustomerTraits


def make_customers(n_customers: int, seed: int) -> SampleCustomers:
    """`n_customers` customers, ordered by customer_id. Raises ValueError if there are fewer than 20."""
    if n_customers < MIN_CUSTOMERS:
        raise ValueError(f"customers: {n_customers} are too few to learn from; request at least {MIN_CUSTOMERS}.")
    rng = np.random.default_rng([seed, 2])
    young = rng.random(n_customers) < 0.62
    age = np.where(young, rng.normal(26, 5, n_customers), rng.normal(50, 8.5, n_customers))
    age = np.clip(np.round(age), 17, 90)
    return SampleCustomers(_table(rng, seed, age), _traits(rng, age))


def _hashes(word: str, seed: int, numbers: IntVector) -> list[str]:
    return [hashlib.sha256(f"{word} {seed} {number}".encode()).hexdigest() for number in numbers.tolist()]


def _table(rng: np.random.Generator, seed: int, age: FloatVector) -> pd.DataFrame:
    """The table with Kaggle's columns, and nulls as in the real file: FN and Active are 1.0 or empty."""
    n = len(age)
    news = rng.random(n) < 0.34
    unknown = rng.random(n) < 0.008
    postal = np.where(rng.random(n) < 0.09, 0, rng.integers(1, max(2, 3 * n), n))
    club = np.where(rng.random(n) < 0.927, "ACTIVE", np.where(rng.random(n) < 0.99, "PRE-CREATE", "LEFT CLUB"))
    return pd.DataFrame({
        "customer_id": sorted(_hashes("customer", seed, np.arange(n))),
        "FN": np.where(news, 1.0, np.nan),
        "Active": np.where(news & (rng.random(n) < 0.97), 1.0, np.nan),
        "club_member_status": pd.Series(club).mask(unknown),
        "fashion_news_frequency": pd.Series(np.where(news, "Regularly", "NONE")).mask(unknown),
        "age": np.where(rng.random(n) < 0.0115, np.nan, age),
        "postal_code": _hashes("postal code", seed, postal),
    })  # fmt: skip


def _audience(rng: np.random.Generator, age: FloatVector) -> FloatMatrix:
    """(n, audiences) the audiences' shares of each customer's baskets; most buy from one or two audiences."""
    n = len(age)
    logits = np.tile([_AUDIENCE_LOGITS[a] for a in AUDIENCES], (n, 1)) + rng.normal(0, 0.8, (n, len(AUDIENCES)))
    index = {a: i for i, a in enumerate(AUDIENCES)}
    logits[:, index[Audience.DIVIDED]] += np.clip((30 - age) / 7, -1.8, 1.4)
    man = rng.random(n) < 0.075
    logits[man, index[Audience.MEN]] += 5.5
    logits[man, index[Audience.SPORT_MEN]] += 4.5
    logits[man, index[Audience.LADIES]] -= 1.5
    children = (age > 27) & (age < 47) & (rng.random(n) < 0.4)
    for audience in (Audience.GIRL, Audience.BOY, Audience.BABY):
        logits[children & (rng.random(n) < 0.5), index[audience]] += 4.0
    odds = np.exp(logits)
    return np.asarray(odds / odds.sum(axis=1, keepdims=True))


def _taste(rng: np.random.Generator, age: FloatVector) -> FloatMatrix:
    """(n, STYLE_DIMS) unit rows; the young lean towards street and party, the older towards office and outdoors."""
    n = len(age)
    taste = np.concatenate([rng.normal(0, 0.25, (n, len(OCCASIONS))), rng.normal(0, 0.45, (n, HIDDEN_FACETS))], axis=1)
    youth = np.clip((34 - age) / 12, -1, 1)
    lean = np.zeros((n, len(OCCASIONS)))
    for occasion, pull in (
        (Occasion.STREET, 0.6),
        (Occasion.PARTY, 0.5),
        (Occasion.OFFICE, -0.4),
        (Occasion.OUTDOORS, -0.4),
    ):
        lean[:, OCCASIONS.index(occasion)] = pull * youth
    ranked = np.argsort(-(lean + rng.gumbel(size=lean.shape)), axis=1)
    taste[np.arange(n), ranked[:, 0]] += 0.85
    taste[np.arange(n), ranked[:, 1]] += 0.45
    return np.asarray(taste / np.linalg.norm(taste, axis=1, keepdims=True))


def _traits(rng: np.random.Generator, age: FloatVector) -> CustomerTraits:
    n = len(age)
    wardrobe = np.exp(rng.normal(0.0, 1.1, n))
    first = np.where(rng.random(n) < 0.55, 0, rng.integers(0, END_DAY - 30, n))
    last = np.where(rng.random(n) < 0.75, END_DAY, first + rng.integers(30, END_DAY, n))
    return CustomerTraits(
        taste=_taste(rng, age),
        palette=rng.normal(0.0, 0.5, (n, PALETTE_DIMS)),
        audience=_audience(rng, age),
        wardrobe=wardrobe / wardrobe.sum(),
        warmth=rng.normal(0.0, 0.5, n),
        loyalty=rng.beta(1.2, 40.0, n),
        price=rng.normal(0.0, 0.6, n) + np.clip((age - 35) / 30, -0.5, 0.7),
        online=rng.beta(2.2, 1.0, n),
        first_day=first,
        last_day=np.minimum(last, END_DAY),
    )
