"""Search by a customer's own photo: a part that knows words, one that tells articles apart, and a garment finder."""

from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from stylehub_core.arrays import IntVector
from stylehub_core.features.garment_finder import GarmentFinder, cells, numbers_of
from stylehub_core.features.photographed import Photographed, drawn_for, photo_of
from stylehub_core.features.picture_encoders.registry import picture_encoder
from stylehub_core.features.picture_vectors import ArticlePictures, PictureVectors
from stylehub_core.files import whole_file
from stylehub_core.models.contract import ConfiguredModel, Fitted
from stylehub_core.models.network_tower import NetworkTower
from stylehub_core.models.picture_text import PictureTextConfig, fitted, learned
from stylehub_core.models.shared_towers import Towers
from stylehub_core.models.side_by_side import SideBySide
from stylehub_core.models.world import World
from stylehub_core.progress import Progress, silent
from stylehub_core.training.configs import NetworkConfig, ViewTraining

_NETWORK = NetworkConfig(features=1024, projection=256, dropout=0.1)
_TRAINING = ViewTraining(epochs=12, input_dropout=0.0)
_CHECKPOINT = "views.safetensors"
_CHUNK = 256  # pictures in memory at once
_FINDER_COPY = 1_000_000  # the finder learns from other photographs than the towers


@dataclass(frozen=True)
class PhotoConfig:
    """words: settings of the part that knows words; shared with `picture-text`.

    network, training: of the part that tells articles apart.
    article_share: the share of this part in the similarity of two pictures.
    copies: photographs of each picture to learn from.
    pictures: the most pictures that are photographed, drawn at random.
    finder_photos: photographs that the finder learns from, at most.
    """

    words: PictureTextConfig = field(default_factory=PictureTextConfig)
    network: NetworkConfig = _NETWORK
    training: ViewTraining = _TRAINING
    article_share: float = 0.75
    copies: int = 1
    pictures: int = 8000
    finder_photos: int = 4000


class Photo(ConfiguredModel[PhotoConfig]):
    name = "photo"
    title = "Photo"
    about = "Picture and text, made robust to how customers photograph: finds the article in a photo."
    order = 45
    recipe = "stylehub"
    needs = frozenset({"pictures", "texts"})
    default = PhotoConfig()

    @property
    def encoders(self) -> tuple[str, ...]:
        return (self._config.words.encoder,)

    def fit(self, world: World, folder: Path, progress: Progress = silent) -> Fitted:
        pictures = world.picture_vectors(picture_encoder(self._config.words.encoder))
        numbers = np.arange(len(pictures.rows), dtype=np.int32)
        return photo_model(world, pictures, numbers, self._config, folder, progress)


def photo_model(
    world: World,
    pictures: PictureVectors,
    numbers: IntVector,
    config: PhotoConfig,
    folder: Path,
    progress: Progress = silent,
) -> Fitted:
    """The model of the whole catalogue that is learned from some of its pictures.

    numbers: which pictures; for errors see picture_text.learned.
    """
    words = learned(world, pictures, numbers, config.words, folder, progress)
    towers = photo_towers(words, world, pictures, numbers, config, folder, progress)
    space = fitted(world, pictures, towers, config.words.encoder)
    assert world.pictures is not None
    finder = _finder(world.pictures, pictures.rows[numbers], config, folder, progress)
    (folder / _CHECKPOINT).unlink(missing_ok=True)
    return replace(space, finder=finder)


def photo_towers(
    words: Towers,
    world: World,
    pictures: PictureVectors,
    numbers: IntVector,
    config: PhotoConfig,
    folder: Path,
    progress: Progress = silent,
) -> Towers:
    """The towers that know words, beside a part that tells articles apart, learned from these pictures."""
    apart, history = _apart(world, pictures, numbers, config, folder, progress)
    sizes = (words.size, config.network.projection)
    shares = (1 - config.article_share, config.article_share)
    picture, text = SideBySide((words.picture, apart), sizes, shares), SideBySide((words.text, None), sizes, shares)
    return Towers(picture, text, sum(sizes), history)


def _apart(
    world: World, pictures: PictureVectors, numbers: IntVector, config: PhotoConfig, folder: Path, progress: Progress
) -> tuple[NetworkTower, tuple[dict[str, float], ...]]:
    """(the tower that tells articles apart in photographs, its history)"""
    from stylehub_core.training.view_training import ViewTrainer

    encoder = picture_encoder(config.words.encoder)
    chosen = _some(numbers, config.pictures)
    rows = pictures.rows[chosen]
    photos = [world.picture_vectors(Photographed(encoder, copy), rows) for copy in range(config.copies)]
    views = [pictures.vectors[chosen], *(copy.vectors for copy in photos)]
    trainer = ViewTrainer(views, config.network, config.training)
    history = trainer.run(folder / _CHECKPOINT, progress)
    return NetworkTower.of(trainer.network, trainer.standard), history


def _some(numbers: IntVector, most: int) -> IntVector:
    """At most so many of the numbers, drawn at random, ascending."""
    return np.sort(np.random.default_rng(0).permutation(numbers)[:most])


def _finder(
    pictures: ArticlePictures, rows: IntVector, config: PhotoConfig, folder: Path, progress: Progress
) -> GarmentFinder:
    """The finder, learned from photographs of some of these articles. One that `folder` has already is taken."""
    from stylehub_core.training.garment_finder import train_finder

    kept = folder / "finder.safetensors"
    if kept.is_file():
        return GarmentFinder.load(kept)
    chosen = _some(rows, config.finder_photos)
    middle, last, targets = [], [], []
    for start in range(0, len(chosen), _CHUNK):
        progress("photographs for the finder", start, len(chosen))
        images = [pictures.picture(row) for row in chosen[start : start + _CHUNK]]
        photos = [photo_of(image, drawn_for(image, _FINDER_COPY)) for image in images]
        fine, coarse = cells([photo.picture for photo in photos])
        # Half precision: the finder's first layer needs no more, and memory holds them all.
        middle.append(fine.astype(np.float16))
        last.append(coarse.astype(np.float16))
        targets += [numbers_of(photo.garment) for photo in photos]
    finder = train_finder(
        np.concatenate(middle), np.concatenate(last), np.array(targets, np.float32), progress=progress
    )
    with whole_file(kept) as partial:
        finder.save(partial)
    return finder
