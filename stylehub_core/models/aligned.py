"""How well the texts of a world agree with its pictures."""

from pathlib import Path

import numpy as np

from stylehub_core.alignment.alignment import Alignment, alignment
from stylehub_core.alignment.cross_fit import AlignmentConfig
from stylehub_core.arrays import IntVector
from stylehub_core.features.picture_encoders.registry import picture_encoder
from stylehub_core.features.picture_vectors import PictureVectors
from stylehub_core.models.world import World
from stylehub_core.progress import Progress, silent


def aligned(world: World, config: AlignmentConfig, folder: Path, progress: Progress = silent) -> Alignment:
    """The alignment of every article with a readable picture. Raises NotBuiltError or TooLittleDataError.

    folder: for checkpoints.
    """
    pictures = world.picture_vectors(picture_encoder(config.encoder))
    articles = world.articles.iloc[pictures.rows]
    return alignment(pictures.rows, pictures.vectors, articles, config, folder, progress)


def without_misaligned(
    world: World,
    pictures: PictureVectors,
    numbers: IntVector,
    share: float,
    config: AlignmentConfig,
    folder: Path,
    progress: Progress = silent,
) -> IntVector:
    """Those of `numbers` whose texts agree best with their pictures: all but a share of them, in the same order.

    numbers: which of the pictures; they alone teach what pictures look like. `pictures` are of config.encoder.
    """
    rows = pictures.rows[numbers]
    found = alignment(rows, pictures.vectors[numbers], world.articles.iloc[rows], config, folder, progress)
    kept = np.argsort(-found.scores, kind="stable")[: len(numbers) - int(share * len(numbers))]
    return numbers[np.sort(kept)]
