"""Builds that are started from a page: one at a time, seen, stopped, and their last words."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from stylehub_core.build_state import BuildState
from stylehub_core.errors import StyleHubError
from stylehub_core.workspace import Workspace
from ui import jobs

SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)  # stylehub_core"]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    (tmp_path / "workspace").mkdir()
    return Workspace(tmp_path / "workspace")


def note(workspace: Workspace, process: "subprocess.Popen[bytes]") -> None:
    (workspace.folder / "build.pid").write_text(f"{process.pid} {time.time()}")


def test_a_process_that_has_not_reported_yet_counts_as_running(workspace: Workspace) -> None:
    process = subprocess.Popen(SLEEPER)
    note(workspace, process)
    found = jobs.running(workspace)
    assert found is not None
    assert found.pid == process.pid
    with pytest.raises(StyleHubError, match="running already"):
        jobs.start_sample(workspace)
    jobs.cancel(workspace)
    assert jobs.running(workspace) is None


def test_a_number_given_to_another_process_is_not_ours(workspace: Workspace) -> None:
    process = subprocess.Popen(["sleep", "30"])
    note(workspace, process)
    assert jobs.running(workspace) is None
    process.kill()
    process.wait()


def test_a_build_of_the_terminal_is_seen(workspace: Workspace) -> None:
    state = BuildState(workspace, [("catalog", "Catalogue")])
    assert jobs.running(workspace) is not None
    state.stopped("articles.csv is gone")
    assert jobs.running(workspace) is None
    assert jobs.last_message(workspace) == "articles.csv is gone"


def test_what_a_stopped_build_left_out_is_known(workspace: Workspace) -> None:
    state = BuildState(workspace, [("catalog", "Catalogue"), ("lexical", "Word index")])
    state.done("catalog", 1.0)
    assert jobs.unfinished(workspace) == []
    state.stopped("KeyboardInterrupt")
    assert jobs.unfinished(workspace) == ["Word index"]
    assert jobs.last_message(workspace).startswith("The build was stopped")


def test_a_traceback_never_reaches_people(workspace: Workspace) -> None:
    (workspace.folder / "build.pid").write_text(f"999999 {time.time()}")
    (workspace.folder / "build.log").write_text("Traceback (most recent call last):\n  File x\nKeyError: 'secret'\n")
    message = jobs.last_message(workspace)
    assert "secret" not in message
    assert "build.log" in message


def test_no_build_says_nothing(workspace: Workspace) -> None:
    assert jobs.running(workspace) is None
    assert jobs.last_message(workspace) == ""
