"""Compatibility: the less pictures differ, in the subspace of their slots, the better articles go together.

Revanur et al., Semi-Supervised Visual Representation Learning for Fashion Compatibility, RecSys 2021. How it was read:
docs/decisions/compatibility.md.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from stylehub_core.arrays import FloatMatrix, IntVector
from stylehub_core.config import Configured
from stylehub_core.errors import ModelError, TooLittleDataError
from stylehub_core.features.picture_encoders.registry import picture_encoder
from stylehub_core.features.small_pictures import small_pictures
from stylehub_core.models.look import spread
from stylehub_core.models.world import World
from stylehub_core.outfits.article_sets import ArticleSets
from stylehub_core.outfits.contract import SetScorer
from stylehub_core.outfits.outfits import Outfits
from stylehub_core.outfits.same_type import UNSOLD, product_types
from stylehub_core.outfits.slots import SLOTS, catalog_slots
from stylehub_core.outfits.subspace_distance import SubspaceDistance
from stylehub_core.outfits.visible import times_worn, visible_outfits
from stylehub_core.progress import Progress, silent
from stylehub_core.training.compatibility_config import CompatibilityTraining
from stylehub_core.training.configs import Augmentations, NetworkConfig, ResidualConfig
from stylehub_core.training.outfit_triplets import OutfitArticles, OutfitTriplets

if TYPE_CHECKING:
    from stylehub_core.training.compatibility import Sight

FEWEST_PICTURES, FEWEST_OUTFITS = 20, 5
"""To learn from."""
_CHECKPOINT, _PIXELS = "checkpoint.safetensors", "pixels.safetensors"


@dataclass(frozen=True)
class CompatibilityConfig:
    """Raises ModelError for a share of labels out of range.

    labels: the share of the outfits that are learned from; the articles of the others are unlabelled.
    encoder: the full name of a picture encoder, which stays as it is; '' for a residual network that learns to see.
    looks: dimensions that are kept of its vectors.
    shape, colour: the changes that pictures shall keep their place under.
    views: how many views of each kind are encoded, of `viewed` pictures at most; a residual network sees new ones in
    every step.
    network: on the encoder's vectors; its projection is the length of the articles' vectors.
    pixels: sizes of the residual network. side: of the pictures that it sees, in pixels.
    """

    labels: float = 1.0
    encoder: str = "garment"
    looks: int = 256
    shape: Augmentations = field(default_factory=lambda: Augmentations(crop=0.5, jitter=0.0, blur=0.0))
    colour: Augmentations = field(default_factory=lambda: Augmentations(crop=1.0, flip=False, jitter=0.2, blur=0.0))
    views: int = 1
    viewed: int = 3000
    network: NetworkConfig = field(default_factory=lambda: NetworkConfig(features=128, projection=64, dropout=0.2))
    pixels: ResidualConfig = field(default_factory=ResidualConfig)
    side: int = 40
    training: CompatibilityTraining = field(default_factory=CompatibilityTraining)

    def __post_init__(self) -> None:
        if not 0 < self.labels <= 1:
            raise ModelError(f"'compatibility.labels' cannot be {self.labels:g}: it must be above 0, and 1 at most.")


PIXELS = CompatibilityConfig(encoder="", training=CompatibilityTraining(batch=48, draws=4800))
"""A network that learns to see, as long as 15 minutes allow."""


class Compatibility(Configured[CompatibilityConfig], SetScorer):
    name = "compatibility"
    title = "Compatibility"
    about = "How well pictures go together, slot by slot, learned from outfits and from unlabelled pictures."
    order = 20
    needs = frozenset({"pictures", "purchases", "outfits"})
    default = CompatibilityConfig()

    def fit(self, world: World, folder: Path, progress: Progress = silent) -> SubspaceDistance:
        """Raises TooLittleDataError if there are fewer than FEWEST_PICTURES or FEWEST_OUTFITS."""
        import torch

        from stylehub_core.training.compatibility import CompatibilityTrainer

        config, training = self._config, self._config.training
        torch.manual_seed(training.seed)
        rows, sight = self._sight(world, folder, progress)
        data, triplets = labelled(world, rows, config)
        trainer = CompatibilityTrainer(sight, config.network.projection, data, triplets, len(SLOTS), training)
        trainer.run(folder / _CHECKPOINT, progress)
        (folder / _PIXELS).unlink(missing_ok=True)
        vectors = _completed(trainer.embedded(), rows, product_types(world.articles))
        return SubspaceDistance(vectors, catalog_slots(world.catalog), trainer.subspaces.weights().numpy())

    def load(self, folder: Path, articles: int) -> SubspaceDistance:
        return SubspaceDistance.load(folder, articles)

    def _sight(self, world: World, folder: Path, progress: Progress) -> "tuple[IntVector, Sight]":
        """(the rows of the articles with a picture, what the network sees of them)"""
        from stylehub_core.training.compatibility import PixelSight, VectorSight
        from stylehub_core.training.picture_views import ViewEncoder

        config = self._config
        if world.pictures is None:
            raise _too_few("pictures", 0, FEWEST_PICTURES)
        if not config.encoder:
            small = small_pictures(world.pictures, config.side, folder / _PIXELS, progress)
            _check_enough("pictures", len(small.rows), FEWEST_PICTURES)
            changes = (config.shape, config.colour)
            return small.rows, PixelSight(small.levels, changes, config.pixels, config.network.projection)
        encoder = picture_encoder(config.encoder)
        seen = world.picture_vectors(encoder)
        _check_enough("pictures", len(seen.rows), FEWEST_PICTURES)
        space = spread(seen.vectors, config.looks, 0.5)
        drawn = np.random.default_rng(0).permutation(len(seen.rows))  # the same for every seed: views are cached
        viewed = np.sort(drawn[: config.viewed]).astype(np.int32)
        views = [
            space(world.pictures.vectors(ViewEncoder(encoder, changes, number), progress, seen.rows[viewed]).vectors)
            for number in range(config.views if config.training.consistency else 0)
            for changes in (config.shape, config.colour)
        ]
        return seen.rows, VectorSight(space(seen.vectors), viewed, views, config.network)


def labelled(world: World, rows: IntVector, config: CompatibilityConfig) -> tuple[OutfitArticles, OutfitTriplets]:
    """What is learned from, by the articles' numbers among the `rows`, which have a picture.

    Raises TooLittleDataError if there are fewer than FEWEST_OUTFITS.
    """
    slots, types = catalog_slots(world.catalog), product_types(world.articles)
    outfits = labelled_share(visible_outfits(world, slots), config.labels, config.training.seed)
    _check_enough("outfits", len(outfits), FEWEST_OUTFITS)
    sets = _numbered(outfits.sets, rows, len(world.catalog))
    _check_enough("outfits with two pictures or more", len(sets), FEWEST_OUTFITS)
    odds = np.asarray(times_worn(world)[rows] + UNSOLD, np.float32)
    triplets = OutfitTriplets(sets.articles, sets.starts, types[rows], odds)
    unlabelled = np.setdiff1d(np.arange(len(rows), dtype=np.int32), sets.articles)
    return OutfitArticles(slots[rows].astype(np.int32), types[rows], unlabelled), triplets


def labelled_share(outfits: Outfits, share: float, seed: int) -> Outfits:
    """This share of the outfits, drawn at random; a smaller share is part of a larger one."""
    order = np.random.default_rng(seed).permutation(len(outfits))
    return outfits.part(order < round(share * len(outfits)))


def _check_enough(what: str, count: int, fewest: int) -> None:
    if count < fewest:
        raise _too_few(what, count, fewest)


def _too_few(what: str, count: int, fewest: int) -> TooLittleDataError:
    return TooLittleDataError(f"Compatibility is learned from at least {fewest} {what}; there are {count} here.")


def _numbered(sets: ArticleSets, rows: IntVector, articles: int) -> ArticleSets:
    """The sets without articles that have no picture, by their numbers among the `rows`; those of two or more alone."""
    number = np.full(articles, -1, np.int32)
    number[rows] = np.arange(len(rows))
    numbers = number[sets.articles]
    sizes = np.bincount(sets.owner[numbers >= 0], minlength=len(sets))
    kept = (numbers >= 0) & (sizes > 1)[sets.owner]
    return ArticleSets(numbers[kept], np.concatenate([[0], np.cumsum(sizes[sizes > 1])]).astype(np.int64))


def _completed(vectors: FloatMatrix, rows: IntVector, types: IntVector) -> FloatMatrix:
    """(articles, d): one without a picture gets the mean of its product type's, or of all if none of these has one."""
    sums = np.zeros((types.max() + 1, vectors.shape[1]), np.float64)
    np.add.at(sums, types[rows], vectors)
    counts = np.bincount(types[rows], minlength=len(sums))[:, None]
    means = np.where(counts > 0, sums / np.maximum(counts, 1), vectors.mean(axis=0))
    completed = np.asarray(means[types], np.float32)
    completed[rows] = vectors
    return completed
