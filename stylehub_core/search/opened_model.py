"""A model ready for requests: its vectors, index and towers, and the encoders that it was built with."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from PIL import Image

from stylehub_core.arrays import FloatMatrix, FloatVector, unit
from stylehub_core.errors import ModelError, QueryError
from stylehub_core.features.garment_mask import has_plain_ground
from stylehub_core.features.picture_encoder import PictureEncoder, ReadsTexts
from stylehub_core.features.picture_encoders.registry import picture_encoder
from stylehub_core.features.picture_vectors import checked
from stylehub_core.features.studio_light import in_light, studio_gains
from stylehub_core.features.text_encoder import TextEncoder
from stylehub_core.features.uploaded_picture import photograph, uploaded_picture
from stylehub_core.models.saved import SavedModel
from stylehub_core.request import Field, Region, Request, WeightedArticle, check_usable
from stylehub_core.search.index import VectorIndex

_WHOLE_LEADS, _GARMENT_LEADS = 2.0, 4.0
"""Where the ground is plain, the weight of the whole picture beside 1 for the garment that was cut out of it;
elsewhere, of the garment beside 1 for the whole. Chosen on damaged pictures of hm-slice.
"""
_SAME = 0.5
"""The least cosine of the two at which the whole counts: else it shows more than the garment."""
UNLIKE_WEIGHT = 0.25
"""How much unlike articles count against the rest of a request, in which liked articles count half beside a question.

