"""Views of pictures: each drawn from the picture itself, and encoded as any picture is."""

import numpy as np
import torch
from PIL import Image

from stylehub_core.features.picture_encoders.mean_colours import MeanColours
from stylehub_core.training.configs import Augmentations
from stylehub_core.training.picture_views import SIDE, ViewEncoder

COLOUR = Augmentations(crop=1.0, flip=False, jitter=0.5, blur=0.0)
SHAPE = Augmentations(crop=0.4, jitter=0.0, blur=0.0)


def pictures() -> list[Image.Image]:
    rng = np.random.default_rng(0)
    return [Image.fromarray(rng.integers(0, 256, (30, 20, 3), np.uint8)) for _ in range(4)]


def test_a_view_depends_on_its_picture_and_number_alone() -> None:
    torch.manual_seed(3)
    together = ViewEncoder(MeanColours(), COLOUR).encode(pictures())
    drawn = torch.rand(1)
    torch.manual_seed(3)
    assert torch.equal(torch.rand(1), drawn), "PyTorch's own numbers stay as they were"
    alone = [ViewEncoder(MeanColours(), COLOUR).encode([picture])[0] for picture in pictures()]
    np.testing.assert_allclose(together, alone, atol=1e-6)
    other = ViewEncoder(MeanColours(), COLOUR, number=1).encode(pictures())
    assert (np.abs(other - together).max(axis=1) > 0.01).all()


def test_without_changes_the_view_is_the_picture() -> None:
    nothing = Augmentations(crop=1.0, flip=False, jitter=0.0, blur=0.0)
    plain = Image.new("RGB", (SIDE, SIDE), (200, 30, 90))
    np.testing.assert_array_equal(np.asarray(ViewEncoder(MeanColours(), nothing).view(plain)), np.asarray(plain))


def test_shape_keeps_colours_and_colour_keeps_shapes() -> None:
    half = Image.new("RGB", (SIDE, SIDE), (250, 0, 0))
    half.paste((0, 0, 250), (0, 0, SIDE, SIDE // 2))
    shaped = np.asarray(ViewEncoder(MeanColours(), SHAPE).view(half)).astype(int)
    edge = abs(np.diff(shaped[:, 0, 0])) > 0  # where the colours meet, they mix
    pure = shaped[:, 0][~np.append(edge, False) & ~np.append(False, edge)]
    assert {tuple(colour) for colour in pure.tolist()} <= {(250, 0, 0), (0, 0, 250)}
    coloured = np.asarray(ViewEncoder(MeanColours(), COLOUR).view(half))
    assert (coloured[: SIDE // 2] == coloured[0, 0]).all() and (coloured[SIDE // 2 :] == coloured[-1, 0]).all()


def test_what_it_depends_on_is_in_its_identity() -> None:
    made = [ViewEncoder(MeanColours(), COLOUR), ViewEncoder(MeanColours(), SHAPE), ViewEncoder(MeanColours(), SHAPE, 1)]
    assert len({encoder.identity for encoder in made}) == 3
    assert made[0].dimensions == MeanColours().dimensions
