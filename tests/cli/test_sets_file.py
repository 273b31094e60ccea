"""Files of sets that people give, right and wrong."""

from pathlib import Path

import pytest

from stylehub_core.catalog.catalog import Catalog
from stylehub_core.cli.sets_file import given_sets
from stylehub_core.errors import QueryError
from tests.conftest import MakeCatalog, article_id, customer_id


@pytest.fixture
def catalog(make_catalog: MakeCatalog) -> Catalog:
    return make_catalog([("2020-09-01", 0, 0)], articles=60)


def written(tmp_path: Path, *lines: str, heading: str = "set_id,article_id,customer_id") -> Path:
    file = tmp_path / "sets.csv"
    file.write_text("\n".join([heading, *lines]) + "\n", encoding="utf-8")
    return file


def test_sets_keep_their_order(tmp_path: Path, catalog: Catalog) -> None:
    lines = (f"b,{article_id(4)},", f"a,{article_id(2)},", f"b,{article_id(1)},{customer_id(3)}", f"a,{article_id(9)}")
    given = given_sets(written(tmp_path, *lines), catalog)
    assert given.ids == ["b", "a"] and given.customers.tolist() == [3, -1]
    assert [given.sets[number].tolist() for number in range(2)] == [[4, 1], [2, 9]]


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ([f"a,{article_id(0)}", "a,9999999999"], "line 3: there is no article '9999999999'"),
        ([f"a,{article_id(0)}"], "set 'a' has one article: give 2 to 50"),
        ([f"a,{article_id(row)}" for row in range(51)], "set 'a' has 51 articles: give 2 to 50"),
        ([f"a,{article_id(0)}", f"a,{article_id(0)}"], "line 3: set 'a' has article .* twice"),
        ([f"a,{article_id(0)},x", f"a,{article_id(1)}"], "line 2: there is no customer 'x'"),
        ([f"a,{article_id(0)},{customer_id(0)}", f"a,{article_id(1)},{customer_id(1)}"], "two customers"),
        ([f"a,{article_id(0)}", "a,"], "line 3: give both"),
        ([], "has no sets"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, catalog: Catalog, lines: list[str], message: str) -> None:
    with pytest.raises(QueryError, match=message):
        given_sets(written(tmp_path, *lines), catalog)


def test_a_missing_column_is_named(tmp_path: Path, catalog: Catalog) -> None:
    with pytest.raises(QueryError, match=r"column 'set_id' is missing \(found: outfit, article_id\)"):
        given_sets(written(tmp_path, "a,1", heading="outfit,article_id"), catalog)
    with pytest.raises(QueryError, match="cannot be read"):
        given_sets(tmp_path / "none.csv", catalog)
