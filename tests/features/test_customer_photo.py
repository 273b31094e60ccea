"""Catalogue pictures as customers photograph them: each kind of damage, and that the garment's place is known."""

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageDraw

from stylehub_core.errors import QueryError
from stylehub_core.features.customer_photo import Damage, photographed, usual_damage
from stylehub_core.features.photographed import Photographed, found_in, photo_of
from stylehub_core.features.picture_encoders.mean_colours import MeanColours
from stylehub_core.features.placement import Placement, upright
from stylehub_core.request import Region, Request
from tests.features.random_cutter import random_cutter

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
    pictures, cutter = [garment(), garment().rotate(180)], random_cutter()
    first, second = (Photographed(MeanColours(), copy, cutter) for copy in (0, 1))
    both = first.encode(pictures)
    np.testing.assert_array_equal(both[1:], Photographed(MeanColours(), 0, cutter).encode(pictures[1:]))
    assert not np.allclose(both[0], second.encode(pictures)[0], atol=1e-3)
    other = Photographed(MeanColours(), 0, random_cutter(seed=1))
    assert len({each.identity for each in (first, second, other, Photographed(Other(), 0, cutter))}) == 4


def test_where_a_garment_is_found_at_first_is_about_right_and_always_the_same() -> None:
    photo = photo_of(garment(), 0)
    found = found_in(photo, 0)
    assert found == found_in(photo_of(garment(), 0), 0) != found_in(photo, 1)
    assert found.x == pytest.approx(photo.garment.x, abs=0.3)


@pytest.mark.parametrize("damage", [Damage(), Damage(room=True, tilt=20, share=0.5, pixels=120), Damage(kept=0.6)])
def test_the_shape_lies_where_the_garment_does(damage: Damage) -> None:
    photo = photographed(garment(), damage, np.random.default_rng(1))
    assert photo.shape.size == photo.picture.size
    y, x = np.nonzero(np.asarray(photo.shape) > 127)
    place = photo.garment.of_pixels(photo.picture.size)
    assert (x.mean(), y.mean()) == pytest.approx((place.x, place.y), abs=0.1 * max(photo.picture.size))


class Other(MeanColours):
    version = 2


def test_a_place_in_a_part_of_a_photograph_is_a_place_in_the_photograph() -> None:
    size, outer = (120, 90), Placement(60, 40, 80, 60, 25).of_shares((120, 90))
    place = Placement(52, 47, 30, 20, 40).of_shares(size)
    back = place.seen_in(outer, size).inside(outer, size)
    assert (back.x, back.y, back.width, back.height, back.tilt) == pytest.approx(
        (place.x, place.y, place.width, place.height, place.tilt)
    )
    whole = Placement(0.5, 0.5, 0.5, 0.5)
    assert outer.seen_in(outer, size).tilt == 0
    assert whole.inside(Placement(45, 45, 90, 90).of_shares((90, 90)), (90, 90)) == whole


def test_a_garment_that_fills_a_picture_just_fits_into_it() -> None:
    width, height = size = (160, 240)
    assert Placement.filling(size, 0).of_pixels(size) == Placement(80, 120, 160, 240)
    for tilt in (-20.0, 8.0, 20.0):
        placed, angle = Placement.filling(size, tilt).of_pixels(size), np.deg2rad(abs(tilt))
        assert (placed.x, placed.y, placed.tilt) == pytest.approx((80, 120, tilt))
        assert placed.width * np.cos(angle) + placed.height * np.sin(angle) == pytest.approx(width)
        assert placed.width * np.sin(angle) + placed.height * np.cos(angle) == pytest.approx(height)
    near_45 = Placement.filling(size, 44).of_pixels(size)
    assert (near_45.width, near_45.height) == pytest.approx((160, 240))
    assert Placement.filling((300, 60), 30).of_pixels((300, 60)).height >= 0.35 * 60 - 1e-6


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
