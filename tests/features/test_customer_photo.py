"""Catalogue pictures as customers photograph them: each kind of damage, and that the garment's place is known."""

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageDraw

from stylehub_core.errors import QueryError
from stylehub_core.features.customer_photo import Damage, photographed, usual_damage
from stylehub_core.features.photographed import Photographed, drawn_for
from stylehub_core.features.picture_encoders.mean_colours import MeanColours
from stylehub_core.features.placement import Placement, upright
from stylehub_core.request import Region, Request

GREY = (128, 128, 128)


def garment() -> Image.Image:
    """Red above blue on a light ground: which way is up can be seen."""
    picture = Image.new("RGB", (180, 270), (235, 235, 235))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((50, 60, 129, 134), fill=(220, 20, 20))
    draw.rectangle((50, 135, 129, 209), fill=(20, 20, 220))
    return picture


def halves(picture: Image.Image, placement: Placement) -> tuple[np.ndarray, np.ndarray]:
    """The mean colours of the upper and of the lower half of the garment, turned upright."""
    levels = np.asarray(upright(picture, placement, GREY), np.float32)
    middle = len(levels) // 2
    return levels[2 : middle - 2].mean((0, 1)), levels[middle + 2 : -2].mean((0, 1))


@pytest.mark.parametrize("room", [False, True])
@pytest.mark.parametrize("share", [0.3, 0.6, 1.0])
@pytest.mark.parametrize("tilt", [-40, -12, 0, 12, 40])
def test_the_garment_is_where_it_is_said_to_be(tilt: float, share: float, room: bool) -> None:
    damage = Damage(tilt=tilt, share=share, room=room)
    photo = photographed(garment(), damage, np.random.default_rng(1))
    upper, lower = halves(photo.picture, photo.garment)
    assert upper[0] > 150 and upper[2] < 90
    assert lower[2] > 150 and lower[0] < 90


def test_without_damage_nothing_changes() -> None:
    photo = photographed(garment(), Damage(), np.random.default_rng(1))
    np.testing.assert_array_equal(np.asarray(photo.picture), np.asarray(garment()))
    placed = photo.garment.of_pixels(photo.picture.size)
    assert placed.x == pytest.approx(90, abs=3) and placed.width == pytest.approx(80, abs=6)
    assert placed.y == pytest.approx(135, abs=3) and placed.height == pytest.approx(150, abs=6)


def test_a_crop_keeps_its_share_and_shows_what_is_left_of_the_garment() -> None:
    for seed in range(20):
        photo = photographed(garment(), Damage(kept=0.5), np.random.default_rng(seed))
        assert photo.picture.size == (90, 135)
        placed = photo.garment.of_pixels(photo.picture.size)
        assert placed.x - placed.width / 2 > -0.6 and placed.x + placed.width / 2 < 90.6
        assert placed.y - placed.height / 2 > -0.6 and placed.y + placed.height / 2 < 135.6


def test_light_size_and_compression_are_as_asked() -> None:
    rng = np.random.default_rng(1)
    dark = np.asarray(photographed(garment(), Damage(light=(0.5, 0.4, 0.3)), rng).picture).astype(float)
    np.testing.assert_allclose(dark[0, 0], (117, 94, 70), atol=2)
    assert max(photographed(garment(), Damage(pixels=90), rng).picture.size) == 90
    plain, poor = (photographed(garment(), Damage(quality=quality), rng).picture for quality in (0, 5))
    assert np.abs(np.asarray(poor).astype(int) - np.asarray(plain)).max() > 10
    gamma = np.asarray(photographed(garment(), Damage(gamma=2.0), rng).picture)
    assert gamma[0, 0, 0] == pytest.approx(255 * (235 / 255) ** 2, abs=2)


def test_a_room_replaces_the_ground_and_not_the_garment() -> None:
    photo = photographed(garment(), Damage(room=True), np.random.default_rng(3))
    levels = np.asarray(photo.picture).astype(int)
    assert np.abs(levels[:10] - 235).mean() > 15


def test_the_same_generator_gives_the_same_photo_and_another_another() -> None:
    first, again, other = (
        np.asarray(photographed(garment(), replace(usual_damage(rng), pixels=120), rng).picture.resize((90, 120)))
        for rng in (np.random.default_rng(seed) for seed in (5, 5, 6))
    )
    np.testing.assert_array_equal(first, again)
    assert not np.array_equal(first, other)


def test_a_photographed_picture_depends_on_its_content_and_copy_alone() -> None:
    pictures = [garment(), garment().rotate(180)]
    first, second = (Photographed(MeanColours(), copy) for copy in (0, 1))
    both = first.encode(pictures)
    np.testing.assert_array_equal(both[1:], Photographed(MeanColours(), 0).encode(pictures[1:]))
    assert not np.allclose(both[0], second.encode(pictures)[0], atol=1e-3)
    assert first.identity != second.identity
    assert first.identity != Photographed(Other(), 0).identity
    assert drawn_for(pictures[0], 0).random() != drawn_for(pictures[1], 0).random()


class Other(MeanColours):
    version = 2


def test_shares_and_pixels_are_the_same_place() -> None:
    placed = Placement(30, 40, 20, 60, 10)
    for size in ((100, 200), (200, 100), (50, 50)):
        back = placed.of_shares(size).of_pixels(size)
        assert (back.x, back.y, back.width, back.height) == pytest.approx((30, 40, 20, 60))


@pytest.mark.parametrize("text", ["", "a", "0,0,1", "0,0,1,1,1", "0,0,0,1", "-0.1,0,1,1", "0.5,0,0.6,1", "nan,0,1,1"])
def test_a_wrong_region_is_refused(text: str) -> None:
    with pytest.raises(QueryError, match="0.25,0.1,0.5,0.8"):
        Region.read(text)


def test_a_region_needs_a_picture_and_a_weight_is_a_share() -> None:
    assert Region.read(" 0.25, 0.1,0.5,0.9") == Region(0.25, 0.1, 0.5, 0.9)
    with pytest.raises(QueryError, match="needs a picture"):
        Request("coat", region=Region(0, 0, 1, 1))
    for weight in (-0.1, 1.1, float("nan")):
        with pytest.raises(QueryError, match="must be from 0 to 1"):
            Request("coat", picture=b"x", picture_share=weight)
