"""The finder of garments: the same numbers in numpy as in training, and that it learns to find."""

import numpy as np
import pytest
import torch
from PIL import Image, ImageDraw

from stylehub_core.features.garment_finder import CELLS, GarmentFinder, cells, numbers_of, placement
from stylehub_core.features.picture_encoders.efficientnet_lite import LAST, MIDDLE
from stylehub_core.features.placement import Placement
from stylehub_core.training.garment_finder import FinderNetwork, FinderTraining, overlap, train_finder

SMALL = FinderTraining(channels=8, hidden=32, epochs=25, batch=16)


def random_cells(count: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(0)
    shapes = ((count, MIDDLE, CELLS, CELLS), (count, LAST, CELLS // 2, CELLS // 2))
    middle, last = (rng.normal(size=shape).astype(np.float32) for shape in shapes)
    return middle, last


def test_it_gives_what_the_trained_network_gives() -> None:
    torch.manual_seed(0)
    network, (middle, last) = FinderNetwork(SMALL).eval(), random_cells(3)
    with torch.inference_mode():
        expected = network(torch.from_numpy(middle), torch.from_numpy(last)).numpy()
    finder = GarmentFinder({name: tensor.detach().numpy() for name, tensor in network.state_dict().items()})
    np.testing.assert_allclose(finder(middle, last), expected, atol=1e-5)


def scene(rng: np.random.Generator) -> tuple[Image.Image, Placement]:
    """A dark rectangle on a light ground."""
    width, height = rng.integers(30, 90, 2)
    left, top = rng.integers(0, 180 - width), rng.integers(0, 240 - height)
    picture = Image.new("RGB", (180, 240), (220, 215, 210))
    ImageDraw.Draw(picture).rectangle((left, top, left + width, top + height), fill=(20, 30, 90))
    return picture, Placement(left + width / 2, top + height / 2, width, height).of_shares(picture.size)


def test_it_learns_to_find_and_the_same_photos_give_the_same_finder() -> None:
    rng = np.random.default_rng(0)
    scenes = [scene(rng) for _ in range(160)]
    middle, last = cells([picture for picture, _ in scenes])
    targets = np.array([numbers_of(place) for _, place in scenes], np.float32)
    finder = train_finder(middle[:128], last[:128], targets[:128], SMALL)
    found = torch.from_numpy(finder(middle[128:], last[128:]))
    assert overlap(found, torch.from_numpy(targets[128:])).mean() > 0.5
    assert [round(place.x, 6) for place in finder.find([scenes[128][0]])] == [round(float(found[0, 0]), 6)]
    again = train_finder(middle[:128], last[:128], targets[:128], SMALL)
    np.testing.assert_array_equal(again(middle, last), finder(middle, last))


def test_the_overlap_is_that_of_boxes() -> None:
    box = torch.tensor([[0.5, 0.5, 0.4, 0.2, 0.0]])
    for other, expected in (
        ([0.5, 0.5, 0.4, 0.2, 0.3], 1.0),
        ([0.7, 0.5, 0.4, 0.2, 0.0], 1 / 3),
        ([0.5, 0.5, 0.2, 0.2, 0.0], 0.5),
        ([0.1, 0.1, 0.1, 0.1, 0.0], 0.0),
    ):
        assert float(overlap(box, torch.tensor([other]))) == pytest.approx(expected, abs=1e-4)


def test_numbers_and_placements_are_each_others_inverse() -> None:
    place = Placement(0.4, 0.6, 0.3, 0.5, -12.0)
    assert placement(np.array(numbers_of(place))) == place
    assert numbers_of(Placement(0.5, 0.5, 1.4, 2.0))[2:4] == (1.0, 1.0)


@pytest.mark.parametrize("missing", ["out.bias", "middle.weight"])
def test_missing_weights_are_found_at_once(missing: str) -> None:
    weights = {name: tensor.numpy() for name, tensor in FinderNetwork(SMALL).state_dict().items()}
    with pytest.raises(KeyError, match=missing):
        GarmentFinder.checked({name: array for name, array in weights.items() if name != missing})
