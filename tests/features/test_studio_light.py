"""A photograph in warm, dim light is brought to the studio's; other pictures are left as they are."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from stylehub_core.catalog.thumbnails import STUDIO_GREY
from stylehub_core.features.studio_light import in_light, studio_gains


def picture(ground: tuple[int, int, int], garment: tuple[int, int, int] = (40, 60, 120)) -> Image.Image:
    drawn = Image.new("RGB", (180, 270), ground)
    ImageDraw.Draw(drawn).rectangle((50, 60, 130, 210), fill=garment)
    return drawn


def test_warm_light_is_undone() -> None:
    light = np.array([0.72, 0.6, 0.45])
    seen = picture(STUDIO_GREY).point(np.concatenate([np.arange(256) * gain for gain in light]).round().tolist())
    gains = studio_gains(seen)
    assert gains == pytest.approx(1 / light, rel=0.02)
    assert gains is not None
    undone = np.asarray(in_light(seen, gains), np.int16)
    assert np.abs(undone - np.asarray(picture(STUDIO_GREY), np.int16)).max() <= 4


def test_the_studio_s_light_stays() -> None:
    assert studio_gains(picture(STUDIO_GREY)) is None
    assert studio_gains(picture((225, 228, 230))) is None


def test_a_dark_ground_is_no_dark_light() -> None:
    assert studio_gains(picture((30, 30, 32), garment=(200, 40, 40))) is None


def test_a_room_says_nothing_of_the_light() -> None:
    levels = np.random.default_rng(0).integers(0, 255, (270, 180, 3), dtype=np.uint8)
    assert studio_gains(Image.fromarray(levels)) is None
