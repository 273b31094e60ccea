"""Where two models agree and where they differ, measured on their neighbour lists in the full space."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from stylehub_core.arrays import FloatVector, IntMatrix, IntVector
from stylehub_core.errors import QueryError
from stylehub_core.search.rank_overlap import (
    PERSISTENCE,
    check_depth,
    lengths,
    rbo,
    rbo_of_shared,
    share,
    shared_by_depth,
)

DEPTHS = (1, 2, 3, 5, 8, 12, 20, 30, 50)
LISTED = 24
"""How many of the most changed articles a comparison lists."""


@dataclass(frozen=True)
class Curve:
    """Means over articles at each depth k: overlap and Jaccard of the first k, and RBO cut there."""

    k: tuple[int, ...]
    overlap: tuple[float, ...]
    jaccard: tuple[float, ...]
    rbo: tuple[float, ...]


@dataclass(frozen=True)
class GroupChange:
    """The mean neighbourhood change of a group and how many articles it has."""

    name: str
    articles: int
    change: float


@dataclass(frozen=True, eq=False)
class Agreement:
    """The comparison of two models over all articles; it is the same whichever of them is first.

    curve: agreement by k.
    change: (n,) of each article, as the function `change` gives it.
    changed_rows: the articles whose neighbourhoods differ most.
    changes: 1 - RBO of each: 0 for the same neighbours in the same order, 1 for none in common.
    by_group, by_popularity: mean change by product group and by popularity.
    """

    curve: Curve
    change: FloatVector
    changed_rows: IntVector
    changes: FloatVector
    by_group: list[GroupChange]
    by_popularity: list[GroupChange]


def agreement(
    first: IntMatrix, second: IntMatrix, articles: pd.DataFrame, *, depth: int = 12, listed: int = LISTED
) -> Agreement:
    """Two models' neighbour lists compared over all articles, by product group and by popularity.

    first, second: (n, K) article rows, best first, padded with -1 at the end.
    depth: a k that the curve must include, 1 to K.
    listed: how many of the most changed articles to list.
    """
    if len(first) != len(articles):
        raise QueryError(f"There are {len(first)} neighbour lists for {len(articles)} articles.")
    check_depth(first, depth)
    longest = first.shape[1]
    shared = shared_by_depth(first, second)
    changes = np.asarray(1 - rbo_of_shared(shared, lengths(first), lengths(second), PERSISTENCE), dtype=np.float32)
    rows, values = most_changed(changes, listed)
    return Agreement(
        curve=_curve(shared, first, second, sorted({k for k in (*DEPTHS, depth, longest) if k <= longest})),
        change=changes,
        changed_rows=rows,
        changes=values,
        by_group=change_by_group(changes, articles["product_group_name"]),
        by_popularity=change_by_group(changes, popularity_bands(articles)),
    )


def change(first: IntMatrix, second: IntMatrix, *, p: float = PERSISTENCE) -> FloatVector:
    """(n,) how much each article's neighbourhood differs between the two models: 1 - RBO."""
    return np.asarray(1 - rbo(first, second, p=p), dtype=np.float32)


def curve(first: IntMatrix, second: IntMatrix, depths: Sequence[int], *, p: float = PERSISTENCE) -> Curve:
    """Agreement at each depth k, as means over all articles. Raises QueryError if a depth is beyond the lists."""
    for k in depths:
        check_depth(first, k)
    return _curve(shared_by_depth(first, second), first, second, depths, p)


def _curve(
    shared: IntMatrix, first: IntMatrix, second: IntMatrix, depths: Sequence[int], p: float = PERSISTENCE
) -> Curve:
    values: list[tuple[float, float, float]] = []
    for k in depths:
        first_lengths, second_lengths = lengths(first[:, :k]), lengths(second[:, :k])
        both = shared[:, k - 1]
        parts = (
            share(both, np.maximum(first_lengths, second_lengths)),
            share(both, first_lengths + second_lengths - both),
            rbo_of_shared(shared[:, :k], first_lengths, second_lengths, p),
        )
        values.append((_mean(parts[0]), _mean(parts[1]), _mean(parts[2])))
    overlap, jaccard, cut_rbo = zip(*values, strict=True) if values else ((), (), ())
    return Curve(tuple(depths), tuple(overlap), tuple(jaccard), tuple(cut_rbo))


def most_changed(changes: FloatVector, k: int) -> tuple[IntVector, FloatVector]:
    """(rows, changes) of the k articles whose neighbourhoods differ most; equal ones by row number, NaN left out."""
    order = np.argsort(-changes, kind="stable")
    rows = order[np.isfinite(changes[order])][:k].astype(np.int32)
    return rows, changes[rows]


def popularity_bands(articles: pd.DataFrame) -> pd.Series:
    """(n,) ordered categorical: how often each article was sold, in four bands."""
    edges, names = [-1, 0, 5, 20, np.inf], ["never sold", "sold 1-5 times", "sold 6-20 times", "sold over 20 times"]
    return pd.cut(articles["times_sold"], edges, labels=names)


def change_by_group(changes: FloatVector, groups: pd.Series) -> list[GroupChange]:
    """Mean change and number of articles of each non-empty group.

    Sorted by category for an ordered categorical, otherwise most changed first.
    Articles without neighbours (NaN) are not counted.
    """
    table = pd.DataFrame({"change": changes, "group": groups.to_numpy()}).dropna()
    means = table.groupby("group", observed=True)["change"].agg(["size", "mean"])
    changed = [GroupChange(str(name), int(row["size"]), float(row["mean"])) for name, row in means.iterrows()]
    if isinstance(groups.dtype, pd.CategoricalDtype) and groups.dtype.ordered:
        position = {str(name): i for i, name in enumerate(groups.cat.categories)}
        return sorted(changed, key=lambda group: position[group.name])
    return sorted(changed, key=lambda group: (-group.change, group.name))


def _mean(values: FloatVector) -> float:
    return float(np.nanmean(values)) if np.isfinite(values).any() else float("nan")
