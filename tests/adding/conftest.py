"""A workspace with a model whose only file lies outside the tree. It takes pictures but no words."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import stylehub_core.models as models_folder
from stylehub_core.build.run import build
from stylehub_core.hub.workspace_settings import Settings
from stylehub_core.models.registry import models, towers
from stylehub_core.workspace import Workspace
from tests.adding.new_file import added
from tests.cli.conftest import run
from tests.ui.conftest import show

__all__ = ["run", "show"]

HERE = Path(__file__).parent
NAME, TITLE = "colour-projections", "Colour projections"


@pytest.fixture(scope="module")
def pictures_only(built_workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The workspace with raw text and that model, and with the maps and figures of both."""
    home = tmp_path_factory.mktemp("pictures_only")
    with added(models_folder, HERE / "colour_projections.py", home / "models", models, towers):
        folder = Path(shutil.copytree(built_workspace, home / "workspace"))
        workspace = Workspace(folder)
        build(workspace, Settings.load(workspace), ["raw-text", NAME])
        yield folder
