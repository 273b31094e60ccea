"""Screens on small workspaces: a healthy one with raw text alone, and an empty one."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from stylehub_core.build.run import build
from stylehub_core.hub.workspace_settings import Settings
from stylehub_core.sample.write import write_sample
from stylehub_core.workspace import Workspace

ROOT = Path(__file__).parents[2]
STAGES = ("catalog", "lexical", "pictures", "model/raw-text")

Screen = Callable[..., AppTest]


@pytest.fixture(scope="session")
def built_workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("screens")
    write_sample(home / "data", articles=240, customers=200, workers=0)
    workspace = Workspace(home / "workspace")
    build(workspace, Settings(str(home / "data")), ["raw-text"], only=lambda stage: stage.name in STAGES)
    return workspace.folder


@pytest.fixture
def own_workspace(built_workspace: Path, tmp_path: Path) -> Path:
    """A copy that a test may damage."""
    return Path(shutil.copytree(built_workspace, tmp_path / "workspace"))


@pytest.fixture
def show(monkeypatch: pytest.MonkeyPatch) -> Screen:
    """Runs a screen on a workspace, as a cold link with this query does."""

    def shown(workspace: Path, screen_name: str = "", /, **query: str | list[str]) -> AppTest:
        monkeypatch.setenv("STYLEHUB_WORKSPACE", str(workspace))
        st.cache_data.clear()
        st.cache_resource.clear()
        screen = AppTest.from_file(str(ROOT / "home.py"), default_timeout=60)
        if screen_name:
            screen.switch_page(f"pages/{screen_name}.py")
        for name, value in query.items():
            screen.query_params[name] = value
        return screen.run()

    return shown
