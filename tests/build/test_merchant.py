"""A merchant's folder with a catalog.toml, from the check to a workspace, an added model and the screens."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient

from stylehub_core.build.run import build, plan, status
from stylehub_core.hub.hub import Hub
from stylehub_core.hub.workspace_settings import Settings
from stylehub_core.request import Request
from stylehub_core.search.recipe import Page
from stylehub_core.workspace import Workspace
from tests.built import short_training
from tests.catalog.merchant import ARTICLES, make_merchant, sku
from tests.hub.test_known_models import run
from tests.ui.conftest import Screen, show
from ui.compare.sides import row_of_id
from ui.map.payload import base_parts
from ui.pictures import PictureRoute

__all__ = ["show"]

NAMES = ["raw-text", "item-text", "transactional", "als"]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("merchant")
    data = make_merchant(home / "data")
    with short_training():
        stages = build(Workspace(home / "workspace"), Settings(str(data)), NAMES)
    assert {stage.state for stage in stages} == {"built"}
    return home / "workspace"


@pytest.fixture(scope="module")
def hub(workspace: Path) -> Hub:
    return Hub(workspace)


@pytest.mark.usefixtures("brief")
def test_everything_is_built_and_stays_so(hub: Hub) -> None:
    settings = Settings.load(hub.workspace)
    stages = status(hub.workspace, plan(hub.workspace, settings, NAMES))
    assert {stage.state for stage in stages} == {"built"}
    assert hub.ready == NAMES
    path = settings.folder / "catalog.toml"
    before = path.read_text()
    path.write_text(before + "\n# another word\n")
    try:
        reasons = {stage.why for stage in status(hub.workspace, plan(hub.workspace, settings, NAMES))}
        assert reasons == {"changed: tables", "changed: articles", "changed: articles, purchases"} & reasons
        assert reasons
    finally:
        path.write_text(before)


@pytest.mark.parametrize("name", NAMES)
def test_an_id_of_letters_finds_its_article_and_its_nearest(hub: Hub, name: str) -> None:
    for text in (sku(5), sku(5).lower()):
        results = hub.search(Request(text), name, Page(4))
        assert results.items[0].article_id == sku(5)
        assert results.kind == "cosine"
    assert len(hub.neighbours(sku(5), name, Page(30, variants=False)).items) == 30
    assert sku(4) not in {item.article_id for item in hub.neighbours(sku(5), name, Page(30, variants=False)).items}
    assert len(hub.search(Request("Kleid"), name, Page(5)).items) == 5


def test_a_model_code_finds_its_colours(hub: Hub) -> None:
    assert {item.article_id for item in hub.search(Request("M2"), page=Page(2)).items} == {sku(4), sku(5)}


def test_a_question_for_an_article_is_known_as_one(hub: Hub) -> None:
    assert row_of_id(hub, f" {sku(7)} ") == 7
    assert row_of_id(hub, "Kleid") is None
    assert row_of_id(hub, "") is None


def test_the_map_gets_ids_as_they_are(hub: Hub) -> None:
    nothing = [""] * ARTICLES
    parts = base_parts(hub.catalog.ids, nothing, nothing, np.zeros(ARTICLES, np.bool_), np.zeros(ARTICLES, np.int32))
    assert list(parts["ids"]) == hub.catalog.ids.tolist()


def test_texts_do_not_speak_of_columns_that_are_not_there(hub: Hub) -> None:
    from stylehub_core.features.article_text import sentence_texts

    assert sentence_texts(hub.articles)[0] == "Weiß kleid, Kleid „0“. Ladieswear. Schönes Stück, Größe 0."


def test_thumbnails_and_originals_are_served(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STYLEHUB_WORKSPACE", str(workspace))
    client = TestClient(Starlette(routes=[Mount("/p", app=PictureRoute())]))
    small, large = client.get(f"/p/TS-/{sku(3)}.jpg?v=1"), client.get(f"/p/large/TS-/{sku(3)}.jpg?v=1")
    assert small.content[:2] == b"\xff\xd8"
    assert large.headers["content-type"] == "image/png"
    assert large.content[1:4] == b"PNG"
    assert client.get(f"/p/large/TS-/{sku(1)}.jpg?v=1").content[:2] == b"\xff\xd8"  # the quiet card
    for name in (f"XX/{sku(3)}.jpg", "large/../catalog.toml", f"large/large/TS-/{sku(3)}.jpg", "TS-/..%2f..%2fx.jpg"):
        assert client.get(f"/p/{name}").status_code == 404


@pytest.mark.parametrize("page", ["", "1_Search", "2_Article", "3_Compare", "4_Map"])
def test_every_screen_is_healthy(show: Screen, workspace: Path, page: str) -> None:
    screen = show(workspace, page, **({"id": sku(3)} if page == "2_Article" else {}))
    assert not screen.exception
    assert not screen.error


@pytest.mark.usefixtures("brief")
def test_vectors_by_the_merchant_s_ids_become_a_model(workspace: Path, tmp_path: Path) -> None:
    vectors = np.random.default_rng(0).normal(size=(ARTICLES - 4, 6))
    ids = [sku(row) for row in range(ARTICLES - 4)]
    pq.write_table(pa.table({"article_id": ids, "vector": vectors.tolist()}), tmp_path / "v.parquet")
    assert "Theirs is ready" in run("add-model", "theirs", "--vectors", tmp_path / "v.parquet", "-w", workspace)
    hub = Hub(workspace)
    assert hub.facts("theirs")["placed"]["by_text"] == 4
    near = hub.neighbours(sku(0), "theirs", Page(1)).items[0]
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    assert near.article_id in {
        ids[int(np.argsort(-(unit @ unit[0]))[1])],
        *(sku(ARTICLES - 4 + row) for row in range(4)),
    }
    run("remove-model", "theirs", "-w", workspace)
