"""Another setting makes the comparison of texts and pictures stale, and the next build uses it."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from stylehub_core.alignment.cross_fit import AlignmentConfig
from stylehub_core.build.run import Stage, StageStatus, build, plan, status
from stylehub_core.errors import ModelError
from stylehub_core.hub.hub import Hub
from stylehub_core.hub.workspace_settings import Settings
from stylehub_core.workspace import Workspace
from ui.alignment.data import expected_wrong

NEEDS_PICTURES = ["picture-text"]


def is_alignment(stage: Stage) -> bool:
    return stage.name == "alignment"


def state_of(workspace: Workspace, settings: Settings) -> StageStatus:
    [stage] = filter(is_alignment, plan(workspace, settings, NEEDS_PICTURES))
    return status(workspace, [stage])[0]


def test_a_setting_makes_it_stale_and_the_next_build_uses_it(aligned_workspace: Path, tmp_path: Path) -> None:
    workspace = Workspace(Path(shutil.copytree(aligned_workspace, tmp_path / "workspace")))
    usual = Settings.load(workspace)
    assert state_of(workspace, usual).state == "built"
    assert expected_wrong(Hub(workspace.folder)) == AlignmentConfig.prior
    given = {"prior": 0.2, "training.epochs": 1, "folds": 2}
    settings = replace(usual, overrides={"alignment": given})
    stale = state_of(workspace, settings)
    assert (stale.state, stale.why, stale.settings) == ("stale", "changed: config", given)
    [made] = build(workspace, settings, NEEDS_PICTURES, only=is_alignment)
    assert (made.state, made.settings) == ("built", given)
    config = workspace.get("alignment").facts["inputs"]["config"]
    assert (config["prior"], config["folds"], config["training"]["epochs"]) == (0.2, 2, 1)
    assert expected_wrong(Hub(workspace.folder)) == 0.2
    assert state_of(workspace, Settings.load(workspace)).state == "built"
    assert state_of(workspace, usual).state == "stale"


def test_what_it_cannot_be_made_with_is_told(aligned_workspace: Path, tmp_path: Path) -> None:
    workspace = Workspace(Path(shutil.copytree(aligned_workspace, tmp_path / "workspace")))
    usual = Settings.load(workspace)
    with pytest.raises(ModelError, match="No picture encoder 'eyes'"):
        plan(workspace, replace(usual, overrides={"alignment": {"encoder": "eyes"}}), NEEDS_PICTURES)
    many = replace(usual, overrides={"alignment": {"folds": 100_000}})
    [missed] = build(workspace, many, NEEDS_PICTURES, only=is_alignment)
    assert missed.state == "left-out"
    assert "It was fitted with alignment.folds=100000." in missed.why
    assert Hub(workspace.folder).alignment().rows.size  # the earlier one still answers
