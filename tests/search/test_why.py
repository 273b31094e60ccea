"""Reasons in sentences: what was matched, and what two articles share, the rarest first."""

import numpy as np
import pandas as pd
import pytest

from stylehub_core.errors import QueryError
from stylehub_core.search.why import bought_together, matches, shared_attributes


def test_the_rarest_is_told_first_and_nothing_twice(shelf: pd.DataFrame) -> None:
    variant, [coat] = shared_attributes(shelf, 2, np.array([3, 5], dtype=np.int32))
    assert variant == ("Same product in white",)
    assert coat.startswith("In common: dark blue, ")
    assert "dark," not in coat and ", blue" not in coat  # the colour already names its value and its main colour


def test_placeholders_and_gaps_are_not_shared(shelf: pd.DataFrame) -> None:
    shelf["department_name"] = None
    [[shared]] = shared_attributes(shelf, 0, np.array([1], dtype=np.int32))
    assert shared.startswith("In common: ")
    assert "unknown" not in shared and "nan" not in shared


def test_another_print_is_named_by_its_pattern(shelf: pd.DataFrame) -> None:
    shelf["colour_group_name"] = "White"
    assert shared_attributes(shelf, 2, np.array([3])) == [("Same product",)]
    shelf["graphical_appearance_name"] = ["Solid", "Stripe", "Solid", "Stripe"] * 3
    assert shared_attributes(shelf, 2, np.array([3])) == [("Same product, stripe",)]


def test_what_was_matched_is_told_without_its_labels() -> None:
    assert matches(("colour: Dark Blue", "product type: T-shirt", "wool")) == "Matches: dark blue, T-shirt, wool"
    assert matches(("department: H&M+", "wool", "wool")) == "Matches: H&M+, wool"


def test_how_often_two_were_bought_together() -> None:
    assert [bought_together(times) for times in (1, 16)] == ["Bought together 1 time", "Bought together 16 times"]


def test_a_row_out_of_range_is_refused(shelf: pd.DataFrame) -> None:
    with pytest.raises(QueryError, match="rows are 0 to 11"):
        shared_attributes(shelf, 12, np.array([0], dtype=np.int32))
