"""Words are answered by the model that is best at them, a picture by one that sees, unless another one is chosen."""

import shutil
from pathlib import Path

import pytest

from stylehub_core.build.run import build
from stylehub_core.hub.hub import Hub
from stylehub_core.hub.workspace_settings import Settings
from stylehub_core.workspace import Workspace
from tests.built import short_training
from tests.ui.conftest import Screen
from tests.ui.test_pages import SEARCH, words
from tests.ui.test_search_customer import chosen

MODELS = ("item-text", "picture-text")


@pytest.fixture(scope="module")
def seeing(built_workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a model that sees and one that does not, beside raw text."""
    workspace = Workspace(Path(shutil.copytree(built_workspace, tmp_path_factory.mktemp("seeing") / "workspace")))
    with short_training():
        build(workspace, Settings.load(workspace), MODELS, only=lambda stage: stage.name.startswith("model/"))
    return workspace.folder


def test_words_change_what_an_article_looks_like(show: Screen, seeing: Path) -> None:
    hub = Hub(seeing)
    article_id = str(hub.catalog.ids[0])
    screen = show(seeing, SEARCH, article=article_id)
    assert chosen(screen) == hub.models["item-text"].title
    screen.text_input(key="q").set_value("in red").run()
    assert chosen(screen) == hub.models["picture-text"].title
    assert f"nearest in {hub.models['picture-text'].title}" in words(screen)
    screen.text_input(key="q").set_value("").run()
    assert chosen(screen) == hub.models["item-text"].title


def test_a_part_of_a_picture_is_seen(show: Screen, seeing: Path) -> None:
    hub = Hub(seeing)
    screen = show(seeing, SEARCH, article=str(hub.catalog.ids[0]), region="0.2,0.2,0.5,0.5")
    assert chosen(screen) == hub.models["picture-text"].title


def test_another_model_may_be_chosen_after_it(show: Screen, seeing: Path) -> None:
    hub = Hub(seeing)
    screen = show(seeing, SEARCH, article=str(hub.catalog.ids[0]), q="in red")
    title = hub.models["raw-text"].title
    screen.session_state["model"] = title
    screen.run()
    assert chosen(screen) == title
    screen.text_input(key="q").set_value("in blue").run()
    assert chosen(screen) == title
    screen.text_input(key="q").set_value("").run()
    assert chosen(screen) == title


def test_search_opens_with_the_model_that_answers_words_best_and_says_why(show: Screen, seeing: Path) -> None:
    screen = show(seeing, SEARCH, q="dress")
    assert chosen(screen) == "Item text"
    assert "Item text answers requests such as “black dress” best" in words(screen)
    screen = show(seeing, SEARCH, q="dress", model="Raw text")
    assert chosen(screen) == "Raw text" and "answers requests such" not in words(screen)


def test_a_model_in_the_address_stays(show: Screen, seeing: Path) -> None:
    hub = Hub(seeing)
    title = hub.models["item-text"].title
    assert chosen(show(seeing, SEARCH, article=str(hub.catalog.ids[0]), q="in red", model=title)) == title


def test_a_link_says_that_a_picture_is_missing(show: Screen, built_workspace: Path) -> None:
    screen = show(built_workspace, SEARCH, q="dress", upload="own")
    assert "add the picture again" in screen.toast[0].value
    assert "upload" not in screen.query_params
