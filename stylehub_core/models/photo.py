"""Search by a customer's own photo: a part that knows words, one that tells articles apart, and a garment cutter."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from stylehub_core.arrays import FloatMatrix, IntVector
from stylehub_core.features.garment_cutter import GarmentCutter, around, second_look, shape_around
from stylehub_core.features.garment_finder import cells, numbers_of
from stylehub_core.features.garment_outline import cells_of, stages
from stylehub_core.features.photographed import Photographed, found_in, photo_of
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
_PHOTOGRAPHS = "photographs"  # a folder with their vectors, until the model is learned
_CHUNK = 256  # pictures in memory at once
_CUTTER_COPY = 1_000_000  # the cutter learns from other photographs than the towers


@dataclass(frozen=True)
class PhotoConfig:
    """words: settings of the part that knows words; shared with `picture-text`.

    network, training: of the part that tells articles apart.
    article_share: the share of this part in the similarity of two pictures.
    copies: photographs of each picture to learn from.
    pictures: the most pictures that are photographed, drawn at random.
    cutter_photos: photographs that the garment cutter learns from, at most.
    """

    words: PictureTextConfig = field(default_factory=PictureTextConfig)
    network: NetworkConfig = _NETWORK
    training: ViewTraining = _TRAINING
    article_share: float = 0.75
    copies: int = 1
    pictures: int = 8000
    cutter_photos: int = 4000


class Photo(ConfiguredModel[PhotoConfig]):
    name = "photo"
    title = "Photo"
    about = "Picture and text, made robust to how customers photograph: finds the article in a photo."
    order = 45
    recipe = "stylehub"
    needs = frozenset({"pictures", "texts"})
    default = PhotoConfig()
    version = 3

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
    assert world.pictures is not None
    cutter = learned_cutter(world.pictures, pictures.rows[numbers], config, folder, progress)
    towers = photo_towers(words, world, pictures, numbers, cutter, config, folder, progress)
    space = fitted(world, pictures, towers, config.words.encoder)
    (folder / _CHECKPOINT).unlink(missing_ok=True)
    shutil.rmtree(folder / _PHOTOGRAPHS, ignore_errors=True)
    return replace(space, cutter=cutter)


def photo_towers(
    words: Towers,
    world: World,
    pictures: PictureVectors,
    numbers: IntVector,
    cutter: GarmentCutter,
    config: PhotoConfig,
    folder: Path,
    progress: Progress = silent,
) -> Towers:
    """The towers that know words, beside a part that tells articles apart, learned from these pictures."""
    from stylehub_core.training.view_training import ViewTrainer

    encoder = picture_encoder(config.words.encoder)
    chosen = _some(numbers, config.pictures)
    rows = pictures.rows[chosen]
    assert world.pictures is not None
    # They depend on the cutter, which is another one for other pictures: kept beside the checkpoint.
    own = replace(world, pictures=replace(world.pictures, cache=folder / _PHOTOGRAPHS))
    photos = [own.picture_vectors(Photographed(encoder, copy, cutter), rows) for copy in range(config.copies)]
    views = [pictures.vectors[chosen], *(copy.vectors for copy in photos)]
    trainer = ViewTrainer(views, config.network, config.training)
    history = trainer.run(folder / _CHECKPOINT, progress)
    apart = NetworkTower.of(trainer.network, trainer.standard)
    sizes = (words.size, config.network.projection)
    shares = (1 - config.article_share, config.article_share)
    picture, text = SideBySide((words.picture, apart), sizes, shares), SideBySide((words.text, None), sizes, shares)
    return Towers(picture, text, sum(sizes), history, words.refinement)


def _some(numbers: IntVector, most: int) -> IntVector:
    """At most so many of the numbers, drawn at random, ascending."""
    return np.sort(np.random.default_rng(0).permutation(numbers)[:most])


def learned_cutter(
    pictures: ArticlePictures, rows: IntVector, config: PhotoConfig, folder: Path, progress: Progress = silent
) -> GarmentCutter:
    """The cutter, learned from photographs of some of these articles. One that `folder` has already is taken."""
    from stylehub_core.training.garment_finder import train_finder
    from stylehub_core.training.garment_outline import train_outline

    kept = folder / "cutter.safetensors"
    if kept.is_file():
        return GarmentCutter.load(kept)
    chosen = _some(rows, config.cutter_photos)
    whole: list[Sequence[FloatMatrix]] = []
    parts: list[Sequence[FloatMatrix]] = []
    places, shapes = [], []
    for start in range(0, len(chosen), _CHUNK):
        progress("photographs for the cutter", start, len(chosen))
        photos = [photo_of(pictures.picture(row), _CUTTER_COPY) for row in chosen[start : start + _CHUNK]]
        found = [found_in(photo, _CUTTER_COPY) for photo in photos]
        looks = [(photo.picture, photo.garment) for photo in photos]
        looks += [second_look(photo.picture, at, photo.garment) for photo, at in zip(photos, found, strict=True)]
        whole.append(_halves(cells([picture for picture, _ in looks])))
        places += [numbers_of(garment) for _, garment in looks]
        parts.append(_halves(stages([around(photo.picture, at) for photo, at in zip(photos, found, strict=True)])))
        shapes += [cells_of(shape_around(photo.shape, at)) for photo, at in zip(photos, found, strict=True)]
    middle, last = (np.concatenate(part) for part in zip(*whole, strict=True))
    finder = train_finder(middle, last, np.array(places, np.float32), progress=progress)
    seen = [np.concatenate(part) for part in zip(*parts, strict=True)]
    cutter = GarmentCutter(finder, train_outline(seen, np.stack(shapes), progress=progress))
    with whole_file(kept) as partial:
        cutter.save(partial)
    return cutter


def _halves(arrays: Sequence[FloatMatrix]) -> list[FloatMatrix]:
    """In half precision: the first layers need no more, and memory holds them all."""
    return [array.astype(np.float16) for array in arrays]
