"""SimCLR's augmentations: each does what it says to every picture of a batch, and nothing else."""

import colorsys

import numpy as np
import pytest
import torch
from torch import Tensor

from stylehub_core.training.augmentations import augmented, blurred, cropped, recoloured
from stylehub_core.training.configs import Augmentations

NONE = Augmentations(crop=1.0, flip=False, jitter=0.0, grey=0.0, blur=0.0)


@pytest.fixture(autouse=True)
def seed() -> None:
    torch.manual_seed(5)


def pictures(count: int = 40, side: int = 24) -> Tensor:
    """Smooth pictures: a ramp across, another down, and a colour of each picture's own."""
    across, down = torch.meshgrid(torch.linspace(0, 1, side), torch.linspace(0, 1, side), indexing="xy")
    return torch.stack(
        [across.expand(count, -1, -1), down.expand(count, -1, -1), torch.rand(count, 1, 1) + 0 * across], 1
    )


def plain(colour: tuple[float, float, float], count: int = 200) -> Tensor:
    return torch.tensor(colour).view(1, 3, 1, 1).expand(count, 3, 8, 8)


def test_with_everything_off_only_the_size_changes() -> None:
    given = pictures()
    torch.testing.assert_close(augmented(given, 24, NONE), given, atol=1e-5, rtol=0)
    small = augmented(given, 12, NONE)
    torch.testing.assert_close(small, torch.nn.functional.avg_pool2d(given, 2), atol=1e-5, rtol=0)


def test_the_two_views_of_a_picture_differ_and_the_seed_decides_how() -> None:
    given = pictures()
    torch.manual_seed(6)
    first, second = (augmented(given, 16, Augmentations()) for _ in range(2))
    assert ((first - second).abs().amax((1, 2, 3)) > 0.01).all()
    torch.manual_seed(6)
    again = [augmented(given, 16, Augmentations()) for _ in range(2)]
    torch.testing.assert_close(again, [first, second], atol=0, rtol=0)


def test_a_crop_is_a_part_of_the_picture_with_the_area_and_shape_that_were_asked_for() -> None:
    parts = cropped(pictures(400), 24, smallest=0.25, flip=False)
    width = (parts[:, 0, 0, -1] - parts[:, 0, 0, 0]) * 23 / 23
    height = parts[:, 1, -1, 0] - parts[:, 1, 0, 0]
    area, shape = width * height, width / height
    assert 0.2 < area.min() < 0.35 and 0.8 < area.max() <= 1.0
    assert shape.min() > 0.7 and shape.max() < 1.43
    torch.testing.assert_close(parts[:, 2], pictures(400)[:, 2] * 0 + parts[:, 2, :1, :1])
    assert parts[:, 0, 0, 0].max() > 0.3  # not always the same corner


def test_half_of_the_views_are_mirrored_and_none_without_flip() -> None:
    rises = [cropped(pictures(400), 24, smallest=1.0, flip=flip) for flip in (True, False)]
    mirrored = [float((part[:, 0, 0, -1] < part[:, 0, 0, 0]).float().mean()) for part in rises]
    assert 0.4 < mirrored[0] < 0.6 and mirrored[1] == 0


def test_jitter_turns_the_hue_as_colorsys_does_and_grows_with_its_strength() -> None:
    hues = {}
    for strength in (0.1, 0.5):
        changed = recoloured(plain((0.6, 0.4, 0.4)), strength=strength, grey=0.0)[:, :, 0, 0]
        hues[strength] = np.array([(colorsys.rgb_to_hsv(*colour)[0] + 0.5) % 1 for colour in changed.tolist()])
        assert 0.1 < (changed - changed[0]).abs().amax() / strength < 2
    assert abs(hues[0.1] - 0.5).max() < 0.05 < abs(hues[0.5] - 0.5).max() < 0.2


def test_a_fifth_of_the_views_keep_their_colours() -> None:
    given = plain((0.6, 0.4, 0.3), 1000)
    kept = (recoloured(given, strength=0.5, grey=0.0) - given).abs().amax((1, 2, 3)) < 1e-4
    assert 0.15 < float(kept.float().mean()) < 0.25


def test_grey_views_have_no_colour_but_the_same_light() -> None:
    given = plain((0.6, 0.4, 0.3), 400)
    changed = recoloured(given, strength=0.0, grey=0.25)[:, :, 0, 0]
    grey = (changed.amax(1) - changed.amin(1)) < 1e-5
    assert 0.18 < float(grey.float().mean()) < 0.32
    torch.testing.assert_close(changed[~grey], given[~grey][:, :, 0, 0], atol=1e-4, rtol=0)
    luma = 0.299 * 0.6 + 0.587 * 0.4 + 0.114 * 0.3
    torch.testing.assert_close(changed[grey], torch.full((int(grey.sum()), 3), luma), atol=1e-4, rtol=0)


def test_blur_is_a_gaussian_on_its_share_of_the_views() -> None:
    spot = torch.zeros(400, 3, 9, 9)
    spot[:, :, 4, 4] = 1
    changed = blurred(spot, share=0.5)[:, 0]
    moved = changed[:, 4, 4] < 0.999
    assert 0.35 < float(moved.float().mean()) < 0.6
    torch.testing.assert_close(changed.sum((1, 2)), torch.ones(400))
    widest = changed[changed[:, 4, 4].argmin()]
    ratio = widest[4, 5] / widest[4, 4]
    torch.testing.assert_close(widest[5, 5], widest[4, 4] * ratio**2)
    torch.testing.assert_close(widest[4, 6], widest[4, 4] * ratio**4)
    ratios = changed[moved, 4, 5] / changed[moved, 4, 4]  # e to the power of -1 / (2 width²), width from .1 to 1
    assert 0.2 < ratios.median() < 0.36 and 0.55 < ratios.max() < 0.61
    torch.testing.assert_close(blurred(spot, share=0.0), spot)
