"""A picture and words that change it, such as "this, but in red", as one vector of a model's space."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file

from stylehub_core.arrays import FloatMatrix, FloatVector, IntVector, unit
from stylehub_core.features.article_text import column_words
from stylehub_core.models.tower import Tower
from stylehub_core.models.world import World
from stylehub_core.progress import Progress, silent
from stylehub_core.training.configs import NAMING, RefinementTraining

_STAYS = "product_type_name"
_CHANGES = {"perceived_colour_master_name": 1.0, "colour_group_name": 1.0, "graphical_appearance_name": 0.5}
"""The columns that words change, and how often."""
_WORDINGS = ("this, but in {}", "in {}", "{}", "the same in {}", "make it {}", "{} instead", "like this but {}")


@dataclass(frozen=True, eq=False)
class Refinement:
    """Three linear maps, added: what of a picture stays, what it is called, and what the words bring.

    They read and give the first s dimensions of the model's space, which know words; the others do not count.

    weights: "picture", "named" and "text", (s, s) each, and "names" (k, s): texts that may name what a picture shows.
    """

    weights: Mapping[str, NDArray[Any]]

    def __call__(self, picture: FloatVector, text: FloatVector) -> FloatVector:
        """(d,) a unit vector. picture, text: (d,) unit vectors in the model's space."""
        weights, size = self.weights, len(self.weights["picture"])
        result = np.zeros(len(picture), np.float32)
        picture, text = unit(picture[:size]), text[:size]
        nearness = weights["names"] @ picture / NAMING
        chances = np.exp(nearness - nearness.max())
        named = unit(np.asarray(chances @ weights["names"], np.float32))
        changed = weights["picture"] @ picture + weights["named"] @ named + weights["text"] @ text
        result[:size] = unit(np.asarray(changed, np.float32))
        return result

    def save(self, file: Path) -> None:
        """Write it as safetensors."""
        save_file({name: np.ascontiguousarray(array) for name, array in self.weights.items()}, file)

    @classmethod
    def load(cls, file: Path, dimensions: int) -> "Refinement":
        """What `save` wrote. Raises ValueError or an error of safetensors if the file is damaged.

        dimensions: of the model's space.
        """
        weights = load_file(file)
        shapes = {name: array.shape for name, array in weights.items()}
        count, size = shapes.get("names", (0, 0))
        known = dict.fromkeys(("picture", "named", "text"), (size, size)) | {"names": (count, size)}
        if shapes != known or size > dimensions:
            raise ValueError(f"it has the arrays {shapes}, and the model has {dimensions} dimensions")
        return cls(weights)


def learned_refinement(
    world: World,
    rows: IntVector,
    pictures: FloatMatrix,
    text: Tower,
    config: RefinementTraining,
    progress: Progress = silent,
) -> Refinement | None:
    """What these articles teach; None if they have no type, or nothing that words could change.

    rows: (n,) of the articles.
    pictures: (n, d) where their pictures lie in the model's space, unit rows.
    text: the model's tower for texts.
    """
    from stylehub_core.training.refinement import Asking, refinement_weights

    articles = world.articles.iloc[rows]
    if _STAYS not in articles:
        return None
    asking = []
    for column in (name for name in _CHANGES if name in articles):
        values, words = pd.factorize(column_words(articles, (column,)))
        texts = [wording.format(word) for word in words for wording in _WORDINGS]
        placed = text(world.encoder.encode(texts, progress)).reshape(len(words), len(_WORDINGS), -1)
        asking.append(Asking(placed, values, _CHANGES[column]))
    types, words = pd.factorize(column_words(articles, (_STAYS,)))
    names = text(world.encoder.encode(list(words), progress))
    weights = refinement_weights(pictures, types, names, asking, config, progress)
    return None if weights is None else Refinement(weights)
