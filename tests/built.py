"""A tiny workspace with all models, maps and metrics. It is really built, with shorter training."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from stylehub_core.build.run import build
from stylehub_core.hub.workspace_settings import Settings
from stylehub_core.models.hybrid import Hybrid
from stylehub_core.models.item_text import ItemText
from stylehub_core.models.item_text_paper import ItemTextPaper
from stylehub_core.models.multimodal import Multimodal
from stylehub_core.models.photo import Photo
from stylehub_core.models.picture_text import PictureText
from stylehub_core.models.registry import models
from stylehub_core.models.simclr import Simclr
from stylehub_core.models.transactional import Transactional
from stylehub_core.models.transactional_paper import TransactionalPaper
from stylehub_core.outfits.compatibility import Compatibility
from stylehub_core.outfits.outfit_student import OutfitStudent, StudentConfig
from stylehub_core.outfits.outfit_teacher import OutfitTeacher
from stylehub_core.outfits.registry import set_scorers
from stylehub_core.outfits.set_learning import SetLearning
from stylehub_core.outfits.stylist import Stylist
from stylehub_core.recommenders.graph_recommender import GraphRecommender
from stylehub_core.recommenders.registry import recommenders
from stylehub_core.recommenders.whisperlite import WhisperLite
from stylehub_core.sample.write import write_sample, write_tables
from stylehub_core.training.configs import ResidualConfig
from stylehub_core.training.network import NetworkConfig
from stylehub_core.training.outfit_config import SetEncoderConfig
from stylehub_core.workspace import Workspace

ALL = ("raw-text", "item-text", "item-text-paper", "transactional", "transactional-paper")
"""What a build makes that is asked for nothing else."""
EVERY_MODEL = (*ALL, "hybrid", "look", "simclr", "picture-text", "multimodal", "photo")
ARTICLES = 120
_NETWORK = NetworkConfig(hidden=(48,), features=48, projection=24)
_PAIRS = 1200


class _ItemText(ItemText):
    default = replace(
        ItemText.default,
        epoch_pairs=_PAIRS,
        network=replace(_NETWORK, kept_text=0.5),
        training=replace(ItemText.default.training, epochs=3),
    )


class _ItemTextPaper(ItemTextPaper):
    default = replace(
        ItemTextPaper.default, network=_NETWORK, training=replace(ItemTextPaper.default.training, epochs=3)
    )


class _Transactional(Transactional):
    default = replace(
        Transactional.default,
        epoch_pairs=_PAIRS,
        network=replace(_NETWORK, kept_text=0.5),
        training=replace(Transactional.default.training, epochs=3),
    )


class _Hybrid(Hybrid):
    default = replace(Hybrid.default, purchases=_Transactional.default)


class _PictureText(PictureText):
    default = replace(
        PictureText.default,
        picture=_NETWORK,
        text=_NETWORK,
        picture_attributes=replace(PictureText.default.picture_attributes, features=32, epochs=8),
        text_attributes=replace(PictureText.default.text_attributes, features=32, epochs=8),
        training=replace(PictureText.default.training, epochs=30, batch=32),
        refinement=replace(PictureText.default.refinement, steps=20, batch=32),
    )


class _Photo(Photo):
    default = replace(
        Photo.default,
        words=_PictureText.default,
        network=_NETWORK,
        training=replace(Photo.default.training, epochs=10, batch=32),
        copies=1,
        cutter_photos=40,
    )


class _Simclr(Simclr):
    default = replace(
        Simclr.default,
        network=ResidualConfig(stem=8, widths=(8, 12, 16, 16)),
        training=replace(Simclr.default.training, epochs=3, batch=32, side=32),
    )


class _Multimodal(Multimodal):
    default = replace(Multimodal.default, learned=_Transactional.default)


class _Stylist(Stylist):
    default = replace(
        Stylist.default,
        training=replace(Stylist.default.training, epochs=5, hidden=48, size=24, negatives=64),
    )


class _TransactionalPaper(TransactionalPaper):
    default = replace(
        TransactionalPaper.default,
        stored_pairs=_PAIRS,
        recipe=replace(
            TransactionalPaper.default.recipe,
            network=_NETWORK,
            training=replace(TransactionalPaper.default.recipe.training, epochs=3),
        ),
    )


@contextmanager
def short_training() -> Iterator[None]:
    """All models of the registry, trained for three short epochs."""
    known, scorers = models(), set_scorers()
    before, scorers_before = dict(known), dict(scorers)
    scorers[_Stylist.name] = _Stylist
    known.update(
        {
            model.name: model
            for model in (
                _ItemText,
                _ItemTextPaper,
                _Transactional,
                _Hybrid,
                _PictureText,
                _Photo,
                _Simclr,
                _Multimodal,
                _TransactionalPaper,
            )
        }
    )
    try:
        yield
    finally:
        known.update(before)
        scorers.update(scorers_before)


@contextmanager
def short_graphs(epochs: int = 40) -> Iterator[None]:
    """All graph models, trained for a fixed number of epochs, without held-out purchases that choose the number."""
    kinds = [kind for kind in recommenders().values() if issubclass(kind, GraphRecommender)]
    before = [kind.default for kind in kinds]
    for kind in kinds:
        learning = replace(kind.default.learning, epochs=epochs, stopping=None)
        kind.default = replace(kind.default, learning=learning)
    try:
        yield
    finally:
        for kind, default in zip(kinds, before, strict=True):
            kind.default = default


@contextmanager
def short_whisperlite() -> Iterator[None]:
    """WhisperLite with small networks that learn for two epochs."""
    before = WhisperLite.default
    training = replace(before.training, epochs=2, batch=64, negatives=64)
    WhisperLite.default = replace(
        before, baskets=100, rounds=1, encoder="", article=_NETWORK, request=_NETWORK, training=training
    )
    try:
        yield
    finally:
        WhisperLite.default = before


@contextmanager
def short_outfits() -> Iterator[None]:
    """The outfit teacher and its student with small networks that learn for a few steps."""
    before = OutfitTeacher.default, OutfitStudent.default
    training = replace(before[0].training, epochs=2, steps=20, pool=8)
    learning = SetLearning(SetEncoderConfig(width=16, blocks=1), training)
    OutfitTeacher.default, OutfitStudent.default = learning, StudentConfig(learning, teacher=learning)
    try:
        yield
    finally:
        OutfitTeacher.default, OutfitStudent.default = before


@contextmanager
def short_compatibility() -> Iterator[None]:
    """Compatibility with a small network on mean colours that learns for two epochs."""
    before = Compatibility.default
    training = replace(before.training, epochs=2, batch=32, draws=128)
    network = replace(before.network, features=16, projection=8)
    Compatibility.default = replace(before, encoder="mean-colours", looks=16, network=network, training=training)
    try:
        yield
    finally:
        Compatibility.default = before


def write_tiny(data: Path) -> Path:
    """The sample's tables at their smallest size."""
    write_tables(data, articles=ARTICLES, customers=60)
    return data


