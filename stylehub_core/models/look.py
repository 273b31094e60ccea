"""The floor of models that see: the picture encoder alone, with nothing learned but how pictures vary here."""

from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from stylehub_core.arrays import FloatMatrix
from stylehub_core.errors import TooLittleDataError
from stylehub_core.features.picture_encoder import ReadsTexts
from stylehub_core.features.picture_encoders.registry import picture_encoder
from stylehub_core.features.picture_vectors import PictureVectors
from stylehub_core.models.bridge import BridgeConfig, LinearBridge
from stylehub_core.models.contract import ConfiguredModel, Fitted
from stylehub_core.models.given_vectors import FEWEST
from stylehub_core.models.moments import Moments
from stylehub_core.models.own_space import OwnSpace
from stylehub_core.models.placed import placed
from stylehub_core.models.world import World
from stylehub_core.progress import Progress, silent


@dataclass(frozen=True)
class LookConfig:
    """encoder: the full name of a picture encoder, such as efficientnet-lite0:224.

    One that reads texts too, such as checkpoint:openai/clip-vit-base-patch32, keeps its own space, whatever
    `dimensions` and `whitening` are, and its own text network answers requests.
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

    @property
    def encoders(self) -> tuple[str, ...]:
        return (self._config.encoder,)

    def fit(self, world: World, folder: Path, progress: Progress = silent) -> Fitted:
        config, encoder = self._config, picture_encoder(self._config.encoder)
        pictures = world.picture_vectors(encoder)
        if isinstance(encoder, ReadsTexts):
            return _own_space(world, pictures, encoder, config, progress)
        return replace(looks(world, pictures, config, progress), picture_encoder=config.encoder)


def looks(world: World, pictures: PictureVectors, config: LookConfig, progress: Progress = silent) -> Fitted:
    """The space of these pictures, without the name of their encoder. Its picture tower is a LinearBridge.

    Raises TooLittleDataError if there are fewer than FEWEST pictures.
    """
    _check_enough(pictures)
    tower = spread(pictures.vectors, config.dimensions, config.whitening)
    fitted = placed(world, pictures.rows, tower(pictures.vectors), config.bridge, progress)
    return replace(fitted, towers={**fitted.towers, "picture": tower})


def _own_space(
    world: World, pictures: PictureVectors, encoder: ReadsTexts, config: LookConfig, progress: Progress
) -> Fitted:
    """The space of an encoder that reads texts too. Articles without a picture are placed by a map from their text."""
    _check_enough(pictures)
    encoder.encode_texts(["dress"])  # what is missing for texts is told now, not at the first search
    fitted = placed(world, pictures.rows, pictures.vectors, config.bridge, progress)
    facts = {name: fact for name, fact in fitted.facts.items() if name not in ("placed", "note")}
    return Fitted(
        fitted.vectors,
        {"text": OwnSpace(), "picture": OwnSpace()},
        picture_encoder=config.encoder,
        texts_by_picture_encoder=True,
        facts=facts,
    )


def _check_enough(pictures: PictureVectors) -> None:
    if len(pictures.rows) < FEWEST:
        raise TooLittleDataError(
            f"Pictures are compared where there are at least {FEWEST} of them; {len(pictures.rows)} can be read."
        )


def spread(vectors: FloatMatrix, dimensions: int, whitening: float) -> LinearBridge:
    """The map to the first principal components.

    vectors: (rows, d).
    dimensions: of the result, at most d and less than `rows`.
    whitening: each component is divided by its standard deviation to this power.
    """
    moments = Moments.of(vectors)
    variances, directions = np.linalg.eigh(moments.covariance)
    kept = np.argsort(-variances)[: min(dimensions, len(vectors) - 1)]
    # Directions without any variance would be divided by nothing.
    deviations = np.sqrt(np.maximum(variances[kept], 1e-6 * variances.max()))
    # In the order in which it is kept on disk: in another order, products differ in the last digit.
    weights = np.ascontiguousarray(directions[:, kept] / deviations**whitening, dtype=np.float32)
    return LinearBridge(weights, moments.centre, np.zeros(len(kept), np.float32))
