"""--set, --settings and --unset: kept in the workspace, written beside each result, and seen by every later command."""

import json
from pathlib import Path

import pytest

from stylehub_core.hub.hub import Hub
from stylehub_core.workspace import Workspace
from tests.built import copy_of
from tests.cli.conftest import Run

pytestmark = pytest.mark.usefixtures("brief")


@pytest.fixture
def own(built: Path, tmp_path: Path) -> tuple[Path, Path]:
    return copy_of(built, tmp_path)


def states(run: Run, folder: Path) -> dict[str, str]:
    return {stage["name"]: stage["state"] for stage in json.loads(run("status", "-w", folder, "--json").out)}


def kept(folder: Path) -> dict[str, dict[str, object]]:
    overrides: dict[str, dict[str, object]] = json.loads((folder / "settings.json").read_text())["overrides"]
    return overrides


def test_a_model_s_setting_from_build_to_status_and_out_again(run: Run, own: tuple[Path, Path], tmp_path: Path) -> None:
    folder, data = own
    file = tmp_path / "my.toml"
    file.write_text("[transactional]\nepoch_pairs = 700\n[transactional.training]\nepochs = 9\n")
    before = Workspace(folder).get("model/transactional").fingerprint
    arguments = ("--settings", file, "--set", "transactional.training.epochs=2", "--models", "raw-text,transactional")
    said = run("build", "-w", folder, *arguments, "--json")
    assert said.code == 0, said.err
    assert "transactional.training.epochs=2" in said.err
    given = {"epoch_pairs": 700, "training.epochs": 2}
    settings = {stage["name"]: stage["settings"] for stage in json.loads(said.out)}
    assert settings["model/transactional"] == settings["metrics/transactional"] == given
    assert settings["model/raw-text"] == {}
    artifact = Workspace(folder).get("model/transactional")
    assert artifact.fingerprint != before
    assert artifact.facts["config"]["training"]["epochs"] == 2
    assert len(Hub(folder).model("transactional").history) == 2
    assert kept(folder) == {"transactional": given}

    assert set(states(run, folder).values()) == {"built"}
    assert "transactional.epoch_pairs=700" in run("status", "-w", folder).err
    # --data does not reset the settings.
    again = run("build", "-w", folder, "--data", data, "--models", "transactional", "--json")
    assert again.code == 0
    assert Workspace(folder).get("model/transactional").facts["made"] == artifact.facts["made"]

    out = run("build", "-w", folder, "--unset", "transactional", "--models", "raw-text")
    assert out.code == 0, out.err
    assert kept(folder) == {}
    assert states(run, folder)["model/transactional"] == "stale"
    assert "Set in this workspace" not in run("status", "-w", folder).err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--set", "transactional.training.epoch=2"), "Did you mean 'epochs'?"),
        (("--set", "transactional.training.epochs=two"), "'transactional.training.epochs' cannot be 'two'"),
        (("--set", "transactional"), "is not a setting"),
        (("--set", "alignment.encoder=eyes"), "No picture encoder 'eyes'"),
        (("--set", "personal-search.weight=2"), "'personal-search.weight' cannot be 2: it must be from 0 to 1."),
        (("--unset", "transactional"), "'transactional' is not set in this workspace. Nothing is set."),
        (("--settings", "/no/such.toml"), "/no/such.toml cannot be read"),
    ],
)
def test_what_is_wrong_leaves_the_workspace_as_it_was(run: Run, built: Path, arguments, message: str) -> None:
    before = (built / "settings.json").read_text()
    for command in (("build", "--models", "raw-text"), ("prepare", "popularity")):
        answer = run(*command, "-w", built, *arguments)
        assert answer.code == 1
        assert message in " ".join(answer.err.split())
    assert (built / "settings.json").read_text() == before


def test_a_recommender_s_setting_is_kept_written_and_used(run: Run, own: tuple[Path, Path]) -> None:
    folder, _ = own
    assert run("prepare", "popularity", "-w", folder).code == 0
    prepared = Workspace(folder).serving("popularity")
    key = (prepared / "key").read_text()
    said = run("prepare", "popularity", "-w", folder, "--set", "popularity.days=3")
    assert said.code == 0, said.err
    assert kept(folder) == {"popularity": {"days": 3}}
    assert (prepared / "key").read_text() != key
    assert json.loads((prepared / "config.json").read_text())["days"] == 3
    said = run("evaluate", "--protocol", "next-week", "--models", "popularity", "-w", folder, "--json")
    assert said.code == 0, said.err
    report = json.loads((folder / "lab" / "next-week" / "popularity" / "report.json").read_text())
    assert report["config"] == {"days": 3, "fewest": 1000}


def test_a_setting_that_nothing_can_be_fitted_with(run: Run, own: tuple[Path, Path]) -> None:
    folder, _ = own
    said = run("build", "-w", folder, "--models", "transactional", "--set", "transactional.network.features=-1")
    assert said.code == 1
    assert "'transactional.network.features' cannot be -1: it must be at least 1." in " ".join(said.err.split())
    assert Hub(folder).ready.count("transactional") == 1  # the earlier model still answers
    said = run("prepare", "als", "-w", folder, "--set", "als.factors=-1")
    assert said.code == 1
    assert "'als.factors' cannot be -1: it must be at least 1." in " ".join(said.err.split())


def test_settings_of_stages_are_kept_and_shown(run: Run, own: tuple[Path, Path]) -> None:
    folder, _ = own
    changes = ("--set", "alignment.prior=0.05", "--set", "personal-search.baskets=50")
    assert run("build", "-w", folder, "--models", "raw-text", *changes).code == 0
    assert kept(folder) == {"alignment": {"prior": 0.05}, "personal-search": {"baskets": 50}}
    assert "alignment.prior=0.05, personal-search.baskets=50" in run("status", "-w", folder).err
    assert json.loads(run("settings", "-w", folder, "--json").out) == [
        {"name": "alignment", "setting": "prior", "value": 0.05, "default": 0.02},
        {"name": "personal-search", "setting": "baskets", "value": 50, "default": 1200},
    ]
    every = run("settings", "personal-search", "-w", folder).out
    assert ["personal-search", "baskets", "50", "1200"] in [line.split() for line in every.splitlines()]
    assert ["personal-search", "model", "item-text", "item-text"] in [line.split() for line in every.splitlines()]
    assert run("build", "-w", folder, "--models", "raw-text", "--unset", "all").code == 0
    assert "Every setting has its default" in run("settings", "-w", folder).err
    said = run("settings", "personal", "-w", folder)
    assert said.code == 1
    assert "No model, recommender or stage 'personal'" in said.err


@pytest.mark.parametrize("name", ["alignment", "personal-search"])
def test_a_stage_s_name_is_no_model_s(run: Run, built: Path, name: str) -> None:
    said = run("add-model", name, "--vectors", "any.parquet", "-w", built)
    assert said.code == 1
    assert f"The name '{name}' is taken by" in said.err


def test_settings_are_for_protocols(run: Run, built: Path) -> None:
    said = run("evaluate", "-w", built, "--set", "transactional.epoch_pairs=1")
    assert said.code == 1
    assert "build --set" in said.err
