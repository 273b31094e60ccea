"""The floor of models that see: the picture encoder alone, with nothing learned but how pictures vary here."""

from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from stylehub_core.arrays import FloatMatrix
from stylehub_core.errors import TooLittleDataError
from stylehub_core.features.picture_encoders.registry import picture_encoder
from stylehub_core.features.picture_vectors import PictureVectors
from stylehub_core.models.bridge import BridgeConfig, LinearBridge
from stylehub_core.models.contract import ConfiguredModel, Fitted
from stylehub_core.models.given_vectors import FEWEST
from stylehub_core.models.placed import placed
from stylehub_core.models.world import World
from stylehub_core.progress import Progress, silent


@dataclass(frozen=True)
class LookConfig:
    """encoder: the name of a picture encoder.

    dimensions: of the space, in which the catalogue's pictures vary most; at most as many as the encoder has.
    whitening: how far these dimensions are brought to the same spread, from 0, not at all, to 1.
    bridge: how texts, and articles without a picture, are placed.
    """

    encoder: str = "efficientnet-lite0"
    dimensions: int = 256
    whitening: float = 0.5
    bridge: BridgeConfig = field(default_factory=BridgeConfig)


class Look(ConfiguredModel[LookConfig]):
    name = "look"
    title = "Look"
    about = "The picture encoder alone: articles that look alike, whatever their texts say."
    order = 38
    recipe = "stylehub"
    by_default = False
    needs = frozenset({"pictures", "texts"})
    default = LookConfig()

    def fit(self, world: World, folder: Path, progress: Progress = silent) -> Fitted:
        encoder = picture_encoder(self._config.encoder)
        fitted = looks(world, world.picture_vectors(encoder), self._config, progress)
        return replace(fitted, picture_encoder=encoder.name)


def looks(world: World, pictures: PictureVectors, config: LookConfig, progress: Progress = silent) -> Fitted:
    """The space of these pictures, without the name of their encoder. Its picture tower is a LinearBridge.

    Raises TooLittleDataError if there are fewer than FEWEST pictures.
    """
    if len(pictures.rows) < FEWEST:
        raise TooLittleDataError(
            f"Pictures are compared where there are at least {FEWEST} of them; {len(pictures.rows)} can be read."
        )
    tower = spread(pictures.vectors, config.dimensions, config.whitening)
    fitted = placed(world, pictures.rows, tower(pictures.vectors), config.bridge, progress)
    return replace(fitted, towers={**fitted.towers, "picture": tower})


def spread(vectors: FloatMatrix, dimensions: int, whitening: float) -> LinearBridge:
    """The map to the first principal components.

    vectors: (rows, d).
    dimensions: of the result, at most d and less than `rows`.
    whitening: each component is divided by its standard deviation to this power.
    """
    centre = vectors.mean(axis=0, dtype=np.float64)
    centred = vectors.astype(np.float64) - centre
    variances, directions = np.linalg.eigh(centred.T @ centred / len(vectors))
    kept = np.argsort(-variances)[: min(dimensions, len(vectors) - 1)]
    # Directions without any variance would be divided by nothing.
    deviations = np.sqrt(np.maximum(variances[kept], 1e-6 * variances.max()))
    weights = (directions[:, kept] / deviations**whitening).astype(np.float32)
    return LinearBridge(weights, centre.astype(np.float32), np.zeros(len(kept), np.float32))
