"""The contract of picture encoders, which turn pictures into unit vectors."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import ClassVar, Self

from PIL import Image

from stylehub_core.arrays import FloatMatrix
from stylehub_core.errors import ModelError
from stylehub_core.workspace import fingerprint


class PictureEncoder(ABC):
    """One way to turn pictures into vectors. The registry finds subclasses with a `name` in `picture_encoders/`."""

    name: ClassVar[str]
    title: ClassVar[str]
    about: ClassVar[str]
    """One sentence for people."""
    order: ClassVar[int] = 100
    """Its position in lists."""
    version: ClassVar[int] = 1
    """Increased when a code change affects the vectors, so that cached ones are no longer used."""

    @classmethod
    def called(cls, detail: str) -> Self:
        """The encoder whose full name is `name:detail`. Raises ModelError if it takes no such detail."""
        raise ModelError(
            f"{cls.name} takes nothing after its name: write '{cls.name}', not '{cls.name}:{detail[:60]}'."
        )

    @property
    @abstractmethod
    def config(self) -> object:
        """A frozen dataclass of everything that the vectors depend on, including number format and digest of weights.

        Reading it must not load the weights.
        """

    @property
    def identity(self) -> str:
        """A short name for this encoder, version and config, used as cache key and in every fingerprint."""
        return f"{self.name}-{fingerprint(self.version, self.config)}"

    @property
    @abstractmethod
    def dimensions(self) -> int:
        """The length of the vectors."""

    @abstractmethod
    def encode(self, pictures: Sequence[Image.Image]) -> FloatMatrix:
        """(pictures, dimensions) float32 unit rows; (0, dimensions) without pictures.

        pictures: RGB, of any size and shape; they are not changed.
        Each row depends only on its own picture, not on the rest of the batch.
        The caller chooses the size of the batch, which may all be in memory at once.
        """


class ReadsTexts(ABC):
    """What a picture encoder is, too, if it was trained on pictures and texts together."""

    @abstractmethod
    def encode_texts(self, texts: Sequence[str]) -> FloatMatrix:
        """(texts, dimensions) float32 unit rows, in the space of the pictures."""
