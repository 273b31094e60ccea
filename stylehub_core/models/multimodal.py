"""Text, picture and purchases in one space: what an article is and what it is bought with; any part can be off."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from stylehub_core.arrays import FloatMatrix, unit
from stylehub_core.catalog.product_numbers import product_numbers
from stylehub_core.errors import ModelError, TooLittleDataError
from stylehub_core.features.picture_encoders.registry import picture_encoder
from stylehub_core.features.picture_vectors import PictureVectors
from stylehub_core.models.bridge import fit_bridge
from stylehub_core.models.contract import ConfiguredModel, Fitted
from stylehub_core.models.first_columns import FirstColumns
from stylehub_core.models.in_turn import InTurn
from stylehub_core.models.look import LookConfig, looks
from stylehub_core.models.network_tower import NetworkTower
from stylehub_core.models.own_space import OwnSpace
from stylehub_core.models.placed import placed
from stylehub_core.models.side_by_side import SideBySide, beside
from stylehub_core.models.tower import InputKind, Tower
from stylehub_core.models.transactional import TransactionalConfig, learned_and_held_out, numbered, trained
from stylehub_core.models.world import Need, World
from stylehub_core.pairs.transactional import CoPurchases
from stylehub_core.progress import Progress, part_of, silent

if TYPE_CHECKING:
    from stylehub_core.training.loop import Trained

FEWEST_PAIRS = 2
"""The fewest co-purchases to learn from."""
_SEEDS_APART = 1000


@dataclass(frozen=True)
class MultimodalConfig:
    """text, picture, purchases: the parts that are on; at least one.

    look: how pictures become vectors; articles without a picture, and texts, are placed among them by a linear map.
    picture_share: the share of the picture in the similarity of two articles before purchases are learned.
    learned: settings of the training on co-purchases, as of `transactional`.
    runs: how many trainings, with different seeds, stand side by side. The first finds out how many epochs are best,
        the others train for so many.
    second_reads: what every second training reads where text and picture are on: the text alone, as `transactional`
        does, or everything, as the others.
    """

    text: bool = True
    picture: bool = True
    purchases: bool = True
    look: LookConfig = field(default_factory=lambda: LookConfig(encoder="garment"))
    picture_share: float = 0.25
    learned: TransactionalConfig = field(default_factory=TransactionalConfig)
    runs: int = 2
    second_reads: Literal["text", "everything"] = "text"


@dataclass(frozen=True, eq=False)
class _Content:
    """What articles are, without purchases.

    vectors: (articles, d) unit rows. towers: from the encoders' vectors to such rows.
    text_columns: how many of the columns, the first ones, are of texts; 0 if they hold one kind of thing.
    """

    vectors: FloatMatrix
    towers: Mapping[InputKind, Tower] = field(default_factory=dict)
    pictures: int = 0
    text_columns: int = 0


class Multimodal(ConfiguredModel[MultimodalConfig]):
    name = "multimodal"
    title = "Multimodal"
    about = "Text, picture and what customers buy together in one vector; each of the three can be off."
    order = 42
    recipe = "stylehub"
    needs = frozenset({"texts", "pictures", "purchases"})
    default = MultimodalConfig()
    version = 2

    def __init__(self, config: MultimodalConfig | None = None) -> None:
        super().__init__(config)
        if not (self._config.text or self._config.picture or self._config.purchases):
            raise ModelError(
                "Multimodal has no part left: set multimodal.text, multimodal.picture or multimodal.purchases to true."
            )
        parts: dict[Need, bool] = {"pictures": self._config.picture, "purchases": self._config.purchases}
        self.needs = frozenset({"texts", *(need for need, on in parts.items() if on)})

    def fit(self, world: World, folder: Path, progress: Progress = silent) -> Fitted:
        config = self._config
        content = _content(world, config, progress)
        facts: dict[str, Any] = {"text": config.text, "picture": config.picture, "pictures": content.pictures}
        train = test = None
        if config.purchases:
            train, test = learned_and_held_out(world, config.learned.mining)
        if train is None or test is None or (len(train) < FEWEST_PAIRS and content.towers):
            fitted = Fitted(content.vectors, content.towers)
            facts |= {"purchases": False, "pairs": 0}
        else:
            fitted = _with_purchases(world, content, train, test, config, folder, progress)
            facts |= {"purchases": True, **fitted.facts}
        encoder = config.look.encoder if "picture" in content.towers else ""
        facts["dimensions"] = fitted.vectors.shape[1]
        return replace(fitted, picture_encoder=encoder, facts=facts)


def _content(world: World, config: MultimodalConfig, progress: Progress) -> _Content:
    """The texts, the pictures or both side by side; the same constant for every article if both are off."""
    if not config.picture:
        if config.text:
            return _Content(world.sentences, {"text": OwnSpace()})
        return _Content(np.ones((len(world.catalog), 1), np.float32))
    pictures = world.picture_vectors(picture_encoder(config.look.encoder))
    look = looks(world, pictures, config.look, progress)
    if not config.text:
        return _Content(look.vectors, look.towers, len(pictures.rows))
    shares = (1 - config.picture_share, config.picture_share)
    sizes = (world.sentences.shape[1], look.vectors.shape[1])
    said = _said(world, pictures, look.vectors, config, progress)
    towers: dict[InputKind, Tower] = {
        "text": SideBySide((OwnSpace(), look.towers["text"]), sizes, shares),
        "picture": InTurn(look.towers["picture"], SideBySide((said, OwnSpace()), sizes, shares)),
    }
    return _Content(beside((world.sentences, look.vectors), shares), towers, len(pictures.rows), sizes[0])


def _said(
    world: World, pictures: PictureVectors, looks: FloatMatrix, config: MultimodalConfig, progress: Progress
) -> Tower:
    """Predicts the vector of an article's text from that of its picture."""
    rows = pictures.rows
    products = product_numbers(world.articles.iloc[rows])
    return fit_bridge(looks[rows], world.sentences[rows], products, config.look.bridge, progress).bridge


