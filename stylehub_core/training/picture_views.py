"""Changed views of pictures, as a picture encoder: so each view is encoded once, and cached like any picture."""

from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
import torch
from PIL import Image

from stylehub_core.arrays import FloatMatrix
from stylehub_core.features.letterbox import letterboxed
from stylehub_core.features.picture_encoder import PictureEncoder
from stylehub_core.training.augmentations import augmented
from stylehub_core.training.configs import Augmentations

SIDE = 192
"""Of the views in pixels: a little more than what the encoders read."""


@dataclass(frozen=True)
class ViewConfig:
    """encoder: the identity of what encodes the views. number: tells apart several views of one picture."""

    encoder: str
    changes: Augmentations
    number: int
    side: int = SIDE


class ViewEncoder(PictureEncoder):
    """The vector of a changed view. The change is drawn from the picture's own pixels and the view's number."""

    name = "view"
    title = "View"
    about = "What another encoder sees in a picture that was changed at random."

    def __init__(self, encoder: PictureEncoder, changes: Augmentations, number: int = 0) -> None:
        self._encoder, self._config = encoder, ViewConfig(encoder.identity, changes, number)

    @property
    def config(self) -> ViewConfig:
        return self._config

    @property
    def dimensions(self) -> int:
        return self._encoder.dimensions

    def encode(self, pictures: Sequence[Image.Image]) -> FloatMatrix:
        return self._encoder.encode([self.view(picture) for picture in pictures])

    def view(self, picture: Image.Image) -> Image.Image:
        """(SIDE, SIDE) the changed picture."""
        levels = np.asarray(letterboxed(picture, self._config.side))
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(crc32(levels.tobytes(), self._config.number))
            pixels = torch.from_numpy(levels / np.float32(255)).permute(2, 0, 1)[None].contiguous()
            changed = augmented(pixels, self._config.side, self._config.changes)[0]
        return Image.fromarray(np.asarray((changed.permute(1, 2, 0) * 255).round(), np.uint8))
