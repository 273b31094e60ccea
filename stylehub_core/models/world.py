"""What a model may learn from: articles, their texts and pictures, and the visible purchases."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

import duckdb
import pandas as pd

from stylehub_core.arrays import FloatMatrix, IntVector
from stylehub_core.catalog.catalog import Catalog
from stylehub_core.errors import NotBuiltError
from stylehub_core.features.article_text import TextForm, paper_texts, sentence_texts
from stylehub_core.features.picture_encoder import PictureEncoder
from stylehub_core.features.picture_vectors import ArticlePictures, PictureVectors
from stylehub_core.features.text_encoder import TextEncoder
from stylehub_core.progress import Progress, silent
from stylehub_core.workspace import Workspace

Need = Literal["texts", "pictures", "purchases", "outfits"]
"""What a model learns from, besides the list of articles."""

FROM_PURCHASES = ("price", "times_sold", "first_sold", "last_sold")
"""Article columns that the import computes from all purchases."""


@dataclass(frozen=True, eq=False)
class World:
    """Everything that a model may learn from. Made by `open_world`; variants are made by dataclasses.replace.

    until: purchases after this day are hidden.
    hidden_from: rows (customer, hidden_from); these customers' purchases from that day on are hidden as well.
    hidden_articles: rows of articles whose purchases, and places in outfits, are hidden as well.
    hidden_splits: parts of the shop's own outfits that are hidden, such as "test".
    pictures: the articles' pictures; None if the workspace has none yet.
    """

    catalog: Catalog
    encoder: TextEncoder
    until: date | None = None
    hidden_from: pd.DataFrame | None = None
    hidden_articles: IntVector | None = None
    hidden_splits: frozenset[str] = frozenset()
    progress: Progress = silent
    pictures: ArticlePictures | None = None

    @property
    def articles(self) -> pd.DataFrame:
        """One row per article. Sales columns are left out if purchases are hidden, as they would reveal them."""
        everything = self.catalog.articles
        if self.until is None and self.hidden_from is None and self.hidden_articles is None:
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

    def picture_vectors(self, encoder: PictureEncoder, among: IntVector | None = None) -> PictureVectors:
        """The vectors of all articles with a picture. among: the rows of these articles alone.

        Raises NotBuiltError if the workspace has no pictures yet.
        """
        if self.pictures is None:
            raise NotBuiltError("This workspace has no pictures yet: build it first.")
        return self.pictures.vectors(encoder, self.progress, among)

    def texts(self, form: TextForm) -> FloatMatrix:
        return self.sentences if form == "sentence" else self.paper_vectors

    def purchases(self) -> duckdb.DuckDBPyConnection:
        """A connection with the view `purchases` of all visible purchases, which the caller closes.

        Its columns: t_dat, customer, article, price, sales_channel_id and rating; the last three are NULL if unknown.
        """
        connection = self.catalog.connect()
        conditions = ["true"]
        if self.until is not None:
            conditions.append(f"t_dat <= DATE '{self.until.isoformat()}'")
        if self.hidden_from is not None:
            hidden = {name: self.hidden_from[name].tolist() for name in ("customer", "hidden_from")}
            connection.execute(
                "CREATE TEMP TABLE hidden AS SELECT unnest($customer)::INTEGER AS customer, "
                "unnest($hidden_from)::DATE AS hidden_from",
                hidden,
            ).fetchall()
            conditions.append("(hidden_from IS NULL OR t_dat < hidden_from)")
        if self.hidden_articles is not None:
            connection.execute(
                "CREATE TEMP TABLE hidden_articles AS SELECT unnest($rows)::INTEGER AS article",
                {"rows": self.hidden_articles.tolist()},
            ).fetchall()
            conditions.append("article NOT IN (SELECT article FROM hidden_articles)")
        joined = "" if self.hidden_from is None else "LEFT JOIN hidden USING (customer)"
        connection.execute(
            "CREATE TEMP VIEW purchases AS "
            f"SELECT t_dat, customer, article, price, sales_channel_id, rating FROM transactions {joined} "
            f"WHERE {' AND '.join(conditions)}"
        )
        return connection


def open_world(workspace: Workspace, catalog: Catalog, encoder: TextEncoder, progress: Progress = silent) -> World:
    """The world of a workspace, with the pictures that it has so far."""
    artifact = workspace.find("pictures")
    pictures = None if artifact is None else ArticlePictures(artifact.folder, catalog.ids, workspace.cache / "pictures")
    return World(catalog, encoder, progress=progress, pictures=pictures)
