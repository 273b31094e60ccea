"""Builds that are started from a page: one at a time, visible, stoppable, and with a final message."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from stylehub_core import jobs as core_jobs
from stylehub_core.build.state import BuildState
from stylehub_core.errors import StyleHubError
from stylehub_core.files import write_json
from stylehub_core.workspace import Workspace
from tests.waiting import until
from ui import jobs
from ui.first_build import _stage_line
from ui.progress_strip import strip_text


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    (tmp_path / "workspace").mkdir()
    return Workspace(tmp_path / "workspace")


def test_a_process_that_has_not_reported_yet_counts_as_running(workspace: Workspace) -> None:
    jobs.start_sample(workspace)
    assert jobs.running(workspace) is not None
    with pytest.raises(StyleHubError, match="already running"):
        jobs.start_sample(workspace)
    jobs.cancel(workspace)
    assert jobs.running(workspace) is None
    assert jobs.last_message(workspace).startswith("The build was stopped")


def test_a_build_waits_for_the_job_that_runs(workspace: Workspace, tmp_path: Path) -> None:
    other_job = core_jobs.start(workspace, "Other", ["sample", "--out", str(tmp_path / "other")])
    jobs.resume(workspace)
    assert core_jobs.waiting(workspace).title == "Build"
    assert jobs.running(workspace) is not None
    jobs.cancel(workspace)
    assert jobs.running(workspace) is None
    assert core_jobs.current(workspace).id == other_job.id
    core_jobs.cancel(workspace, other_job.id)


def test_a_build_that_is_killed_runs_no_more(workspace: Workspace) -> None:
    jobs.start_sample(workspace)
    group = until(lambda: core_jobs.current(workspace).pid)
    os.killpg(group, signal.SIGKILL)
    until(lambda: jobs.running(workspace) is None)
    assert "ended unexpectedly" in jobs.last_message(workspace)


def test_a_build_of_the_terminal_is_seen(workspace: Workspace) -> None:
    with workspace.building():
        state = BuildState(workspace, [("catalog", "Catalogue")])
        assert jobs.running(workspace) is not None
        state.stopped("articles.csv is gone")
    assert jobs.running(workspace) is None
    assert jobs.last_message(workspace) == "articles.csv is gone"


def test_a_build_of_the_terminal_is_stopped(workspace: Workspace) -> None:
    # The shell waits for its child, as a terminal does. A child of this test would stay as a zombie.
    held = f'with Workspace(Path("{workspace.folder}")).building(): print(os.getpid(), flush=True); time.sleep(60)'
    code = f"import os, time; from pathlib import Path; from stylehub_core.workspace import Workspace\n{held}"
    shell = subprocess.Popen(["sh", "-c", f"{sys.executable} -c '{code}' & wait"], stdout=subprocess.PIPE)
    assert shell.stdout is not None
    pid = int(shell.stdout.readline())
    write_json(workspace.folder / "build.json", {"pid": pid, "started": time.time(), "stages": [], "running": True})
    assert jobs.running(workspace) is not None
    jobs.cancel(workspace)
    shell.wait(5)
    assert jobs.running(workspace) is None


def test_what_a_stopped_build_left_out_is_known(workspace: Workspace) -> None:
    state = BuildState(workspace, [("catalog", "Catalogue"), ("lexical", "Word index")])
    state.done("catalog", 1.0)
    with workspace.building():
        assert jobs.unfinished(workspace) == []
    state.stopped("KeyboardInterrupt")
    assert jobs.unfinished(workspace) == ["Word index"]
    assert jobs.last_message(workspace).startswith("The build was stopped")


def test_what_the_data_is_too_little_for_is_a_note(workspace: Workspace) -> None:
    state = BuildState(workspace, [("catalog", "Catalogue"), ("model/transactional", "Transactional")])
    state.done("catalog", 1.0)
    state.missed("model/transactional", "left-out", "0 pairs are too few.")
    with workspace.building():
        report = jobs.running(workspace)
        assert jobs.left_out(workspace) == ""  # it is still running
    assert report is not None
    assert strip_text(report) == "Building · 2 of 2 done"
    assert "Transactional" in _stage_line(report.stages[1])
    state.finished(note="Transactional: 0 pairs are too few.")
    assert jobs.unfinished(workspace) == []
    assert jobs.last_message(workspace) == ""
    assert jobs.left_out(workspace) == "Transactional: 0 pairs are too few."


def test_a_traceback_never_reaches_people(workspace: Workspace) -> None:
    folder = workspace.folder / "jobs" / "000001"
    folder.mkdir(parents=True)
    core_jobs.Job("000001", "Build", ("build",), jobs.BUILD, "running", started=time.time(), folder=folder).save()
    (folder / "log.txt").write_text("Traceback (most recent call last):\n  File x\nKeyError: 'secret'\n")
    message = jobs.last_message(workspace)
    assert "secret" not in message
    assert "log.txt" in message


def test_no_build_says_nothing(workspace: Workspace) -> None:
    assert jobs.running(workspace) is None
    assert jobs.last_message(workspace) == ""
