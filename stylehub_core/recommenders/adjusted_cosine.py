"""Item-based collaborative filtering on ratings (Sarwar et al. 2001; Syiam et al. 2023).

Similarities are learned from the ratings of a data set that has some; otherwise how many pieces of an article a
customer bought stands for one. Most customers buy one piece of everything, and such a customer's ratings do not deviate
from their mean: the adjusted cosine learns from the others. A history that is asked tells pieces alone, and these are
what is summed in either case: somebody new has given no ratings.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Literal

import numpy as np
from scipy import sparse

from stylehub_core.arrays import FloatMatrix
from stylehub_core.histories import Histories
from stylehub_core.models.world import World
from stylehub_core.progress import Progress, silent
from stylehub_core.recommenders.contract import ConfiguredRecommender, HistoryScorer
from stylehub_core.recommenders.ratings import ratings_of
from stylehub_core.recommenders.search_space import Space

BLOCK = 2048
"""Articles whose similarities are counted at a time."""


@dataclass(frozen=True)
class ItemCosineConfig:
    """neighbours: the most similar articles of a history that speak for an article; rank: what it is ranked by.

    A weighted average is a predicted rating, not how sure it is: one weak neighbour with 3 pieces comes before ten near
    ones with 1 piece, and where all ratings are 1 every article ties. The sum above the average's fraction bar grows
    with each neighbour, and ranks.
    """

    neighbours: int = 30
    rank: Literal["sum", "average"] = "sum"


@dataclass(frozen=True)
class DeviationConfig:
    """How far neighbours are trusted where ratings are predicted.

    shrinkage: customers who rated both articles, at which a similarity counts half.
    damping: what is added to the sum of similarities below the fraction bar, so that few and weak neighbours say less.
    """

    shrinkage: float = 10.0
    damping: float = 0.5


@dataclass(frozen=True, eq=False)
class ItemCosineScorer(HistoryScorer):
    """similarity: (articles, articles) as `similarities` gives it. What cannot be predicted scores 0."""

    similarity: sparse.csr_array
    config: ItemCosineConfig

    def history_scores(self, histories: Histories) -> FloatMatrix:
        ratings = histories.matrix(histories.pieces.astype(np.float32), self.similarity.shape[0])
        if self.config.rank == "sum":
            return _sums(ratings, self.similarity, self.config.neighbours)[0]
        return np.nan_to_num(predict(ratings, self.similarity, self.config.neighbours), copy=False)


class ItemCosine(ConfiguredRecommender[ItemCosineConfig]):
    """Ranks by the pieces that a customer bought of similar articles; every line of a history counts alike."""

    adjusted: ClassVar[bool]
    """Which of the two `similarities` it learns."""
    kind = "baseline"
    default = ItemCosineConfig()
    space: ClassVar[Space] = {"neighbours": (5, 10, 20, 30, 50, 100), "rank": ("sum", "average")}

    def fit(self, world: World, folder: Path, progress: Progress = silent) -> ItemCosineScorer:
        ratings = ratings_of(world)
        progress(self.title, 0, 1)
        found = similarities(ratings, adjusted=self.adjusted)
        progress(self.title, 1, 1)
        return ItemCosineScorer(found, self._config)


class AdjustedCosine(ItemCosine):
    name = "adjusted-cosine"
    title = "Adjusted cosine"
    about = "Articles that the same customers rated higher, or bought more pieces of, than they usually do."
    order = 26
    adjusted = True


class PlainCosine(ItemCosine):
    name = "plain-cosine"
    title = "Plain cosine"
    about = "Articles that the same customers bought, by the cosine of their ratings or pieces."
    order = 25
    adjusted = False


def similarities(ratings: sparse.csr_array, *, adjusted: bool) -> sparse.csr_array:
    """(articles, articles) float32 in [-1, 1], symmetric, without the diagonal and without zeros.

    ratings: (customers, articles) of one article or more; what is not stored was not rated. Plain: the cosine of two
    whole columns, 0 where not rated (Sarwar et al. 2001). Adjusted: of the deviations from each
    customer's mean, over the customers who rated both; 0 where these do not deviate, and -1 or 1 where
    there is one such customer.
    """
    values = _deviations(ratings) if adjusted else _unit_columns(ratings)
    squares, rated = values.power(2), sparse.csr_array(ratings, dtype=np.float64, copy=True)
    rated.data[:] = 1
    by_article, squares_of, raters_of = (sparse.csr_array(found.T) for found in (values, squares, rated))
    blocks = []
    for start in range(0, ratings.shape[1], BLOCK):
        part = slice(start, start + BLOCK)
        cosines = sparse.csr_array(by_article[part] @ values)
        if adjusted:
            lengths = sparse.csr_array((squares_of[part] @ rated).multiply(raters_of[part] @ squares))
            lengths.eliminate_zeros()
            cosines = sparse.csr_array(cosines.multiply(lengths.power(-0.5)))
        blocks.append(_of_others(cosines, start))
    return sparse.csr_array(sparse.vstack(blocks, format="csr"))


def predict(ratings_of_customers: sparse.csr_array, similarity: sparse.csr_array, neighbours: int) -> FloatMatrix:
    """(customers, articles) sum_j s_ij R_uj / sum_j |s_ij|, NaN where a customer has rated nothing similar.

    j: the `neighbours` most similar articles that the customer has rated, out of those with a similarity other than 0
    (Sarwar et al. 2001).
    """
    above, below = _sums(ratings_of_customers, similarity, neighbours)
    return np.divide(above, below, out=np.full_like(above, np.nan), where=below > 0)


def co_raters(ratings: sparse.csr_array) -> sparse.csr_array:
    """(articles, articles) float32 how many customers rated both."""
    rated = sparse.csr_array(ratings, dtype=np.float32, copy=True)
    rated.data[:] = 1
    return sparse.csr_array(sparse.csr_array(rated.T) @ rated)


def shrunk(similarity: sparse.csr_array, raters: sparse.csr_array, config: DeviationConfig) -> sparse.csr_array:
    """The positive ones of `similarity`, each n / (n + shrinkage) of itself, where n customers rated both articles.

    raters: (articles, articles) as `co_raters` gives it (Bell & Koren 2007; Desrosiers & Karypis 2011, section 4.3).
    """
    positive = sparse.csr_array(similarity.maximum(0))
    counts = sparse.csr_array(raters.copy())
    counts.data /= counts.data + np.float32(config.shrinkage)
    found = sparse.csr_array(positive.multiply(counts), dtype=np.float32)
    found.eliminate_zeros()
    return found


def predict_deviations(
    deviations: sparse.csr_array, similarity: sparse.csr_array, neighbours: int, config: DeviationConfig
) -> FloatMatrix:
    """(customers, articles) sum_j s_ij d_uj / (damping + sum_j s_ij), 0 where a customer has rated nothing similar.

    deviations: (customers, articles) d_uj, what each rating is above the expected one; a stored 0 counts.
    similarity: as `shrunk` gives it; j: as in `predict` (Desrosiers & Karypis 2011, eq. 4.22, with damping).
    """
    above, below = _sums(deviations, similarity, neighbours)
    found: FloatMatrix = np.divide(above, below + np.float32(config.damping), out=np.zeros_like(above), where=below > 0)
    return found


def _deviations(ratings: sparse.csr_array) -> sparse.csr_array:
    """The ratings less their customer's mean; what rounding leaves of a 0 is removed, as a cosine would blow it up."""
    found = sparse.csr_array(ratings, dtype=np.float64, copy=True)
    counts = np.diff(found.indptr)
    means = np.asarray(found.sum(axis=1)).ravel() / np.maximum(counts, 1)
    found.data -= np.repeat(means, counts)
    found.data[np.abs(found.data) < 1e-9] = 0
    found.eliminate_zeros()
    return found


