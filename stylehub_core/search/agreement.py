"""Where two models agree and where they do not, from their neighbour lists in the full space."""

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
"""How many of the articles that change most a comparison names."""


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
    """Of two models over all articles: curve over k; changed_rows and changes: the articles whose neighbourhoods differ
    most, with 1 - RBO: 0 for the same neighbours in the same order, 1 for none in common.
    """

    curve: Curve
    changed_rows: IntVector
    changes: FloatVector
    by_group: list[GroupChange]
    by_popularity: list[GroupChange]


def agreement(
    first: IntMatrix, second: IntMatrix, articles: pd.DataFrame, *, depth: int = 12, listed: int = LISTED
) -> Agreement:
    """Two models' neighbour lists compared over all articles, by product group and by popularity.

    first, second: (n, K) rows best first, -1 at the end where there are fewer. depth: a k that the curve must have, 1
    to K. listed: how many of the articles that change most are named.
    """
    if len(first) != len(articles):
        raise QueryError(f"There are {len(first)} neighbour lists for {len(articles)} articles.")
    check_depth(first, depth)
    longest = first.shape[1]
    changes = change(first, second)
    rows, values = most_changed(changes, listed)
    return Agreement(
        curve=curve(first, second, sorted({k for k in (*DEPTHS, depth, longest) if k <= longest})),
        changed_rows=rows,
        changes=values,
        by_group=change_by_group(changes, articles["product_group_name"]),
        by_popularity=change_by_group(changes, popularity_bands(articles)),
    )


def change(first: IntMatrix, second: IntMatrix, *, p: float = PERSISTENCE) -> FloatVector:
    """(n,): how much each article's neighbourhood differs between the two models: 1 - RBO."""
    return np.asarray(1 - rbo(first, second, p=p), dtype=np.float32)


def curve(first: IntMatrix, second: IntMatrix, depths: Sequence[int], *, p: float = PERSISTENCE) -> Curve:
    """Agreement over k, each the mean over all articles. QueryError where a depth is beyond the lists."""
    for k in depths:
        check_depth(first, k)
    shared = shared_by_depth(first, second)
    values: list[tuple[float, float, float]] = []
    for k in depths:
        one, other = lengths(first[:, :k]), lengths(second[:, :k])
        both = shared[:, k - 1]
        parts = (
            share(both, np.maximum(one, other)),
            share(both, one + other - both),
            rbo_of_shared(shared[:, :k], one, other, p),
        )
        values.append((_mean(parts[0]), _mean(parts[1]), _mean(parts[2])))
    overlap, jaccard, cut = zip(*values, strict=True) if values else ((), (), ())
    return Curve(tuple(depths), tuple(overlap), tuple(jaccard), tuple(cut))


def most_changed(changes: FloatVector, k: int) -> tuple[IntVector, FloatVector]:
    """(rows, changes) of the k articles whose neighbourhoods differ most, by row number where equal; NaN left out."""
    order = np.argsort(-changes, kind="stable")
    rows = order[np.isfinite(changes[order])][:k].astype(np.int32)
    return rows, changes[rows]


def popularity_bands(articles: pd.DataFrame) -> pd.Series:
    """(n,) categorical: how often an article was sold, in four ordered bands."""
    edges, names = [-1, 0, 5, 20, np.inf], ["never sold", "sold 1-5 times", "sold 6-20 times", "sold over 20 times"]
    return pd.cut(articles["times_sold"], edges, labels=names)


def change_by_group(changes: FloatVector, groups: pd.Series) -> list[GroupChange]:
    """Mean change and number of articles of each group that has any: in the order of an ordered categorical, else most
    changed first. Articles without neighbours (NaN) are not counted."""
    table = pd.DataFrame({"change": changes, "group": groups.to_numpy()}).dropna()
    means = table.groupby("group", observed=True)["change"].agg(["size", "mean"])
    found = [GroupChange(str(name), int(row["size"]), float(row["mean"])) for name, row in means.iterrows()]
    if isinstance(groups.dtype, pd.CategoricalDtype) and groups.dtype.ordered:
        place = {str(name): i for i, name in enumerate(groups.cat.categories)}
        return sorted(found, key=lambda one: place[one.name])
    return sorted(found, key=lambda one: (-one.change, one.name))


def _mean(values: FloatVector) -> float:
    return float(np.nanmean(values)) if np.isfinite(values).any() else float("nan")
