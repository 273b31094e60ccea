"""Building set scorers: one that learns from another makes that one first."""

import shutil
from pathlib import Path

import pytest

from stylehub_core.build.run import Stage, build, plan
from stylehub_core.hub.hub import Hub
from stylehub_core.hub.outfitting import Outfitting
from stylehub_core.hub.workspace_settings import Settings
from stylehub_core.outfits.outfit_student import OutfitStudent, StudentConfig
from stylehub_core.outfits.outfit_teacher import OutfitTeacher
from stylehub_core.outfits.registry import set_scorers
from stylehub_core.outfits.set_learning import SetLearning
from stylehub_core.training.outfit_config import OutfitTraining, SetEncoderConfig
from stylehub_core.workspace import Workspace

SHORT = SetLearning(SetEncoderConfig(width=8, blocks=1, heads=2), OutfitTraining(epochs=2, pool=4, negatives=2))


class _Teacher(OutfitTeacher):
    def __init__(self) -> None:
        super().__init__(SHORT)


class _Student(OutfitStudent):
    def __init__(self) -> None:
        super().__init__(StudentConfig(SHORT, teacher=SHORT))

    def _fitted_teacher(self, *_: object) -> None:  # type: ignore[override]
        raise AssertionError("the build's teacher is not used")


def test_the_student_is_built_after_its_teacher_and_from_it(
    built_workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = Workspace(Path(shutil.copytree(built_workspace, tmp_path / "workspace")))
    monkeypatch.setitem(set_scorers(), "outfit-teacher", _Teacher)
    monkeypatch.setitem(set_scorers(), "outfit-student", _Student)
    settings = Settings.load(workspace)
    names = [stage.name for stage in plan(workspace, settings, ["outfit-student"])]
    assert names.index("outfits/outfit-teacher") < names.index("outfits/outfit-student")
    assert "outfits/outfit-teacher" not in [stage.name for stage in plan(workspace, settings, ["raw-text"])]

    def of_outfits(stage: Stage) -> bool:
        return stage.name.startswith("outfits/")

    ended = build(workspace, settings, ["outfit-student"], only=of_outfits)
    assert [stage.state for stage in ended] == ["built", "built"]
    assert Outfitting(Hub(workspace.folder)).ready[-2:] == ["outfit-teacher", "outfit-student"]