def _with_purchases(
    world: World,
    content: _Content,
    train: CoPurchases,
    test: CoPurchases,
    config: MultimodalConfig,
    folder: Path,
    progress: Progress,
) -> Fitted:
    """The content and, side by side, what each training run has learned from purchases about it."""
    if len(train) < FEWEST_PAIRS:
        raise TooLittleDataError("Nothing but purchases is on, and this data has no co-purchases to learn from.")
    runs = _runs(world, content, train, test, config, folder, progress)
    kept, size = _kept(content, config), content.vectors.shape[1]
    shares = (kept, *[(1 - kept) / len(runs)] * len(runs))
    columns = config.learned.network.projection
    learned = [unit(run.vectors[:, -columns:]) for run in runs]
    towers_of_runs = map(InTurn, _readers(content, config), map(_learned_alone, runs))
    parts = SideBySide((OwnSpace(), *towers_of_runs), (size, *[columns] * len(runs)), shares)
    facts = {"pairs": len(train), "test_pairs": len(test), "best_epoch": runs[0].best_epoch}
    if not content.towers:
        everything = np.arange(len(content.vectors), dtype=np.int32)
        vectors = unit(np.concatenate(learned, axis=1))
        fitted = placed(world, everything, vectors, config.look.bridge, progress)
        return replace(fitted, history=runs[0].history, facts=facts)
    towers: dict[InputKind, Tower] = {kind: InTurn(tower, parts) for kind, tower in content.towers.items()}
    return Fitted(beside((content.vectors, *learned), shares), towers, history=runs[0].history, facts=facts)


def _kept(content: _Content, config: MultimodalConfig) -> float:
    """The share of the content in the similarity of two articles; nothing of a content that is constant."""
    return config.learned.network.kept_text if content.towers else 0.0


def _readers(content: _Content, config: MultimodalConfig) -> list[Tower]:
    """What each training reads of the content: all of it, or the texts alone."""
    both = bool(content.text_columns) and config.second_reads == "text"
    return [FirstColumns(content.text_columns) if both and number % 2 else OwnSpace() for number in range(config.runs)]


def _runs(
    world: World,
    content: _Content,
    train: CoPurchases,
    test: CoPurchases,
    config: MultimodalConfig,
    folder: Path,
    progress: Progress,
) -> "list[Trained]":
    """The training runs. Their checkpoints stay until all are done, so that an interrupted fit continues."""
    settings, groups = config.learned, numbered(world.articles, config.learned.groups)
    network = replace(settings.network, kept_text=_kept(content, config))
    folders = [folder / f"run-{number}" for number in range(config.runs)]
    runs: list[Trained] = []
    for number, (own, reader) in enumerate(zip(folders, _readers(content, config), strict=True)):
        own.mkdir(exist_ok=True)
        training = replace(settings.training, seed=settings.training.seed + number * _SEEDS_APART)
        if runs:
            training = replace(training, epochs=runs[0].best_epoch, patience=None)
        learning = replace(settings, network=network, training=training)
        report = part_of(f"run {number + 1} of {config.runs}", progress)
        runs.append(trained(reader(content.vectors), train, test, groups, learning, own, report))
    for own in folders:
        shutil.rmtree(own)
    return runs


def _learned_alone(run: "Trained") -> NetworkTower:
    """The network's own part of its output, without the input that it keeps."""
    tower = NetworkTower.of(run.network)
    return replace(tower, config=replace(tower.config, kept_text=0.0))
