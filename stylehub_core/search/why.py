"""Why an article was found: what it has in common with the article of the request."""

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
"""A shared value of the column implies shared values of these others."""

SAME_PRODUCT = "same product"


def shared_attributes(articles: pd.DataFrame, query_row: int, rows: IntVector) -> list[tuple[str, ...]]:
    """For each of `rows`, what it shares with `query_row`, such as 'product type: Vest top', the rarest value first.

    Another colour of the same product starts with 'same product'.
    Missing values and placeholders such as 'Unknown' are never shared.
    """
    if not 0 <= query_row < len(articles):
        raise QueryError(f"There is no article in row {query_row}: the rows are 0 to {len(articles) - 1}.")
    rows = np.asarray(rows)
    shared: list[list[tuple[int, str, str]]] = [[] for _ in rows]
    for column in LABELS:
        row_codes, values = codes(articles, column)
        column_codes = row_codes.to_numpy()
        code = int(column_codes[query_row])
        if code < 0 or not says_something(values[code]):
            continue
        count = int(np.count_nonzero(column_codes == code))
        for position in np.flatnonzero(column_codes[rows] == code):
            shared[position].append((count, column, f"{LABELS[column]}: {values[code]}"))
    products = articles["product_code"].to_numpy()
    return [
        ((SAME_PRODUCT,) if products[row] == products[query_row] else ()) + _rarest_first(row_shares)
        for row, row_shares in zip(rows, shared, strict=True)
    ]


def _rarest_first(shared: list[tuple[int, str, str]]) -> tuple[str, ...]:
    """The texts, rarest value first, without those implied by others."""
    implied = {other for _, column, _ in shared for other in IMPLIED.get(column, ())}
    return tuple(text for _, column, text in sorted(shared) if column not in implied)
