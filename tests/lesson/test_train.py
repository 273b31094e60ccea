"""The training of a lesson: the real trainer, both runs kept, and nothing left of a stopped run."""

import dataclasses
import os
from pathlib import Path

import numpy as np
import pytest

from stylehub_core.errors import QueryError, StyleHubError, WorkspaceError
from stylehub_core.lesson import run as run_module
from stylehub_core.lesson import train as module
from stylehub_core.lesson.recipe import PRESETS, changed
from stylehub_core.lesson.run import curve, find_run, partial_folder, run_id, run_stamp
from stylehub_core.lesson.train import Lesson, lesson, teach
from stylehub_core.models.world import World
from stylehub_core.workspace import Workspace

pytestmark = pytest.mark.usefixtures("short")


@pytest.fixture
def fresh_pairs(place: Workspace) -> Lesson:
    return lesson(place, "bundled", "failure", "pairs=fresh")


def test_both_runs_are_trained_and_kept(place: Workspace, world: World, fresh_pairs: Lesson, short: int) -> None:
    told: list[tuple[str, int, int]] = []
    chosen, base = teach(place, world, fresh_pairs, lambda *report: told.append(report))
    assert (chosen.recipe, base.recipe) == (changed(PRESETS["failure"], "pairs=fresh"), PRESETS["failure"])
    assert len(chosen.history) == len(base.history) == short
    assert not chosen.cut_short
    assert told[-1][1] == told[-1][2] == 2 * short
    assert [done for _, done, _ in told] == sorted(done for _, done, _ in told)
    again = teach(place, world, fresh_pairs, lambda *report: pytest.fail("trained again"))
    np.testing.assert_array_equal(again[0].vectors, chosen.vectors)
    assert sorted(path.name for path in place.lessons.iterdir()) == sorted((chosen.id, base.id))


def test_the_same_seed_gives_the_same_run(place: Workspace, world: World, fresh_pairs: Lesson, tmp_path: Path) -> None:
    first, _ = teach(place, world, fresh_pairs)
    for folder in place.lessons.iterdir():
        (folder / "run.json").unlink()
    second, _ = teach(place, world, fresh_pairs)
    np.testing.assert_array_equal(first.vectors, second.vectors)


@pytest.mark.parametrize("stopped_by", [KeyboardInterrupt, OSError("disk full")])
def test_stopped_half_way_it_leaves_nothing(
    place: Workspace, world: World, fresh_pairs: Lesson, monkeypatch: pytest.MonkeyPatch, stopped_by: BaseException
) -> None:
    seen: list[int] = []

    def stop(workspace: Workspace, id: str, history: list[dict[str, float]]) -> None:
        run_module.write_curve(workspace, id, history)
        seen.append(len(curve(workspace, id)))
        if len(history) == 2:
            raise stopped_by

    monkeypatch.setattr(module, "write_curve", stop)
    with pytest.raises((KeyboardInterrupt, OSError)):
        teach(place, world, fresh_pairs)
    assert seen == [1, 2]
    assert list(place.lessons.iterdir()) == []
    assert find_run(place, fresh_pairs.base_id) is None


def test_what_a_killed_run_left_does_not_count_and_is_cleared(
    place: Workspace, world: World, fresh_pairs: Lesson
) -> None:
    for name in (fresh_pairs.chosen_id, "abc"):
        partial_folder(place, name).mkdir(parents=True)
        (partial_folder(place, name) / "run.json").write_text("{}")
    assert find_run(place, fresh_pairs.chosen_id) is None
    assert run_stamp(place, fresh_pairs.chosen_id) == ""
    teach(place, world, fresh_pairs)
    assert not list(place.lessons.glob("*.partial"))


def test_time_is_up_before_the_last_epoch(
    place: Workspace, world: World, fresh_pairs: Lesson, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LONGEST", 0.0)
    chosen, base = teach(place, world, fresh_pairs)
    assert chosen.cut_short
    assert base.cut_short
    assert len(chosen.history) == 1


def test_it_never_trains_beside_a_build(place: Workspace, world: World, fresh_pairs: Lesson) -> None:
    with place.building(), pytest.raises(WorkspaceError, match="is running in"):
        teach(place, world, fresh_pairs)


def test_the_last_ones_are_kept(
    place: Workspace, world: World, fresh_pairs: Lesson, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen, base = teach(place, world, fresh_pairs)
    os.utime(place.lessons / chosen.id, (1, 1))
    monkeypatch.setattr(run_module, "KEPT", 2)
    teach(place, world, lesson(place, "bundled", "failure", "temperature=0.5"))
    assert find_run(place, chosen.id) is None
    assert find_run(place, base.id) is not None
    assert len(list(place.lessons.iterdir())) == 2


def test_other_data_is_another_run(place: Workspace, fresh_pairs: Lesson) -> None:
    assert run_id(place, fresh_pairs.chosen, "bundled") == fresh_pairs.chosen_id
    assert run_id(place, fresh_pairs.chosen, "another encoder") != fresh_pairs.chosen_id
    assert run_id(place, dataclasses.replace(fresh_pairs.chosen, temperature=0.7), "bundled") != fresh_pairs.chosen_id


@pytest.mark.parametrize("id", ["", "..", "../stages", "nothing", "a.partial"])
def test_an_unknown_run_is_none(place: Workspace, id: str) -> None:
    assert find_run(place, id) is None
    assert run_stamp(place, id) == ""


@pytest.mark.parametrize("name", ["run.json", "vectors.npy", "test.npy"])
def test_a_damaged_run_is_said(place: Workspace, world: World, fresh_pairs: Lesson, name: str) -> None:
    chosen, _ = teach(place, world, fresh_pairs)
    (place.lessons / chosen.id / name).write_bytes(b"{")
    with pytest.raises(StyleHubError, match="damaged"):
        find_run(place, chosen.id)


def test_a_preset_without_another_wants_a_change(place: Workspace) -> None:
    with pytest.raises(QueryError, match="change its augmentation"):
        lesson(place, "bundled", "pictures")
