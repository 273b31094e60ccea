"""Why an article was found: what it has in common with the article it was found from."""

import numpy as np
import pandas as pd

from stylehub_core.arrays import IntVector
from stylehub_core.errors import QueryError
from stylehub_core.search.attributes import LABELS, codes, says_something

IMPLIED = {
    "product_type_name": ("product_group_name",),
    "colour_group_name": ("perceived_colour_master_name", "perceived_colour_value_name"),
    "section_name": ("index_name", "index_group_name"),
    "index_name": ("index_group_name",),
}
"""A shared value of the column makes those of the others go without saying."""

SAME_PRODUCT = "same product"


def shared_attributes(articles: pd.DataFrame, query_row: int, rows: IntVector) -> list[tuple[str, ...]]:
    """For each of `rows` what it shares with `query_row`, as 'product type: Vest top', the most telling first.

    A value tells the more the fewer articles have it. Another colour of the same product starts with 'same product'.
    Missing values and such as 'Unknown' are never shared.
    """
    if not 0 <= query_row < len(articles):
        raise QueryError(f"There is no article in row {query_row}; the rows are 0 to {len(articles) - 1}.")
    rows = np.asarray(rows)
    shared: list[list[tuple[int, str, str]]] = [[] for _ in rows]
    for column in LABELS:
        row_codes, values = codes(articles, column)
        column_codes = row_codes.to_numpy()
        code = int(column_codes[query_row])
        if code < 0 or not says_something(values[code]):
            continue
        count = int(np.count_nonzero(column_codes == code))
        for place in np.flatnonzero(column_codes[rows] == code):
            shared[place].append((count, column, f"{LABELS[column]}: {values[code]}"))
    products = articles["product_code"].to_numpy()
    return [
        ((SAME_PRODUCT,) if products[row] == products[query_row] else ()) + _telling(one)
        for row, one in zip(rows, shared, strict=True)
    ]


def _telling(shared: list[tuple[int, str, str]]) -> tuple[str, ...]:
    """The texts, rarest first, without those that others imply."""
    implied = {other for _, column, _ in shared for other in IMPLIED.get(column, ())}
    return tuple(text for _, column, text in sorted(shared) if column not in implied)
