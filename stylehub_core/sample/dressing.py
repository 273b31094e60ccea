"""Fills the roles of a look with articles that go together and that its customer likes."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .articles import ArticleTraits
from .customers import CustomerTraits
from .look_traits import LookTraits
from .stylist import look_scores
from .wardrobe import Wardrobe

FloatVector = NDArray[np.float64]
IntMatrix = NDArray[np.int64]
IntVector = NDArray[np.int64]

_CANDIDATES = 60
_ROUNDS = 2
_DRAFTS = 3
_BLOCK = 128  # looks filled at once
_TASTE, _COLOURS = 6.0, 3.5  # log units of an article that agrees fully with the customer's taste, or palette


def personal_scores(
    articles: ArticleTraits, customers: CustomerTraits, looks: IntMatrix, customer: IntVector
) -> FloatVector:
    """(n,) how much each customer likes the articles of a look, in log units beside the rules' score.

    looks: (n, most) article rows, -1 in free places. customer: (n,) customer rows.
    """
    taste = np.einsum("nkd,nd->nk", articles.style[looks], customers.taste[customer])
    colours = np.einsum("nkd,nd->nk", articles.palette[looks], customers.palette[customer])
    return np.asarray(np.where(looks >= 0, _TASTE * taste + _COLOURS * colours, 0.0).sum(axis=1))


@dataclass(frozen=True)
class Stylist:
    """Dresses customers by the rules and by their own liking."""

    rng: np.random.Generator
    traits: LookTraits
    wardrobe: Wardrobe
    articles: ArticleTraits
    customers: CustomerTraits

    def best_draft(self, customer: IntVector, wearer: IntVector, roles: IntMatrix) -> IntMatrix:
        """(looks, most) the article rows of the best of a few drafts of each look, by the rules' score."""
        drafts = np.stack([self.dress(customer, wearer, roles) for _ in range(_DRAFTS)])
        scores = np.stack([look_scores(self.traits, rows) for rows in drafts])
        return np.asarray(drafts[np.argmax(scores, axis=0), np.arange(len(roles))])

    def dress(self, customer: IntVector, wearer: IntVector, roles: IntMatrix) -> IntMatrix:
        """(looks, most) article rows for these roles, -1 where there is no role, or nothing else of it is left."""
        rows = np.full(roles.shape, -1, dtype=np.int64)
        for first in range(0, len(rows), _BLOCK):
            for place in range(roles.shape[1] * _ROUNDS):
                column = place % roles.shape[1]
                looks = first + np.flatnonzero(roles[first : first + _BLOCK, column] >= 0)
                if len(looks):
                    role = roles[looks, column]
                    rows[looks, column] = self._choose(customer[looks], wearer[looks], role, rows[looks], column)
        return rows

    def _choose(
        self, customer: IntVector, wearer: IntVector, role: IntVector, rows: IntMatrix, column: int
    ) -> IntVector:
        """(n,) the article for this column of each look, given the others; -1 if only more of the same are shown."""
        shown = self.wardrobe.draw(self.rng.random((len(rows), _CANDIDATES)), wearer, role)
        looks = np.repeat(rows[:, None, :], _CANDIDATES, axis=1)
        looks[:, :, column] = -1
        same = (self.traits.garment[looks] == self.traits.garment[shown][:, :, None]) & (looks >= 0)
        looks[:, :, column] = shown
        liking = personal_scores(self.articles, self.customers, shown.reshape(-1, 1), np.repeat(customer, _CANDIDATES))
        odds = (look_scores(self.traits, looks.reshape(-1, rows.shape[1])) + liking).reshape(shown.shape)
        odds = np.where(same.any(axis=2), -np.inf, odds + self.rng.gumbel(size=shown.shape))
        best = np.argmax(odds, axis=1)
        at = np.arange(len(rows))
        return np.where(np.isfinite(odds[at, best]), shown[at, best], -1)
