"""A small lesson: three short epochs on the tiny workspace."""

import shutil
from pathlib import Path

import pytest

from stylehub_core.hub.hub import Hub
from stylehub_core.lesson import recipe, run, train
from stylehub_core.models.world import World
from stylehub_core.workspace import Workspace


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> int:
    """How many epochs a lesson has."""
    for module in (recipe, run, train):
        monkeypatch.setattr(module, "EPOCHS", 3)
        if hasattr(module, "EPOCH_PAIRS"):
            monkeypatch.setattr(module, "EPOCH_PAIRS", 600)
    return 3


@pytest.fixture
def place(built: Path, tmp_path: Path) -> Workspace:
    return Workspace(Path(shutil.copytree(built, tmp_path / "workspace")))


@pytest.fixture
def world(place: Workspace) -> World:
    hub = Hub(place.folder)
    return World(hub.catalog, hub.encoder)
