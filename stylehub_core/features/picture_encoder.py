"""What every picture encoder is: pictures become unit vectors, and its identity says by which weights and recipe."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import ClassVar

from PIL import Image

from stylehub_core.arrays import FloatMatrix
from stylehub_core.workspace import fingerprint


class PictureEncoder(ABC):
    """One way to see. A subclass in a file of `picture_encoders/` with a `name` is found by the registry."""

    name: ClassVar[str]
    title: ClassVar[str]
    about: ClassVar[str]
    """One sentence for people."""
    order: ClassVar[int] = 100
    """Where it stands in lists."""
    version: ClassVar[int] = 1
    """Raised when the code changes the vectors, so that cached ones are not used again."""

    @property
    @abstractmethod
    def config(self) -> object:
        """A frozen dataclass: all that the vectors depend on, the digest of any weights and the number format included.

        Reading it must not load the weights.
        """

    @property
    def identity(self) -> str:
        """A short name of this encoder, version and config: the cache's key and part of every fingerprint."""
        return f"{self.name}-{fingerprint(self.version, self.config)}"

    @property
    @abstractmethod
    def dimensions(self) -> int:
        """The length of its vectors."""

    @abstractmethod
    def encode(self, pictures: Sequence[Image.Image]) -> FloatMatrix:
        """(pictures, dimensions) float32 unit rows; (0, dimensions) of none.

        pictures: RGB, of any size and shape, and left as they are.
        A row depends on its picture alone, whatever else is in the batch.
        The caller chooses the batch's size: all of it may be in memory at once.
        """
