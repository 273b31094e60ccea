"""What pictures look like, told by classifiers that have not seen the article's own text nor its product's."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from stylehub_core.alignment.aspects import Claims
from stylehub_core.arrays import FloatMatrix, IntVector
from stylehub_core.config import Configured
from stylehub_core.errors import ModelError, TooLittleDataError
from stylehub_core.progress import Progress, silent
from stylehub_core.training.configs import AttributeTraining

NAME = "alignment"
"""Of the stage, and of its settings."""
VERSION = 3
"""Increased when a code change affects what is told from pictures."""
FEWEST = 20
"""The fewest pictures to learn from."""
_FEWEST_EPOCHS = 4
_ROWS = 40_000  # seen in the training of a fold: a large catalogue needs fewer epochs, down to the fewest


@dataclass(frozen=True)
class AlignmentConfig:
    """encoder: the full name of a picture encoder.

    folds: the number of parts that the products are split into, 2 or more; each is judged by what the others teach.
    prior: the share of wrong texts that is expected.
    Raises ModelError for too few folds, or a share that is not between 0 and 1.
    """

    encoder: str = "garment"
    folds: int = 4
    prior: float = 0.02
    seed: int = 7
    training: AttributeTraining = field(default_factory=AttributeTraining)

    def __post_init__(self) -> None:
        if self.folds < 2:
            raise ModelError(f"'{NAME}.folds' cannot be {self.folds}: it must be at least 2.")
        if not 0 < self.prior < 1:
            raise ModelError(f"'{NAME}.prior' cannot be {self.prior:g}: it must be above 0 and below 1.")


class AlignmentSettings(Configured[AlignmentConfig]):
    """The config under the name by which it is set."""

    name = NAME
    default = AlignmentConfig()


@dataclass(frozen=True, eq=False)
class OutOfFold:
    """What the classifiers of one column say of n pictures.

    logits: (n, values). taught: (n,) the number of articles with the claimed value that taught the classifier.
    """

    logits: FloatMatrix
    taught: IntVector


def folds_of(products: IntVector, folds: int, seed: int) -> IntVector:
    """(n,) the fold of each article; the articles of a product share theirs. products: (n,) codes from 0."""
    count = int(products.max()) + 1
    return (np.random.default_rng(seed).permutation(count) % folds)[products].astype(np.int32)


def out_of_fold(
    pictures: FloatMatrix,
    claims: Sequence[Claims],
    products: IntVector,
    config: AlignmentConfig,
    folder: Path,
    progress: Progress = silent,
) -> list[OutOfFold]:
    """For each column, what is told from each picture by what the pictures of the other folds taught.

    pictures: (n, p) unit rows. products: (n,) codes from 0. folder: for checkpoints, which are deleted at the end.
    Raises TooLittleDataError if there are fewer pictures than FEWEST, fewer products than folds, or no claims.
    """
    from stylehub_core.training.attribute_heads import AttributeHeadsTrainer

    _check(len(pictures), products, claims, config.folds)
    fold = folds_of(products, config.folds, config.seed)
    logits = [np.zeros((len(pictures), len(column.values)), np.float32) for column in claims]
    taught = [np.zeros(len(pictures), np.int32) for _ in claims]
    for number in range(config.folds):
        others, own = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
        trainer = AttributeHeadsTrainer(
            pictures[others],
            [column.codes[others] for column in claims],
            [len(column.values) for column in claims],
            _training_for(config.training, len(others)),
        )
        trainer.run(_checkpoint(folder, number), _part(progress, number, config.folds))
        for column, into, known, told in zip(claims, logits, taught, trainer.logits(pictures[own]), strict=True):
            into[own] = told
            counts = np.bincount(column.codes[others][column.codes[others] >= 0], minlength=len(column.values))
            known[own] = counts[column.codes[own]]
    for number in range(config.folds):
        _checkpoint(folder, number).unlink(missing_ok=True)
    return [OutOfFold(*parts) for parts in zip(logits, taught, strict=True)]


def _training_for(training: AttributeTraining, rows: int) -> AttributeTraining:
    """The training with epochs and a batch that suit so many articles."""
    epochs = min(training.epochs, max(_FEWEST_EPOCHS, _ROWS // rows))
    return replace(training.suited(rows), epochs=epochs)


def _check(count: int, products: IntVector, claims: Sequence[Claims], folds: int) -> None:
    if count < FEWEST or len(np.unique(products)) < folds:
        raise TooLittleDataError(
            f"Comparing texts with pictures needs at least {FEWEST} articles with a picture, of {folds} products or "
            f"more; there are {count} of {len(np.unique(products))}."
        )
    if not claims:
        raise TooLittleDataError(
            "Comparing texts with pictures needs a column of types, colours or patterns in which the articles differ."
        )


def _checkpoint(folder: Path, number: int) -> Path:
    return folder / f"fold-{number}.safetensors"


def _part(progress: Progress, number: int, folds: int) -> Progress:
    """The progress of one fold's training as a part of all."""
    return lambda _task, done, total: progress("comparing texts with pictures", number * total + done, folds * total)
