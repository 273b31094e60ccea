"""A model that a benchmark has fitted, opened as the app opens it."""

from pathlib import Path

from stylehub_core.features.picture_encoders.registry import picture_encoder
from stylehub_core.features.text_encoder import TextEncoder
from stylehub_core.models.contract import Fitted
from stylehub_core.models.saved import SavedModel, save
from stylehub_core.models.world import World
from stylehub_core.search.index import VectorIndex
from stylehub_core.search.opened_model import OpenedModel


def opened_fit(world: World, fitted: Fitted, title: str, folder: Path) -> OpenedModel:
    """The model, saved to the folder and read back. It takes pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    save(fitted, folder)
    saved = SavedModel.load(folder, len(world.catalog))
    assert isinstance(world.encoder, TextEncoder)
    return OpenedModel(
        title, saved, VectorIndex.build(fitted.vectors), world.encoder, picture_encoder(fitted.picture_encoder)
    )
