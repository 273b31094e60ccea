"""Screens on small workspaces: a healthy one with raw text alone, and an empty one."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from stylehub_core.hub.hub import Hub
from stylehub_core.lab.run import run
from stylehub_core.lab.serving import Serving

ROOT = Path(__file__).parents[2]

Screen = Callable[..., AppTest]


@pytest.fixture(scope="session")
def measured_workspace(built_workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With three recommenders measured under next-basket, and popularity prepared for today."""
    folder = Path(shutil.copytree(built_workspace, tmp_path_factory.mktemp("measured") / "workspace"))
    run(Hub(folder), "next-basket", ["popularity", "own-recent", "raw-text"])
    Serving(Hub(folder), "today").prepare("popularity")
    return folder


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