def draw_tiny(data: Path) -> Path:
    """The same tables, with pictures of all articles but every tenth."""
    write_sample(data, articles=ARTICLES, customers=60, workers=0)
    for picture in sorted((data / "images").rglob("*.jpg"))[::10]:
        picture.unlink()
    return data


def build_tiny(home: Path) -> Path:
    """home/data and home/workspace, with everything built."""
    data = write_tiny(home / "data")
    workspace = Workspace(home / "workspace")
    with short_training():
        build(workspace, Settings(str(data)))
    return workspace.folder


def build_outfits(folder: Path, *names: str) -> Path:
    """These set scorers, and what they need, in a workspace that lacks them, whose data lies beside it."""
    workspace = Workspace(folder)
    build(workspace, Settings.load(workspace), list(names), only=lambda stage: stage.name.startswith("outfits/"))
    return folder


def build_pictured(home: Path) -> Path:
    """home/data and home/workspace: a drawn catalogue with pictures and raw text alone, without a map or figures."""
    data = home / "data"
    write_sample(data, articles=240, customers=200, workers=0)
    workspace = Workspace(home / "workspace")
    stages = ("catalog", "lexical", "prices", "pictures", "model/raw-text")
    build(workspace, Settings(str(data)), ["raw-text"], only=lambda stage: stage.name in stages)
    return workspace.folder


def build_alignment(folder: Path) -> Path:
    """Compares texts and pictures in a workspace whose pictures are made."""
    workspace = Workspace(folder)
    only_it = ["picture-text"]  # a model that needs pictures
    build(workspace, Settings.load(workspace), only_it, only=lambda stage: stage.name == "alignment")
    return folder


def copy_of(workspace: Path, home: Path) -> tuple[Path, Path]:
    """(workspace, data), copies that a test may damage. The settings name the copied data."""
    data = Path(shutil.copytree(workspace.parent / "data", home / "data"))
    copied = Path(shutil.copytree(workspace, home / "workspace"))
    Settings(str(data)).save(Workspace(copied))
    return copied, data


def without_last_purchases(data: Path, count: int = 200) -> None:
    """Removes the last lines from the transactions of `data`."""
    path = data / "transactions_train.csv"
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join(lines[:-count]))
