"""The command `lesson`: its table, its errors, and a cancelled job."""

import json

import pytest

from stylehub_core import jobs
from stylehub_core.lesson.run import curve
from stylehub_core.lesson.train import lesson
from stylehub_core.workspace import Workspace
from tests.lesson.conftest import Run
from tests.waiting import until


@pytest.mark.usefixtures("short")
def test_it_prints_what_came_of_it(run: Run, place: Workspace) -> None:
    code, out, err = run("--set", "pairs=fresh")
    assert code == 0
    for row in ("texts alone", "base", "chosen", "Held-out and random pairs", "The space is"):
        assert row in out
    assert "training 2 of 2" in err
    code, out, err = run("--set", "pairs=fresh", "--json")
    report = json.loads(out)
    assert set(report) == {"before", "base", "chosen", "verdict"}
    assert "training" not in err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--set", "temperature=9"), "choose one of"),
        (("--set", "x"), "cannot be changed"),
        (("--preset", "y"), "preset"),
        (("--preset", "pictures"), "change its augmentation"),
        (("--preset", "pictures", "--set", "augmentation=no crops"), "this catalogue has none"),
    ],
)
def test_what_cannot_be_is_said(run: Run, place: Workspace, arguments: tuple[str, ...], message: str) -> None:
    code, out, err = run(*arguments)
    assert code in (1, 2)
    assert message in err
    assert not out
    assert not place.lessons.exists()


@pytest.mark.slow
def test_a_cancelled_job_leaves_nothing_behind(place: Workspace) -> None:
    long_lesson = lesson(place, "all-MiniLM-L6-v2", "failure", "batch=32")
    argv = ["lesson", "--set", "batch=32", "--workspace", str(place.folder)]
    job = jobs.start(place, "Lesson", argv, key=long_lesson.chosen_id)
    until(lambda: any(curve(place, path.name.removesuffix(".partial")) for path in place.lessons.glob("*.partial")))
    now = jobs.find(place, job.id)
    assert now is not None
    assert now.what.startswith("training")
    assert 0 < now.done < now.total
    jobs.cancel(place, job.id)
    assert jobs.find(place, job.id).state == "cancelled"
    assert not list(place.lessons.glob("*.partial"))
    with place.building():  # the lock is free again
        pass
