"""The planted truth about customers' tastes and articles' styles: for judging models, never for training them."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from .articles import SampleArticles
from .calendar import START
from .customers import SampleCustomers
from .palette import PALETTE_NAMES
from .style import STYLE_NAMES
from .taxonomy import AUDIENCES, Slot


@dataclass(frozen=True)
class Truth:
    """articles: one row each (style, slot, days on sale, popularity); customers: one row each (taste, habits)."""

    articles: pd.DataFrame
    customers: pd.DataFrame

    def write(self, out: Path) -> None:
        """Write articles.parquet and customers.parquet into `out`, each by rename."""
        for name, table in (("articles", self.articles), ("customers", self.customers)):
            write_truth(table, name, out)


def write_truth(table: pd.DataFrame, name: str, out: Path) -> None:
    """Write `name`.parquet into `out`, by rename."""
    out.mkdir(parents=True, exist_ok=True)
    part = out / f".{name}.parquet.part"
    table.to_parquet(part, index=False)
    part.replace(out / f"{name}.parquet")


def planted_truth(articles: SampleArticles, customers: SampleCustomers) -> Truth:
    """The hidden traits as two tables, keyed by article_id and customer_id."""
    traits, people = articles.traits, customers.traits
    style = {f"style_{name}": traits.style[:, i] for i, name in enumerate(STYLE_NAMES)}
    taste = {f"taste_{name}": people.taste[:, i] for i, name in enumerate(STYLE_NAMES)}
    colours = {f"palette_{name}": people.palette[:, i] for i, name in enumerate(PALETTE_NAMES)}
    shares = {f"share_{str(name).replace(' ', '_')}": people.audience[:, i] for i, name in enumerate(AUDIENCES)}
    return Truth(
        articles=pd.DataFrame({
            "article_id": articles.table["article_id"],
            **style,
            "slot": [Slot(code).name.lower() for code in traits.slot],
            "audience": [str(AUDIENCES[code]) for code in traits.audience],
            "launch_date": np.datetime_as_string(START + traits.first_day, unit="D"),
            "last_date": np.datetime_as_string(START + traits.last_day, unit="D"),
            "popularity": traits.popularity,
            "full_price_euros": traits.euros,
        }),
        customers=pd.DataFrame({
            "customer_id": customers.table["customer_id"],
            **taste, **colours, **shares,
            "wardrobe": people.wardrobe,
            "warmth": people.warmth,
            "loyalty": people.loyalty,
            "price_level": people.price,
        }),
    )  # fmt: skip
