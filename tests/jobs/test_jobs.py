"""Jobs: one runs and one waits. They outlive the process that started them, end whole, and report how they ended."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from stylehub_core import jobs
from stylehub_core.errors import LEFT_OUT, StyleHubError, WorkspaceError
from stylehub_core.files import is_locked
from stylehub_core.jobs import runner
from stylehub_core.workspace import Workspace
from tests.waiting import until

ROOT = Path(__file__).parents[2]


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    place = Workspace(tmp_path / "workspace")
    yield place
    for job in jobs.jobs(place):
        jobs.cancel(place, job.id)


@pytest.fixture
def long(tmp_path: Path) -> list[str]:
    """A command that runs for minutes, with processes of its own once it draws."""
    return ["sample", "--out", str(tmp_path / "drawn"), "--articles", "3000", "--customers", "20"]


@pytest.fixture
def short(tmp_path: Path) -> list[str]:
    """A command that fails at once, because its folder does not exist."""
    return ["check", "--data", str(tmp_path / "nowhere")]


def ended(workspace: Workspace, id: str) -> jobs.Job:
    until(lambda: not state_of(workspace, id).live)
    return state_of(workspace, id)


def state_of(workspace: Workspace, id: str) -> jobs.Job:
    job = jobs.find(workspace, id)
    assert job is not None
    return job


def processes(group: int) -> list[int]:
    """The numbers of the group's processes that are still running."""
    numbers = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            state, _, its_group = (folder / "stat").read_text().rpartition(")")[2].split()[:3]
        except OSError:
            continue
        if int(its_group) == group and state != "Z":
            numbers.append(int(folder.name))
    return numbers


def test_a_job_runs_its_command_and_is_done(workspace: Workspace, tmp_path: Path) -> None:
    out = tmp_path / "drawn"
    job = jobs.start(
        workspace, "Draw", ["sample", "--out", str(out), "--articles", "60", "--customers", "20"], key="draw"
    )
    assert (job.state, job.title, job.key, job.message) == ("running", "Draw", "draw", "")
    done = ended(workspace, job.id)
    assert (done.state, done.message) == ("done", "")
    assert done.ended >= done.started > 0
    assert (out / "articles.csv").is_file()
    assert done.what == "pictures"
    assert done.done == done.total > 0
    assert "The sample catalogue is in" in done.log_tail(5)
    assert jobs.current(workspace) is None


def test_one_runs_one_waits_and_a_third_is_refused(workspace: Workspace, long: list[str]) -> None:
    first, second = (jobs.start(workspace, title, long) for title in ("First", "Second"))
    assert jobs.current(workspace) is not None
    assert jobs.current(workspace).id == first.id
    assert jobs.waiting(workspace).id == second.id
    refusal = r"'First' is running \(started by .+ at \d\d:\d\d\) and 'Second' is waiting"
    with pytest.raises(StyleHubError, match=refusal):
        jobs.start(workspace, "Third", long)
    assert [job.title for job in jobs.jobs(workspace)] == ["Second", "First"]


def test_the_same_key_is_the_same_job(workspace: Workspace, long: list[str], short: list[str]) -> None:
    first = jobs.start(workspace, "First", long, key="lesson")
    assert jobs.start(workspace, "Again", short, key="lesson").id == first.id
    second = jobs.start(workspace, "Second", short, key="other")
    assert jobs.start(workspace, "Again", short, key="other").id == second.id
    jobs.cancel(workspace, second.id)
    assert jobs.start(workspace, "No key", short).id != jobs.start(workspace, "First", short, key="lesson").id


def test_the_waiting_one_starts_when_the_running_one_ends(
    workspace: Workspace, long: list[str], short: list[str]
) -> None:
    first, second = jobs.start(workspace, "First", long), jobs.start(workspace, "Second", short)
    until(lambda: state_of(workspace, first.id).what and state_of(workspace, second.id).pid)  # both processes are up
    assert state_of(workspace, second.id).state == "waiting"
    jobs.cancel(workspace, first.id)
    done = ended(workspace, second.id)
    assert done.state == "failed"
    assert done.message == "This folder cannot be imported: 1 error, 0 warnings."


def test_a_waiting_one_is_cancelled_without_running(workspace: Workspace, long: list[str], tmp_path: Path) -> None:
    first = jobs.start(workspace, "First", long)
    second = jobs.start(workspace, "Second", ["sample", "--out", str(tmp_path / "other")])
    jobs.cancel(workspace, second.id)
    assert state_of(workspace, second.id).state == "cancelled"
    assert state_of(workspace, first.id).state == "running"
    assert not (tmp_path / "other").exists()


def test_cancel_stops_what_the_job_started(workspace: Workspace, long: list[str]) -> None:
    job = jobs.start(workspace, "First", long)
    until(lambda: state_of(workspace, job.id).pid and len(processes(state_of(workspace, job.id).pid)) > 1, 60)
    group = state_of(workspace, job.id).pid
    jobs.cancel(workspace, job.id)
    until(lambda: not processes(group), 5)
    assert state_of(workspace, job.id).state == "cancelled"
    assert state_of(workspace, job.id).message == ""


