"""A small lesson: three short epochs on the tiny workspace."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from stylehub_core.cli import main
from stylehub_core.hub.hub import Hub
from stylehub_core.lesson import pairs, views
from stylehub_core.models.world import World
from stylehub_core.workspace import Workspace

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> int:
    """How many epochs a lesson has."""
    for subject in (pairs, views):
        for part in ("recipe", "subject"):
            monkeypatch.setattr(f"{subject.__name__}.{part}.EPOCHS", 3)
    for part in ("recipe", "subject"):
        monkeypatch.setattr(f"{pairs.__name__}.{part}.EPOCH_PAIRS", 600)
    return 3


@pytest.fixture
def place(built: Path, tmp_path: Path) -> Workspace:
    return Workspace(Path(shutil.copytree(built, tmp_path / "workspace")))


@pytest.fixture
def world(place: Workspace) -> World:
    return Hub(place.folder).world()


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], place: Workspace) -> Run:
    """`python -m stylehub_core lesson …` in this process: (exit code, stdout, stderr)."""
    monkeypatch.setenv("COLUMNS", "120")

    def ran(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["stylehub_core", "lesson", *arguments, "--workspace", str(place.folder)])
        code = 0
        try:
            main()
        except SystemExit as ended:
            code = int(ended.code or 0)
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return ran
