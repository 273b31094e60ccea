"""Builds a workspace repeatedly, kills each build at one of the given points, and asks the hub after every kill.

Usage: killed_build.py DATA WORKSPACE UNINTERRUPTED POINT...; prints one JSON line for each child process.
A point is a text in the progress report, or "publish STAGE", which lies between the rename and the pointer.
"""

import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import sentence_transformers  # noqa: F401 - once here, not in every child

from stylehub_core import workspace as workspace_module
from stylehub_core.build.run import build
from stylehub_core.hub.hub import Hub
from stylehub_core.hub.workspace_settings import Settings
from stylehub_core.search.recipe import Page
from stylehub_core.workspace import Workspace
from tests.built import short_training

NO_MAPS = ("map/", "metrics/raw", "metrics/item")


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def in_child(work: Callable[[], object]) -> None:
    """Runs `work` in a fork and prints how it ended."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.write(writing, json.dumps(work()).encode())
            code = 0
        except BaseException as error:
            os.write(writing, json.dumps(f"{type(error).__name__}: {error}").encode())
        finally:
            os._exit(code)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        answer = pipe.read()
    _, status = os.waitpid(child, 0)
    line = {"signal": os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0, "said": json.loads(answer or b"null")}
    print(json.dumps(line), flush=True)


def make(folder: Path, data: Path, point: str = "") -> list[str]:
    if point.startswith("publish "):
        stage, write = point.removeprefix("publish "), workspace_module.write_text

        def killed_write(path: Path, text: str) -> None:
            if path.name == "current" and path.parent.as_posix().endswith(stage):
                die()
            write(path, text)

        workspace_module.write_text = killed_write

    def progress(step: str, done: int, total: int) -> None:
        if point and point in step:
            die()

    with short_training():
        results = build(
            Workspace(folder), Settings(str(data)), only=lambda s: not s.name.startswith(NO_MAPS), progress=progress
        )
    return [result.state for result in results]


def ask(folder: Path) -> dict[str, int]:
    hub = Hub(folder)
    return {name: len(hub.neighbours(str(hub.catalog.ids[0]), name, Page(5)).items) for name in hub.ready}


def main() -> None:
    data, folder, uninterrupted, *points = sys.argv[1:]
    in_child(lambda: make(Path(uninterrupted), Path(data)))
    for point in points:
        in_child(lambda point=point: make(Path(folder), Path(data), point))  # type: ignore[misc]
        in_child(lambda: ask(Path(folder)))
    in_child(lambda: make(Path(folder), Path(data)))


if __name__ == "__main__":
    main()
