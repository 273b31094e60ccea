"""The groups that our transactional model shares among articles."""

import pandas as pd
import pytest

from stylehub_core.errors import ModelError
from stylehub_core.models.transactional import numbered


def test_equal_values_share_a_number_and_missing_ones_are_a_group() -> None:
    articles = pd.DataFrame({"section_no": pd.array([7, 9, 7, None, None], "Int32"), "prod_name": list("abcde")})
    numbers = numbered(articles, ("section_no", "index_code"))
    assert numbers.tolist() == [[0], [1], [0], [2], [2]]


def test_a_catalogue_without_these_columns_has_no_groups() -> None:
    assert numbered(pd.DataFrame({"prod_name": ["a", "b"]}), ("section_no",)).shape == (2, 0)


def test_an_unknown_column_is_named() -> None:
    with pytest.raises(ModelError, match="no column .section. to group articles by. Did you mean .section_no."):
        numbered(pd.DataFrame({"section_no": [1, 2]}), ("section",))
