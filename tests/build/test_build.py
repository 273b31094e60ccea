"""A build makes only the parts that are missing or stale, and survives kills, simultaneous builds and damage."""

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from stylehub_core.build.run import NotEverythingBuiltError, Stage, build, plan, status
from stylehub_core.build.state import read_build
from stylehub_core.catalog.catalog import Catalog
from stylehub_core.errors import (
    CatalogError,
    ModelError,
    NotBuiltError,
    StyleHubError,
    TooLittleDataError,
    WorkspaceError,
)
from stylehub_core.hub.hub import Hub
from stylehub_core.hub.workspace_settings import Settings
from stylehub_core.models.contract import Fitted
from stylehub_core.models.item_text import ItemText
from stylehub_core.models.raw_text import RawText
from stylehub_core.models.registry import models
from stylehub_core.request import Request
from stylehub_core.search.reading.catalogue_words import CatalogueWords
from stylehub_core.search.recipe import Page
from stylehub_core.workspace import Workspace
from tests.built import ALL, copy_of, without_last_purchases

pytestmark = pytest.mark.usefixtures("brief")

MODELS_ONLY = ("catalog", "lexical", "pictures", "model/")


@pytest.fixture
def own(built: Path, tmp_path: Path) -> tuple[Workspace, Path]:
    """A workspace and its data that the test may change."""
    workspace, data = copy_of(built, tmp_path)
    return Workspace(workspace), data


def test_everything_is_built(built: Path) -> None:
    workspace = Workspace(built)
    stages = status(workspace, plan(workspace, Settings.load(workspace)))
    assert [stage.name for stage in stages if stage.state != "built"] == []
    assert {stage.name for stage in stages} == {
        "catalog", "lexical", "prices", "pictures", "outfits/stylist",
        *(f"{part}/{name}" for part in ("model", "map", "metrics") for name in ALL),
    }  # fmt: skip
    report = read_build(workspace)
    assert report is not None
    assert (report.running, report.message, report.share) == (False, "", 1.0)
    assert not list(built.glob("stages/**/*.partial"))
    assert not list(built.glob("stages/**/checkpoint.safetensors"))


def test_the_words_of_the_catalogue_are_kept_beside_the_word_index(built: Path) -> None:
    workspace = Workspace(built)
    articles = Catalog.open(workspace.get("catalog").folder).articles
    kept = CatalogueWords.opened(workspace.get("lexical").folder, articles.iloc[:0])
    assert kept == CatalogueWords.of(articles)


def test_nothing_runs_again_when_nothing_changed(own: tuple[Workspace, Path]) -> None:
    workspace, data = own
    before = _times(workspace)
    steps: list[str] = []
    stages = build(workspace, Settings(str(data)), progress=lambda step, done, total: steps.append(step))
    assert steps == []
    assert {stage.state for stage in stages} == {"built"}
    assert _times(workspace) == before


@pytest.mark.parametrize("content", ['[prices]\ncurrency = "SEK"\n', None])
def test_another_currency_changes_the_prices_alone(own: tuple[Workspace, Path], content: str | None) -> None:
    workspace, data = own
    path = data / "catalog.toml"
    path.write_text(content) if content else path.unlink()
    settings = Settings(str(data))
    changed = [stage.name for stage in status(workspace, plan(workspace, settings)) if stage.state != "built"]
    assert changed == ["prices"]
    before = _times(workspace)
    build(workspace, settings)
    made = {Path(path) for path, at in _times(workspace).items() if before.get(path) != at}
    assert made and all(path.is_relative_to(workspace.folder / "stages" / "prices") for path in made)
    hub = Hub(workspace.folder)
    assert (hub.prices.currency, hub.prices.readable) == ("SEK" if content else "", bool(content))


