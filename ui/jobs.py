"""Builds started from a page: each is a job, and also writes the report that every build writes."""

import contextlib
import os
import signal
import time
from collections.abc import Sequence
from pathlib import Path

from stylehub_core import jobs
from stylehub_core.build.state import BuildReport, read_build
from stylehub_core.errors import StyleHubError, WorkspaceError
from stylehub_core.files import is_locked
from stylehub_core.jobs import Job
from stylehub_core.workspace import Workspace

BUILD = "build"
"""The key of build jobs."""

_BY_HAND = ("KeyboardInterrupt", "SystemExit")
_STOPPED = "The build was stopped. Start it again to continue where it left off."


def start_sample(workspace: Workspace) -> None:
    """Draw the sample catalogue beside the workspace and build everything from it."""
    data = workspace.folder.parent / "sample"
    _start(workspace, "demo", "--data", str(data), "--workspace", str(workspace.folder), "--no-app")


def start_build(workspace: Workspace, data: Path) -> None:
    """Build everything from a folder in Kaggle's layout."""
    _start(workspace, "build", "--data", str(data.expanduser().resolve()), "--workspace", str(workspace.folder))


def resume(workspace: Workspace) -> None:
    """Build what the last build left out, from the same data."""
    _start(workspace, "build", "--workspace", str(workspace.folder))


def build_models(workspace: Workspace, names: Sequence[str]) -> None:
    """Build these models and set scorers from the same data, with all that they need."""
    _start(workspace, "build", "--models", ",".join(names), "--workspace", str(workspace.folder))


def unfinished(workspace: Workspace) -> list[str]:
    """Titles of the stages that the last build did not finish; none while a build is running."""
    report = _report(workspace)
    if report is None or running(workspace) is not None:
        return []
    return [stage.title for stage in report.stages if stage.state not in ("done", "left-out")]


def left_out(workspace: Workspace) -> str:
    """What the last build left out because there is too little data, and why; '' if nothing."""
    report = _report(workspace)
    return report.note if report is not None and running(workspace) is None else ""


def running(workspace: Workspace) -> BuildReport | None:
    """The report of the running build, even one that has only just started; None if no build is running."""
    report, job = _report(workspace), _job(workspace)
    ended = job is not None and not job.live
    if report is not None and report.running and not (job is not None and ended and job.pid == report.pid):
        return report
    if job is None or ended:
        return None
    return BuildReport(pid=job.pid, started=job.started, running=True)


def last_message(workspace: Workspace) -> str:
    """Why the last build stopped, in plain words; '' if it went well or there was none."""
    report, job = _report(workspace), _job(workspace)
    if report is not None and (job is None or report.started >= job.started - 1):
        return _STOPPED if report.message in _BY_HAND else report.message
    if job is None:
        return ""
    return _STOPPED if job.state == "cancelled" else job.message if job.state == "failed" else ""


def cancel(workspace: Workspace) -> None:
    """Stop the running build. Finished stages stay, and the next build continues from there."""
    report, job = running(workspace), _job(workspace)
    if job is not None and job.live:
        jobs.cancel(workspace, job.id)
    if report is not None and (job is None or report.pid != job.pid):
        _stop_terminal(workspace, report.pid)


def _stop_terminal(workspace: Workspace, pid: int) -> None:
    """Stop a build that was started in a terminal."""
    # A build started in the background of a shell ignores SIGINT.
    for signal_number, patience in ((signal.SIGINT, 3.0), (signal.SIGTERM, 3.0), (signal.SIGKILL, 3.0)):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(pid, signal_number)
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            if not is_locked(workspace.build_lock):
                return
            time.sleep(0.05)


def _start(workspace: Workspace, *arguments: str) -> None:
    if running(workspace) is not None:
        raise StyleHubError("A build is already running: wait for it to finish, or stop it first.")
    jobs.start(workspace, "Build", arguments, key=BUILD)


def _report(workspace: Workspace) -> BuildReport | None:
    try:
        return read_build(workspace)
    except WorkspaceError:
        return None


def _job(workspace: Workspace) -> Job | None:
    """The last build that a page started."""
    return next((job for job in jobs.jobs(workspace) if job.key == BUILD), None)
