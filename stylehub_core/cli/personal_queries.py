"""A file of requests with a customer each, and the table of their answers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from stylehub_core.cli.csv_lines import csv_lines
from stylehub_core.days import number_of
from stylehub_core.errors import QueryError

if TYPE_CHECKING:
    from stylehub_core.lab.personal import PersonalSearch
    from stylehub_core.progress import Progress
    from stylehub_core.search.recipe import Mode, Page
    from stylehub_core.search.results import Results

_NEEDED = ("query", "customer_id")


@dataclass(frozen=True)
class PersonalQuery:
    """One line of the file. number: of the line, from 1. customer_id: '' for no customer.

    day: since 1970; None for the day after the last purchase.
    """

    number: int
    query: str
    customer_id: str
    day: int | None


def personal_queries(file: Path) -> list[PersonalQuery]:
    """The lines of a CSV file with the columns query and customer_id, and perhaps day.

    Raises QueryError if it cannot be read, lacks a column, or has an empty query, a day that is no date, a quote that
    is not closed or a value that is too long.
    """
    lines = list(_read(file))
    if not lines:
        raise QueryError(f"{file} has no queries: write one a line, under the heading 'query,customer_id'.")
    return lines


def _read(file: Path) -> Iterator[PersonalQuery]:
    for number, values in csv_lines(file, _NEEDED, "'query,customer_id' or 'query,customer_id,day'"):
        query, customer_id, day = (values.get(name, "") for name in ("query", "customer_id", "day"))
        if not (query or customer_id):
            continue
        if not query:
            raise QueryError(f"{file}, line {number}: the query is empty: write what is searched for.")
        yield PersonalQuery(number, query, customer_id, _day(file, number, day))


def _day(file: Path, number: int, text: str) -> int | None:
    try:
        return number_of(date.fromisoformat(text)) if text else None
    except ValueError:
        raise QueryError(f"{file}, line {number}: '{text[:40]}' is not a day: write it as 2020-09-01.") from None


def answered(
    personal: "PersonalSearch", file: Path, queries: Sequence[PersonalQuery], model: str, page: "Page", mode: "Mode",
    weight: float | None, progress: "Progress", *, literally: bool = False,
) -> list[tuple[PersonalQuery, "Results"]]:  # fmt: skip
    """The results of each query. Raises QueryError for an unknown customer, or a day out of range."""
    from stylehub_core.catalog.customer_ids import customer_rows
    from stylehub_core.request import Request

    serving = personal.serving
    rows = customer_rows(personal.hub.catalog, [query.customer_id for query in queries])
    for query, row in zip(queries, rows.tolist(), strict=True):
        where = f"{file}, line {query.number}"
        if query.customer_id and row < 0:
            raise QueryError(
                f"{where}: there is no customer '{query.customer_id[:70]}' in this catalogue. Give an id from "
                "customers.csv, or leave it empty to search without a customer."
            )
        if query.day is not None:
            try:
                serving.checked_day(query.day)
            except QueryError as error:
                raise QueryError(f"{where}: {error}") from error
    results: list[tuple[PersonalQuery, Results]] = []
    for number, (query, row) in enumerate(zip(queries, rows.tolist(), strict=True)):
        history = serving.history(row, query.day) if query.customer_id else None
        request = Request(query.query, history=history)
        found = personal.search(request, model, page, mode=mode, weight=weight, literally=literally)
        results.append((query, found))
        progress("searching", number + 1, len(queries))
    return results


def results_table(results: Sequence[tuple[PersonalQuery, "Results"]]) -> pa.Table:
    """query, customer_id, rank, article_id, score, reading: a row for each result."""
    flat = [(query, item) for query, found in results for item in found.items]
    readings = [found.described for _, found in results for _ in found.items]
    return pa.table(
        {
            "query": pa.array([query.query for query, _ in flat], pa.string()),
            "customer_id": pa.array([query.customer_id for query, _ in flat], pa.string()),
            "rank": pa.array([item.rank for _, item in flat], pa.int32()),
            "article_id": pa.array([item.article_id for _, item in flat], pa.string()),
            "score": pa.array([item.score for _, item in flat], pa.float32()),
            "reading": pa.array(readings, pa.string()),
        }
    )