@pytest.mark.parametrize("table", ["customers.csv", "transactions_train.csv"])
def test_changed_tables_make_stages_stale_and_say_why(own: tuple[Workspace, Path], table: str) -> None:
    workspace, data = own
    path = data / table
    path.write_text("".join(path.read_text().splitlines(keepends=True)[:-1]))
    stages = status(workspace, plan(workspace, Settings(str(data))))
    assert {stage.why for stage in stages if stage.state == "stale"} == {"changed: purchases"}
    learning = {name for name, model in models().items() if "purchases" in model.needs}
    assert {stage.name for stage in stages if stage.state == "stale"} == {
        "catalog",
        "outfits/stylist",
        *(f"{part}/{name}" for part in ("model", "map") for name in ALL if name in learning),
        *(f"metrics/{name}" for name in ALL),
    }


def test_changed_articles_make_everything_stale(own: tuple[Workspace, Path]) -> None:
    workspace, data = own
    path = data / "articles.csv"
    path.write_text("".join(path.read_text().splitlines(keepends=True)[:-1]))
    stages = status(workspace, plan(workspace, Settings(str(data))))
    changed = {(stage.state, stage.why) for stage in stages if stage.name != "prices"}
    assert changed == {("stale", "changed: articles")}


def test_changed_pictures_make_stale_what_looks_at_them_alone(own: tuple[Workspace, Path], monkeypatch) -> None:
    workspace, data = own
    monkeypatch.setattr(ItemText, "needs", frozenset({"texts", "pictures"}))
    picture = data / "images" / "001" / "0010000001.jpg"
    picture.parent.mkdir(parents=True)
    picture.write_bytes(b"no picture")
    build(workspace, Settings(str(data)))
    picture.unlink()
    stale = {s.name: s.why for s in status(workspace, plan(workspace, Settings(str(data)))) if s.state == "stale"}
    looking = ("pictures", "outfits/stylist", "model/item-text", "map/item-text", "metrics/item-text")
    assert stale == dict.fromkeys(looking, "changed: pictures")


def test_a_changed_config_makes_that_model_stale_alone(own: tuple[Workspace, Path], monkeypatch) -> None:
    workspace, data = own
    monkeypatch.setattr(RawText, "version", 99)
    stale = {s.name: s.why for s in status(workspace, plan(workspace, Settings(str(data)))) if s.state == "stale"}
    assert stale == dict.fromkeys(("model/raw-text", "map/raw-text", "metrics/raw-text"), "changed: version")


