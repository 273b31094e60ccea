"""The garment without its ground: what is taken for ground, and the shares of its colours."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from stylehub_core.errors import ModelError
from stylehub_core.features.garment_mask import box_of, garment_mask, has_plain_ground
from stylehub_core.features.picture_encoders.garment import COLOURS, Garment, GarmentConfig, colour_shares

BOX = (60, 90, 120, 210)


def studio(colour: str, *, uneven: float = 0, ground: int = 235) -> Image.Image:
    """A garment on a ground that is brighter in the middle than at the corners."""
    y, x = np.mgrid[-1:1:270j, -1:1:180j]
    levels = np.clip(ground - uneven * (x**2 + y**2), 0, 255)
    picture = Image.fromarray(np.repeat(levels[..., None], 3, 2).astype(np.uint8))
    ImageDraw.Draw(picture).rectangle((BOX[0], BOX[1], BOX[2] - 1, BOX[3] - 1), fill=colour)
    return picture


@pytest.mark.parametrize("uneven", [0, 20, 45])
@pytest.mark.parametrize("colour", ["black", "red", "navy"])
def test_the_ground_is_told_from_the_garment_under_uneven_light(colour: str, uneven: float) -> None:
    mask, _ = garment_mask(studio(colour, uneven=uneven))
    assert np.abs(np.array(box_of(mask)) - BOX).max() <= 4


def test_what_the_garment_encloses_belongs_to_it() -> None:
    picture = studio("black")
    ImageDraw.Draw(picture).rectangle((80, 120, 100, 180), fill=(235, 235, 235))
    mask, _ = garment_mask(picture)
    assert np.asarray(mask)[150, 90] > 200


def test_a_garment_that_touches_the_border_is_not_ground() -> None:
    picture = Image.new("RGB", (180, 270), (240, 240, 240))
    ImageDraw.Draw(picture).rectangle((60, 0, 120, 200), fill="black")
    mask, ground = garment_mask(picture)
    assert box_of(mask)[1] == 0 and abs(box_of(mask)[3] - 201) <= 4
    assert min(ground) > 200


def test_a_plain_ground_is_told_from_a_room() -> None:
    assert has_plain_ground(studio("navy", uneven=20))
    room = np.random.default_rng(0).integers(0, 255, (120, 90, 3), np.uint8)
    assert not has_plain_ground(Image.fromarray(room))


@pytest.mark.parametrize("size", [(1, 1), (2, 900), (180, 270)])
def test_a_plain_picture_is_garment_throughout(size: tuple[int, int]) -> None:
    mask, _ = garment_mask(Image.new("RGB", size, "white"))
    assert mask.size == size
    assert box_of(mask) == (0, 0, *size)
    assert has_plain_ground(Image.new("RGB", size, "white"))


def test_colours_are_those_of_the_garment_alone() -> None:
    picture = studio("red")
    shares = colour_shares(picture, garment_mask(picture)[0])
    assert shares.shape == (COLOURS,)
    assert shares.sum() == pytest.approx(1, abs=1e-5)
    plain = Image.new("RGB", (60, 90), "red")
    assert shares @ colour_shares(plain, Image.new("L", (60, 90), 255)) > 0.85
    assert shares @ colour_shares(studio("navy"), garment_mask(studio("navy"))[0]) == 0


def test_the_ground_and_the_place_on_it_do_not_matter() -> None:
    encoder = Garment(GarmentConfig(pixels=96))
    first, moved = studio("navy", ground=235), Image.new("RGB", (180, 270), (250, 250, 250))
    moved.paste(first.crop(BOX), (10, 20))
    other = encoder.encode([studio("red")])[0]
    one, two = encoder.encode([first, moved])
    assert one @ two > 0.9
    assert one @ two > one @ other + 0.1


@pytest.mark.parametrize("pixels", [0, 100, -32])
def test_sides_that_do_not_fit_are_refused(pixels: int) -> None:
    with pytest.raises(ModelError, match="multiple of 32"):
        GarmentConfig(pixels)
