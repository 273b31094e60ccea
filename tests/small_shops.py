"""Catalogues of a handful of articles, in Kaggle's layout."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from stylehub_core.catalog.schema import ARTICLES

_KINDS, _COLOURS = ("Shirt", "Coat", "Dress", "Trousers", "Hat"), ("Black", "White", "Red", "Blue")


@dataclass(frozen=True)
class Shop:
    """Each customer buys two articles on each day. one_product: all are colours of one; alike: all texts are equal."""

    articles: int
    customers: int = 6
    days: int = 6
    one_product: bool = False
    alike: bool = False

    def write(self, data: Path) -> Path:
        """The three tables, in `data`."""
        data.mkdir(parents=True)
        _write(
            data / "articles.csv",
            [column.name for column in ARTICLES],
            [self._article(i) for i in range(self.articles)],
        )
        people = ["customer_id", "FN", "Active", "club_member_status", "fashion_news_frequency", "age", "postal_code"]
        _write(
            data / "customers.csv",
            people,
            [[f"{customer:064x}", "", "", "", "", "", "x"] for customer in range(self.customers)],
        )
        rng = np.random.default_rng(0)
        lines = [
            [f"2020-01-{day + 10}", f"{who:064x}", _id(row), 0.02, 1]
            for day in range(self.days)
            for who in range(self.customers)
            for row in rng.permutation(self.articles)[:2]
        ]
        header = ["t_dat", "customer_id", "article_id", "price", "sales_channel_id"]
        _write(data / "transactions_train.csv", header, lines)
        return data

    def _article(self, row: int) -> list[str]:
        values = {column.name: "7" if column.type == "integer" else "Any" for column in ARTICLES}
        values |= {"article_id": _id(row), "product_code": f"{100 if self.one_product else 100 + row:07d}"}
        if not self.alike:
            kind, colour = _KINDS[row % len(_KINDS)], _COLOURS[row % len(_COLOURS)]
            values |= {"prod_name": f"{kind} {row}", "detail_desc": f"{kind} number {row} of {colour.lower()} cotton."}
            values |= {"product_type_name": kind, "colour_group_name": colour}
        return list(values.values())


def _id(row: int) -> str:
    return f"{100_000_000 + row:010d}"


def _write(path: Path, header: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)
