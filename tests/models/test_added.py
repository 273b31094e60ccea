"""Models that were added to a workspace: kept whole, found, replaced, and removed with everything made from them."""

import json
from pathlib import Path

import numpy as np
import pytest

from stylehub_core.arrays import unit
from stylehub_core.errors import ModelError, WorkspaceError
from stylehub_core.models.added import added_models, keep, remove, title_and_about
from stylehub_core.models.given_vectors import GivenVectors
from stylehub_core.models.saved import SavedModel, save
from stylehub_core.models.world import World
from stylehub_core.workspace import Workspace
from tests.conftest import HashEncoder, MakeCatalog, article_id


def given(rows: int = 8, seed: int = 0, first: int = 0) -> GivenVectors:
    vectors = unit(np.random.default_rng(seed).normal(size=(rows, 5)).astype(np.float32))
    return GivenVectors(np.array([article_id(first + row) for row in range(rows)]), vectors)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path / "workspace")


def test_what_is_kept_is_found_and_fits(
    workspace: Workspace, make_catalog: MakeCatalog, encoder: HashEncoder, tmp_path: Path
) -> None:
    keep(workspace, given(8, first=15), "mine", "Mine", "A test.", "v.parquet")
    [model] = added_models(workspace)
    assert (model.name, model.title, model.about, model.recipe) == ("mine", "Mine", "A test.", "given")
    assert "may have been" in model.caution
    assert "purchases" not in model.needs
    world = World(make_catalog([]), encoder)  # type: ignore[arg-type]
    fitted = model.fit(world, tmp_path)
    np.testing.assert_allclose(fitted.vectors[15:], given().vectors[:5], atol=1e-6)
    np.testing.assert_allclose(fitted.vectors[:15], fitted.towers["text"](world.sentences[:15]), atol=1e-6)
    assert fitted.facts["unknown_ids"] == 3
    assert {key: fitted.facts["placed"][key] for key in ("own", "by_text")} == {"own": 5, "by_text": 15}
    assert fitted.facts["note"].startswith("15 of 20 articles have no vector of their own")


def test_a_bridge_survives_the_disk(
    workspace: Workspace, make_catalog: MakeCatalog, encoder: HashEncoder, tmp_path: Path
) -> None:
    world = World(make_catalog([]), encoder)  # type: ignore[arg-type]
    fitted = keep(workspace, given(), "mine", "Mine", "", "v").fit(world, tmp_path)
    save(fitted, tmp_path)
    loaded = SavedModel.load(tmp_path, 20)
    expected = fitted.towers["text"](encoder.query("coat")[None])[0]
    np.testing.assert_array_equal(loaded.place("text", encoder.query("coat")[None])[0], expected)


def test_all_known_means_no_article_is_placed_by_its_text(
    workspace: Workspace, make_catalog: MakeCatalog, encoder: HashEncoder, tmp_path: Path
) -> None:
    model = keep(workspace, given(20), "mine", "Mine", "", "v")
    fitted = model.fit(World(make_catalog([]), encoder), tmp_path)  # type: ignore[arg-type]
    np.testing.assert_allclose(fitted.vectors, given(20).vectors, atol=1e-6)
    assert fitted.facts["note"].startswith("All articles have a vector")


def test_articles_that_left_the_catalogue_are_an_error(
    workspace: Workspace, make_catalog: MakeCatalog, encoder: HashEncoder, tmp_path: Path
) -> None:
    model = keep(workspace, given(8, first=19), "mine", "Mine", "", "v")
    with pytest.raises(ModelError, match="1 of 20 articles have a vector"):
        model.fit(World(make_catalog([]), encoder), tmp_path)  # type: ignore[arg-type]


def test_the_same_name_again_replaces_and_changes_the_config(workspace: Workspace) -> None:
    first = keep(workspace, given(seed=0), "mine", "Mine", "", "v")
    again = keep(workspace, given(seed=0), "mine", "Mine", "", "v")
    replaced = keep(workspace, given(seed=1), "mine", "Mine 2", "", "v")
    assert first.config == again.config != replaced.config
    assert [model.title for model in added_models(workspace)] == ["Mine 2"]
    assert [path.name for path in (workspace.folder / "added").iterdir()] == ["mine"]


def test_a_full_disk_leaves_what_was_there(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(workspace, given(seed=0), "mine", "Mine", "", "v")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(GivenVectors, "save", full)
    with pytest.raises(WorkspaceError, match="No space left"):
        keep(workspace, given(seed=1), "mine", "Other", "", "v")
    with pytest.raises(WorkspaceError, match="No space left"):
        keep(workspace, given(seed=1), "more", "More", "", "v")
    assert [model.title for model in added_models(workspace)] == ["Mine"]


def test_removing_takes_all_of_it(workspace: Workspace) -> None:
    for name in ("mine", "other"):
        keep(workspace, given(), name, name.title(), "", "v")
        for part in ("stages/model", "stages/map", "stages/metrics", "lab/next-week", "serving"):
            (workspace.folder / part / name).mkdir(parents=True)
    remove(workspace, "mine")
    assert [model.name for model in added_models(workspace)] == ["other"]
    assert {path.name for path in workspace.folder.glob("**/*") if path.name in ("mine", "other")} == {"other"}
    with pytest.raises(ModelError, match=r"'mine' was not added.*the added models are: other"):
        remove(workspace, "mine")
    remove(workspace, "other")
    with pytest.raises(ModelError, match="no model was"):
        remove(workspace, "../stages")


def test_damaged_notes_are_named(workspace: Workspace) -> None:
    keep(workspace, given(), "mine", "Mine", "", "v")
    file = workspace.folder / "added" / "mine" / "added.json"
    file.write_text(json.dumps({"name": "mine"}))
    with pytest.raises(WorkspaceError, match=r"added\.json is damaged"):
        added_models(workspace)


@pytest.mark.parametrize("name", ["", "Mine", "a b", "a_b", "-a", "a--b", "../x", "é", "x" * 41, "a.partial", "a\n"])
def test_names_that_cannot_be(name: str) -> None:
    with pytest.raises(ModelError, match="cannot name a model"):
        title_and_about(name, "", "", {})


def test_names_and_titles_that_are_taken() -> None:
    taken = {"raw-text": "Raw text", "als": "ALS"}
    assert title_and_about("my-clip-2", "", "", taken)[0] == "My clip 2"
    assert title_and_about("mine", " A  B ", "x", taken) == ("A B", "x")
    for name, title, text in (
        ("als", "", "is taken by ALS"), ("mine", "raw TEXT", "used by 'raw-text'"), ("mine", "x" * 41, "title"),
        ("mine", "a\u202eb", "cannot be shown"),
    ):  # fmt: skip
        with pytest.raises(ModelError, match=text):
            title_and_about(name, title, "", taken)
