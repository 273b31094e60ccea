"""A finding in words."""

import pytest

from stylehub_core.catalog.finding import Finding, Severity


@pytest.mark.parametrize(
    ("count", "text", "message"),
    [
        (2, "articles have no name", "2 articles have no name"),
        (1, "articles have no name", "1 article has no name"),
        (1, "rows are of articles that are not there", "1 row is of articles that are not there"),
        (
            1,
            "customers with purchases or outfits are not in it: added",
            "1 customer with purchases or outfits is not in it: added",
        ),
        (1, "of 200 checked pictures are damaged", "1 of 200 checked pictures are damaged"),
        (0, "no customers.csv", "no customers.csv"),
    ],
)
def test_one_is_told_as_one(count: int, text: str, message: str) -> None:
    assert str(Finding(Severity.NOTE, "articles", text, count)) == message
