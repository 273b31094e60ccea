"""What a model may learn from: articles, their texts, and the purchases that may be seen."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

import duckdb
import pandas as pd

from stylehub_core.arrays import FloatMatrix
from stylehub_core.catalog.catalog import Catalog
from stylehub_core.errors import NotBuiltError
from stylehub_core.features.article_text import TextForm, paper_texts, sentence_texts
from stylehub_core.features.picture_encoder import PictureEncoder
from stylehub_core.features.picture_vectors import ArticlePictures, PictureVectors
from stylehub_core.features.text_encoder import TextEncoder
from stylehub_core.progress import Progress, silent
from stylehub_core.workspace import Workspace

Need = Literal["texts", "pictures", "purchases"]
"""What of a world something is learned from, beside which articles there are."""

FROM_PURCHASES = ("price", "times_sold", "first_sold", "last_sold")
"""Columns of the articles that the import counts from all purchases."""


@dataclass(frozen=True, eq=False)
class World:
    """All that a model may learn from. `open_world` makes one of a workspace; variants are made by dataclasses.replace.

    until: purchases after this day are hidden.
    hidden_from: one row (customer, hidden_from) for each customer whose purchases from that day on are hidden, as well.
    pictures: the articles' pictures; None where the workspace has made none yet.
    """

    catalog: Catalog
    encoder: TextEncoder
    until: date | None = None
    hidden_from: pd.DataFrame | None = None
    progress: Progress = silent
    pictures: ArticlePictures | None = None

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

    def picture_vectors(self, encoder: PictureEncoder) -> PictureVectors:
        """What `encoder` sees of the articles that have a picture. Raises NotBuiltError where no pictures are made."""
        if self.pictures is None:
            raise NotBuiltError("No pictures are made of these articles yet: build the workspace first.")
        return self.pictures.vectors(encoder, self.progress)

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


def open_world(workspace: Workspace, catalog: Catalog, encoder: TextEncoder, progress: Progress = silent) -> World:
    """The world of a workspace, with the pictures that it has made."""
    made = workspace.find("pictures")
    pictures = None if made is None else ArticlePictures(made.folder, catalog.ids, workspace.cache / "pictures")
    return World(catalog, encoder, progress=progress, pictures=pictures)
