"""A world of vectors instead of pictures, with wrong texts that are known."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from stylehub_core.arrays import FloatMatrix, unit
from stylehub_core.training.configs import AttributeTraining

TYPES, COLOURS = ("Coat", "Dress", "Hat", "Sock"), ("Black", "Blue", "Red", "White", "Yellow")
TRAINING = AttributeTraining(features=32, epochs=6, learning_rate=5e-3, dropout=0.1)


@dataclass(frozen=True, eq=False)
class Planted:
    """articles: their texts. pictures: (n, 12) unit rows, of their true types and colours.

    wrong: (n,) 'type', 'colour' or ''.
    """

    articles: pd.DataFrame
    pictures: FloatMatrix
    wrong: NDArray[np.str_]


def planted(count: int = 300, seed: int = 0) -> Planted:
    """Every twentieth text is wrong, about the colour and the type in turn. Three articles are one product."""
    rng = np.random.default_rng(seed)
    types, colours = rng.integers(len(TYPES), size=count), rng.integers(len(COLOURS), size=count)
    shown = np.concatenate([np.eye(len(TYPES))[types], np.eye(len(COLOURS))[colours], np.zeros((count, 3))], axis=1)
    pictures = unit((shown + rng.normal(scale=0.15, size=shown.shape)).astype(np.float32))
    wrong = np.full(count, "", dtype="<U6")
    wrong[::40], wrong[20::40] = "colour", "type"
    said_types = np.where(wrong == "type", (types + 1) % len(TYPES), types)
    said_colours = np.where(wrong == "colour", (colours + 1) % len(COLOURS), colours)
    articles = pd.DataFrame({
        "product_code": [f"{row // 3:07d}" for row in range(count)],
        "product_type_name": np.array(TYPES)[said_types],
        "colour_group_name": np.array(COLOURS)[said_colours],
        "graphical_appearance_name": "Solid",
    })  # fmt: skip
    return Planted(articles, pictures, wrong)
