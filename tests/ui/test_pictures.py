"""The picture route: the files that it serves, their cache time, and the files that it never serves."""

from collections.abc import Callable
from pathlib import Path

import pytest
import streamlit as st
from starlette.applications import Starlette
from starlette.testclient import TestClient

from stylehub_core.hub.hub import Hub
from ui.links import PICTURES as HOME
from ui.links import SEARCH, address, article_address, whole_picture_address
from ui.pictures import PictureMount, picture_file


@pytest.fixture
def client(built_workspace: Path, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.setenv("STYLEHUB_WORKSPACE", str(built_workspace))
    return TestClient(Starlette(routes=[PictureMount()]))


@pytest.fixture
def below(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Sets the server's base path."""

    def set_to(base_path: str) -> None:
        known = st.get_option
        monkeypatch.setattr(st, "get_option", lambda key: base_path if key == "server.baseUrlPath" else known(key))

    return set_to


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


@pytest.mark.parametrize("base_path", ["shop", "/shop/", "a/shop"])
def test_pictures_and_addresses_are_below_the_base_path(
    client: TestClient, pictured: str, below: Callable[[str], None], base_path: str
) -> None:
    below(base_path)
    root = f"/{base_path.strip('/')}"
    name = f"{pictured[:3]}/{pictured}.jpg"
    answer = client.get(whole_picture_address(name, "1"))
    assert str(answer.url.path) == f"{root}{HOME}/{name}"
    assert "immutable" in answer.headers["cache-control"]
    assert client.get(f"{HOME}/{name}").status_code == 404
    assert article_address("1") == f"{root}/Article?id=1"
    assert address(SEARCH, {"q": "a coat"}) == f"{root}/Search?q=a%20coat"


def test_without_a_base_path_addresses_start_at_the_root(below: Callable[[str], None]) -> None:
    below("")
    assert article_address("1") == "/Article?id=1"
    assert whole_picture_address("a.jpg", "1") == f"{HOME}/a.jpg?v=1"
