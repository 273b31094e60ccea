"""A lesson on a catalogue with pictures."""

import shutil
from pathlib import Path

import pytest

from stylehub_core.workspace import Workspace


@pytest.fixture
def place(built_workspace: Path, tmp_path: Path) -> Workspace:
    return Workspace(Path(shutil.copytree(built_workspace, tmp_path / "workspace")))
