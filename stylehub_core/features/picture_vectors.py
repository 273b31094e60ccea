"""Vectors of the articles' pictures, which are read from the workspace; each distinct picture is encoded once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from stylehub_core.arrays import BoolVector, FloatMatrix, IntVector
from stylehub_core.catalog.pictures import CorruptPicture, PictureReport, thumbnail_name
from stylehub_core.catalog.thumbnails import PictureError
from stylehub_core.errors import ModelError
from stylehub_core.features.picture_encoder import PictureEncoder
from stylehub_core.features.uploaded_picture import opened
from stylehub_core.features.vector_cache import VectorCache, content_key
from stylehub_core.progress import Progress, silent

_CHUNK = 256  # pictures in memory at once (66 MB), and in one part of the cache


@dataclass(frozen=True, eq=False)
class PictureVectors:
    """The vectors of the p articles with a readable picture.

    articles: the number of all articles.
    rows: (p,) the rows of the articles with a vector, ascending.
    vectors: (p, d) their unit vectors, in that order.
    damaged: the articles whose picture cannot be read, and why.
    """

    articles: int
    rows: IntVector
    vectors: FloatMatrix
    damaged: tuple[CorruptPicture, ...] = ()

    @property
    def known(self) -> BoolVector:
        """(articles,) whether each article has a vector."""
        known = np.zeros(self.articles, np.bool_)
        known[self.rows] = True
        return known


@dataclass(frozen=True, eq=False)
class ArticlePictures:
    """The articles' pictures in a workspace.

    folder: the result of the stage `pictures`.
    article_ids: one for each row of the catalogue.
    cache: the folder in which vectors are cached by content; None for no cache.
    """

    folder: Path
    article_ids: Sequence[str] | NDArray[np.str_] = field(repr=False)
    cache: Path | None = None

    def vectors(
        self, encoder: PictureEncoder, progress: Progress = silent, among: IntVector | None = None
    ) -> PictureVectors:
        """The vectors of every article whose picture can be read. among: the rows of these articles alone.

        Pictures are encoded and cached in chunks, so that an interrupted run continues with the same result.
        Memory holds the result and one chunk of pictures. Raises NotBuiltError if no pictures were made yet.
        """
        report = PictureReport.read(self.folder)
        row_of = {str(article): row for row, article in enumerate(self.article_ids)}
        rows = np.array(sorted(row_of[article] for article in report.pictured if article in row_of), np.int32)
        rows = rows if among is None else rows[np.isin(rows, among)]
        encoding = _Encoding(self, rows, encoder, progress)
        encoding.recall()
        encoding.finish(progress)
        damaged = [*(picture for picture in report.corrupt if picture.article_id in row_of), *encoding.damaged()]
        return PictureVectors(
            articles=len(self.article_ids),
            rows=rows[encoding.done],
            vectors=encoding.vectors if encoding.done.all() else encoding.vectors[encoding.done],
            damaged=tuple(sorted(damaged, key=lambda picture: picture.article_id)),
        )

    def picture(self, row: int) -> Image.Image:
        """The article's RGB thumbnail. Raises PictureError if it cannot be read."""
        return opened(self.content(row))

    def content(self, row: int) -> bytes:
        """The article's thumbnail, a JPEG. Raises PictureError if it cannot be read."""
        try:
            return (self.folder / thumbnail_name(str(self.article_ids[row]))).read_bytes()
        except OSError as error:
            raise PictureError(error.strerror or type(error).__name__) from error


def checked(encoder: PictureEncoder, pictures: Sequence[Image.Image]) -> FloatMatrix:
    """`encoder.encode(pictures)`. Raises ModelError unless they are finite unit rows, one per picture."""
    vectors = encoder.encode(pictures)
    shape = (len(pictures), encoder.dimensions)
    if vectors.shape != shape or vectors.dtype != np.float32:
        raise ModelError(
            f"The picture encoder '{encoder.name}' returned {vectors.dtype} of shape {vectors.shape} instead of "
            f"float32 of shape {shape}: correct its `encode` or its `dimensions`."
        )
    lengths = np.linalg.norm(vectors, axis=1)
    if not np.allclose(lengths, 1, atol=1e-3):
        raise ModelError(
            f"The picture encoder '{encoder.name}' returned a vector of length "
            f"{lengths[np.argmax(np.abs(lengths - 1))]:.3g} instead of 1: correct its `encode`."
        )
    return vectors


