"""The planted looks: sets of articles that a stylist puts together for customers with a style of their own.

How they are made: a customer, a wearer and the roles of a look are drawn; then each role is filled, and filled again
some times, with one of a few dozen articles. These are shown in proportion to their sales, so that popularity does not
tell a good look from a bad one. One of them is chosen with odds of exp(score): the rules' score of the completed look
(`stylist.py`) and the customer's own liking.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .articles import SampleArticles
from .baskets import pick_audience
from .customers import CustomerTraits, SampleCustomers
from .dressing import Stylist, personal_scores
from .look_traits import ROLES, WEARER_OF, WEARERS, LookTraits, Role, look_traits
from .stylist import PARTS, look_parts, weighed
from .wardrobe import Wardrobe, fill_wardrobe

BoolMatrix = NDArray[np.bool_]
FloatMatrix = NDArray[np.float64]
FloatVector = NDArray[np.float64]
IntMatrix = NDArray[np.int64]
IntVector = NDArray[np.int64]

MOST_ARTICLES, FEWEST_ARTICLES = 6, 3
_STREAM = 6
_PER_ARTICLE, _PER_CUSTOMER = 1.6, 4 / 3
_WITH_LOOKS = 1 / 3  # of the customers
_LABELLED = 0.4  # of the looks, all looks of a customer or none
_SPLITS = (("train", 0.7), ("valid", 0.1), ("test", 0.2))
# How many looks a customer has: odds of (fewest, most).
_COUNTS = ((1, 1, 0.35), (2, 4, 0.3), (5, 5, 0.2), (6, 18, 0.15))
# What a look may have, and how often it does.
_PIECES: tuple[tuple[Role, float], ...] = (
    (Role.UPPER, 1.0), (Role.FULL, 1.0), (Role.LOWER, 1.0), (Role.OUTER, 0.4), (Role.SHOES, 0.8), (Role.BAG, 0.35),
    (Role.ACCESSORY, 0.5), (Role.ACCESSORY, 0.2),
)  # fmt: skip
_DRESSED = 0.3  # looks with a full-body piece instead of an upper and a lower one


@dataclass(frozen=True)
class PlantedLooks:
    """rows: (looks, most) article rows, -1 in free places. customer: (looks,) the row of the customer.

    split: (looks,) train, valid or test for the labelled looks, '' for the others. score: (looks,) of the rules.
    parts: (looks, PARTS). personal: (looks,) the customer's liking of its articles. traits: of all articles.
    """

    rows: IntMatrix
    customer: IntVector
    split: NDArray[np.str_]
    score: FloatVector
    parts: FloatMatrix
    personal: FloatVector
    traits: LookTraits

    def published(self, article_ids: pd.Series, customer_ids: pd.Series) -> pd.DataFrame:
        """outfits.csv: outfit_id, article_id, customer_id and split of the labelled looks, a row for each article."""
        look, place = np.nonzero((self.rows >= 0) & (self.split != "")[:, None])
        return pd.DataFrame({
            "outfit_id": self.ids()[look],
            "article_id": article_ids.to_numpy()[self.rows[look, place]],
            "customer_id": customer_ids.to_numpy()[self.customer[look]],
            "split": self.split[look],
        })  # fmt: skip

    def truth(self, article_ids: pd.Series, customer_ids: pd.Series) -> pd.DataFrame:
        """truth/looks.parquet: a row for each look, labelled or not; article_ids is a list."""
        ids = article_ids.to_numpy()
        return pd.DataFrame({
            "outfit_id": self.ids(),
            "customer_id": customer_ids.to_numpy()[self.customer],
            "split": self.split,
            "article_ids": [ids[rows[rows >= 0]].tolist() for rows in self.rows],
            "score": self.score,
            **{f"part_{name}": self.parts[:, i] for i, name in enumerate(PARTS)},
            "personal": self.personal,
        })  # fmt: skip

    def ids(self) -> NDArray[np.object_]:
        """(looks,) "look-000001" and so on."""
        return np.array([f"look-{number:06d}" for number in range(1, len(self.rows) + 1)], dtype=object)


def make_looks(articles: SampleArticles, customers: SampleCustomers, sales: IntVector, seed: int) -> PlantedLooks:
    """About 4 looks for every third customer, but at most 1.6 for each article; fewer where a catalogue has no outfit.

    sales: (articles,) how often each was bought.
    """
    rng = np.random.default_rng([seed, _STREAM])
    traits = look_traits(articles)
    wardrobe = fill_wardrobe(traits, sales)
    owner = _owners(rng, len(customers.table), len(articles.table))
    wearer, owner = _wearers(rng, wardrobe, customers.traits, owner)
    roles = _roles(rng, wardrobe, wearer)
    stylist = Stylist(rng, traits, wardrobe, articles.traits, customers.traits)
    rows = stylist.best_draft(owner, wearer, roles)
    whole = (rows >= 0).sum(axis=1) >= FEWEST_ARTICLES
    rows, owner = rows[whole], owner[whole]
    parts = look_parts(traits, rows)
    personal = personal_scores(articles.traits, customers.traits, rows, owner)
    return PlantedLooks(rows, owner, _split(rng, owner), weighed(parts, rows), parts, personal, traits)


def sales_of(articles: SampleArticles, purchases: pd.DataFrame) -> IntVector:
    """(articles,) how often each was bought. purchases: a table with a column article_id."""
    counts = purchases["article_id"].value_counts()
    return np.asarray(counts.reindex(articles.table["article_id"], fill_value=0), dtype=np.int64)


def _owners(rng: np.random.Generator, n_customers: int, n_articles: int) -> IntVector:
    """(looks,) ascending customer rows: a third of the customers, with 1, about 5, or more looks each."""
    total = max(1, round(min(_PER_CUSTOMER * n_customers, _PER_ARTICLE * n_articles)))
    chosen = rng.permutation(n_customers)[: max(1, round(n_customers * _WITH_LOOKS))]
    odds = np.array([weight for *_, weight in _COUNTS])
    pick = rng.choice(len(_COUNTS), size=len(chosen), p=odds / odds.sum())
    fewest, most = np.array([row[:2] for row in _COUNTS]).astype(np.int64)[pick].T
    owner = np.repeat(chosen, rng.integers(fewest, most + 1))
    return np.sort(owner[:total])


def _wearers(
    rng: np.random.Generator, wardrobe: Wardrobe, customers: CustomerTraits, owner: IntVector
) -> tuple[IntVector, IntVector]:
    """(looks,) whom each look is for, and its owner; looks for whom the catalogue has no outfit are left out."""
    has = wardrobe.has()
    at = {role: has[:, ROLES.index(role)] for role in Role}
    others = sum(at[role].astype(np.int64) for role in (Role.OUTER, Role.SHOES, Role.BAG, Role.ACCESSORY))
    possible = (at[Role.UPPER] & at[Role.LOWER] & (others >= 1)) | (at[Role.FULL] & (others >= 2))
    by_wearer = customers.audience @ np.eye(len(WEARERS))[WEARER_OF]
    shares = by_wearer[owner] * possible
    dressed = shares.sum(axis=1) > 0
    shares = shares[dressed] / shares[dressed].sum(axis=1, keepdims=True)
    return pick_audience(rng, shares), owner[dressed]


def _roles(rng: np.random.Generator, wardrobe: Wardrobe, wearer: IntVector) -> IntMatrix:
    """(looks, MOST_ARTICLES) the roles of each look's 3 to 6 articles, fewer if the wardrobe lacks them; then -1."""
    codes = np.array([ROLES.index(role) for role, _ in _PIECES])
    there = wardrobe.has()[wearer][:, codes]
    wanted = there & (rng.random(there.shape) < np.array([chance for _, chance in _PIECES]))
    upper, full, lower = there[:, 0], there[:, 1], there[:, 2]
    dressed = full & ((rng.random(len(wearer)) < _DRESSED) | ~(upper & lower))
    wanted[:, :3] = np.stack([~dressed, dressed, ~dressed], axis=1)
    for piece in (4, 6, 5, 3, 7):  # shoes are missed first
        wanted[:, piece] |= (wanted.sum(axis=1) < FEWEST_ARTICLES) & there[:, piece]
    for piece in (7, 5):
        wanted[:, piece] &= wanted.sum(axis=1) <= MOST_ARTICLES
    first = np.argsort(~wanted, axis=1, kind="stable")[:, :MOST_ARTICLES]
    return np.where(np.take_along_axis(wanted, first, axis=1), codes[first], -1)


def _split(rng: np.random.Generator, owner: IntVector) -> NDArray[np.str_]:
    """(looks,) the split of the labelled looks: those of customers in random order, until there are enough."""
    customers, counts = np.unique(owner, return_counts=True)
    order = rng.permutation(len(customers))
    labelled = customers[order[np.cumsum(counts[order]) <= round(_LABELLED * len(owner))]]
    rows = rng.permutation(np.flatnonzero(np.isin(owner, labelled)))
    split = np.full(len(owner), "", dtype="<U5")
    ends = np.round(np.cumsum([0.0, *(share for _, share in _SPLITS)]) * len(rows)).astype(int)
    for (name, _), first, last in zip(_SPLITS, ends[:-1], ends[1:], strict=True):
        split[rows[first:last]] = name
    return split