def _unit_columns(ratings: sparse.csr_array) -> sparse.csr_array:
    found = sparse.csr_array(ratings, dtype=np.float64, copy=True)
    lengths = np.sqrt(np.asarray(found.power(2).sum(axis=0)).ravel())
    found.data /= np.where(lengths > 0, lengths, 1)[found.indices]
    return found


def _of_others(cosines: sparse.csr_array, start: int) -> sparse.csr_array:
    """The block of `cosines` whose first row is of the article `start`, without articles' own and zeros."""
    found = cosines.tocoo()
    kept = (found.row + start != found.col) & (found.data != 0)
    values = np.clip(found.data[kept], -1, 1).astype(np.float32)
    return sparse.csr_array(sparse.coo_array((values, (found.row[kept], found.col[kept])), shape=found.shape))


def _sums(ratings: sparse.csr_array, similarity: sparse.csr_array, neighbours: int) -> tuple[FloatMatrix, FloatMatrix]:
    """(customers, articles) the sums above and below the fraction bar of `predict`."""
    rated = sparse.csr_array(ratings, dtype=np.float32, copy=True)
    rated.data[:] = 1
    above = (ratings @ similarity).toarray().astype(np.float32, copy=False)
    below = (rated @ abs(similarity)).toarray()
    for customer in np.flatnonzero(np.diff(ratings.indptr) > neighbours):
        at = slice(ratings.indptr[customer], ratings.indptr[customer + 1])
        close = sparse.csc_array(similarity[ratings.indices[at]])
        crowded = np.flatnonzero(np.diff(close.indptr) > neighbours)
        some = close[:, crowded].tocoo()
        weights = np.full(some.shape[::-1], -np.inf, np.float32)
        weights[some.col, some.row] = some.data
        nearest = np.argsort(-weights, axis=1, kind="stable")[:, :neighbours]
        weights = np.take_along_axis(weights, nearest, axis=1)
        above[customer, crowded] = (weights * ratings.data[at][nearest]).sum(axis=1)
        below[customer, crowded] = np.abs(weights).sum(axis=1)
    return above, below
