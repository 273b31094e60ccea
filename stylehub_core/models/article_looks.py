"""The looks of all articles, for what learns from them beside texts and purchases."""

import numpy as np

from stylehub_core.arrays import FloatMatrix
from stylehub_core.features.picture_encoders.registry import picture_encoder
from stylehub_core.models.look import spread
from stylehub_core.models.world import World

_FEWEST_PICTURES = 100


def article_looks(world: World, encoder: str, dimensions: int) -> FloatMatrix | None:
    """(articles, dimensions) unit rows, half whitened, zeros without a picture; None if there are too few pictures.

    encoder: the full name of a picture encoder; '' for none.
    """
    if not encoder or world.pictures is None:
        return None
    pictures = world.picture_vectors(picture_encoder(encoder))
    if len(pictures.rows) < _FEWEST_PICTURES:
        return None
    learned = spread(pictures.vectors, dimensions, 0.5)(pictures.vectors)
    looks = np.zeros((len(world.catalog), learned.shape[1]), np.float32)
    looks[pictures.rows] = learned
    return looks


def texts_and_looks(world: World, encoder: str, dimensions: int) -> FloatMatrix:
    """(articles, d) the vectors of the sentences and, where there are pictures enough, `article_looks` beside them."""
    looks = article_looks(world, encoder, dimensions)
    return world.sentences if looks is None else np.concatenate([world.sentences, looks], axis=1)
