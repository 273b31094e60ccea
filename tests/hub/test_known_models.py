"""Which models a workspace can have, and how a build, the lab and the command line use them."""

import shutil
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from stylehub_core.build.run import build, plan, status
from stylehub_core.cli import app
from stylehub_core.errors import ModelError, StyleHubError
from stylehub_core.hub.hub import Hub
from stylehub_core.hub.known_models import known_model, known_models
from stylehub_core.hub.workspace_settings import Settings
from stylehub_core.lab import run as lab
from stylehub_core.recommenders.registry import recommenders
from stylehub_core.request import Request
from stylehub_core.search.recipe import Page
from stylehub_core.workspace import Workspace
from tests.built import ALL, copy_of
from tests.ui.conftest import Screen, show

__all__ = ["show"]

pytestmark = pytest.mark.usefixtures("brief")


@pytest.fixture(scope="module")
def with_mine(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with item-text's vectors added as 'mine', without the first ten articles."""
    home = tmp_path_factory.mktemp("mine")
    folder, _ = copy_of(built, home)
    hub = Hub(folder)
    vectors = np.asarray(hub.model("item-text").vectors)[10:]
    ids = [int(article_id) for article_id in hub.catalog.ids[10:]]
    pq.write_table(pa.table({"article_id": ids, "vector": vectors.tolist()}), home / "mine.parquet")
    said = run("add-model", "mine", "--vectors", home / "mine.parquet", "--about", "Ours.", "-w", folder)
    assert said.startswith("Mine"), said
    return folder


def in_order(hub: Hub) -> list[str]:
    return [name for name in hub.models if name in ALL]


def run(*arguments: object) -> str:
    """The stderr of the command, or the message of the error that it raised."""
    ended = CliRunner().invoke(app, [str(argument) for argument in arguments])
    if isinstance(ended.exception, StyleHubError):
        return str(ended.exception)
    assert ended.exit_code == 0, ended.output
    return ended.stderr


def test_an_added_model_is_an_equal(with_mine: Path) -> None:
    hub = Hub(with_mine)
    assert hub.ready == [*in_order(hub), "mine"]
    assert hub.models["mine"].about == "Ours."
    theirs, ours = hub.neighbour_lists("item-text"), hub.neighbour_lists("mine")
    assert np.mean(theirs[10:, 0] == ours[10:, 0]) > 0.6
    assert hub.map("mine").coordinates.shape == (120, 2)
    metrics = hub.metrics("mine")
    assert metrics is not None
    assert metrics["caution"] and not metrics["refitted"]
    assert len(hub.search(Request("blue dress"), "mine", Page(5), mode="model").items) == 5
    assert hub.facts("mine")["placed"]["by_text"] == 10
    with pytest.raises(ModelError, match="Did you mean 'mine'"):
        hub.model("mines")


def test_screens_say_what_is_placed_by_its_text(show: Screen, with_mine: Path) -> None:
    for page, query in (("", {}), ("3_Compare", {"a": "Item text", "b": "Mine", "part": "Measured"})):
        screen = show(with_mine, page, **query)
        assert not screen.exception
        captions = "\n".join(caption.value.replace("\\", "") for caption in screen.caption)
        assert "10 of 120 articles and all texts are placed by their words; held-out cosine" in captions
        assert ("Mine:\u2060 Given vectors:\u2060 they may have been" in captions) == (page == "3_Compare")


def test_a_given_space_is_as_the_one_it_was_taken_from(built: Path, tmp_path: Path) -> None:
    folder, _ = copy_of(built, tmp_path)
    run("export", "-m", "item-text", "-w", folder, "-o", tmp_path / "v.parquet")
    run("add-model", "again", "--vectors", tmp_path / "v.parquet", "-w", folder)
    hub = Hub(folder)
    np.testing.assert_array_equal(hub.neighbour_lists("again"), hub.neighbour_lists("item-text"))
    run("remove-model", "again", "-w", folder)
    assert "again" not in Hub(folder).models
    assert not list(folder.glob("stages/*/again"))


def test_builds_keep_an_added_model_and_see_when_it_changes(with_mine: Path, tmp_path: Path) -> None:
    workspace = Workspace(with_mine)
    settings = Settings.load(workspace)
    states = {stage.name: stage.state for stage in status(workspace, plan(workspace, settings))}
    assert {states[f"{part}/mine"] for part in ("model", "map", "metrics")} == {"built"}
    copied = Workspace(Path(shutil.copytree(with_mine, tmp_path / "w")))
    notes = copied.folder / "added" / "mine" / "added.json"
    notes.write_text(notes.read_text().replace('"digest": "', '"digest": "0'))
    stale = {stage.name: stage.why for stage in status(copied, plan(copied, settings)) if stage.state == "stale"}
    assert stale == dict.fromkeys(("model/mine", "map/mine", "metrics/mine"), "changed: config")


def test_optional_models_are_built_when_asked_for_and_kept_then(built: Path, tmp_path: Path) -> None:
    folder, data = copy_of(built, tmp_path)
    workspace, settings = Workspace(folder), Settings(str(data))
    optional = {name for name, known in known_models(workspace).items() if not known.by_default}
    assert optional >= {name for name, recommender in recommenders().items() if recommender.has_vectors}
    assert not {stage.name for stage in plan(workspace, settings)} & {f"model/{name}" for name in optional}
    build(workspace, settings, ["als"])
    assert "model/als" in {stage.name for stage in plan(workspace, settings)}
    hub = Hub(folder)
    assert hub.ready == [*in_order(hub), "als"]
    metrics = hub.metrics("als")
    assert metrics is not None
    assert metrics["refitted"]
    assert "placed by a linear map" in hub.facts("als")["note"]


def test_the_lab_measures_a_name_once(with_mine: Path) -> None:
    hub = Hub(with_mine)
    names = lab.names(hub)
    assert len(names) == len(set(names))
    assert "mine" in names
    assert lab.untuned(hub, "als").title == recommenders()["als"].title
    assert type(lab.untuned(hub, "als")) is recommenders()["als"]
    assert "may have been" in lab.untuned(hub, "mine").caution


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (("raw-text",), "The name 'raw-text' is taken"),
        (("popularity",), "The name 'popularity' is taken"),
        (("als",), "The name 'als' is taken"),
        (("fine", "--title", "Mine"), "The title 'Mine' is already used by 'mine'"),
        (("Not A Slug",), "cannot name a model"),
    ],
)
def test_names_that_are_taken(with_mine: Path, arguments: tuple[str, ...], text: str) -> None:
    assert text in run("add-model", *arguments, "--vectors", with_mine.parent / "mine.parquet", "-w", with_mine)


def test_nothing_is_kept_of_a_refused_file(with_mine: Path, tmp_path: Path) -> None:
    (tmp_path / "v.parquet").write_text("no")
    assert "cannot be read" in run("add-model", "bad", "--vectors", tmp_path / "v.parquet", "-w", with_mine)
    assert not (with_mine / "added" / "bad").exists()
    assert "build --data" in run("add-model", "bad", "--vectors", tmp_path / "v.parquet", "-w", tmp_path / "none")
    assert "was not added" in run("remove-model", "raw-text", "-w", with_mine)


def test_an_unknown_name_names_the_near_one(with_mine: Path) -> None:
    with pytest.raises(ModelError, match="Did you mean 'mine'"):
        known_model(Workspace(with_mine), "mien")
