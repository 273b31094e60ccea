"""The command line in this process, on the tiny workspace."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from stylehub_core.catalog.catalog import Catalog
from stylehub_core.cli import main
from stylehub_core.hub.hub import Hub


@dataclass(frozen=True)
class Said:
    code: int
    out: str
    err: str


Run = Callable[..., Said]


@pytest.fixture
def run(monkeypatch, capsys) -> Run:
    """`python -m stylehub_core ARGUMENTS`, in this process."""
    monkeypatch.setenv("COLUMNS", "200")

    def ran(*arguments: object) -> Said:
        monkeypatch.setattr(sys, "argv", ["stylehub_core", *map(str, arguments)])
        code = 0
        try:
            main()
        except SystemExit as ended:
            code = int(ended.code or 0)
        captured = capsys.readouterr()
        assert "Traceback" not in captured.err
        return Said(code, captured.out, captured.err)

    return ran


@pytest.fixture(scope="module")
def catalog(built: Path) -> Catalog:
    return Hub(built).catalog


@pytest.fixture(scope="module")
def customers(built: Path) -> list[str]:
    return [line.split(",")[0] for line in (built.parent / "data" / "customers.csv").read_text().splitlines()[1:]]
