"""What every model is: it fits on a world, and gives unit vectors of all articles and of any text."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import duckdb
import pandas as pd

from stylehub_core.arrays import FloatMatrix
from stylehub_core.catalog.catalog import Catalog
from stylehub_core.features.article_text import paper_texts, sentence_texts
from stylehub_core.features.text_encoder import TextEncoder
from stylehub_core.progress import Progress, silent

if TYPE_CHECKING:
    from stylehub_core.models.text_tower import TextTower

FROM_PURCHASES = ("price", "times_sold", "first_sold", "last_sold")
"""Columns of the articles that the import counts from all purchases."""

TextForm = Literal["sentence", "paper"]
"""Which words of an article a model reads: natural sentences, or the study's cleaned columns."""


@dataclass(frozen=True, eq=False)
class World:
    """All that a model may learn from: the articles, their texts, and the purchases that may be seen.

    until: purchases after this day are hidden; hidden_from: one row (customer, hidden_from) for each customer whose
    purchases from that day on are hidden, as well.
    """

    catalog: Catalog
    encoder: TextEncoder
    until: date | None = None
    hidden_from: pd.DataFrame | None = None
    progress: Progress = silent

    @property
    def articles(self) -> pd.DataFrame:
        """One row an article: what it is. What it sold is left out where purchases are hidden, as it tells of them."""
        everything = self.catalog.articles
        if self.until is None and self.hidden_from is None:
            return everything
        return everything.drop(columns=[name for name in FROM_PURCHASES if name in everything])

    @cached_property
    def sentences(self) -> FloatMatrix:
        """(articles, d) vectors of the natural sentences."""
        return self.encoder.encode(sentence_texts(self.articles), self.progress)

    @cached_property
    def paper_vectors(self) -> FloatMatrix:
        """(articles, d) vectors of the study's cleaned texts."""
        return self.encoder.encode(paper_texts(self.articles), self.progress)

    def texts(self, form: TextForm) -> FloatMatrix:
        return self.sentences if form == "sentence" else self.paper_vectors

    def purchases(self) -> duckdb.DuckDBPyConnection:
        """A connection with the view `purchases` (t_dat, customer, article, rating) of what may be seen; close it.

        rating: what the customer gave the article then, NULL where nothing is known.
        """
        connection = self.catalog.connect()
        seen = ["true"]
        if self.until is not None:
            seen.append(f"t_dat <= DATE '{self.until.isoformat()}'")
        if self.hidden_from is not None:
            hidden = {name: self.hidden_from[name].tolist() for name in ("customer", "hidden_from")}
            connection.execute(
                "CREATE TABLE hidden AS SELECT unnest($customer)::INTEGER AS customer, "
                "unnest($hidden_from)::DATE AS hidden_from",
                hidden,
            ).fetchall()
            seen.append("(hidden_from IS NULL OR t_dat < hidden_from)")
        joined = "" if self.hidden_from is None else "LEFT JOIN hidden USING (customer)"
        connection.execute(
            f"CREATE VIEW purchases AS SELECT t_dat, customer, article, rating FROM transactions {joined} "
            f"WHERE {' AND '.join(seen)}"
        )
        return connection


@dataclass(frozen=True, eq=False)
class Fitted:
    """A model after its training.

    vectors: (articles, d) unit rows. text_tower: maps text vectors into the same space; None where that is the
    encoder's own space. history: one dict an epoch, as training.loop writes it. facts: JSON, shown to people.
    """

    vectors: FloatMatrix
    text_tower: "TextTower | None" = None
    text_form: TextForm = "sentence"
    history: Sequence[dict[str, float]] = ()
    facts: dict[str, Any] = field(default_factory=dict)


class Model(ABC):
    """One way to place articles in a space. A subclass in this folder with a `name` is found by the registry.

    What is said of it stands on the class; a model that is made from something else says it of itself.
    """

    name: str
    title: str
    about: str
    """One sentence for people."""
    order: int = 100
    """Where it stands in lists; also the order of building."""
    recipe: Literal["floor", "paper", "stylehub", "interactions", "given"]
    by_default: bool = True
    """Whether a build that is asked for nothing else makes it."""
    learns_from_purchases: bool = False
    """Whether the vectors depend on purchases; if so, the evaluation fits the model again up to its cut."""
    caution: str = ""
    """What a reader of its figures must know."""
    version: int = 1
    """Raised when the code changes what is learned, so that built models become stale."""

    @property
    @abstractmethod
    def config(self) -> object:
        """A frozen dataclass, or a tuple of them: every setting that the vectors depend on."""

    @abstractmethod
    def fit(self, world: World, folder: Path, progress: Progress = silent) -> Fitted:
        """Learn from `world`; checkpoints go to `folder`, and a run killed half-way goes on from there."""
