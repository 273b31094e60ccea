"""SimCLR's augmentations of a batch of pictures, each as a few operations on the whole batch.

Chen et al., A Simple Framework for Contrastive Learning of Visual Representations, ICML 2020, appendix A. Here the
parts of colour jitter come in a fixed order, and the blur suits small pictures.
"""

import math

import torch
from torch import Tensor
from torch.nn import functional

from stylehub_core.training.configs import Augmentations

_LUMA = (0.299, 0.587, 0.114)
_TO_YIQ = ((0.299, 0.587, 0.114), (0.5959, -0.2746, -0.3213), (0.2115, -0.5227, 0.3112))
_JITTERED = 0.8  # the share of views with jitter
_LIGHT, _HUE = 0.8, 0.2  # the range of factors, and of turns of hue, at strength 1
_WIDEST_BLUR = 1.0  # pixels
_ASPECT = math.log(4 / 3)


def augmented(pictures: Tensor, side: int, config: Augmentations) -> Tensor:
    """(n, 3, side, side) one random view of each picture, from 0 to 1.

    pictures: (n, 3, height, width) from 0 to 1. PyTorch's global generator draws.
    """
    views = cropped(pictures, side, smallest=config.crop, flip=config.flip)
    if config.jitter or config.grey:
        views = recoloured(views, strength=config.jitter, grey=config.grey)
    return blurred(views, share=config.blur) if config.blur else views


def cropped(pictures: Tensor, side: int, *, smallest: float, flip: bool) -> Tensor:
    """(n, 3, side, side) random parts, resized; some are mirrored if `flip`.

    smallest: the share of the area that a part has at least. Its width is 3/4 to 4/3 of its height.
    """
    count = len(pictures)
    area = _between(smallest, 1, count)
    aspect = torch.exp(_between(-_ASPECT, _ASPECT, count)) if smallest < 1 else torch.ones(count)
    width, height = (area * aspect).sqrt().clamp(max=1), (area / aspect).sqrt().clamp(max=1)
    # Coordinates run from -1 to 1, so that a part of width w may have its centre within 1 - w of the middle.
    x, y = (1 - width) * _between(-1, 1, count), (1 - height) * _between(-1, 1, count)
    mirror = 1 - 2.0 * (torch.rand(count) < 0.5) if flip else torch.ones(count)
    nothing = torch.zeros(count)
    maps = torch.stack([width * mirror, nothing, x, nothing, height, y], dim=1).view(count, 2, 3)
    grid = functional.affine_grid(maps, [count, 3, side, side], align_corners=False)
    return functional.grid_sample(pictures, grid, padding_mode="border", align_corners=False)


def recoloured(pictures: Tensor, *, strength: float, grey: float) -> Tensor:
    """The pictures with random brightness, saturation, hue and contrast; some are grey.

    Brightness, saturation and hue are linear in a pixel's colour: together they are one 3 x 3 matrix for each picture.
    grey: the share of pictures without colour.
    """
    count = len(pictures)
    strengths = strength * (torch.rand(count) < _JITTERED)
    light, contrast, saturation = (1 + _LIGHT * strengths * _between(-1, 1, count) for _ in range(3))
    saturation = saturation * (torch.rand(count) >= grey)
    turn = 2 * math.pi * _HUE * strengths * _between(-1, 1, count)
    colours = _turned(turn) @ _saturated(saturation) * light[:, None, None]
    changed = torch.einsum("nij,njhw->nihw", colours, pictures)
    luma = torch.tensor(_LUMA).view(1, 3, 1, 1)
    middle = (changed * luma).sum(1, keepdim=True).mean((2, 3), keepdim=True)
    return (middle + contrast[:, None, None, None] * (changed - middle)).clamp(0, 1)


def blurred(pictures: Tensor, *, share: float) -> Tensor:
    """The pictures, some of them blurred by a Gaussian of 5 x 5 pixels with a random width."""
    chosen = (torch.rand(len(pictures)) < share).nonzero().flatten()
    changed = pictures[chosen]
    width = _between(0.1, _WIDEST_BLUR, len(chosen))
    weights = torch.exp(-(torch.arange(-2, 3) ** 2) / (2 * width[:, None] ** 2))
    weights = weights / weights.sum(1, keepdim=True)
    for axis, padding in ((2, (0, 0, 2, 2)), (3, (2, 2, 0, 0))):
        padded, size = functional.pad(changed, padding, mode="replicate"), changed.shape[axis]
        parts = (weights[:, tap, None, None, None] * padded.narrow(axis, tap, size) for tap in range(5))
        changed = sum(parts, torch.zeros_like(changed))
    return pictures.index_copy(0, chosen, changed)


def _saturated(factors: Tensor) -> Tensor:
    """(n, 3, 3) matrices that multiply the distance from grey."""
    to_grey = torch.tensor(_LUMA).expand(3, 3)
    return to_grey + factors[:, None, None] * (torch.eye(3) - to_grey)


def _turned(angles: Tensor) -> Tensor:
    """(n, 3, 3) matrices that turn the hue: a rotation of YIQ around Y."""
    to_yiq = torch.tensor(_TO_YIQ)
    cosine, sine, nothing = torch.cos(angles), torch.sin(angles), torch.zeros_like(angles)
    rows = [nothing + 1, nothing, nothing, nothing, cosine, -sine, nothing, sine, cosine]
    turned: Tensor = torch.linalg.inv(to_yiq) @ torch.stack(rows, dim=1).view(-1, 3, 3) @ to_yiq
    return turned


def _between(low: float, high: float, count: int) -> Tensor:
    return low + (high - low) * torch.rand(count)
