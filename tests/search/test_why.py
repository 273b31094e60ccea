"""The values that two articles share, the rarest first."""

import numpy as np
import pandas as pd
import pytest

from stylehub_core.errors import QueryError
from stylehub_core.search.why import shared_attributes


def test_the_rarest_is_told_first_and_nothing_twice(shelf: pd.DataFrame) -> None:
    variant, coat = shared_attributes(shelf, 2, np.array([3, 5], dtype=np.int32))
    assert variant[:2] == ("same product", "product type: Vest top")
    assert coat[0] == "colour: Dark Blue"
    assert not any(text.startswith(("main colour", "colour value")) for text in coat)  # the colour already names it


def test_placeholders_and_gaps_are_not_shared(shelf: pd.DataFrame) -> None:
    shelf["department_name"] = None
    (shared,) = shared_attributes(shelf, 0, np.array([1], dtype=np.int32))
    assert shared
    assert not any("Unknown" in text or "nan" in text for text in shared)
    assert not any(text.startswith("department") for text in shared)


def test_a_row_out_of_range_is_refused(shelf: pd.DataFrame) -> None:
    with pytest.raises(QueryError, match="rows are 0 to 11"):
        shared_attributes(shelf, 12, np.array([0], dtype=np.int32))
