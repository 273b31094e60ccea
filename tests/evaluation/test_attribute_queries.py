"""Queries of colour and type, and their precision."""

import numpy as np
import pandas as pd
import pytest

from stylehub_core.errors import QueryError
from stylehub_core.evaluation.attribute_queries import attribute_pairs, precision_at_12

_ARTICLES = pd.DataFrame(
    {
        "colour_group_name": ["Dark Blue"] * 15 + ["Black"] * 3 + [None],
        "product_type_name": ["Vest top"] * 15 + ["Dress"] * 3 + ["Dress"],
    }
)


def test_pairs_have_enough_articles() -> None:
    (pair,) = attribute_pairs(_ARTICLES)
    assert (pair.text, pair.colour, pair.type) == ("dark blue vest top", "Dark Blue", "Vest top")
    assert pair.relevant.tolist() == list(range(15))
    assert [query.text for query in attribute_pairs(_ARTICLES, minimum=3)] == ["black dress", "dark blue vest top"]


def test_precision_by_hand() -> None:
    pairs = attribute_pairs(_ARTICLES, minimum=3)
    dresses = np.array([0, 15, 16, 16, -1], dtype=np.int32)  # two of three, one of them twice
    tops = np.arange(6, 21, dtype=np.int32)  # nine of the first twelve
    assert precision_at_12([dresses, tops], pairs) == pytest.approx([2 / 3, 9 / 12])
    with pytest.raises(QueryError, match="1 rankings for 2"):
        precision_at_12([tops], pairs)
