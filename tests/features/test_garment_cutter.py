"""The outline of a garment, and the cutter: the same numbers in numpy as in training, and that they learn to cut."""

from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image, ImageDraw
from safetensors.numpy import load_file, save_file

from stylehub_core.catalog.thumbnails import STUDIO_GREY
from stylehub_core.errors import WorkspaceError
from stylehub_core.features.garment_cutter import GarmentCutter, around, second_look, shape_around
from stylehub_core.features.garment_outline import (
    CELLS,
    STAGES,
    GarmentOutline,
    cells_of,
    finer,
    laid,
    shape_of,
    stages,
)
from stylehub_core.features.picture_encoders.efficientnet_lite import CELL_CHANNELS
from stylehub_core.features.placement import Placement
from stylehub_core.files import reading
from stylehub_core.training.garment_outline import OutlineNetwork, OutlineTraining, train_outline
from tests.features.random_cutter import random_cutter

SMALL = OutlineTraining(hidden=16, epochs=12, batch=16, learning_rate=1e-2)
CHANNELS = [CELL_CHANNELS[name] for name in STAGES]
RED, GREEN = (200, 30, 30), (60, 140, 70)


def scene(rng: np.random.Generator) -> tuple[Image.Image, Image.Image]:
    """(a red disc on a green ground, its shape)"""
    width, height = 120, 150
    x, y, radius = rng.integers(50, 70), rng.integers(60, 90), rng.integers(28, 45)
    picture, shape = Image.new("RGB", (width, height), GREEN), Image.new("L", (width, height))
    for image, colour in ((picture, RED), (shape, 255)):
        ImageDraw.Draw(image).ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)
    return picture, shape


def test_the_outline_gives_what_the_trained_network_gives() -> None:
    torch.manual_seed(0)
    network, rng = OutlineNetwork(CHANNELS, SMALL).eval(), np.random.default_rng(0)
    with torch.no_grad():
        network.place.normal_()
    seen = [
        rng.normal(size=(3, channels, CELLS >> step, CELLS >> step)).astype(np.float32)
        for step, channels in enumerate(CHANNELS)
    ]
    with torch.inference_mode():
        expected = torch.sigmoid(network(*map(torch.from_numpy, seen))).numpy()
    outline = GarmentOutline({name: tensor.detach().numpy() for name, tensor in network.state_dict().items()})
    np.testing.assert_allclose(outline(*seen), expected, atol=1e-5)


def test_it_learns_to_cut_out_and_the_same_photos_give_the_same_outline() -> None:
    rng = np.random.default_rng(0)
    scenes = [scene(rng) for _ in range(96)]
    seen, shapes = stages([picture for picture, _ in scenes]), np.stack([cells_of(shape) for _, shape in scenes])
    outline = train_outline([part[:64] for part in seen], shapes[:64], SMALL)
    found, true = outline(*(part[64:] for part in seen)) > 0.5, shapes[64:] > 0.5
    assert (found & true).sum() / (found | true).sum() > 0.8
    picture, shape = scenes[-1]
    cut, right = (np.asarray(each, int) for each in (outline.cut([picture])[0], laid(picture, shape)))
    assert np.abs(cut - right).mean() < 12 < np.abs(np.asarray(picture, int) - right).mean()
    again = train_outline([part[:64] for part in seen], shapes[:64], SMALL)
    np.testing.assert_array_equal(again(*seen), outline(*seen))


def test_cells_are_spread_linearly_and_keep_what_is_everywhere() -> None:
    for side in (CELLS, CELLS // 2, CELLS // 8):
        np.testing.assert_allclose(finer(side).sum(axis=1), 1, atol=1e-6)
    np.testing.assert_array_equal(finer(CELLS), np.eye(CELLS))
    rising = finer(CELLS // 2) @ np.arange(CELLS // 2)
    np.testing.assert_allclose(np.diff(rising[1:-1]), 0.5, atol=1e-5)


@pytest.mark.parametrize("size", [(60, 90), (90, 60), (7, 300), (333, 219), (160, 160)])
def test_a_shape_survives_the_way_through_the_cells(size: tuple[int, int]) -> None:
    shape = Image.new("L", size)
    ImageDraw.Draw(shape).rectangle((0, 0, size[0] // 2, size[1]), fill=255)
    again = shape_of(cells_of(shape), size)
    assert again.size == size
    wrong = np.abs(np.asarray(again, int) - np.asarray(shape, int)).mean() / 255
    assert wrong < 0.1 if min(size) > 20 else wrong < 0.6


def test_the_part_around_a_garment_and_its_shape_fit_each_other() -> None:
    picture, shape = scene(np.random.default_rng(1))
    place = Placement(60, 75, 80, 60, 20).of_shares(picture.size)
    part, shown = around(picture, place), shape_around(shape, place)
    assert part.size == shown.size
    red = np.asarray(part, int)[..., 0] > np.asarray(part, int)[..., 1]
    assert (red == (np.asarray(shown) > 127)).mean() > 0.97


def test_what_is_cut_out_lies_on_the_ground_of_the_studio() -> None:
    picture, shape = scene(np.random.default_rng(1))
    assert laid(picture, shape).getpixel((0, 0)) == STUDIO_GREY
    assert laid(picture, shape).getpixel((60, 75)) == RED
    cut, takes = random_cutter().cut([picture, picture]), random_cutter().takes(picture)
    assert [each.mode for each in cut] == ["RGB", "RGB"]
    assert len(takes) > 1
    assert cut[0].tobytes() in [take.tobytes() for take in takes]


def test_a_cutter_is_kept_in_one_file(tmp_path: Path) -> None:
    path, kept = tmp_path / "cutter.safetensors", random_cutter()
    kept.save(path)
    picture, _ = scene(np.random.default_rng(2))
    [again], [before] = (each.cut([picture]) for each in (GarmentCutter.load(path), kept))
    assert again.tobytes() == before.tobytes()
    assert GarmentCutter.load(path).digest == kept.digest != random_cutter(seed=1).digest


def test_a_second_look_sees_the_garment_where_it_is() -> None:
    picture, _ = scene(np.random.default_rng(1))
    true = Placement(60, 75, 70, 60, 10).of_shares(picture.size)
    found = Placement(70, 70, 60, 70, -10).of_shares(picture.size)
    part, place = second_look(picture, found, true)
    again = around(part, place)
    assert (
        np.abs(np.asarray(again.resize((40, 40)), int) - np.asarray(around(picture, true).resize((40, 40)), int)).mean()
        < 8
    )


@pytest.mark.parametrize("missing", ["finder.out.bias", "outline.place", "outline.eighth.weight"])
def test_a_damaged_file_is_found_when_it_is_read(tmp_path: Path, missing: str) -> None:
    path = tmp_path / "cutter.safetensors"
    random_cutter().save(path)
    arrays = load_file(path)
    save_file({name: array for name, array in arrays.items() if name != missing}, path)
    with pytest.raises(WorkspaceError, match="cutter"), reading(path):
        GarmentCutter.load(path)


def test_a_part_that_a_person_drew_is_cut_out_as_found_and_as_drawn() -> None:
    picture, _ = scene(np.random.default_rng(0))
    cutter = random_cutter()
    found, both = cutter.takes(picture), cutter.takes(picture, filled=True)
    assert len(both) == 2 * len(found)
    assert both[: len(found)] == found
    assert min(each.width for each in both[len(found) :]) >= picture.width / 2
