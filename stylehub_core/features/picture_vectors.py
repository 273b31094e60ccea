"""The articles' pictures as vectors: read from the workspace, each distinct picture encoded once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from stylehub_core.arrays import BoolVector, FloatMatrix, FloatVector, IntVector
from stylehub_core.catalog.pictures import CorruptPicture, PictureReport, thumbnail_name
from stylehub_core.catalog.thumbnails import PictureError
from stylehub_core.errors import ModelError
from stylehub_core.features.picture_encoder import PictureEncoder
from stylehub_core.features.uploaded_picture import opened, uploaded_picture
from stylehub_core.features.vector_cache import VectorCache, content_key
from stylehub_core.progress import Progress, silent

_CHUNK = 256  # pictures that are in memory at once (66 MB), and in one part of the cache


@dataclass(frozen=True, eq=False)
class PictureVectors:
    """The vectors of the articles that have a readable picture; the others have no row here.

    articles: how many there are in all.
    rows: (p,) the articles' rows, ascending.
    vectors: (p, d) their unit vectors, in that order.
    damaged: the articles whose picture cannot be read, and why.
    """

    articles: int
    rows: IntVector
    vectors: FloatMatrix
    damaged: tuple[CorruptPicture, ...] = ()

    @property
    def known(self) -> BoolVector:
        """(articles,) whether an article has a vector."""
        known = np.zeros(self.articles, np.bool_)
        known[self.rows] = True
        return known


@dataclass(frozen=True, eq=False)
class ArticlePictures:
    """The pictures that a workspace has of its articles.

    folder: the result of the stage `pictures`.
    article_ids: one a row of the catalogue.
    cache: where vectors are kept by content; None to keep none.
    """

    folder: Path
    article_ids: Sequence[str] | NDArray[np.str_] = field(repr=False)
    cache: Path | None = None

    def vectors(self, encoder: PictureEncoder, progress: Progress = silent) -> PictureVectors:
        """What `encoder` sees, for every article whose picture can be read.

        Pictures are encoded and cached in chunks, so that a killed run goes on where it stopped, with the same result.
        In memory are the result and one chunk of pictures. Raises NotBuiltError where no pictures were made yet.
        """
        report = PictureReport.read(self.folder)
        own = {str(article): row for row, article in enumerate(self.article_ids)}
        rows = np.array(sorted(own[article] for article in report.pictured if article in own), np.int32)
        encoding = _Encoding(self, rows, encoder, progress)
        encoding.recall()
        encoding.finish(progress)
        damaged = [*(picture for picture in report.corrupt if picture.article_id in own), *encoding.damaged()]
        return PictureVectors(
            articles=len(self.article_ids),
            rows=rows[encoding.done],
            vectors=encoding.vectors if encoding.done.all() else encoding.vectors[encoding.done],
            damaged=tuple(sorted(damaged, key=lambda picture: picture.article_id)),
        )

    def content(self, row: int) -> bytes:
        """The thumbnail of one article, a JPEG. Raises PictureError where it cannot be read."""
        try:
            return (self.folder / thumbnail_name(str(self.article_ids[row]))).read_bytes()
        except OSError as error:
            raise PictureError(error.strerror or type(error).__name__) from error


def uploaded_vector(encoder: PictureEncoder, content: bytes) -> FloatVector:
    """(d,) what `encoder` sees in a picture that a person gives. Raises QueryError where it is no usable picture.

    An article's own picture file has exactly that article's vector.
    """
    vector: FloatVector = checked(encoder, [uploaded_picture(content)])[0]
    return vector


def checked(encoder: PictureEncoder, pictures: Sequence[Image.Image]) -> FloatMatrix:
    """`encoder.encode`; ModelError where that is not one finite unit row of its dimensions a picture."""
    vectors = encoder.encode(pictures)
    shape = (len(pictures), encoder.dimensions)
    if vectors.shape != shape or vectors.dtype != np.float32:
        raise ModelError(
            f"The picture encoder '{encoder.name}' gave {vectors.dtype} of shape {vectors.shape} where float32 of "
            f"shape {shape} was due: mend its `encode` or its `dimensions`."
        )
    lengths = np.linalg.norm(vectors, axis=1)
    if not np.allclose(lengths, 1, atol=1e-3):
        raise ModelError(
            f"The picture encoder '{encoder.name}' gave a vector of length "
            f"{lengths[np.argmax(np.abs(lengths - 1))]:.3g} where 1 was due: mend its `encode`."
        )
    return vectors


class _Encoding:
    """p pictured articles while their pictures become vectors; a place is one of 0..p-1.

    places: the first place of each distinct picture, by its content's key.
    first: (p,) the first place with the same picture.
    vectors: (p, d), of which those that are `done`, (p,), hold.
    reasons: why a place's picture cannot be used.
    """

    def __init__(self, pictures: ArticlePictures, rows: IntVector, encoder: PictureEncoder, progress: Progress) -> None:
        """Read every picture once, for its key."""
        self.pictures, self.rows, self.encoder = pictures, rows, encoder
        self.cache = VectorCache(pictures.cache / encoder.identity) if pictures.cache else None
        self.vectors = np.zeros((len(rows), encoder.dimensions), np.float32)
        self.done = np.zeros(len(rows), np.bool_)
        self.reasons: dict[int, str] = {}
        self.places: dict[bytes, int] = {}
        self.first = np.arange(len(rows))
        for place, row in enumerate(rows):
            if place % _CHUNK == 0:
                progress("reading pictures", place, len(rows))
            try:
                key = content_key(pictures.content(row))
            except PictureError as error:
                self.reasons[place] = str(error)
            else:
                self.first[place] = self.places.setdefault(key, place)

    def recall(self) -> None:
        """Fill in the vectors that the cache has."""
        if self.cache is None:
            return
        for key, vector in self.cache.stored():
            place = self.places.get(key)
            if place is None:
                continue
            if len(vector) != self.encoder.dimensions:
                raise ModelError(
                    f"The cache {self.cache.folder} has vectors of {len(vector)} dimensions, and the picture encoder "
                    f"'{self.encoder.name}' now gives {self.encoder.dimensions}: raise its `version`."
                )
            self.vectors[place], self.done[place] = vector, True

    def finish(self, progress: Progress) -> None:
        """Encode and cache what is not done, chunk by chunk; then give every article its picture's vector.

        The chunks do not depend on what is cached.
        """
        distinct = list(self.places.items())
        for start in range(0, len(distinct), _CHUNK):
            progress("encoding pictures", start, len(distinct))
            self._encode([(key, place) for key, place in distinct[start : start + _CHUNK] if not self.done[place]])
        progress("encoding pictures", len(distinct), len(distinct))
        twins = np.flatnonzero(self.first != np.arange(len(self.first)))
        self.vectors[twins], self.done[twins] = self.vectors[self.first[twins]], self.done[self.first[twins]]

    def damaged(self) -> Iterator[CorruptPicture]:
        """Every article whose picture cannot be used, all those of one damaged picture included."""
        for row, first in zip(self.rows, self.first.tolist(), strict=True):
            if first in self.reasons:
                yield CorruptPicture(str(self.pictures.article_ids[row]), self.reasons[first])

    def _encode(self, chunk: Sequence[tuple[bytes, int]]) -> None:
        images = {place: image for key, place in chunk if (image := self._decoded(key, place)) is not None}
        if not images:
            return
        places = list(images)
        encoded = checked(self.encoder, list(images.values()))
        if self.cache:
            self.cache.put([key for key, place in chunk if place in images], encoded)
        self.vectors[places], self.done[places] = encoded, True

    def _decoded(self, key: bytes, place: int) -> Image.Image | None:
        """The picture; None, with the reason noted, where it cannot be decoded."""
        try:
            content = self.pictures.content(self.rows[place])
            if content_key(content) != key:
                raise PictureError("changed while it was read")
            return opened(content)
        except PictureError as error:
            self.reasons[place] = str(error)
            return None