Measured in docs/decisions/likes.md.
"""

Part = tuple[FloatVector, float]
"""A unit vector and its weight among others."""


@dataclass(frozen=True, eq=False)
class OpenedModel:
    """A model ready for requests.

    title: the model's display name, for messages.
    picture_encoder: the encoder behind its picture tower, if it has one.
    """

    title: str
    saved: SavedModel
    index: VectorIndex
    text_encoder: TextEncoder
    picture_encoder: PictureEncoder | None = None

    @classmethod
    def open(cls, title: str, saved: SavedModel, text_encoder: TextEncoder) -> "OpenedModel":
        """The model with its saved index. Raises WorkspaceError if the index is damaged."""
        sizes = {"rows": len(saved.vectors), "dimensions": saved.vectors.shape[1]}
        index = VectorIndex.load(saved.folder / "index.faiss", **sizes)
        pictures = picture_encoder(saved.picture_encoder) if saved.picture_encoder else None
        return cls(title, saved, index, text_encoder, pictures)

    @property
    def vectors(self) -> FloatMatrix:
        """(articles, d) unit rows."""
        return self.saved.vectors

    @cached_property
    def uses(self) -> frozenset[Field]:
        """The fields of a request that the model can use."""
        fields: set[Field] = {"like", "unlike"}
        return frozenset(fields.union(kind for kind in self.saved.towers))

    def check(self, request: Request) -> None:
        """Raises QueryError if the model cannot use a field of the request."""
        check_usable(request.fields, self.uses, self.title)
        words = [each for each in request.unlike if isinstance(each, str)]
        if words:
            raise QueryError(
                f"{self.title} cannot use words to be unlike, such as '{words[0][:60]}': give article ids."
            )

    def vector(self, request: Request) -> FloatVector:
        """(d,) the unit vector of a request: its text, picture and `like` articles added, `unlike` ones subtracted.

        This is Rocchio's relevance feedback (in Salton, "The SMART retrieval system", 1971) with weights of our own.
        Unlike articles alone are subtracted from the catalogue's centre.
        Raises QueryError if the model cannot use a field, or if the request is empty.
        """
        self.check(request)
        share = request.picture_share if request.text and (request.picture is not None or request.like) else 0.5
        text = self.text_vectors([request.text])[0] if request.text and share < 1 else None
        liked = self._middle(request.like) if request.like else None
        beside = liked
        if request.picture is not None:
            beside = self.picture_vector(request.picture, request.region) if share > 0 else None
        parts: list[Part] = []
        if text is not None and beside is not None:
            parts.append((self._changed(beside, text, share), 0.5))
        elif (alone := beside if text is None else text) is not None:
            parts.append((alone, 0.5))
        if request.picture is not None and liked is not None:
            parts.append((liked, 0.5))
        if request.unlike:
            unlike = [article for article in request.unlike if isinstance(article, WeightedArticle)]
            parts = [(self._together(parts) if parts else self._centre, 0.5), (self._middle(unlike), -UNLIKE_WEIGHT)]
        if not parts:
            raise QueryError("The request is empty: give words, a picture or an article.")
        return self._together(parts)

    def _changed(self, picture: FloatVector, text: FloatVector, share: float) -> FloatVector:
        """(d,) the unit vector of a picture, or liked articles, with a text: from the text alone, where the share is 0,
        by what the text makes of the picture, at 0.5, to the picture alone, at 1.
        """
        if (refinement := self.saved.refinement) is None:
            return self._together([(text, 1 - share), (picture, share)])
        changed = refinement(picture, text)
        return self._together(
            [(text, max(1 - 2 * share, 0)), (changed, 1 - abs(1 - 2 * share)), (picture, max(2 * share - 1, 0))]
        )

    def _together(self, parts: Sequence[Part]) -> FloatVector:
        """(d,) the unit vector of the weighted sum; parts with a weight of 0 do not count.

        Each part is scaled so that its cosines with the articles vary as much as those of the others: cosines between
        pictures vary more than those between words and pictures, and would drown them.
        """
        counting = [(vector, weight) for vector, weight in parts if weight]
        if len(counting) == 1:
            return np.asarray(counting[0][0])
        return unit(np.sum([vector * (weight / self._spread(vector)) for vector, weight in counting], axis=0))

    def _spread(self, vector: FloatVector) -> float:
        """The standard deviation of its cosines with the articles."""
        return max(float(np.std(self.vectors @ vector)), 1e-6)

    def _middle(self, articles: Sequence[WeightedArticle]) -> FloatVector:
        """(d,) the unit vector in the middle of these articles."""
        vectors = np.asarray(self.vectors[[article.row for article in articles]])
        weights = np.array([article.weight for article in articles], np.float32)
        return np.asarray(vectors[0]) if len(vectors) == 1 else unit(weights @ vectors)

    @cached_property
    def _centre(self) -> FloatVector:
        """(d,) the unit vector in the middle of the catalogue."""
        return unit(np.asarray(self.vectors).mean(axis=0, dtype=np.float32))

    def text_vectors(self, texts: list[str]) -> FloatMatrix:
        """(texts, d) unit rows. A single text uses the encoder's query cache; several are encoded in bulk.

        Raises ModelError if the model takes no text.
        """
        return self.saved.place("text", self._encoded(self.saved.read(texts)))

    def _encoded(self, words: list[str]) -> FloatMatrix:
        if self.saved.texts_by_picture_encoder:
            assert isinstance(self.picture_encoder, ReadsTexts)
            return self.picture_encoder.encode_texts(words)
        return self.text_encoder.query(words[0])[None] if len(words) == 1 else self.text_encoder.encode(words)

    def picture_vector(self, content: bytes, region: Region | None = None) -> FloatVector:
        """(d,) the unit vector of a picture file, or of a region of it.

        With a cutter, a picture on a plain ground in another light than a studio's is seen in both.
        Raises QueryError if the picture is unusable, ModelError without a picture tower.
        """
        if self.picture_encoder is None:
            raise ModelError(f"{self.title} takes no picture.")
        # The whole is no photograph: an article's own picture shall get exactly that article's vector.
        whole = uploaded_picture(content) if region is None else photograph(content, region)
        if self.saved.cutter is None:
            return np.asarray(self._placed([whole])[0])
        photo = photograph(content) if region is None else whole
        gains, filled = studio_gains(whole), region is not None
        seen = self._seen(whole, photo, filled=filled)
        if gains is None:
            return seen
        return unit(seen + self._seen(in_light(whole, gains), in_light(photo, gains), filled=filled))

    def _seen(self, whole: Image.Image, photo: Image.Image, *, filled: bool) -> FloatVector:
        """(d,) a mean of the whole and of the garment that was cut out of the photograph.

        The garment leads where the ground is not plain; it counts alone if the whole looks like something else.
        filled: as GarmentCutter.takes.
        """
        assert self.saved.cutter is not None
        placed = self._placed([whole, *self.saved.cutter.takes(photo, filled=filled)])
        seen, garment = placed[0], unit(placed[1:].sum(axis=0))
        if float(seen @ garment) < _SAME:
            return garment
        if has_plain_ground(whole):
            return unit(np.float32(_WHOLE_LEADS) * seen + garment)
        return unit(np.float32(_GARMENT_LEADS) * garment + seen)

    def _placed(self, pictures: Sequence[Image.Image]) -> FloatMatrix:
        assert self.picture_encoder is not None
        return self.saved.place("picture", checked(self.picture_encoder, pictures))