class _Encoding:
    """The encoding of p articles' pictures, which are numbered 0 to p - 1.

    first_by_key: the first picture with each content, by the content's key.
    first: (p,) the first picture with the same content.
    vectors: (p, d), valid where `done`, (p,), is true.
    reasons: why a picture cannot be used, by its number.
    """

    def __init__(self, pictures: ArticlePictures, rows: IntVector, encoder: PictureEncoder, progress: Progress) -> None:
        """Read every picture once, for its key."""
        self.pictures, self.rows, self.encoder = pictures, rows, encoder
        self.cache = VectorCache(pictures.cache / encoder.identity) if pictures.cache else None
        self.vectors = np.zeros((len(rows), encoder.dimensions), np.float32)
        self.done = np.zeros(len(rows), np.bool_)
        self.reasons: dict[int, str] = {}
        self.first_by_key: dict[bytes, int] = {}
        self.first = np.arange(len(rows))
        for number, row in enumerate(rows):
            if number % _CHUNK == 0:
                progress("reading pictures", number, len(rows))
            try:
                key = content_key(pictures.content(row))
            except PictureError as error:
                self.reasons[number] = str(error)
            else:
                self.first[number] = self.first_by_key.setdefault(key, number)

    def recall(self) -> None:
        """Fill in the vectors that are cached."""
        if self.cache is None:
            return
        for key, vector in self.cache.stored():
            number = self.first_by_key.get(key)
            if number is None:
                continue
            if len(vector) != self.encoder.dimensions:
                raise ModelError(
                    f"The cache {self.cache.folder} has vectors of {len(vector)} dimensions, but the picture encoder "
                    f"'{self.encoder.name}' now gives {self.encoder.dimensions}: increase its `version`."
                )
            self.vectors[number], self.done[number] = vector, True

    def finish(self, progress: Progress) -> None:
        """Encode and cache the remaining pictures, chunk by chunk; then copy vectors to pictures with the same content.

        The chunks do not depend on what is cached.
        """
        distinct = list(self.first_by_key.items())
        for start in range(0, len(distinct), _CHUNK):
            progress("encoding pictures", start, len(distinct))
            self._encode([(key, number) for key, number in distinct[start : start + _CHUNK] if not self.done[number]])
        progress("encoding pictures", len(distinct), len(distinct))
        copies = np.flatnonzero(self.first != np.arange(len(self.first)))
        self.vectors[copies], self.done[copies] = self.vectors[self.first[copies]], self.done[self.first[copies]]

    def damaged(self) -> Iterator[CorruptPicture]:
        """Every article whose picture cannot be used, including all that share a damaged picture."""
        for row, first in zip(self.rows, self.first.tolist(), strict=True):
            if first in self.reasons:
                yield CorruptPicture(str(self.pictures.article_ids[row]), self.reasons[first])

    def _encode(self, chunk: Sequence[tuple[bytes, int]]) -> None:
        images = {number: image for key, number in chunk if (image := self._decoded(key, number)) is not None}
        if not images:
            return
        numbers = list(images)
        encoded = checked(self.encoder, list(images.values()))
        if self.cache:
            self.cache.put([key for key, number in chunk if number in images], encoded)
        self.vectors[numbers], self.done[numbers] = encoded, True

    def _decoded(self, key: bytes, number: int) -> Image.Image | None:
        """The picture; None, with the reason noted, if it cannot be decoded."""
        try:
            content = self.pictures.content(self.rows[number])
            if content_key(content) != key:
                raise PictureError("changed while it was being read")
            return opened(content)
        except PictureError as error:
            self.reasons[number] = str(error)
            return None
