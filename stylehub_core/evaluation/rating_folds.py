"""Rating prediction: every rating is held out in one of k folds and predicted from the others.

As in Sarwar et al. (2001, section 4), ratings are drawn at random from all, and the error is the mean absolute one.
Order is judged only among a customer's held-out ratings: the ratings of other articles are unknown, and a sample of
them would rank systems differently from all of them (Krichene & Rendle 2020). The lab ranks the whole catalogue.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from scipy import sparse

from stylehub_core.arrays import FloatMatrix, FloatVector, IntVector
from stylehub_core.errors import QueryError
from stylehub_core.evaluation.graded_ndcg import graded_ndcg
from stylehub_core.evaluation.rating_bias_choice import chosen_bias
from stylehub_core.recommenders.adjusted_cosine import (
    DeviationConfig,
    co_raters,
    predict,
    predict_deviations,
    shrunk,
    similarities,
)
from stylehub_core.recommenders.rating_bias import RatingBias

CUSTOMERS = 64
"""Customers whose ratings are predicted at a time."""

INNER_FOLDS = 3
"""Folds of the training ratings on which the bias model's damping and level are chosen."""


@dataclass(frozen=True, eq=False)
class RatingFold:
    """train: (customers, articles) ratings of the other folds.
    customer, article, rating: (h,) the held-out ratings.
    """

    train: sparse.csr_array
    customer: IntVector
    article: IntVector
    rating: FloatVector


@dataclass(frozen=True)
class RatingSystem:
    """A way to predict ratings.

    neighbours: how many of the articles that the customer rated count; 0 for a mean.
    """

    name: str
    neighbours: int = 0


CUSTOMER_MEAN, ARTICLE_MEAN = RatingSystem("customer's mean"), RatingSystem("article's mean")
MEDIAN = RatingSystem("median of all")
"""One number for everybody: the least to beat if errors are absolute."""

BIAS, BIAS_AT_MEDIAN = RatingSystem("bias model"), RatingSystem("bias model, median level")
ADJUSTED, AS_PUBLISHED, PLAIN = "adjusted cosine", "adjusted cosine, as published", "plain cosine"
DEVIATION = DeviationConfig()
"""Settings of the adjusted cosine that is not as published."""


@dataclass(frozen=True, eq=False)
class RatingPredictions:
    """fold, customer, rating: (n,) of every rating; each was held out once.
    values: (n,) predictions by system, NaN if none was possible.
    """

    fold: IntVector
    customer: IntVector
    rating: FloatVector
    values: dict[RatingSystem, FloatVector]

    def errors(self, system: RatingSystem) -> FloatVector:
        """(n,) absolute errors, NaN without a prediction."""
        return np.asarray(np.abs(self.values[system] - self.rating))

    def ndcg(self, system: RatingSystem, k: int) -> tuple[FloatVector, IntVector]:
        """((lists,) graded NDCG of each customer's held-out ratings in a fold, (lists,) the customer).

        A missing prediction is replaced by the customer's mean, so that all systems order the same ratings.
        NaN if a list's ratings are all equal. The gain is the rating, minus the lowest of all ratings if that is below
        0.
        """
        guessed = np.where(np.isnan(self.values[system]), self.values[CUSTOMER_MEAN], self.values[system])
        scores = np.round(np.nan_to_num(guessed), 4)  # ignores rounding differences
        gains = self.rating - min(0.0, float(self.rating.min()))
        order = np.lexsort((self.customer, self.fold))
        lists = np.stack([self.fold[order], self.customer[order]])
        starts = np.flatnonzero(np.any(np.diff(lists, axis=1) != 0, axis=0)) + 1
        parts = np.split(order, starts)
        values = [graded_ndcg(gains[part], scores[part], k=k) for part in parts]
        return np.array(values, np.float32), self.customer[[part[0] for part in parts]]


def rating_folds(ratings: sparse.csr_array, count: int, seed: int = 0) -> Iterator[RatingFold]:
    """`count` folds whose sizes differ by one at most; every stored rating is held out in exactly one.

    Raises QueryError for fewer than two folds, or more folds than ratings.
    """
    if not 2 <= count <= ratings.nnz:
        raise QueryError(
            f"{ratings.nnz:,} ratings cannot be held out in {count} folds: give at least 2, but no more than ratings."
        )
    cells = ratings.tocoo()
    values = cells.data.astype(np.float32)
    fold = np.random.default_rng(seed).permutation(ratings.nnz) % count
    for number in range(count):
        held_out = fold == number
        rest = (values[~held_out], (cells.row[~held_out], cells.col[~held_out]))
        train = sparse.csr_array(sparse.coo_array(rest, shape=ratings.shape))
        yield RatingFold(train, cells.row[held_out], cells.col[held_out], values[held_out])


