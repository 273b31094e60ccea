"""The attributes of articles that people can name: their columns and labels."""

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
"""Labels by column, for the columns with few distinct values, in the order in which they are shown."""

PLACEHOLDERS = frozenset({"", "unknown", "undefined", "other", "nan"})
"""Values (in lower case) that say nothing about an article."""


def codes(articles: pd.DataFrame, column: str) -> tuple[pd.Series, list[str]]:
    """(the code of each row, the distinct values by code); the code is -1 for a missing value."""
    column_values = articles[column]
    if not isinstance(column_values.dtype, pd.CategoricalDtype):
        column_values = column_values.astype("category")
    return column_values.cat.codes, [str(value) for value in column_values.cat.categories]


def says_something(value: str) -> bool:
    return value.strip().lower() not in PLACEHOLDERS
