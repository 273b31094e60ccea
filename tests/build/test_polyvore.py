"""A build of Polyvore, and of a shop with outfits: what is made, and what a change of them makes stale."""

import json
from pathlib import Path

import pytest

from stylehub_core.build.run import build, plan, status
from stylehub_core.hub.hub import Hub
from stylehub_core.hub.workspace_settings import Settings
from stylehub_core.request import Request
from stylehub_core.search.recipe import Page
from stylehub_core.workspace import Workspace
from tests.catalog.published.folders import make_maryland, make_polyvore
from tests.small_shops import Shop

NAMES = ["raw-text"]


def stale(workspace: Workspace, data: Path) -> dict[str, str]:
    """Why each stage that is not built is not."""
    stages = status(workspace, plan(workspace, Settings(str(data)), NAMES))
    return {stage.name: stage.why or stage.state for stage in stages if stage.state != "built"}


@pytest.mark.parametrize(
    ("make", "query", "nearest", "outfits"),
    [(make_polyvore, "blue jeans", "102", 5), (make_maryland, "blue jeans", "502", 4)],
)
def test_polyvore_is_built_as_any_shop(tmp_path: Path, make, query: str, nearest: str, outfits: int) -> None:
    data, workspace = make(tmp_path / "data"), Workspace(tmp_path / "workspace")
    stages = build(workspace, Settings(str(data)), NAMES)
    assert {stage.state for stage in stages} == {"built"}
    assert stale(workspace, data) == {}
    hub = Hub(workspace.folder)
    assert hub.search(Request(query), "raw-text", Page(1)).items[0].article_id == nearest
    assert hub.catalog.summary.outfits == outfits
    assert hub.catalog.blank_questions("test")
    assert workspace.get("catalog").facts["outfits"] == outfits
    report = workspace.get("pictures").facts
    assert report["pictured"] == hub.catalog.summary.pictured_articles > 0


def test_other_questions_read_the_catalogue_again_and_train_nothing(tmp_path: Path) -> None:
    data, workspace = make_polyvore(tmp_path / "data"), Workspace(tmp_path / "workspace")
    build(workspace, Settings(str(data)), NAMES)
    (data / "nondisjoint" / "fill_in_blank_test.json").write_text("[]")
    assert stale(workspace, data) == {"catalog": "changed: outfits"}
    (data / "catalog.toml").write_text('polyvore = "disjoint"')
    assert "model/raw-text" in stale(workspace, data)


def test_outfits_of_a_shop_read_the_catalogue_again_and_train_nothing(tmp_path: Path) -> None:
    data, workspace = Shop(5).write(tmp_path / "data"), Workspace(tmp_path / "workspace")
    build(workspace, Settings(str(data)), NAMES)
    assert "outfits" not in workspace.get("catalog").facts["inputs"]  # catalogues of before stay as they are
    ids = Hub(workspace.folder).catalog.ids.tolist()
    (data / "outfits.csv").write_text(f"outfit_id,article_id\n1,{ids[0]}\n1,{ids[1]}\n")
    assert stale(workspace, data) == {"catalog": "changed: outfits"}
    build(workspace, Settings(str(data)), NAMES)
    assert stale(workspace, data) == {}
    assert Hub(workspace.folder).catalog.outfits()["article"].tolist() == [0, 1]
    (data / "outfits.csv").unlink()
    assert stale(workspace, data) == {"catalog": "changed: outfits"}


def test_the_check_command_reads_polyvore(tmp_path: Path) -> None:
    from typer.testing import CliRunner

    from stylehub_core.cli import app

    ran = CliRunner().invoke(app, ["check", "--data", str(make_polyvore(tmp_path / "data")), "--json"])
    assert ran.exit_code == 0
    assert json.loads(ran.stdout)["ok"] is True
