"""Long work in a process of its own: one build at a time, which outlives the page and the app that started it."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from stylehub_core.build_state import BuildReport, alive, read_build
from stylehub_core.errors import StyleHubError, WorkspaceError
from stylehub_core.workspace import Workspace

_APP = Path(__file__).resolve().parent.parent
_LOG_NAME = "build.log"
_PID_NAME = "build.pid"
_BY_HAND = ("KeyboardInterrupt", "SystemExit")
_STOPPED = "The build was stopped. Start it again: it goes on where it was."


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


def unfinished(workspace: Workspace) -> list[str]:
    """Titles of what the last build, which runs no more, did not finish."""
    report = _report(workspace)
    if report is None or running(workspace) is not None:
        return []
    return [stage.title for stage in report.stages if stage.state != "done"]


def running(workspace: Workspace) -> BuildReport | None:
    """The report of the build that runs now, one started a moment ago included; None where none does."""
    report = _report(workspace)
    if report is not None and report.running:
        return report
    started = _started(workspace)
    if started is None or not _alive(started[0]) or not _is_ours(started[0]):
        return None
    return BuildReport(pid=started[0], started=started[1], running=True)


def last_message(workspace: Workspace) -> str:
    """Why the last build stopped, for people; '' where it went well or there was none."""
    report, started = _report(workspace), _started(workspace)
    if report is not None and (started is None or report.started >= started[1] - 1):
        return _STOPPED if report.message in _BY_HAND else report.message
    return _last_words(workspace) if started else ""


def cancel(workspace: Workspace) -> None:
    """Stop the running build; what is finished stays, and the next build goes on from there."""
    report = running(workspace)
    if report is None:
        return
    # A build that was started in the background of a shell ignores the first of these.
    for asked, patience in ((signal.SIGINT, 3.0), (signal.SIGTERM, 3.0), (signal.SIGKILL, 3.0)):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(report.pid, asked)
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            if not _alive(report.pid):
                return
            time.sleep(0.05)


def _start(workspace: Workspace, *arguments: str) -> None:
    if running(workspace) is not None:
        raise StyleHubError("A build is running already: wait until it is done, or stop it first.")
    try:
        workspace.folder.mkdir(parents=True, exist_ok=True)
        with (workspace.folder / _LOG_NAME).open("w") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "stylehub_core", *arguments],
                cwd=_APP,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        (workspace.folder / _PID_NAME).write_text(f"{process.pid} {time.time()}")
    except OSError as error:
        raise WorkspaceError(f"The build cannot start in {workspace.folder}: {error.strerror or error}.") from error


def _report(workspace: Workspace) -> BuildReport | None:
    try:
        return read_build(workspace)
    except WorkspaceError:
        return None


def _started(workspace: Workspace) -> tuple[int, float] | None:
    with contextlib.suppress(OSError, ValueError):
        pid, at = (workspace.folder / _PID_NAME).read_text().split()
        return int(pid), float(at)
    return None


def _alive(pid: int) -> bool:
    """Whether the process still works; one that has ended but not been waited for does not."""
    with contextlib.suppress(ChildProcessError, OSError):
        os.waitpid(pid, os.WNOHANG)
    return alive(pid)


def _is_ours(pid: int) -> bool:
    """Whether the process is a StyleHub: numbers are given again after a restart."""
    try:
        return b"stylehub_core" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return not Path("/proc").is_dir()


def _last_words(workspace: Workspace) -> str:
    log = workspace.folder / _LOG_NAME
    with contextlib.suppress(OSError):
        text = log.read_text(errors="replace")
        if "Traceback" in text:
            return f"The build stopped unexpectedly. What happened is written in {log}."
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        return lines[-1][:400] if lines else ""
    return ""
