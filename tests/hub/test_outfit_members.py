"""An outfit names each of its articles once."""

from pathlib import Path

import pytest

from stylehub_core.errors import QueryError
from stylehub_core.hub.hub import Hub
from stylehub_core.hub.outfit_members import members


def test_the_rows_are_in_the_order_of_the_ids(built: Path) -> None:
    catalog = Hub(built).catalog
    assert members(catalog, catalog.ids[[2, 0]].tolist()).tolist() == [2, 0]


@pytest.mark.parametrize(
    ("count", "message"), [(0, "no article: name 1 to 50"), (51, "51 articles: name 1 to 50"), (2, "twice")]
)
def test_what_is_no_outfit_is_said(built: Path, count: int, message: str) -> None:
    catalog = Hub(built).catalog
    with pytest.raises(QueryError, match=message):
        members(catalog, [str(catalog.ids[0])] * count)
