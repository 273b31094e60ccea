"""A file of requests with a customer each: read as it is, with errors that name the line."""

import csv
from pathlib import Path

import pytest

from stylehub_core.cli.personal_queries import PersonalQuery, personal_queries, results_table
from stylehub_core.errors import QueryError
from stylehub_core.search.results import Result, Results


def written(folder: Path, text: str) -> Path:
    file = folder / "requests.csv"
    file.write_text(text, encoding="utf-8")
    return file


def test_lines_with_and_without_a_customer_or_a_day(tmp_path: Path) -> None:
    file = written(tmp_path, '\ufeffcustomer_id, query ,day\nab,"red dress, long",2020-09-01\n,coat,\n\ncd,shirt\n')
    assert personal_queries(file) == [
        PersonalQuery(2, "red dress, long", "ab", 18506),
        PersonalQuery(3, "coat", "", None),
        PersonalQuery(5, "shirt", "cd", None),
    ]


def test_long_values_and_values_of_several_lines(tmp_path: Path) -> None:
    long, usual = "x" * 200_000, csv.field_size_limit()
    file = written(tmp_path, f'query,customer_id\n{long},1\n"red\ndress",2\ncoat,3\n')
    assert personal_queries(file) == [
        PersonalQuery(2, long, "1", None),
        PersonalQuery(3, "red\ndress", "2", None),
        PersonalQuery(5, "coat", "3", None),
    ]
    assert csv.field_size_limit() == usual


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("query,who\ndress,1\n", "column 'customer_id' is missing .found: query, who"),
        ("", "column 'query' is missing"),
        ("query,customer_id\n", "has no queries"),
        ("query,customer_id\ndress,1\n,2\n", "line 3: the query is empty"),
        ("query,customer_id,day\ndress,1,1 May\n", "line 2: '1 May' is not a day"),
        ('query,customer_id\ncoat,1\n"dress,2\nshirt,3\n', "line 3: this is not CSV .*close each quote"),
        (f"query,customer_id\ncoat,1\n{'x' * 1_000_001},2\n", "line 3: this is not CSV .*at most 1,000,000"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        personal_queries(written(tmp_path, text))
    with pytest.raises(QueryError, match="cannot be read"):
        personal_queries(tmp_path / "none.csv")


def test_the_table_has_a_row_for_each_result() -> None:
    query = PersonalQuery(2, "dress", "ab", None)
    table = results_table(
        [(query, Results((Result(3, "0000000003", 1, 0.5, ()), Result(1, "0000000001", 2, 0.25, ())), "fused", 2))]
    )
    assert table.column_names == ["query", "customer_id", "rank", "article_id", "score", "reading"]
    assert table.to_pylist()[1] == {
        "query": "dress", "customer_id": "ab", "rank": 2, "article_id": "0000000001", "score": 0.25,
        "reading": "",
    }  # fmt: skip