def rating_predictions(
    ratings: sparse.csr_array, folds: int, neighbours: Sequence[int], seed: int = 0
) -> RatingPredictions:
    """Predictions of all `ratings`, each held out once, by adjusted and plain cosine, the means and the bias models."""
    held_out: list[RatingFold] = []
    values: dict[RatingSystem, list[FloatVector]] = {}
    for fold in rating_folds(ratings, folds, seed):
        held_out.append(fold)
        for system, predicted in predicted_in(fold, neighbours, seed).items():
            values.setdefault(system, []).append(predicted)
    return RatingPredictions(
        np.repeat(np.arange(folds, dtype=np.int32), [len(fold.rating) for fold in held_out]),
        np.concatenate([fold.customer for fold in held_out]),
        np.concatenate([fold.rating for fold in held_out]),
        {system: np.concatenate(parts) for system, parts in values.items()},
    )


def predicted_in(fold: RatingFold, neighbours: Sequence[int], seed: int = 0) -> dict[RatingSystem, FloatVector]:
    """(h,) predictions of the fold's held-out ratings, all learned from `fold.train`."""
    customers, articles = _means(fold.train, axis=1), _means(fold.train, axis=0)
    bias = chosen_bias(fold.train, _inner(fold.train, seed))
    at_mean, at_median = (model.expected(fold.customer, fold.article) for model in (bias.at_mean, bias.at_median))
    values = {
        CUSTOMER_MEAN: customers[fold.customer],
        ARTICLE_MEAN: articles[fold.article],
        MEDIAN: np.full(len(fold.rating), np.median(fold.train.data), np.float32),
        BIAS: bias.at_mean.within(at_mean),
        BIAS_AT_MEDIAN: bias.at_median.within(at_median),
    }
    adjusted, plain = (similarities(fold.train, adjusted=adjusted) for adjusted in (True, False))
    trusted = shrunk(adjusted, co_raters(fold.train), DEVIATION)
    deviations = _deviations(fold.train, bias.at_mean)
    for count in neighbours:
        added = _of_cells(fold, deviations, trusted, partial(predict_deviations, neighbours=count, config=DEVIATION))
        values[RatingSystem(ADJUSTED, count)] = bias.at_median.within(at_median + added)
    for name, similarity in ((AS_PUBLISHED, adjusted), (PLAIN, plain)):
        for count in neighbours:
            values[RatingSystem(name, count)] = _of_cells(
                fold, fold.train, similarity, partial(predict, neighbours=count)
            )
    return values


def _inner(train: sparse.csr_array, seed: int) -> list[RatingFold]:
    """Folds of the training ratings; none if these are too few to hold one out."""
    count = min(INNER_FOLDS, train.nnz)
    return list(rating_folds(train, count, seed + 1)) if count > 1 else []


def _deviations(ratings: sparse.csr_array, bias: RatingBias) -> sparse.csr_array:
    """Each rating minus the expected one, stored wherever a rating is."""
    deviations = sparse.csr_array(ratings, dtype=np.float32, copy=True)
    customers = np.repeat(np.arange(ratings.shape[0], dtype=np.int32), np.diff(deviations.indptr))
    deviations.data -= bias.expected(customers, deviations.indices)
    return deviations


def _of_cells(
    fold: RatingFold,
    known: sparse.csr_array,
    similarity: sparse.csr_array,
    predicted: Callable[[sparse.csr_array, sparse.csr_array], FloatMatrix],
) -> FloatVector:
    """(h,) `predicted` values of the held-out cells, computed in blocks of customers and the articles that these need.

    known: (customers, articles) the values of each customer to sum.
    """
    values = np.full(len(fold.rating), np.nan, np.float32)
    order = np.argsort(fold.customer, kind="stable")
    customers, starts = np.unique(fold.customer[order], return_index=True)
    ends = np.append(starts, len(order))
    for start in range(0, len(customers), CUSTOMERS):
        some = customers[start : start + CUSTOMERS]
        cells = order[ends[start] : ends[start + len(some)]]
        articles, column = np.unique(fold.article[cells], return_inverse=True)
        to_them = sparse.csr_array(similarity[articles].T)  # symmetric: rows are faster to slice
        block = predicted(sparse.csr_array(known[some]), to_them)
        values[cells] = block[np.searchsorted(some, fold.customer[cells]), column]
    return values


def _means(ratings: sparse.csr_array, axis: int) -> FloatVector:
    """The mean of the stored values along an axis, NaN if there are none."""
    cells = ratings.tocoo()
    index, size = (cells.col, ratings.shape[1]) if axis == 0 else (cells.row, ratings.shape[0])
    counts = np.bincount(index, minlength=size)
    sums = np.bincount(index, cells.data, minlength=size)
    return np.divide(sums, counts, out=np.full(size, np.nan), where=counts > 0).astype(np.float32)
