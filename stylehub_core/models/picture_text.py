"""Pictures and texts in one space: a picture lies near the words that describe it, learned on this catalogue alone.

Two parts stand side by side: one learned by contrast, and one that tells the attributes.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from stylehub_core.alignment.cross_fit import AlignmentConfig
from stylehub_core.arrays import IntVector
from stylehub_core.config import as_json
from stylehub_core.errors import ModelError, TooLittleDataError
from stylehub_core.features.article_text import column_words, sentence_texts
from stylehub_core.features.picture_encoders.registry import picture_encoder
from stylehub_core.features.picture_vectors import PictureVectors
from stylehub_core.features.text_encoder import TextEncoder
from stylehub_core.models.aligned import without_misaligned
from stylehub_core.models.attribute_tower import AttributeTower
from stylehub_core.models.contract import ConfiguredModel, Fitted
from stylehub_core.models.network_tower import NetworkTower
from stylehub_core.models.refinement import learned_refinement
from stylehub_core.models.shared_towers import Towers, kept
from stylehub_core.models.side_by_side import SideBySide
from stylehub_core.models.world import World
from stylehub_core.plain_json import json_text
from stylehub_core.progress import Progress, silent
from stylehub_core.training.configs import AttributeTraining, NetworkConfig, PictureTextTraining, RefinementTraining

if TYPE_CHECKING:
    from stylehub_core.training.picture_text import Choice, PicturesAndTexts

FEWEST = 20
"""The fewest pictures to learn from."""
ATTRIBUTES = (
    "product_type_name", "colour_group_name", "graphical_appearance_name", "garment_group_name",
    "perceived_colour_master_name", "department_name", "index_group_name", "section_name",
)  # fmt: skip
"""Columns whose values are words about an article."""
TOLD = ("product_type_name", "colour_group_name", "graphical_appearance_name")
"""Columns whose values a picture shows by itself."""
REQUESTS = (
    ("colour_group_name", "product_type_name"),
    ("colour_group_name", "graphical_appearance_name", "product_type_name"),
    ("graphical_appearance_name", "product_type_name"),
)
"""Columns that together are a short request for an article."""
_NETWORK = NetworkConfig(features=1024, projection=256, dropout=0.4)
_FROM_PICTURES = AttributeTraining(
    epochs=20, batch=512, learning_rate=1.5e-3, input_dropout=0.3, components=768, features=1024, dropout=0.5
)
_FROM_WORDS = AttributeTraining(epochs=24, batch=512, learning_rate=1.5e-3, input_dropout=0.0, dropout=0.2)


@dataclass(frozen=True)
class PictureTextConfig:
    """encoder: the full name of a picture encoder, such as garment or checkpoint:patrickjohncyh/fashion-clip.

    picture, text: the two networks; both need the same projection.
    attribute_share: of the similarity, what counts for having the same attributes; 0 to 1.
    picture_attributes, text_attributes: how attributes are learned from pictures, and from words.
    leave_out_misaligned: the share of the articles that is not learned from, as their texts agree least with their
    pictures.
    """

    encoder: str = "garment"
    picture: NetworkConfig = _NETWORK
    text: NetworkConfig = _NETWORK
    attribute_share: float = 0.5
    picture_attributes: AttributeTraining = _FROM_PICTURES
    text_attributes: AttributeTraining = _FROM_WORDS
    leave_out_misaligned: float = 0.0
    training: PictureTextTraining = field(default_factory=PictureTextTraining)
    refinement: RefinementTraining = field(default_factory=RefinementTraining)


class PictureText(ConfiguredModel[PictureTextConfig]):
    name = "picture-text"
    title = "Picture and text"
    about = "Pictures near the words that describe them: answers words by what pictures show."
    order = 40
    recipe = "stylehub"
    needs = frozenset({"pictures", "texts"})
    default = PictureTextConfig()
    version = 3

    @property
    def encoders(self) -> tuple[str, ...]:
        return (self._config.encoder,)

    def fit(self, world: World, folder: Path, progress: Progress = silent) -> Fitted:
        encoder = picture_encoder(self._config.encoder)
        pictures = world.picture_vectors(encoder)
        numbers = np.arange(len(pictures.rows), dtype=np.int32)
        towers = learned(world, pictures, numbers, self._config, folder, progress)
        return fitted(world, pictures, towers, self._config.encoder)


def fitted(world: World, pictures: PictureVectors, towers: Towers, encoder: str) -> Fitted:
    """The space of these towers. Articles lie where their pictures do, or else where their texts do.

    encoder: the full name of the picture encoder.
    """
    vectors = towers.text(world.sentences)
    vectors[pictures.rows] = towers.picture(pictures.vectors)
    return Fitted(
        vectors,
        {"text": towers.text, "picture": towers.picture},
        picture_encoder=encoder,
        refinement=towers.refinement,
        history=towers.history,
        facts={"pictures": len(pictures.rows), "dimensions": vectors.shape[1]},
    )


def learned(
    world: World,
    pictures: PictureVectors,
    numbers: IntVector,
    config: PictureTextConfig,
    folder: Path,
    progress: Progress = silent,
) -> Towers:
    """The towers that some of the pictures and their articles' texts teach, and how words change a picture.

    numbers: (n,) which of the pictures.
    Raises TooLittleDataError if there are fewer than FEWEST.
    """
    from stylehub_core.training.picture_text import PicturesAndTexts, PictureTextTrainer

    if not 0 <= config.attribute_share <= 1:
        raise ModelError(f"'attribute_share' cannot be {config.attribute_share:g}: it is a share, from 0 to 1.")
    share = config.leave_out_misaligned
    if share >= 1:
        raise ModelError(f"'leave_out_misaligned' cannot be {share}: it is a share of the articles, below 1.")
    if share and len(numbers) >= FEWEST:
        alike = AlignmentConfig(encoder=config.encoder)
        numbers = without_misaligned(world, pictures, numbers, share, alike, folder, progress)
    if len(numbers) < FEWEST:
        raise TooLittleDataError(
            f"Learning from pictures and their texts needs at least {FEWEST} articles with a picture; there are "
            f"{len(numbers)}."
        )
    rows = pictures.rows[numbers]
    articles = world.articles.iloc[rows]
    data = PicturesAndTexts(
        pictures=pictures.vectors[numbers],
        texts=world.sentences[rows],
        same_text=pd.factorize(np.array(sentence_texts(articles), dtype=object))[0],
        attributes=_choices(articles, [(name,) for name in ATTRIBUTES], world.encoder, progress),
        requests=_choices(articles, REQUESTS, world.encoder, progress),
    )

    def learn() -> Towers:
        trainer = PictureTextTrainer(data, config.picture, config.text, config.training)
        history = trainer.run(folder / "checkpoint.safetensors", progress)
        picture, text = NetworkTower.of(trainer.picture, trainer.standard), NetworkTower.of(trainer.text)
        contrast = Towers(picture, text, config.text.projection, history)
        told = _choices(articles, [(name,) for name in TOLD], world.encoder, progress)
        towers = _beside_attributes(contrast, data, told, config, folder, progress)
        placed = towers.picture(data.pictures)
        refinement = learned_refinement(world, rows, placed, towers.text, config.refinement, progress)
        return replace(towers, refinement=refinement)

    assert world.pictures is not None
    return kept(world.pictures.cache, _key(data, config), learn)


def _beside_attributes(
    contrast: Towers,
    data: "PicturesAndTexts",
    told: "Sequence[Choice]",
    config: PictureTextConfig,
    folder: Path,
    progress: Progress,
) -> Towers:
    """These towers beside others, which tell these attributes of articles from their pictures, and from words."""
    from stylehub_core.training.attribute_heads import AttributeHeadsTrainer

    if not config.attribute_share or not told:
        return contrast
    values, sizes = [choice.values for choice in told], [len(choice.texts) for choice in told]
    said = [*data.attributes, *data.requests]
    from_pictures, from_words = (
        training.suited(len(data.texts)) for training in (config.picture_attributes, config.text_attributes)
    )
    seen = AttributeHeadsTrainer(data.pictures, values, sizes, from_pictures)
    read = AttributeHeadsTrainer(data.texts, values, sizes, from_words, said)
    for trainer, name in ((seen, "picture-attributes"), (read, "text-attributes")):
        trainer.run(folder / f"{name}.safetensors", progress)
    for left in folder.glob("*-attributes.safetensors"):
        left.unlink()
    both, shares = (contrast.size, sum(sizes)), (1 - config.attribute_share, config.attribute_share)
    picture, text = (
        SideBySide((tower, AttributeTower.of(trainer)), both, shares)
        for tower, trainer in ((contrast.picture, seen), (contrast.text, read))
    )
    return Towers(picture, text, sum(both), contrast.history)


def _key(data: "PicturesAndTexts", config: PictureTextConfig) -> str:
    """A name for everything that the towers depend on."""
    digest = hashlib.blake2b(json_text([PictureText.version, as_json(config)]).encode(), digest_size=16)
    choices = [array for choice in (*data.attributes, *data.requests) for array in (choice.texts, choice.values)]
    for array in (data.pictures, data.texts, data.same_text, *choices):
        digest.update(str(array.shape).encode())
        digest.update(np.ascontiguousarray(array).data)
    return digest.hexdigest()


def _choices(
    articles: pd.DataFrame, columns: Sequence[tuple[str, ...]], encoder: TextEncoder, progress: Progress
) -> "list[Choice]":
    """One choice for each group of columns that this catalogue has, if their values differ."""
    from stylehub_core.training.picture_text import Choice

    choices = []
    for names in columns:
        if not set(names) <= set(articles.columns):
            continue
        values, distinct = pd.factorize(column_words(articles, names))
        if len(distinct) > 1:
            choices.append(Choice(encoder.encode(list(distinct), progress), values))
    return choices
