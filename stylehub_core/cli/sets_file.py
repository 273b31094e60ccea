"""A file of sets of articles, a line for each article, perhaps with the customer who would wear the set."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from stylehub_core.arrays import IntVector
from stylehub_core.catalog.catalog import Catalog
from stylehub_core.catalog.customer_ids import customer_rows
from stylehub_core.cli.csv_lines import csv_lines
from stylehub_core.errors import QueryError
from stylehub_core.hub.outfitting import MOST
from stylehub_core.outfits.article_sets import ArticleSets

_NEEDED = ("set_id", "article_id")
_HEADING = "'set_id,article_id' or 'set_id,article_id,customer_id'"


@dataclass(frozen=True, eq=False)
class GivenSets:
    """ids: of the sets, in the order of their first lines. customers: (n,) rows, -1 for anybody."""

    ids: Sequence[str]
    sets: ArticleSets
    customers: IntVector


def given_sets(file: Path, catalog: Catalog) -> GivenSets:
    """The sets in a CSV file with the columns set_id and article_id, and perhaps customer_id.

    Raises QueryError, with the line, for an unknown article or customer, an article twice in a set, two customers of
    one set, and for a set of one article or of more than MOST.
    """
    articles: dict[str, dict[str, int]] = {}
    askers: dict[str, tuple[str, int]] = {}
    for number, values in csv_lines(file, _NEEDED, _HEADING):
        name, article = values["set_id"], catalog.canonical_id(values["article_id"])
        where = f"{file}, line {number}"
        if not (name and article):
            raise QueryError(f"{where}: give both a set_id and an article_id.")
        lines = articles.setdefault(name, {})
        if article in lines:
            raise QueryError(f"{where}: set '{name[:40]}' has article {article[:40]} twice: name each article once.")
        lines[article] = number
        customer = values.get("customer_id", "")
        if customer and askers.setdefault(name, (customer, number))[0] != customer:
            raise QueryError(f"{where}: set '{name[:40]}' has two customers: give one for each set.")
    if not articles:
        raise QueryError(f"{file} has no sets: write an article a line, under the heading {_HEADING}.")
    for name, lines in articles.items():
        if not 2 <= len(lines) <= MOST:
            count = "one article" if len(lines) == 1 else f"{len(lines)} articles"
            raise QueryError(f"{file}: set '{name[:40]}' has {count}: give 2 to {MOST}.")
    return GivenSets(list(articles), _rows(file, articles, catalog), _customers(file, articles, askers, catalog))


def _rows(file: Path, articles: dict[str, dict[str, int]], catalog: Catalog) -> ArticleSets:
    flat = [(article, number) for lines in articles.values() for article, number in lines.items()]
    rows = catalog.find([article for article, _ in flat])
    unknown = np.flatnonzero(rows < 0)
    if unknown.size:
        article, number = flat[unknown[0]]
        raise QueryError(
            f"{file}, line {number}: there is no article '{article[:40]}' in this catalogue of {len(catalog):,}. "
            f"An article id looks like {catalog.ids[0]}."
        )
    starts = np.cumsum([0, *(len(lines) for lines in articles.values())], dtype=np.int64)
    return ArticleSets(rows, starts)


def _customers(
    file: Path, articles: dict[str, dict[str, int]], askers: dict[str, tuple[str, int]], catalog: Catalog
) -> IntVector:
    rows = customer_rows(catalog, [customer for customer, _ in askers.values()])
    for (customer, number), row in zip(askers.values(), rows.tolist(), strict=True):
        if row < 0:
            raise QueryError(
                f"{file}, line {number}: there is no customer '{customer[:70]}' in this catalogue. Give an id from "
                "customers.csv, or leave it empty for anybody."
            )
    known = dict(zip(askers, rows.tolist(), strict=True))
    return np.array([known.get(name, -1) for name in articles], np.int32)
