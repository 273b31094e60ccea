"""The queue: one job runs and at most one waits. Any screen can start, see and stop them; they are kept on disk."""

import contextlib
import getpass
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from stylehub_core.errors import StyleHubError, WorkspaceError
from stylehub_core.files import is_locked, locked
from stylehub_core.jobs.job import LOCK, LOG, Job, read_job
from stylehub_core.workspace import Workspace

KEPT = 20
"""The number of jobs that are kept."""

_ROOT = Path(__file__).resolve().parents[2]
_MOST = 2  # one running, one waiting
_PATIENCE = ((signal.SIGINT, 5.0), (signal.SIGTERM, 3.0), (signal.SIGKILL, 3.0))


def start(workspace: Workspace, title: str, argv: Sequence[str], *, key: str = "") -> Job:
    """Run `python -m stylehub_core ARGV…` in a process that outlives the page and the app.

    The job waits if another one is running. Paths in `argv` must be absolute.
    Returns the running or waiting job with the same `key`, if there is one, instead of starting a second.
    Raises StyleHubError if one job runs and one waits already, WorkspaceError if the workspace cannot be written.
    """
    home = workspace.jobs
    try:
        home.mkdir(parents=True, exist_ok=True)
        with locked(home / "start.lock"):
            live = [job for job in jobs(workspace) if job.live]
            same = next((job for job in live if key and job.key == key), None)
            if same is not None:
                return same
            if len(live) >= _MOST:
                raise StyleHubError(_full(live))
            return _launch(home, title, tuple(argv), key, waits=bool(live))
    except OSError as error:
        raise WorkspaceError(f"No job can start in {workspace.folder}: {error.strerror or error}.") from error


def current(workspace: Workspace) -> Job | None:
    """The running job."""
    return next((job for job in jobs(workspace) if job.state == "running"), None)


def waiting(workspace: Workspace) -> Job | None:
    """The job that starts when the running one ends."""
    return next((job for job in jobs(workspace) if job.state == "waiting"), None)


def jobs(workspace: Workspace) -> list[Job]:
    """The last jobs, newest first."""
    newest = (read_job(folder) for folder in sorted(_folders(workspace), reverse=True)[:KEPT])
    return [job for job in newest if job is not None]


def find(workspace: Workspace, id: str) -> Job | None:
    """The job with this id; None if there is none, or if it was dropped."""
    folder = workspace.jobs / id
    return read_job(folder) if id.isdigit() else None


def cancel(workspace: Workspace, id: str) -> None:
    """Stop the job and every process that it started, and wait until they are gone. An ended job stays as it is."""
    job = _noted(workspace, id)
    if job is None or not job.live:
        return
    if not job.pid or not any(_stopped(job, signum, seconds) for signum, seconds in _PATIENCE):
        raise WorkspaceError(
            f"'{job.title}' (process {job.pid or '?'}) cannot be stopped from here: {job.by}, who started it, can."
        )
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(job.pid, signal.SIGKILL)  # processes that the job started and left behind
    after = find(workspace, id)
    if after is not None and after.state == "failed":
        replace(after, state="cancelled", message="").save()


def _launch(home: Path, title: str, argv: tuple[str, ...], key: str, *, waits: bool) -> Job:
    numbers = [int(folder.name) for folder in home.iterdir() if folder.name.isdigit()]
    folder = home / f"{max(numbers, default=0) + 1:06d}"
    folder.mkdir()
    job = Job(
        folder.name, title, argv, key, "waiting" if waits else "running",
        started=time.time(), by=_user(), folder=folder,
    )  # fmt: skip
    try:
        with locked(folder / LOCK) as lock, (folder / LOG).open("w") as log:
            command = [sys.executable, "-m", "stylehub_core.jobs.runner", str(folder), str(lock.fileno())]
            job.save()
            process = subprocess.Popen(
                command, cwd=_ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
                start_new_session=True, pass_fds=[lock.fileno()],
            )  # fmt: skip
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    for old in sorted(numbers, reverse=True)[KEPT - 1 :]:
        shutil.rmtree(home / f"{old:06d}", ignore_errors=True)
    return replace(job, pid=process.pid)


def _folders(workspace: Workspace) -> list[Path]:
    with contextlib.suppress(OSError):
        return [folder for folder in workspace.jobs.iterdir() if folder.name.isdigit()]
    return []


def _full(live: Sequence[Job]) -> str:
    waits, runs = live[0], live[-1]
    since = time.strftime("%H:%M", time.localtime(runs.started))
    return (
        f"'{runs.title}' is running (started by {runs.by} at {since}) and '{waits.title}' is waiting already: "
        "wait until one of them ends, or cancel one."
    )


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return f"user {os.getuid()}"


def _noted(workspace: Workspace, id: str) -> Job | None:
    """The job, once its process has written its process id, a moment after the start."""
    deadline = time.monotonic() + _PATIENCE[0][1]
    while (job := find(workspace, id)) is not None and job.live and not job.pid and time.monotonic() < deadline:
        time.sleep(0.05)
    return job


def _stopped(job: Job, signum: signal.Signals, seconds: float) -> bool:
    """Send the signal. Whether the process was gone within `seconds`."""
    deadline = time.monotonic() + seconds
    if is_locked(job.folder / LOCK):  # while the lock is held, the process id is still the job's
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(job.pid, signum)
    while is_locked(job.folder / LOCK):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True
