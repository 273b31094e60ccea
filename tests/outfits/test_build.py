"""Building set scorers: one that learns from another makes that one first."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from stylehub_core.build.run import Stage, build, plan
from stylehub_core.hub.hub import Hub
from stylehub_core.hub.outfitting import Outfitting
from stylehub_core.hub.workspace_settings import Settings
from stylehub_core.models.world import World
from stylehub_core.outfits.chance import Chance
from stylehub_core.outfits.encoded_sets import FittedEncodedSets
from stylehub_core.outfits.outfit_teacher import OutfitTeacher
from stylehub_core.outfits.stylist import Stylist
from stylehub_core.progress import Progress
from stylehub_core.workspace import Workspace


def test_the_student_is_built_after_its_teacher_and_from_it(
    built_workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = Workspace(Path(shutil.copytree(built_workspace, tmp_path / "workspace")))
    fits, fit = [], OutfitTeacher.fit

    def counted(scorer: OutfitTeacher, world: World, folder: Path, progress: Progress) -> FittedEncodedSets:
        fits.append(scorer)
        return fit(scorer, world, folder, progress)

    monkeypatch.setattr(OutfitTeacher, "fit", counted)
    settings = Settings.load(workspace)
    names = [stage.name for stage in plan(workspace, settings, ["outfit-student"])]
    assert names.index("outfits/outfit-teacher") < names.index("outfits/outfit-student")
    smaller = replace(settings, overrides={"outfit-teacher": {"training.pool": 5}})
    of_student = [
        next(stage for stage in plan(workspace, each, ["outfit-student"]) if stage.name == "outfits/outfit-student")
        for each in (settings, smaller)
    ]
    assert of_student[0].fingerprint != of_student[1].fingerprint and of_student[0].of == "outfits/outfit-teacher"
    assert "outfits/outfit-teacher" not in [stage.name for stage in plan(workspace, settings, ["raw-text"])]

    def of_outfits(stage: Stage) -> bool:
        return stage.name.startswith("outfits/")

    ended = build(workspace, settings, ["outfit-student"], only=of_outfits)
    assert [stage.state for stage in ended] == ["built", "built"]
    assert len(fits) == 1
    assert Outfitting(Hub(workspace.folder)).ready[-2:] == ["outfit-teacher", "outfit-student"]


def test_the_picture_encoders_of_a_set_scorer_are_known() -> None:
    assert Stylist().encoders == ("garment",)
    assert Stylist().changed({"encoder": ""}).encoders == ()
    assert Chance().encoders == ()
