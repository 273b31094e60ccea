"""Item-based collaborative filtering on ratings (Sarwar et al. 2001; Syiam et al. 2023).

Similarities are learned from the data set's ratings. If it has none, the number of pieces of an article that a customer
bought stands in for the rating. Most customers then buy one piece of everything, so their ratings never deviate from
their mean, and adjusted cosine learns from the others only. The histories to recommend for hold pieces and no ratings,
so it is the pieces that are summed in either case.
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
"""Articles whose similarities are computed at a time."""


@dataclass(frozen=True)
class ItemCosineConfig:
    """neighbours: how many articles of a history count for each candidate, the most similar ones.
    rank: what candidates are ranked by, the sum or the average over these neighbours.

    A weighted average predicts a rating and says nothing about its certainty: one weak neighbour with 3 pieces outranks
    ten close ones with 1 piece, and if all ratings are 1, every article ties. The sum, the average's numerator, grows
    with each neighbour and therefore ranks.
    """

    neighbours: int = 30
    rank: Literal["sum", "average"] = "sum"


@dataclass(frozen=True)
class DeviationConfig:
    """How far neighbours are trusted when ratings are predicted.

    shrinkage: the number of customers who rated both articles at which a similarity counts half.
    damping: added to the sum of similarities in the denominator, so that few and weak neighbours count less.
    """

    shrinkage: float = 10.0
    damping: float = 0.5


@dataclass(frozen=True, eq=False)
class ItemCosineScorer(HistoryScorer):
    """similarity: (articles, articles), from `similarities`. An article that cannot be predicted scores 0."""

    similarity: sparse.csr_array
    config: ItemCosineConfig

    def history_scores(self, histories: Histories) -> FloatMatrix:
        ratings = histories.matrix(histories.pieces.astype(np.float32), self.similarity.shape[0])
        if self.config.rank == "sum":
            return _sums(ratings, self.similarity, self.config.neighbours)[0]
        return np.nan_to_num(predict(ratings, self.similarity, self.config.neighbours), copy=False)


class ItemCosine(ConfiguredRecommender[ItemCosineConfig]):
    """Ranks by the pieces that a customer bought of similar articles; every line of a history has equal weight."""

    adjusted: ClassVar[bool]
    """Whether it learns adjusted or plain `similarities`."""
    kind = "baseline"
    default = ItemCosineConfig()
    space: ClassVar[Space] = {"neighbours": (5, 10, 20, 30, 50, 100), "rank": ("sum", "average")}

    def fit(self, world: World, folder: Path, progress: Progress = silent) -> ItemCosineScorer:
        ratings = ratings_of(world)
        progress(self.title, 0, 1)
        similarity = similarities(ratings, adjusted=self.adjusted)
        progress(self.title, 1, 1)
        return ItemCosineScorer(similarity, self._config)


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

    ratings: (customers, articles) with at least one article; an entry that is not stored was not rated.
    Plain: the cosine of two whole columns, with 0 for not rated (Sarwar et al. 2001).
    Adjusted: the cosine of the deviations from each customer's mean, over the customers who rated both articles. It is
    0 if these do not deviate, and -1 or 1 if there is only one such customer.
    """
    values = _deviations(ratings) if adjusted else _unit_columns(ratings)
    squares, rated = values.power(2), sparse.csr_array(ratings, dtype=np.float64, copy=True)
    rated.data[:] = 1
    by_article, squares_of, raters_of = (sparse.csr_array(columns.T) for columns in (values, squares, rated))
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
    """(customers, articles) sum_j s_ij R_uj / sum_j |s_ij|, NaN if a customer has rated nothing similar.

    j: the `neighbours` most similar articles among those that the customer has rated and whose similarity is not 0
    (Sarwar et al. 2001).
    """
    numerator, denominator = _sums(ratings_of_customers, similarity, neighbours)
    return np.divide(numerator, denominator, out=np.full_like(numerator, np.nan), where=denominator > 0)


def co_raters(ratings: sparse.csr_array) -> sparse.csr_array:
    """(articles, articles) float32, how many customers rated both."""
    rated = sparse.csr_array(ratings, dtype=np.float32, copy=True)
    rated.data[:] = 1
    return sparse.csr_array(sparse.csr_array(rated.T) @ rated)