def test_a_job_cancelled_at_once_never_stops_who_asked(workspace: Workspace, long: list[str]) -> None:
    job = jobs.start(workspace, "First", long)
    jobs.cancel(workspace, job.id)
    assert state_of(workspace, job.id).state == "cancelled"


def test_a_process_that_dies_without_a_word_has_failed(workspace: Workspace, long: list[str]) -> None:
    job = jobs.start(workspace, "First", long)
    until(lambda: state_of(workspace, job.id).what)
    group = state_of(workspace, job.id).pid
    os.killpg(group, signal.SIGKILL)
    dead = ended(workspace, job.id)
    assert dead.state == "failed"
    assert dead.message == "Its process ended unexpectedly. tables"
    assert dead.ended >= dead.started
    assert jobs.current(workspace) is None


def test_workers_left_behind_do_not_keep_a_dead_job_alive(workspace: Workspace, long: list[str]) -> None:
    job = jobs.start(workspace, "First", long)
    until(lambda: state_of(workspace, job.id).pid and len(processes(state_of(workspace, job.id).pid)) > 1, 60)
    group = state_of(workspace, job.id).pid
    os.kill(group, signal.SIGKILL)
    assert ended(workspace, job.id).state == "failed"
    for left in processes(group):
        os.kill(left, signal.SIGKILL)


def test_a_number_given_to_another_process_is_not_ours(workspace: Workspace, short: list[str]) -> None:
    job = ended(workspace, jobs.start(workspace, "First", short).id)
    until(lambda: not is_locked(job.folder / "lock"))
    stranger = subprocess.Popen(["sleep", "30"], start_new_session=True)
    try:
        notes = json.loads((job.folder / "job.json").read_text())
        (job.folder / "job.json").write_text(json.dumps(notes | {"state": "running", "pid": stranger.pid}))
        assert state_of(workspace, job.id).state == "failed"
        assert jobs.current(workspace) is None
        jobs.cancel(workspace, job.id)
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_jobs_outlive_the_process_that_started_them(workspace: Workspace, long: list[str], short: list[str]) -> None:
    code = (
        "import sys, json; from pathlib import Path; from stylehub_core import jobs; "
        "from stylehub_core.workspace import Workspace; place = Workspace(Path(sys.argv[1])); "
        "[jobs.start(place, title, argv) for title, argv in json.loads(sys.argv[2])]"
    )
    work = json.dumps([["First", long], ["Second", short]])
    subprocess.run([sys.executable, "-c", code, str(workspace.folder), work], cwd=ROOT, check=True)
    assert jobs.current(workspace).title == "First"
    second = jobs.waiting(workspace)
    jobs.cancel(workspace, jobs.current(workspace).id)
    assert ended(workspace, second.id).state == "failed"


def test_an_unexpected_error_never_reaches_people(workspace: Workspace) -> None:
    job = ended(workspace, jobs.start(workspace, "Wrong", ["search", "--workspace", "\udcff"]).id)
    assert job.state == "failed"
    assert "Traceback" not in job.message


def test_the_last_ones_are_kept(workspace: Workspace, short: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stylehub_core.jobs.queue.KEPT", 3)
    for number in range(4):
        ended(workspace, jobs.start(workspace, f"Job {number}", short).id)
    assert [job.title for job in jobs.jobs(workspace)] == ["Job 3", "Job 2", "Job 1"]
    assert len(list((workspace.folder / "jobs").glob("[0-9]*"))) == 3


def test_nothing_started_is_nothing(workspace: Workspace) -> None:
    assert jobs.jobs(workspace) == []
    assert jobs.current(workspace) is None
    assert jobs.waiting(workspace) is None
    assert jobs.find(workspace, "../..") is None
    jobs.cancel(workspace, "000001")
    assert not workspace.folder.exists()


@pytest.mark.parametrize("text", ["", "{", "[]", '{"id": "000001"}', '{"state": "asleep"}'])
def test_damaged_notes_are_passed_over(workspace: Workspace, text: str, short: list[str]) -> None:
    folder = workspace.folder / "jobs" / "000001"
    folder.mkdir(parents=True)
    (folder / "job.json").write_text(text)
    assert jobs.jobs(workspace) == []
    assert jobs.start(workspace, "Next", short).id == "000002"


def test_a_workspace_that_is_a_file_is_said(tmp_path: Path, short: list[str]) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(WorkspaceError, match="No job can start"):
        jobs.start(Workspace(tmp_path / "file"), "First", short)


def test_what_a_command_left_out_is_a_note_and_no_failure(workspace: Workspace, monkeypatch) -> None:
    folder = workspace.folder / "jobs" / "000001"
    folder.mkdir(parents=True)
    (folder / "log.txt").write_text("Raw text: neighbours\nNot everything was built: Transactional: too few pairs.\n")
    monkeypatch.setattr(runner.signal, "signal", lambda *_: None)
    job = jobs.Job("000001", "Build", ("build",), "build", "running", started=1.0, folder=folder)
    for code, state in ((LEFT_OUT, "done"), (1, "failed")):
        runner._write_end(job, code)
        read_back = state_of(workspace, "000001")
        assert read_back.state == state
        assert read_back.message == "Not everything was built: Transactional: too few pairs."
    runner._write_end(job, 0)
    assert state_of(workspace, "000001").message == ""
