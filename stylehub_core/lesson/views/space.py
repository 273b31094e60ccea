"""The space of a picture network, and how alike the nearest articles in it are."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from stylehub_core.arrays import FloatMatrix, FloatVector, IntMatrix
from stylehub_core.evaluation.nearest_alike import nearest_alike
from stylehub_core.models.look import spread

if TYPE_CHECKING:
    from stylehub_core.training.simclr import ResidualNetwork

NEAREST = 10
_DIMENSIONS = 128
_BATCH = 256  # pictures that the network sees at a time


def space_of(network: "ResidualNetwork", levels: NDArray[np.uint8]) -> FloatMatrix:
    """(n, d) unit rows: the network's representations, brought to the same spread, as in our model `simclr`."""
    import torch

    network.eval()
    with torch.inference_mode():
        pictures = torch.from_numpy(levels).permute(0, 3, 1, 2)
        cells = torch.cat([network.cells(part / 255) for part in torch.split(pictures, _BATCH)]).numpy()
    return spread(cells, _DIMENSIONS, 1.0)(cells)


def alike(vectors: FloatMatrix, labels: IntMatrix) -> tuple[FloatVector, FloatVector]:
    """((n,) share of each article's ten nearest with its product type, likewise with its colour).

    Other colours of the same product are left out.
    """
    product, kind, colour = labels.T
    by_type, by_colour = nearest_alike(vectors, (kind, colour), k=NEAREST, apart=product)
    return by_type, by_colour


def meters(vectors: FloatMatrix, labels: IntMatrix) -> dict[str, float]:
    by_type, by_colour = alike(vectors, labels)
    return {"same_type": float(np.nanmean(by_type)), "same_colour": float(np.nanmean(by_colour))}


def chance(labels: IntMatrix) -> dict[str, float]:
    """The same shares for random articles."""
    names = ("same_type", "same_colour")
    shares = (np.bincount(column) / len(column) for column in labels[:, 1:].T)
    return {name: float((share**2).sum()) for name, share in zip(names, shares, strict=True)}
