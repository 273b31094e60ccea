"""A model that can be asked: its vectors and index, its towers, and the encoders that it was built with."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from stylehub_core.arrays import FloatMatrix, FloatVector, unit
from stylehub_core.errors import QueryError
from stylehub_core.features.text_encoder import TextEncoder
from stylehub_core.models.saved import SavedModel
from stylehub_core.request import Field, Request, check_usable
from stylehub_core.search.index import VectorIndex


@dataclass(frozen=True, eq=False)
class OpenedModel:
    """title: what people call the model, for messages."""

    title: str
    saved: SavedModel
    index: VectorIndex
    text_encoder: TextEncoder

    @property
    def vectors(self) -> FloatMatrix:
        """(articles, d) unit rows."""
        return self.saved.vectors

    @cached_property
    def uses(self) -> frozenset[Field]:
        """The fields of a request that the model's own space understands."""
        fields: set[Field] = {"like"}
        return frozenset(fields.union(kind for kind in self.saved.towers))

    def check(self, request: Request) -> None:
        """Raises QueryError where the model cannot use a field of the request."""
        check_usable(request.fields, self.uses, self.title)

    def vector(self, request: Request) -> FloatVector:
        """(d,) the unit vector of a request: the sum of what its text and the articles to be like point at.

        Raises QueryError where the model cannot use a field, or where the request asks for nothing.
        """
        self.check(request)
        parts = []
        if request.text:
            parts.append(self.text_vectors([request.text])[0])
        if request.like:
            rows = np.array([article.row for article in request.like])
            weights = np.array([article.weight for article in request.like], np.float32)
            parts.append(unit(weights @ np.asarray(self.vectors[rows])) if len(rows) > 1 else self.vectors[rows[0]])
        if not parts:
            raise QueryError("The request asks for nothing: give words or an article.")
        return np.asarray(parts[0]) if len(parts) == 1 else unit(np.sum(parts, axis=0, dtype=np.float32))

    def text_vectors(self, texts: list[str]) -> FloatMatrix:
        """(texts, d) unit rows. One text goes through the encoder's memory of short texts, more of them in bulk.

        Raises ModelError where the model takes no text.
        """
        words = self.saved.read(texts)
        encoded = self.text_encoder.query(words[0])[None] if len(words) == 1 else self.text_encoder.encode(words)
        return self.saved.place("text", encoded)
