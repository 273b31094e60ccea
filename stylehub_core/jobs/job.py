"""One job, read from its folder: its command, who started it, its progress and how it ended.

WORKSPACE/jobs/ID/job.json        the command, and the state as the job's process last wrote it
WORKSPACE/jobs/ID/lock            locked while the process lives, so that a reused process id is not taken for the job
WORKSPACE/jobs/ID/progress.json   the current task and how far it is
WORKSPACE/jobs/ID/log.txt         the process's output
"""

import contextlib
import json
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, Literal, get_args

from stylehub_core.files import is_locked, write_json
from stylehub_core.progress import read_progress, share

State = Literal["waiting", "running", "done", "failed", "cancelled"]

NOTES, LOCK, PROGRESS, LOG = "job.json", "lock", "progress.json", "log.txt"
_LONGEST_MESSAGE = 600
_LOG_END = 200_000  # bytes of the log that are read


@dataclass(frozen=True)
class Job:
    """One command of the command line, run in its own process.

    key: jobs with the same key do the same work; '' for none.
    what, done, total: the current task, and how far it is.
    started, ended: in seconds since 1970; `ended` is 0 until then.
    message: why it failed, or what a finished job left out, or ''.
    by: the user who started it.
    """

    id: str
    title: str
    argv: tuple[str, ...]
    key: str
    state: State
    what: str = ""
    done: int = 0
    total: int = 0
    started: float = 0.0
    ended: float = 0.0
    message: str = ""
    by: str = ""
    pid: int = 0
    folder: Path = Path()

    @property
    def live(self) -> bool:
        """Whether it is running or waiting."""
        return self.state in ("waiting", "running")

    @property
    def share(self) -> float:
        """The share of the current task that is done, from 0 to 1."""
        return share(self.done, self.total)

    def log_tail(self, lines: int = 40) -> str:
        """The last lines of its output."""
        if lines < 1:
            return ""
        with contextlib.suppress(OSError), (self.folder / LOG).open("rb") as file:
            file.seek(max(file.seek(0, 2) - _LOG_END, 0))
            return "\n".join(file.read().decode("utf-8", "replace").splitlines()[-lines:])
        return ""

    def save(self) -> None:
        """Write job.json in one atomic step."""
        kept = {name: getattr(self, name) for name in _KEPT}
        write_json(self.folder / NOTES, kept)

    def last_words(self) -> str:
        """The last line of its log, or a pointer to the log if that holds a traceback."""
        output = self.log_tail()
        if "Traceback" in output:
            return f"It stopped unexpectedly. See the log in {self.folder / LOG}."
        lines = [line.strip() for line in output.splitlines() if line.strip()]
        return lines[-1].removeprefix("error ")[:_LONGEST_MESSAGE] if lines else ""


_KEPT = [field.name for field in fields(Job) if field.name not in ("what", "done", "total", "folder")]


def read_job(folder: Path) -> Job | None:
    """The job in a folder, or None if there is none. A job whose process is gone without writing its end has failed."""
    alive = is_locked(folder / LOCK)  # read before job.json, which the process writes before it ends
    try:
        notes: dict[str, Any] = json.loads((folder / NOTES).read_text())
        notes["argv"] = tuple(str(part) for part in notes["argv"])
        job = Job(**notes, folder=folder)
    except (OSError, ValueError, TypeError, KeyError):
        return None
    if job.state not in get_args(State) or job.id != folder.name:
        return None
    what, done, total = read_progress(folder / PROGRESS)
    job = replace(job, what=what, done=done, total=total)
    if not job.live or alive:
        return job
    reason = job.last_words()
    return replace(
        job, state="failed", ended=_last_sign(job), message=f"Its process ended unexpectedly. {reason}".strip()
    )


def _last_sign(job: Job) -> float:
    """When the job last wrote a file, in seconds since 1970."""
    signs = [job.started]
    for name in (LOG, PROGRESS, NOTES):
        with contextlib.suppress(OSError):
            signs.append((job.folder / name).stat().st_mtime)
    return max(signs)
