"""A throwaway picture encoder: how bright a picture is on average, as a direction in the plane."""

from collections.abc import Sequence

import numpy as np
from PIL import Image

from stylehub_core.arrays import FloatMatrix
from stylehub_core.features.picture_encoder import PictureEncoder


class MeanBrightness(PictureEncoder):
    name = "mean-brightness"
    title = "Mean brightness"
    about = "How bright a picture is on average."
    order = 900

    @property
    def config(self) -> object:
        return ()

    @property
    def dimensions(self) -> int:
        return 2

    def encode(self, pictures: Sequence[Image.Image]) -> FloatMatrix:
        means = [np.asarray(picture.convert("L")).mean() / 255 for picture in pictures]
        turns = np.array(means, np.float32) * np.float32(np.pi / 2)
        return np.stack([np.cos(turns), np.sin(turns)], axis=1)
