"""A shelf to pick from: bestsellers of as many product types as possible."""

from collections.abc import Sequence

import pandas as pd


def varied(articles: pd.DataFrame, rows: Sequence[int], count: int) -> list[int]:
    """`count` of these rows: the first of each product type, then the second of each, and so on."""
    kinds = articles["product_type_name"].iloc[list(rows)].astype(str)
    turn = kinds.groupby(kinds.to_numpy()).cumcount().to_numpy()
    order = sorted(range(len(rows)), key=lambda index: (turn[index], index))
    return [int(rows[index]) for index in order[:count]]