def shrunk(similarity: sparse.csr_array, raters: sparse.csr_array, config: DeviationConfig) -> sparse.csr_array:
    """The positive entries of `similarity`, each multiplied by n / (n + shrinkage), if n customers rated both articles.

    raters: (articles, articles), from `co_raters` (Bell & Koren 2007; Desrosiers & Karypis 2011, section 4.3).
    """
    positive = sparse.csr_array(similarity.maximum(0))
    counts = sparse.csr_array(raters.copy())
    counts.data /= counts.data + np.float32(config.shrinkage)
    weighted = sparse.csr_array(positive.multiply(counts), dtype=np.float32)
    weighted.eliminate_zeros()
    return weighted


def predict_deviations(
    deviations: sparse.csr_array, similarity: sparse.csr_array, neighbours: int, config: DeviationConfig
) -> FloatMatrix:
    """(customers, articles) sum_j s_ij d_uj / (damping + sum_j s_ij), 0 if a customer has rated nothing similar.

    deviations: (customers, articles) d_uj, each rating minus the expected one; a stored 0 counts.
    similarity: from `shrunk`.
    j: as in `predict` (Desrosiers & Karypis 2011, eq. 4.22, with damping).
    """
    numerator, denominator = _sums(deviations, similarity, neighbours)
    damped = denominator + np.float32(config.damping)
    predicted: FloatMatrix = np.divide(numerator, damped, out=np.zeros_like(numerator), where=denominator > 0)
    return predicted


def _deviations(ratings: sparse.csr_array) -> sparse.csr_array:
    """Each rating minus its customer's mean; rounding residue is set to 0, as a cosine would blow it up."""
    deviations = sparse.csr_array(ratings, dtype=np.float64, copy=True)
    counts = np.diff(deviations.indptr)
    means = np.asarray(deviations.sum(axis=1)).ravel() / np.maximum(counts, 1)
    deviations.data -= np.repeat(means, counts)
    deviations.data[np.abs(deviations.data) < 1e-9] = 0
    deviations.eliminate_zeros()
    return deviations


def _unit_columns(ratings: sparse.csr_array) -> sparse.csr_array:
    unit = sparse.csr_array(ratings, dtype=np.float64, copy=True)
    lengths = np.sqrt(np.asarray(unit.power(2).sum(axis=0)).ravel())
    unit.data /= np.where(lengths > 0, lengths, 1)[unit.indices]
    return unit


def _of_others(cosines: sparse.csr_array, start: int) -> sparse.csr_array:
    """The block of `cosines` whose first row is article `start`, without zeros and each article's cosine to itself."""
    cells = cosines.tocoo()
    kept = (cells.row + start != cells.col) & (cells.data != 0)
    values = np.clip(cells.data[kept], -1, 1).astype(np.float32)
    return sparse.csr_array(sparse.coo_array((values, (cells.row[kept], cells.col[kept])), shape=cells.shape))


def _sums(ratings: sparse.csr_array, similarity: sparse.csr_array, neighbours: int) -> tuple[FloatMatrix, FloatMatrix]:
    """((customers, articles) the numerator of `predict`, (customers, articles) its denominator)."""
    rated = sparse.csr_array(ratings, dtype=np.float32, copy=True)
    rated.data[:] = 1
    numerator = (ratings @ similarity).toarray().astype(np.float32, copy=False)
    denominator = (rated @ abs(similarity)).toarray()
    for customer in np.flatnonzero(np.diff(ratings.indptr) > neighbours):
        line = slice(ratings.indptr[customer], ratings.indptr[customer + 1])
        close = sparse.csc_array(similarity[ratings.indices[line]])
        crowded = np.flatnonzero(np.diff(close.indptr) > neighbours)
        some = close[:, crowded].tocoo()
        weights = np.full(some.shape[::-1], -np.inf, np.float32)
        weights[some.col, some.row] = some.data
        nearest = np.argsort(-weights, axis=1, kind="stable")[:, :neighbours]
        weights = np.take_along_axis(weights, nearest, axis=1)
        numerator[customer, crowded] = (weights * ratings.data[line][nearest]).sum(axis=1)
        denominator[customer, crowded] = np.abs(weights).sum(axis=1)
    return numerator, denominator
