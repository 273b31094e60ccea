"""The picture route: what it serves, for how long, and what it never serves."""

from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient

from stylehub_core.hub.hub import Hub
from ui.pictures import PictureRoute, picture_file

HOME = "/app/static/pictures"


@pytest.fixture
def client(built_workspace: Path, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.setenv("STYLEHUB_WORKSPACE", str(built_workspace))
    return TestClient(Starlette(routes=[Mount(HOME, app=PictureRoute())]))


@pytest.fixture
def pictured(built_workspace: Path) -> str:
    hub = Hub(built_workspace)
    return str(hub.catalog.ids[hub.articles["has_picture"].to_numpy().argmax()])


@pytest.mark.parametrize("form", ["{0}/{1}.jpg", "large/{0}/{1}.jpg"])
def test_a_picture_may_be_kept_for_a_year(client: TestClient, pictured: str, form: str) -> None:
    answer = client.get(f"{HOME}/{form.format(pictured[:3], pictured)}?v=1")
    assert answer.status_code == 200
    assert "immutable" in answer.headers["cache-control"]
    assert answer.content[:2] == b"\xff\xd8"


def test_a_missing_picture_is_the_quiet_card_for_a_while(client: TestClient) -> None:
    answer = client.get(f"{HOME}/999/9999999999.jpg")
    assert answer.content[:2] == b"\xff\xd8"
    assert "immutable" not in answer.headers["cache-control"]


@pytest.mark.parametrize("name", ["pictures.parquet", "010/x.jpg", "placeholders/..%2f..%2fx.jpg", "artifact.json", ""])
def test_other_names_are_not_found(client: TestClient, name: str) -> None:
    assert client.get(f"{HOME}/{name}").status_code == 404


@pytest.mark.parametrize(
    "name", ["../artifact.json", "/etc/passwd", "010/../../x.jpg", "large/../../0108775015.jpg", "010/0108775015.jpg\n"]
)
def test_no_name_leads_out_of_the_folder(built_workspace: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("STYLEHUB_WORKSPACE", str(built_workspace))
    assert picture_file(name) is None


def test_nothing_is_written_through_it(client: TestClient) -> None:
    assert client.post(f"{HOME}/010/0108775015.jpg").status_code == 405
