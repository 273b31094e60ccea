"""A model, a recommender and a picture encoder take one new file each, a screen takes two. No other file changes."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import stylehub_core.features.picture_encoders as encoders_folder
import stylehub_core.models as models_folder
import stylehub_core.recommenders as recommenders_folder
from stylehub_core.build.run import build
from stylehub_core.errors import ModelError
from stylehub_core.features.picture_encoders.registry import picture_encoder, picture_encoders
from stylehub_core.hub.hub import Hub
from stylehub_core.hub.workspace_settings import Settings
from stylehub_core.lab.run import run
from stylehub_core.lab.serving import Serving
from stylehub_core.models.registry import models, towers
from stylehub_core.recommenders.registry import recommenders
from stylehub_core.request import Request
from stylehub_core.workspace import Workspace
from tests.adding.new_file import added

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


@pytest.fixture
def own_workspace(built_workspace: Path, tmp_path: Path) -> Path:
    """A copy that a test may add to."""
    return Path(shutil.copytree(built_workspace, tmp_path / "workspace"))


def test_a_model_is_one_file(own_workspace: Path, tmp_path: Path) -> None:
    name = "colour-projections"
    with added(models_folder, HERE / "colour_projections.py", tmp_path / "new", models, towers):
        workspace = Workspace(own_workspace)
        build(workspace, Settings.load(workspace), [name], only=lambda stage: stage.name == f"model/{name}")
        hub = Hub(own_workspace)
        assert name in hub.ready
        assert len(hub.neighbours(str(hub.catalog.ids[0]), name).items) == 12
    assert name not in Hub(own_workspace).models


def test_a_recommender_is_one_file(own_workspace: Path, tmp_path: Path) -> None:
    name = "fixed-order"
    with added(recommenders_folder, HERE / "fixed_order.py", tmp_path / "new", recommenders):
        hub = Hub(own_workspace)
        [outcome] = run(hub, "next-basket", [name]).outcomes
        assert outcome.plain[0, 0] == len(hub.catalog) - 1
        serving = Serving(hub, "today")
        serving.prepare(name)
        rows = serving.answer(name, Request(day=serving.today), 3, blended=False).rows
        assert rows.tolist() == [len(hub.catalog) - 1 - rank for rank in range(3)]
    assert name not in recommenders()


def test_a_picture_encoder_is_one_file(own_workspace: Path, tmp_path: Path) -> None:
    name = "mean-brightness"
    with added(encoders_folder, HERE / "mean_brightness.py", tmp_path / "new", picture_encoders):
        pictures = Hub(own_workspace).world().picture_vectors(picture_encoder(name))
        assert pictures.vectors.shape == (len(pictures.rows), 2)
        np.testing.assert_allclose(np.linalg.norm(pictures.vectors, axis=1), 1, atol=1e-5)
        assert len(np.unique(pictures.vectors[:, 0])) > 10
    with pytest.raises(ModelError, match="No picture encoder 'mean-brightness'"):
        picture_encoder(name)


SCREEN = """
from ui.screens import Screen

SCREEN = Screen("pages/9_Extra.py", "Extra", ":material/star:")
"""
PAGE = """
import streamlit as st

from ui.shell import open_page

with open_page("Extra") as hub:
    st.write(f"{len(hub.catalog)} articles here")
"""
LOOK = """
import json

from streamlit.testing.v1 import AppTest


def seen(page):
    screen = AppTest.from_file("home.py", default_timeout=120)
    if page:
        screen.switch_page(page)
    screen.run()
    links = [link.proto.label for link in screen.get("page_link")]
    return {
        "exceptions": [error.message for error in screen.exception],
        "errors": [error.value for error in screen.error],
        "titles": [title.value for title in screen.title],
        "texts": [text.value for text in screen.markdown],
        "links": links,
    }


print(json.dumps([seen(page) for page in ("", "pages/1_Search.py", "pages/9_Extra.py")]))
"""


def test_a_screen_is_two_files(built_workspace: Path, tmp_path: Path) -> None:
    app = tmp_path / "app"
    app.mkdir()
    for name in ("app.py", "home.py"):
        shutil.copy(ROOT / name, app)
    for name in ("pages", "ui", "assets", ".streamlit"):
        shutil.copytree(ROOT / name, app / name, ignore=shutil.ignore_patterns("__pycache__"))
    (app / "ui" / "extra").mkdir()
    (app / "ui" / "extra" / "screen.py").write_text(SCREEN)
    (app / "pages" / "9_Extra.py").write_text(PAGE)
    (app / "look.py").write_text(LOOK)
    paths = os.pathsep.join([str(app), str(ROOT)])
    environment = {**os.environ, "STYLEHUB_WORKSPACE": str(built_workspace), "PYTHONPATH": paths}
    ran = subprocess.run(
        [sys.executable, "look.py"], cwd=app, env=environment, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    for screen in json.loads(ran.stdout.splitlines()[-1]):
        assert not screen["exceptions"]
        assert not screen["errors"]
        navigation = screen["links"]
        assert navigation[navigation.index("Alignment") + 1] == "Extra"
    assert screen["titles"] == ["Extra"]
    assert "240 articles here" in screen["texts"]
