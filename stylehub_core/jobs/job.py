"""One job, as its folder tells: what was started, by whom, how far it is, how it ended.

WORKSPACE/jobs/ID/job.json        what was started, and the state as its process wrote it
WORKSPACE/jobs/ID/lock            locked for as long as the process lives; so a number given again is never taken for it
WORKSPACE/jobs/ID/progress.json   what it is doing
WORKSPACE/jobs/ID/log.txt         what it said
"""

import contextlib
import fcntl
import json
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import IO, Any, Literal, get_args

from stylehub_core.files import write_json
from stylehub_core.progress import read_progress

State = Literal["waiting", "running", "done", "failed", "cancelled"]

NOTES, LOCK, PROGRESS, LOG = "job.json", "lock", "progress.json", "log.txt"
_LONGEST_MESSAGE = 600
_LOG_END = 200_000  # bytes of the log that are looked at


@dataclass(frozen=True)
class Job:
    """One command of the command line. started, ended: seconds since 1970, 0 where it has not ended.

    by: whose process started it; what, done, total: its progress; message: why it failed,
    or what it left out though it is done, or ''.
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
        """Whether it runs or waits."""
        return self.state in ("waiting", "running")

    @property
    def share(self) -> float:
        """How much of what it is doing now is done, 0 to 1."""
        return min(max(self.done / self.total, 0.0), 1.0) if self.total > 0 else 0.0

    def log_tail(self, lines: int = 40) -> str:
        """The last lines of what it said."""
        if lines < 1:
            return ""
        with contextlib.suppress(OSError), (self.folder / LOG).open("rb") as file:
            file.seek(max(file.seek(0, 2) - _LOG_END, 0))
            return "\n".join(file.read().decode("utf-8", "replace").splitlines()[-lines:])
        return ""

    def save(self) -> None:
        """Write what its process knows, whole or not at all."""
        kept = {name: getattr(self, name) for name in _KEPT}
        write_json(self.folder / NOTES, kept)

    def last_words(self) -> str:
        """Why it stopped, as its log says it, for people."""
        said = self.log_tail()
        if "Traceback" in said:
            return f"It stopped unexpectedly. What happened is written in {self.folder / LOG}."
        lines = [line.strip() for line in said.splitlines() if line.strip()]
        return lines[-1].removeprefix("error ")[:_LONGEST_MESSAGE] if lines else ""


_KEPT = [one.name for one in fields(Job) if one.name not in ("what", "done", "total", "folder")]


def read_job(folder: Path) -> Job | None:
    """The job of a folder; None where it holds none. A process that is gone without a word has failed."""
    alive = is_locked(folder / LOCK)  # before its notes are read: it writes them first and goes then
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
    why = job.last_words()
    return replace(
        job, state="failed", ended=_last_sign(job), message=f"Its process ended without a word. {why}".strip()
    )


def locked(path: Path) -> IO[str]:
    """The file at `path`, open, and locked until it is closed here and in every process that was given it."""
    file = path.open("a+")
    fcntl.flock(file, fcntl.LOCK_EX)
    return file


def is_locked(path: Path) -> bool:
    """Whether a process holds the lock; False where there is no such file."""
    try:
        with path.open() as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


def _last_sign(job: Job) -> float:
    signs = [job.started]
    for name in (LOG, PROGRESS, NOTES):
        with contextlib.suppress(OSError):
            signs.append((job.folder / name).stat().st_mtime)
    return max(signs)
