"""The progress of a running build, in a file that pages and terminals read."""

import json
import os
import time
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from stylehub_core.errors import WorkspaceError
from stylehub_core.files import is_locked, write_json
from stylehub_core.progress import paced, share
from stylehub_core.workspace import Workspace

StageState = Literal["waiting", "running", "done", "left-out", "failed"]
ENDED: tuple[StageState, ...] = ("done", "left-out", "failed")


@dataclass
class StageProgress:
    name: str
    title: str
    state: StageState = "waiting"
    what: str = ""
    done: int = 0
    total: int = 0
    seconds: float = 0.0


@dataclass
class BuildReport:
    """How far a build is, or how it ended.

    started, ended: in seconds since 1970; `ended` is 0 until then.
    message: why it stopped, or which stages failed; '' if all went well.
    note: which stages had too little data, and why; '' if none.
    running: whether its process still runs: it then holds the build lock.
    """

    pid: int
    started: float
    stages: list[StageProgress] = field(default_factory=list)
    ended: float = 0.0
    message: str = ""
    note: str = ""
    running: bool = False

    @property
    def share(self) -> float:
        """The share of the work that is done, from 0 to 1."""
        if not self.stages:
            return 0.0
        parts = [1.0 if s.state in ENDED else share(s.done, s.total) for s in self.stages]
        return sum(parts) / len(parts)


class BuildState:
    """Writes the report while the build runs."""

    def __init__(self, workspace: Workspace, stages: list[tuple[str, str]]) -> None:
        self._path = workspace.build_file
        self._report = BuildReport(os.getpid(), time.time(), [StageProgress(n, t) for n, t in stages], running=True)
        self._begun = 0.0
        self.progress = paced(self._progress)
        self._write()

    def begin(self, name: str) -> None:
        self._stage(name).state = "running"
        self._begun = time.time()
        self._write()

    def _progress(self, task: str, done: int, total: int) -> None:
        for stage in self._report.stages:
            if stage.state == "running":
                stage.what, stage.done, stage.total = task, done, total
                stage.seconds = round(time.time() - self._begun, 1)
        self._write()

    def done(self, name: str, seconds: float) -> None:
        stage = self._stage(name)
        stage.state, stage.seconds = "done", seconds
        self._write()

    def missed(self, name: str, state: Literal["left-out", "failed"], why: str) -> None:
        stage = self._stage(name)
        stage.state, stage.what = state, why
        self._write()

    def finished(self, message: str = "", note: str = "") -> None:
        self._report.ended, self._report.running = time.time(), False
        self._report.message, self._report.note = message, note
        self._write()

    def stopped(self, why: str) -> None:
        for stage in self._report.stages:
            if stage.state == "running":
                stage.state, stage.what = "failed", why
        self.finished(why)

    def _stage(self, name: str) -> StageProgress:
        return next(stage for stage in self._report.stages if stage.name == name)

    def _write(self) -> None:
        write_json(self._path, asdict(self._report))


def read_build(workspace: Workspace) -> BuildReport | None:
    """The report of the running or last build; None if there is none."""
    path = workspace.build_file
    try:
        notes: dict[str, Any] = json.loads(path.read_text())
        stages = [StageProgress(**stage) for stage in notes.pop("stages")]
        report = BuildReport(**notes, stages=stages)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise WorkspaceError(f"{path} is damaged ({error}): delete it.") from error
    if report.running and not is_locked(workspace.build_lock):
        report.running = False
        report.message = "The build was stopped. Start it again to continue where it left off."
    return report
