"""What a running build is doing, in a file that pages and terminals read."""

import json
import os
import time
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from stylehub_core.errors import WorkspaceError
from stylehub_core.files import write_json
from stylehub_core.workspace import Workspace

StageState = Literal["waiting", "running", "done", "left-out", "failed"]
ENDED: tuple[StageState, ...] = ("done", "left-out", "failed")
_EVERY = 0.4  # seconds between two writes


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
    """running: whether the process still lives.
    message: why it stopped, or which stages failed; '' where all went well.
    note: what the data was too little for; '' where it was enough.
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
        """How much is done, 0 to 1."""
        if not self.stages:
            return 0.0
        parts = [1.0 if s.state in ENDED else s.done / s.total if s.total else 0.0 for s in self.stages]
        return min(sum(parts) / len(parts), 1.0)


class BuildState:
    """Writes the report as the build goes on."""

    def __init__(self, workspace: Workspace, stages: list[tuple[str, str]]) -> None:
        self._path = workspace.build_file
        self._report = BuildReport(os.getpid(), time.time(), [StageProgress(n, t) for n, t in stages], running=True)
        self._written = 0.0
        self._begun = 0.0
        self._write()

    def begin(self, name: str) -> None:
        self._stage(name).state = "running"
        self._begun = time.time()
        self._write()

    def progress(self, what: str, done: int, total: int) -> None:
        for stage in self._report.stages:
            if stage.state == "running":
                stage.what, stage.done, stage.total = what, done, total
                stage.seconds = round(time.time() - self._begun, 1)
        if time.time() - self._written > _EVERY:
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
        self._written = time.time()
        write_json(self._path, asdict(self._report))


def read_build(workspace: Workspace) -> BuildReport | None:
    """The last or running build's report; None where there was none."""
    path = workspace.build_file
    try:
        notes: dict[str, Any] = json.loads(path.read_text())
        stages = [StageProgress(**stage) for stage in notes.pop("stages")]
        report = BuildReport(**notes, stages=stages)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise WorkspaceError(f"{path} is damaged ({error}): delete it.") from error
    if report.running and not alive(report.pid):
        report.running = False
        report.message = "The build was stopped. Start it again: it goes on where it was."
    return report


def alive(pid: int) -> bool:
    """Whether there is such a process, ended but not waited for included."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
