"""A real browser, and the app on workspaces of different completeness."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from stylehub_core.workspace import Workspace
from tests.browser.two_models import add_the_others
from tests.conftest import made_once

playwright = pytest.importorskip("playwright.sync_api")
playwright.expect.set_options(timeout=30_000)  # a busy machine draws a screen's first part long before its last

CHROMIUM = Path("/usr/bin/chromium")
ROOT = Path(__file__).parents[2]
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]

Open = Callable[..., "playwright.Page"]


@contextmanager
def served(workspace: Path, base_path: str = "") -> Iterator[str]:
    """The address of the app on `workspace`. base_path: the path below which it answers, such as '/shop'."""
    port = _free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    command += ["--server.baseUrlPath", base_path] if base_path else []
    log = (workspace / f"app-{port}.log").open("w")
    process = subprocess.Popen(
        command, cwd=ROOT, env=os.environ | {"STYLEHUB_WORKSPACE": str(workspace)}, stdout=log, stderr=log
    )
    try:
        _wait(f"http://localhost:{port}{base_path}/_stcore/health")
        yield f"http://localhost:{port}{base_path}"
    finally:
        process.terminate()
        process.wait(20)
        log.close()


@pytest.fixture(scope="session")
def one_model(built_workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with raw text alone."""
    return Path(shutil.copytree(built_workspace, tmp_path_factory.mktemp("one") / "workspace"))


@pytest.fixture(scope="session")
def single_app(one_model: Path) -> Iterator[str]:
    with served(one_model) as address:
        yield address


@pytest.fixture(scope="session")
def compared_workspace(built_workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with three models, their maps and the figures of two."""

    def make(home: Path) -> Path:
        folder = Path(shutil.copytree(built_workspace, home / "workspace"))
        add_the_others(Workspace(folder))
        return folder

    return made_once(tmp_path_factory, "three", make)


@pytest.fixture(scope="session")
def compared_app(compared_workspace: Path) -> Iterator[str]:
    with served(compared_workspace) as address:
        yield address


@pytest.fixture(scope="session")
def chromium() -> Iterator["playwright.Browser"]:
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is not there")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_screen(chromium: "playwright.Browser") -> Iterator[Open]:
    """Opens an address in a new session, as a shared link does, and fails if a traceback or a script error shows."""
    pages: list[playwright.Page] = []
    errors: list[str] = []

    def opened(address: str, *, width: int = 1280, height: int = 1000, **options: object) -> "playwright.Page":
        page = chromium.new_page(viewport={"width": width, "height": height}, **options)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(address)
        page.wait_for_selector("h1")
        pages.append(page)
        return page

    yield opened
    texts = [page.inner_text("body") for page in pages]
    for page in pages:
        page.close()
    assert not errors
    assert not any("Traceback" in text or "Something went wrong" in text for text in texts)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        return int(probe.getsockname()[1])


def _wait(address: str) -> None:
    for _ in range(120):
        try:
            urllib.request.urlopen(address, timeout=2)
            return
        except OSError:
            time.sleep(0.5)
    raise TimeoutError(address)
