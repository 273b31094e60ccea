"""Queries with known answers: a colour group and a product type, for every such pair in the catalogue."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from stylehub_core.arrays import FloatVector, IntVector
from stylehub_core.errors import QueryError
from stylehub_core.search.attributes import codes

DEPTH = 12


@dataclass(frozen=True)
class AttributeQuery:
    """text: such as 'dark blue vest top'.
    relevant: rows of all articles of that colour group and product type.
    """

    text: str
    colour: str
    type: str
    relevant: IntVector


def attribute_pairs(articles: pd.DataFrame, minimum: int = 5) -> list[AttributeQuery]:
    """One query for each pair with at least `minimum` articles, in the order of colour, then type."""
    colour_codes, colours = codes(articles, "colour_group_name")
    type_codes, types = codes(articles, "product_type_name")
    pairs = pd.DataFrame({"colour": colour_codes.to_numpy(), "type": type_codes.to_numpy()})
    pairs = pairs[(pairs["colour"] >= 0) & (pairs["type"] >= 0)]
    queries = []
    for (colour, kind), rows in pairs.groupby(["colour", "type"]).indices.items():
        if len(rows) >= minimum:
            names = colours[colour], types[kind]
            relevant = pairs.index.to_numpy()[rows].astype(np.int32)
            queries.append(AttributeQuery(" ".join(names).lower(), *names, relevant))
    return sorted(queries, key=lambda query: (query.colour, query.type))


def precision_at_12(rankings: Sequence[IntVector], pairs: Sequence[AttributeQuery]) -> FloatVector:
    """(queries,) relevant articles among the first 12, as a share of min(12, all relevant articles).

    rankings: rows, best first, one array for each pair; -1 is padding.
    """
    if len(rankings) != len(pairs):
        raise QueryError(f"There are {len(rankings)} rankings for {len(pairs)} queries.")
    shares = [
        np.isin(np.unique(rows[:DEPTH]), pair.relevant).sum() / min(DEPTH, len(pair.relevant))
        for rows, pair in zip(rankings, pairs, strict=True)
    ]
    return np.asarray(shares, dtype=np.float32)
