"""Why an article was found, in sentences: the words that it matches, or what it has in common with another."""

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from stylehub_core.arrays import IntVector
from stylehub_core.errors import QueryError
from stylehub_core.number_text import counted
from stylehub_core.search.attributes import LABELS, codes, says_something

IMPLIED = {
    "product_type_name": ("product_group_name",),
    "colour_group_name": ("perceived_colour_master_name", "perceived_colour_value_name"),
    "section_name": ("index_name", "index_group_name"),
    "index_name": ("index_group_name",),
}
"""A shared value of the column implies shared values of these others."""

NAMED = "Named in the request"
SIMILAR = "Similar in meaning"

_MOST = 2
"""Shared values that are told; the rarest say the most."""


def matches(matched: Sequence[str]) -> str:
    """Such as 'Matches: tulle, skirt'. matched: one or more, as of LexicalIndex.matched."""
    return f"Matches: {_listed(text.partition(': ')[2] or text for text in matched)}"


def bought_together(times: int) -> str:
    """Such as 'Bought together 16 times'."""
    return f"Bought together {counted(times, 'time')}"


def shared_attributes(articles: pd.DataFrame, query_row: int, rows: IntVector) -> list[tuple[str, ...]]:
    """For each of `rows`, one sentence on what it shares with `query_row`, or none.

    Such as 'In common: vest top, dark blue', the rarest value first. Missing values and placeholders such as 'Unknown'
    are never shared. For another colour of the same product: 'Same product in black'.
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
            shared[position].append((count, column, values[code]))
    products = articles["product_code"].to_numpy()
    return [
        (_same_product(articles, query_row, row),) if products[row] == products[query_row] else _in_common(row_shares)
        for row, row_shares in zip(rows.tolist(), shared, strict=True)
    ]


def _same_product(articles: pd.DataFrame, query_row: int, row: int) -> str:
    """Another print may have the same colour."""
    for column, before in (("colour_group_name", " in "), ("graphical_appearance_name", ", ")):
        own, other = (str(articles[column].iat[each]) for each in (query_row, row))
        if own != other and says_something(other):
            return f"Same product{before}{_inside(other)}"
    return "Same product"


def _in_common(shared: list[tuple[int, str, str]]) -> tuple[str, ...]:
    """One sentence of the rarest values that are not implied by others; none if nothing is shared."""
    implied = {other for _, column, _ in shared for other in IMPLIED.get(column, ())}
    values = [value for _, column, value in sorted(shared) if column not in implied]
    return (f"In common: {_listed(values[:_MOST])}",) if values else ()


def _listed(values: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(_inside(value) for value in values))


def _inside(value: str) -> str:
    """A value as it stands inside a sentence: 'dark blue', 'T-shirt', 'H&M+'."""
    return value if value.isupper() or value[1:2] == "-" else value.lower()
