"""The picture model's training in a lesson: what its views show, and what is kept of it."""

import io
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from stylehub_core.lesson.run import find_run
from stylehub_core.lesson.train import Lesson, lesson, teach
from stylehub_core.lesson.views.look import sheet
from stylehub_core.lesson.views.material import view_material
from stylehub_core.lesson.views.recipe import NETWORK, PRESETS, VIEW, ViewRecipe
from stylehub_core.lesson.views.run import ViewRun
from stylehub_core.lesson.views.space import meters, space_of
from stylehub_core.lesson.views.subject import ViewSubject, two_views
from stylehub_core.models.world import World
from stylehub_core.training.configs import Augmentations
from stylehub_core.workspace import Workspace

STILL = Augmentations(crop=1.0, flip=False, jitter=0.0, grey=0.0, blur=0.0)


@pytest.fixture
def no_crops(place: Workspace) -> Lesson:
    return lesson(place, "bundled", "pictures", "augmentation=no crops")


@pytest.mark.usefixtures("short")
def test_both_runs_are_trained_kept_and_read_again(place: Workspace, world: World, no_crops: Lesson) -> None:
    chosen, base = teach(place, world, no_crops)
    assert isinstance(chosen, ViewRun)
    assert isinstance(base, ViewRun)
    assert (chosen.recipe, base.recipe) == (ViewRecipe("no crops"), PRESETS["pictures"])
    assert len(chosen.history) == 3
    assert not chosen.cut_short
    assert set(chosen.last) == {"epoch", "loss", "same_type", "same_colour"}
    measured = meters(chosen.vectors, chosen.labels)
    for key, value in measured.items():
        assert chosen.last[key] == pytest.approx(value, abs=0.02)  # vectors are kept in 16 bits
    assert chosen.before == base.before  # both start from the same network
    np.testing.assert_array_equal(chosen.rows, base.rows)
    kept = find_run(place, no_crops.chosen_id)
    assert isinstance(kept, ViewRun)
    np.testing.assert_array_equal(kept.views, chosen.views)


@pytest.mark.usefixtures("short")
def test_time_is_up_after_an_epoch(world: World, tmp_path: Path) -> None:
    run = ViewSubject().train("a", PRESETS["pictures"], view_material(world), tmp_path, lambda history: False)
    assert len(run.history) == 1
    assert run.cut_short


def test_without_an_augmentation_a_view_is_the_picture(world: World) -> None:
    levels = view_material(world).levels[:4]
    views = two_views(levels, STILL)
    assert views.shape == (4, 3, VIEW, VIEW, 3)
    np.testing.assert_array_equal(views[:, 1], views[:, 0])
    np.testing.assert_array_equal(views[:, 2], views[:, 0])


def test_grey_views_have_no_colour_and_their_picture_keeps_it(world: World) -> None:
    levels = view_material(world).levels
    views = two_views(levels[view_material(world).shown], replace(STILL, grey=1.0)).astype(int)
    spread = np.ptp(views, axis=-1)
    assert spread[:, 1:].max() <= 1
    assert spread[:, 0].max() > 20


def test_the_two_views_of_a_picture_differ(world: World) -> None:
    views = two_views(view_material(world).levels[:4], PRESETS["pictures"].augmentations()).astype(int)
    assert (np.abs(views[:, 1] - views[:, 2]).mean(axis=(1, 2, 3)) > 1).all()


def test_the_space_is_of_unit_rows_and_of_each_picture_alone(world: World) -> None:
    import torch

    from stylehub_core.training.simclr import ResidualNetwork

    levels = view_material(world).levels
    torch.manual_seed(0)
    vectors = space_of(ResidualNetwork(NETWORK), levels)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_the_sheet_has_a_column_for_each_picture(place: Workspace, world: World) -> None:
    views = two_views(view_material(world).levels[:5], STILL)
    run = ViewRun(
        "a", PRESETS["pictures"], [], {}, view_material(world).taken, 0.0, np.zeros((5, 2), np.float32),
        np.arange(5, dtype=np.int32), np.zeros((5, 3), np.int32), views,
    )  # fmt: skip
    with Image.open(io.BytesIO(sheet(run))) as drawn:
        assert drawn.width / drawn.height == pytest.approx(5 / 3, abs=0.05)


def test_other_pictures_are_another_run(place: Workspace, no_crops: Lesson, monkeypatch: pytest.MonkeyPatch) -> None:
    subject = ViewSubject()
    before = subject.depends_on(place, "bundled")
    assert subject.depends_on(place, "another encoder") == before
    found = place.find("pictures")
    assert found is not None
    monkeypatch.setattr(place, "find", lambda stage: replace(found, fingerprint="other"))
    assert subject.depends_on(place, "bundled") != before


def test_what_is_lacking_is_one_sentence(place: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    subject = ViewSubject()
    assert subject.lacking(place) == ""
    found = place.find("pictures")
    assert found is not None
    monkeypatch.setattr(place, "find", lambda stage: replace(found, facts={"pictured": 0}))
    assert "this catalogue has none" in subject.lacking(place)
    monkeypatch.setattr(place, "find", lambda stage: None)
    assert "this catalogue has none" in subject.lacking(place)
