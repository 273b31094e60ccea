"""Fits a set encoder on outfits, with or without a teacher."""

from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from stylehub_core.arrays import FloatMatrix, FloatVector, IntMatrix
from stylehub_core.errors import TooLittleDataError
from stylehub_core.models.article_looks import texts_and_looks
from stylehub_core.models.world import World
from stylehub_core.outfits.article_sets import ArticleSets
from stylehub_core.outfits.encoded_sets import FittedEncodedSets
from stylehub_core.outfits.false_negatives import log_weights
from stylehub_core.outfits.negatives import Negatives, draw_negatives
from stylehub_core.outfits.outfits import Outfits
from stylehub_core.outfits.same_type import SameType, product_types
from stylehub_core.outfits.set_network import SetNetwork
from stylehub_core.outfits.worn import Worn
from stylehub_core.progress import Progress, silent
from stylehub_core.training.outfit_config import OutfitTraining, SetEncoderConfig

FEWEST = 10
"""The fewest outfits to learn from."""
_MOST = 16  # articles of an outfit that are learned from


@dataclass(frozen=True)
class SetLearning:
    """What is learned from, and how.

    encoder: the full name of the picture encoder; '' to learn from texts alone. looks: dimensions of the pictures.
    """

    network: SetEncoderConfig = field(default_factory=SetEncoderConfig)
    training: OutfitTraining = field(default_factory=OutfitTraining)
    encoder: str = "efficientnet-lite0"
    looks: int = 256


@dataclass(frozen=True, eq=False)
class Distilled:
    """A teacher, and how much less its false negatives count."""

    teacher: FittedEncodedSets
    alpha: float


def learn_sets(
    world: World,
    outfits: Outfits,
    sold: NDArray[np.integer],
    learning: SetLearning,
    checkpoint: Path,
    progress: Progress = silent,
    distilled: Distilled | None = None,
) -> FittedEncodedSets:
    """The scorer learned from these outfits.

    sold: (articles,) pieces, by which negatives are drawn. checkpoint: a file that an interrupted run resumes from.
    Raises TooLittleDataError if there are fewer than FEWEST outfits.
    """
    from stylehub_core.training.outfit_training import OutfitTrainer, PaddedOutfits, exported
    from stylehub_core.training.outfit_views import similar_articles

    if len(outfits) < FEWEST:
        raise TooLittleDataError(
            f"Set scorers that learn need at least {FEWEST} outfits; there are {len(outfits)}. "
            "Add outfits.csv, or purchases with three articles in a basket."
        )
    training = learning.training
    rng = np.random.default_rng(training.seed)
    outfits = _shortened(outfits, rng)
    inputs, types = texts_and_looks(world, learning.encoder, learning.looks), product_types(world.articles)
    negatives = draw_negatives(outfits, SameType(types, sold), training.pool, rng)
    worn = Worn.of(outfits, len(inputs))
    others = worn.without(outfits)
    weights = _log_weights(outfits, negatives, distilled, others, training.temperature)
    similar = similar_articles(inputs, types, np.unique(outfits.sets.articles), training.similar)
    data = PaddedOutfits(inputs, padded(outfits.sets), negatives.places, negatives.others, weights, *others, similar)
    trainer = OutfitTrainer(data, learning.network, training)
    trainer.run(checkpoint, progress)
    network = SetNetwork(learning.network, exported(trainer))
    return FittedEncodedSets(network.placed(inputs), network, worn)


def padded(sets: ArticleSets) -> IntMatrix:
    """(n, w) the rows of each set, -1 at the end of smaller sets."""
    rows = np.full((len(sets), int(sets.sizes.max(initial=1))), -1, np.int32)
    rows[sets.owner, np.arange(len(sets.articles)) - sets.starts[sets.owner]] = sets.articles
    return rows


def _log_weights(
    outfits: Outfits,
    negatives: Negatives,
    distilled: Distilled | None,
    worn: tuple[sparse.csr_array, FloatVector],
    temperature: float,
) -> FloatMatrix:
    """(n, pool) how much each negative counts; -inf where there is none."""
    counted = np.where(negatives.others < 0, -np.inf, 0).astype(np.float32)
    if distilled is None or distilled.alpha == 0:
        return counted
    shares, known = worn
    owners = np.repeat(np.arange(len(outfits)), counted.shape[1])
    positive = distilled.teacher.cosines(outfits.sets, shares, known)
    scores = distilled.teacher.cosines(negatives.sets(outfits), shares[owners], known[owners]).reshape(counted.shape)
    return counted + log_weights(positive / temperature, scores / temperature, alpha=distilled.alpha)


def _shortened(outfits: Outfits, rng: np.random.Generator) -> Outfits:
    """The outfits, with at most _MOST articles of each, drawn at random."""
    if outfits.sets.sizes.max() <= _MOST:
        return outfits
    rows = [rng.permutation(outfits.sets[number])[:_MOST] for number in range(len(outfits))]
    return replace(outfits, sets=ArticleSets.of(rows))
