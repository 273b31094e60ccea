"""Slices of the results: recall by kind of article, and any measure by kind of customer.

An article slice judges the same rankings on the held-out articles of that kind only.
A customer slice takes the customers of that kind only.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from stylehub_core.arrays import BoolVector, FloatVector, IntMatrix, IntVector
from stylehub_core.errors import QueryError
from stylehub_core.evaluation.bootstrap import Range, mean_range
from stylehub_core.evaluation.ranking import Relevant, recall_at_k


@dataclass(frozen=True, eq=False)
class Slices:
    """by: the criterion, as a table's heading.
    names: of the slices, in order, empty ones included.
    codes: (n,) the slice of each article or customer, as an index into `names`.
    """

    by: str
    names: tuple[str, ...]
    codes: IntVector

    def __len__(self) -> int:
        return len(self.codes)

    def at(self, rows: IntVector) -> "Slices":
        """The slices of these rows, in their order."""
        return replace(self, codes=self.codes[rows])


def articles_by_purchases(purchases: IntVector) -> Slices:
    """purchases: (articles,) how many of each are visible; 0 is a cold start."""
    return _banded("purchases seen", purchases, (1, 6, 21), ("0", "1-5", "6-20", "over 20"))


def articles_by_group(groups: Sequence[str]) -> Slices:
    """groups: (articles,) the product group of each; the names are in alphabetical order."""
    names, codes = np.unique(np.asarray(groups, dtype=np.str_), return_inverse=True)
    return Slices("product group", tuple(names.tolist()), codes.astype(np.int32))


def targets_by_arrival(first_sold: IntVector, days: IntVector) -> Slices:
    """How new the held-out articles were on the day of the request.

    first_sold: (t,) the first day on which each was sold in the visible purchases.
    days: (t,) of the request. An article first sold on that day or later counts as not sold yet.
    """
    age = days.astype(np.int64) - first_sold
    return _banded("days since first sold", age, (1, 15, 61), ("not sold yet", "1-14", "15-60", "over 60"))


def customers_by_history(lines: IntVector) -> Slices:
    """lines: (customers,) the length of each history."""
    return _banded("lines of history", lines, (3, 11, 31), ("0-2", "3-10", "11-30", "over 30"))


def customers_by_age(ages: FloatVector) -> Slices:
    """ages: (customers,) years, NaN where unknown."""
    bands = _banded("age", ages, (25, 35, 50), ("under 25", "25-34", "35-49", "50+"))
    codes = np.where(np.isnan(ages), len(bands.names), bands.codes).astype(np.int32)
    return Slices(bands.by, (*bands.names, "unknown"), codes)


def recall_within(ranked: IntMatrix, relevant: Relevant, articles: BoolVector, *, k: int) -> FloatVector:
    """(customers,) recall@k on those held-out articles that `articles`, (articles,), marks.

    The rankings stay as they are, so other articles keep their ranks. A customer without such a held-out article gets
    NaN.
    """
    return recall_at_k(ranked, [rows[articles[rows]] for rows in relevant], k=k)


def recall_by_article(ranked: IntMatrix, relevant: Relevant, slices: Slices, *, k: int) -> dict[str, Range]:
    """`recall_within` with its range for each article slice, by name; n: customers with a held-out article in it."""
    return {
        name: mean_range(recall_within(ranked, relevant, slices.codes == code, k=k))
        for code, name in enumerate(slices.names)
    }


def mean_by_customer(values: FloatVector, slices: Slices) -> dict[str, Range]:
    """The mean of `values`, (customers,), with its range for each customer slice, by name; NaNs are left out."""
    if len(values) != len(slices):
        raise QueryError(f"There are {len(values)} values for {len(slices)} customers in slices by {slices.by}.")
    return {name: mean_range(values[slices.codes == code]) for code, name in enumerate(slices.names)}


def _banded(by: str, values: NDArray[np.generic], starts: Sequence[int], names: tuple[str, ...]) -> Slices:
    return Slices(by, names, np.searchsorted(starts, values, side="right").astype(np.int32))
