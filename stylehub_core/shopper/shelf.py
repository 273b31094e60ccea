"""A shelf to pick from: what sells, of as many kinds as there is room for."""

from collections.abc import Sequence

import pandas as pd


def varied(articles: pd.DataFrame, rows: Sequence[int], count: int) -> list[int]:
    """`count` of these rows, in their order: the first of each product type, then the second of each, and so on."""
    kinds = articles["product_type_name"].iloc[list(rows)].astype(str)
    turn = kinds.groupby(kinds.to_numpy()).cumcount().to_numpy()
    order = sorted(range(len(rows)), key=lambda place: (turn[place], place))
    return [int(rows[place]) for place in order[:count]]
