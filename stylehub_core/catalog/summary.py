"""The summary of an import: counts, dates, sources and warnings, as stored in `catalog.json`."""

import dataclasses
import json
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Source:
    """A file that the catalogue was read from."""

    name: str
    bytes: int


@dataclass(frozen=True)
class CatalogSummary:
    """The content of a catalogue, and what was left out of it."""

    articles: int
    customers: int
    transactions: int
    first_day: date | None
    last_day: date | None
    sold_articles: int
    pictured_articles: int
    duplicate_articles: int
    """Rows of articles.csv that repeat an id and were left out."""
    unknown_article_rows: int
    """Transactions of articles that are not in the articles table."""
    unreadable_rows: int
    """Rows of all tables without a usable id, date or price, or with the wrong number of fields."""
    sources: tuple[Source, ...]
    warnings: tuple[str, ...]
    outfits: int = 0
    compatibility_sets: int = 0
    blank_questions: int = 0
    """Questions of a published protocol; like the outfits, none in catalogues of earlier versions."""

    def to_json(self) -> str:
        """The summary as JSON text; dates as YYYY-MM-DD."""
        return json.dumps(dataclasses.asdict(self), indent=2, ensure_ascii=False, default=str) + "\n"

    @classmethod
    def from_json(cls, text: str) -> "CatalogSummary":
        """The summary that `to_json` wrote. Raises ValueError, KeyError or TypeError for anything else."""
        values: dict[str, Any] = json.loads(text)
        for day in ("first_day", "last_day"):
            values[day] = date.fromisoformat(values[day]) if values[day] else None
        values["sources"] = tuple(Source(**source) for source in values["sources"])
        values["warnings"] = tuple(values["warnings"])
        return cls(**values)