@pytest.mark.slow
def test_a_killed_build_goes_on_to_the_same_bytes(built: Path, tmp_path: Path) -> None:
    folder, data = copy_of(built, tmp_path)
    without_last_purchases(data)
    (data / "articles.csv").open("a").write("\n")  # makes models that learn from texts alone stale, too
    for part in (folder / "cache").rglob("*.safetensors"):
        part.unlink()
    points = (
        "Catalogue: ",
        "Raw text: encoding texts",
        "Item text: epoch 2",
        "publish model/item-text",
        "Transactional: epoch 3",
        "Transactional: neighbours",
        "Transactional · paper: epoch 2",
        "fitting up to the cut: epoch 3",
    )
    script, clean = Path(__file__).with_name("killed_build.py"), tmp_path / "clean"
    ended = subprocess.run(
        [sys.executable, str(script), str(data), str(folder), str(clean), *points],
        capture_output=True, text=True, timeout=300,
        env=os.environ | {"OMP_NUM_THREADS": "1", "PYTHONPATH": str(Path(__file__).parents[2])},
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr[-2000:]
    lines = [json.loads(line) for line in ended.stdout.splitlines()]
    first, *between, last = lines
    for done in (first, last):
        assert done["signal"] == 0, done
        assert set(done["said"]) == {"built"}, done
    for point, killed, answers in zip(points, between[::2], between[1::2], strict=True):
        assert killed["signal"] == signal.SIGKILL, (point, killed)
        assert answers["said"] == dict.fromkeys(ALL, 5), (point, answers)
    for name in ALL:
        once, again = (Workspace(home).get(f"model/{name}").folder / "articles.npy" for home in (clean, folder))
        assert once.read_bytes() == again.read_bytes(), name
    once, again = (
        json.loads((Workspace(home).get("metrics/transactional").folder / "metrics.json").read_text())
        for home in (clean, folder)
    )
    assert {**once, "seconds": 0} == {**again, "seconds": 0}


def test_a_result_whose_pointer_was_not_written_is_served_not_made_again(own: tuple[Workspace, Path]) -> None:
    workspace, data = own
    (workspace.folder / "stages" / "model" / "item-text" / "current").unlink()
    made = workspace.folder.glob("stages/model/item-text/*/articles.npy")
    before = [path.stat().st_mtime_ns for path in made]
    build(workspace, Settings(str(data)), ["item-text"], only=lambda stage: stage.name == "model/item-text")
    after = workspace.get("model/item-text").folder / "articles.npy"
    assert [after.stat().st_mtime_ns] == before


def test_two_builds_at_once(own: tuple[Workspace, Path]) -> None:
    workspace, data = own
    with workspace.building(), pytest.raises(WorkspaceError, match=f"Another build is running in .*{os.getpid()}"):
        build(workspace, Settings(str(data)))
    build(workspace, Settings(str(data)))  # the lock is free again


def test_builds_at_once_in_threads_make_one_result_once(own: tuple[Workspace, Path], monkeypatch) -> None:
    workspace, data = own
    ended: list[object] = []
    fitted: list[RawText] = []
    served, folder = workspace.get("model/raw-text").fingerprint, workspace.folder / "stages" / "model" / "raw-text"
    vectors = (workspace.get("model/raw-text").folder / "articles.npy").read_bytes()
    fit = RawText.fit

    def counted(self: RawText, *world: Any) -> Fitted:
        fitted.append(self)
        return fit(self, *world)

    def run_build() -> None:
        try:
            ended.append(build(Workspace(workspace.folder), Settings(str(data)), ["raw-text"], only=_is_model))
        except WorkspaceError as error:
            ended.append(str(error))

    monkeypatch.setattr(RawText, "fit", counted)
    shutil.rmtree(folder)
    threads = [threading.Thread(target=run_build) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ended) == 3
    assert any(isinstance(outcome, list) for outcome in ended)
    assert all("Another build" in outcome for outcome in ended if isinstance(outcome, str))
    assert len(fitted) == 1
    assert sorted(path.name for path in folder.iterdir()) == sorted(["current", served])
    assert (workspace.get("model/raw-text").folder / "articles.npy").read_bytes() == vectors


@pytest.mark.parametrize("inside", [False, True])
def test_a_workspace_that_cannot_be_written(built: Path, tmp_path: Path, inside: bool) -> None:
    file = tmp_path / "file"
    file.write_text("")
    with pytest.raises(WorkspaceError, match=r"cannot be written.*--workspace"):
        build(Workspace(file / "inside" if inside else file), Settings(str(built.parent / "data")))


def test_a_read_only_disk(own: tuple[Workspace, Path], monkeypatch) -> None:
    workspace, data = own
    kept, opened = str(workspace.folder), Path.open

    def refuse(self: Path, mode: str = "r", *rest: object, **named: object) -> object:
        if str(self).startswith(kept) and mode[0] in "wax":
            raise PermissionError(13, "Permission denied", str(self))
        return opened(self, mode, *rest, **named)

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(WorkspaceError, match="Permission denied"):
        build(workspace, Settings(str(data)))
    assert Hub(workspace.folder).neighbours("0" * 0 + str(Hub(workspace.folder).catalog.ids[0]), page=Page(3)).items


def test_a_full_disk_is_told_and_leaves_what_was_served(own: tuple[Workspace, Path], monkeypatch) -> None:
    workspace, data = own
    served = workspace.get("model/raw-text").fingerprint
    monkeypatch.setattr(RawText, "version", 99)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(np, "save", full)
    with pytest.raises(WorkspaceError, match="No space left on device"):
        build(workspace, Settings(str(data)), ["raw-text"])
    assert workspace.get("model/raw-text").fingerprint == served
    report = read_build(workspace)
    assert report is not None
    assert "No space left" in report.message


def test_a_failing_model_does_not_stop_the_others(own: tuple[Workspace, Path], monkeypatch) -> None:
    workspace, data = own

    def fail(*_: object) -> Fitted:
        raise ModelError("Too few pairs.")

    monkeypatch.setattr(RawText, "version", 99)
    monkeypatch.setattr(RawText, "fit", fail)
    maps = workspace.folder / "stages" / "map"
    (maps / "item-text" / "current").rename(maps / "item-text" / "moved")
    with pytest.raises(StyleHubError, match=r"Not everything was built.*Raw text: Too few pairs"):
        build(workspace, Settings(str(data)))
    states = {stage.name: stage.state for stage in status(workspace, plan(workspace, Settings(str(data))))}
    failing = {"model/raw-text", "map/raw-text", "metrics/raw-text"}
    assert {name for name, state in states.items() if state == "stale"} == failing
    assert {state for name, state in states.items() if name not in failing} == {"built"}


def test_what_the_data_is_too_little_for_is_no_failure(own: tuple[Workspace, Path], monkeypatch) -> None:
    workspace, data = own

    def too_little(*_: object) -> Fitted:
        raise TooLittleDataError("0 pairs are too few.")

    monkeypatch.setattr(RawText, "version", 99)
    monkeypatch.setattr(RawText, "fit", too_little)
    states = {stage.name: (stage.state, stage.why) for stage in build(workspace, Settings(str(data)))}
    assert states["model/raw-text"] == ("left-out", "0 pairs are too few.")
    assert states["map/raw-text"] == states["metrics/raw-text"] == ("left-out", "model/raw-text was not built")
    assert {state for name, (state, _) in states.items() if "raw-text" not in name} == {"built"}
    report = read_build(workspace)
    assert report is not None
    assert (report.message, report.note, report.share) == ("", "Raw text: 0 pairs are too few.", 1.0)
    assert {stage.state for stage in report.stages if "raw-text" in stage.name} == {"left-out"}


def test_a_failure_tells_what_was_built_all_the_same(own: tuple[Workspace, Path], monkeypatch) -> None:
    workspace, data = own
    monkeypatch.setattr(RawText, "version", 99)
    monkeypatch.setattr(RawText, "fit", lambda *_: (_ for _ in ()).throw(ModelError("The loss is no number.")))
    with pytest.raises(NotEverythingBuiltError) as caught:
        build(workspace, Settings(str(data)))
    states = {stage.name: stage.state for stage in caught.value.stages}
    assert {name for name, state in states.items() if state == "failed"} == {
        "model/raw-text", "map/raw-text", "metrics/raw-text"
    }  # fmt: skip
    assert states["model/item-text"] == "built"
    assert str(caught.value) == "Not everything was built. Raw text: The loss is no number."


@pytest.mark.parametrize("part", ["MAP", "METRICS"])
def test_maps_and_metrics_have_a_version_each(own: tuple[Workspace, Path], monkeypatch, part: str) -> None:
    workspace, data = own
    monkeypatch.setattr(f"stylehub_core.build.run.{part}_VERSION", 99)
    stale = {s.name: s.why for s in status(workspace, plan(workspace, Settings(str(data)))) if s.state == "stale"}
    assert stale == {f"{part.lower()}/{name}": f"changed: {part.lower()}_version" for name in ALL}


def test_a_failing_first_model_leaves_its_map_unmade(built: Path, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(RawText, "fit", lambda *_: (_ for _ in ()).throw(ModelError("Too few pairs.")))
    workspace = Workspace(tmp_path / "workspace")
    with pytest.raises(StyleHubError, match="Not everything was built"):
        build(workspace, Settings(str(built.parent / "data")), ["raw-text"])
    assert workspace.stages() == ["catalog", "lexical", "pictures", "prices"]


def test_a_mistyped_data_folder_leaves_the_settings(own: tuple[Workspace, Path], tmp_path: Path) -> None:
    workspace, data = own
    with pytest.raises(CatalogError):
        build(workspace, Settings(str(tmp_path / "mistyped")))
    assert Settings.load(workspace).data == str(data)


def test_an_unknown_encoder_leaves_the_served_models_working(own: tuple[Workspace, Path], monkeypatch) -> None:
    workspace, data = own
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    broken = tmp = workspace.folder.parent / "empty-encoder"
    tmp.mkdir()
    with pytest.raises(StyleHubError, match="could not be loaded"):
        build(workspace, Settings(str(data), str(broken)), ["raw-text"])
    assert Hub(workspace.folder).search(Request("black dress"), page=Page(3), mode="model").items


DAMAGES: dict[str, tuple[str, str, Callable[[Hub], object]]] = {
    "vectors": ("model/item-text", "articles.npy", lambda hub: hub.model("item-text")),
    "index": ("model/item-text", "index.faiss", lambda hub: hub.opened("item-text").index),
    "weights": ("model/item-text", "text.safetensors", lambda hub: hub.model("item-text")),
    "notes": ("model/item-text", "model.json", lambda hub: hub.model("item-text")),
    "history": ("model/item-text", "history.json", lambda hub: hub.model("item-text").history),
    "neighbours": ("model/item-text", "neighbours.npy", lambda hub: hub.neighbour_lists("item-text")),
    "metrics": ("metrics/item-text", "metrics.json", lambda hub: hub.metrics("item-text")),
    "artifact": ("model/item-text", "artifact.json", lambda hub: hub.facts("item-text")),
    "articles": ("catalog", "articles.parquet", lambda hub: hub),
    "customers": ("catalog", "customers.parquet", lambda hub: hub),
    "transactions": ("catalog", "transactions.parquet", lambda hub: hub),
}


@pytest.mark.parametrize("damage", ["cut", "emptied"])
@pytest.mark.parametrize("part", DAMAGES)
def test_a_damaged_file_gives_one_error_that_names_it(own: tuple[Workspace, Path], part: str, damage: str) -> None:
    workspace, _data = own
    stage, name, ask = DAMAGES[part]
    path = workspace.get(stage).folder / name
    size = path.stat().st_size
    os.truncate(path, size // 2 if damage == "cut" else 0)
    with pytest.raises(WorkspaceError) as caught:
        ask(Hub(workspace.folder))
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)
    assert str(path.parent) in str(caught.value)


@pytest.mark.parametrize("part", ["vectors", "index", "weights", "neighbours", "articles"])
def test_deleting_the_damaged_folder_and_building_again_helps(own: tuple[Workspace, Path], part: str) -> None:
    workspace, data = own
    stage, name, ask = DAMAGES[part]
    folder = workspace.get(stage).folder
    os.truncate(folder / name, 10)
    with pytest.raises(WorkspaceError, match="elete"):
        ask(Hub(workspace.folder))
    before = (Path(str(folder)) / "articles.npy").exists()
    shutil.rmtree(folder)
    build(workspace, Settings(str(data)))
    ask(Hub(workspace.folder))
    assert (workspace.get(stage).folder / "articles.npy").exists() == before


def test_an_empty_folder_is_no_workspace(tmp_path: Path) -> None:
    with pytest.raises(NotBuiltError, match="python -m stylehub_core build --data"):
        Hub(tmp_path)


def test_a_damaged_settings_file(own: tuple[Workspace, Path]) -> None:
    workspace, _ = own
    (workspace.folder / "settings.json").write_bytes(b"{\xff")
    with pytest.raises(WorkspaceError, match=r"settings\.json is damaged"):
        Hub(workspace.folder)


def _is_model(stage: Stage) -> bool:
    return stage.name.startswith(MODELS_ONLY)


def _times(workspace: Workspace) -> dict[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in workspace.folder.glob("stages/**/*") if path.is_file()}


def test_models_of_other_articles_are_not_served(own: tuple[Workspace, Path]) -> None:
    workspace, data = own
    path = data / "articles.csv"
    head, first, *rest = path.read_text().splitlines(keepends=True)
    path.write_text("".join([head, "9" + first[1:], *rest]))  # the same number of articles, one with another id
    build(workspace, Settings(str(data)), only=lambda stage: stage.name == "catalog")
    hub = Hub(workspace.folder)
    assert hub.ready == []
    with pytest.raises(NotBuiltError, match="raw-text"):
        hub.search(Request("black dress"))
    build(workspace, Settings(str(data)), only=lambda stage: stage.name in ("lexical", "model/raw-text"))
    assert Hub(workspace.folder).ready == ["raw-text"]
