"""The encoder of pixels: what its rows hold, and that the levels can be read back."""

import numpy as np
import pytest
from PIL import Image

from stylehub_core.catalog.thumbnails import STUDIO_GREY
from stylehub_core.errors import ModelError
from stylehub_core.features.picture_encoders.pixels import Pixels, PixelsConfig, levels_in, rows_of, small_garment


def test_the_levels_come_back_exactly() -> None:
    levels = np.random.default_rng(0).integers(0, 256, (3, 16, 16, 3), np.uint8)
    levels[1] = 0
    levels[2] = STUDIO_GREY
    np.testing.assert_array_equal(levels_in(rows_of(levels)), levels)


def test_the_garment_fills_the_square_wherever_it_is_in_the_picture() -> None:
    picture = Image.new("RGB", (240, 360), STUDIO_GREY)
    picture.paste("navy", (20, 240, 80, 330))  # 60 x 90
    small = small_garment(picture, 24)
    np.testing.assert_array_equal(small[12, 12], (0, 0, 128))
    assert (small[1:-1, 5:-5, 2] == 128).all()
    assert (small[:, :3] == STUDIO_GREY).all() and (small[:, -3:] == STUDIO_GREY).all()


def test_a_side_of_a_few_pixels_is_refused() -> None:
    with pytest.raises(ModelError, match="side is 4"):
        PixelsConfig(side=4)
    assert Pixels(PixelsConfig(side=8)).dimensions == 3 * 64 + 1
