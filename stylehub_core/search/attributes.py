"""The attributes of an article that a person can name: their columns, and what to call them."""

import pandas as pd

LABELS = {
    "product_type_name": "product type",
    "colour_group_name": "colour",
    "graphical_appearance_name": "appearance",
    "product_group_name": "product group",
    "garment_group_name": "garment group",
    "department_name": "department",
    "section_name": "section",
    "index_name": "index",
    "index_group_name": "index group",
    "perceived_colour_master_name": "main colour",
    "perceived_colour_value_name": "colour value",
}
"""Column to label; the columns with one of few values, in the order in which they are read out."""

PLACEHOLDERS = frozenset({"", "unknown", "undefined", "other", "nan"})
"""Values (in lower case) that say nothing about an article."""


def codes(articles: pd.DataFrame, column: str) -> tuple[pd.Series, list[str]]:
    """(code of each row, the distinct values by code); -1 where the value is missing."""
    column_values = articles[column]
    if not isinstance(column_values.dtype, pd.CategoricalDtype):
        column_values = column_values.astype("category")
    return column_values.cat.codes, [str(value) for value in column_values.cat.categories]


def says_something(value: str) -> bool:
    return value.strip().lower() not in PLACEHOLDERS
