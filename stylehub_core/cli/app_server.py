"""Start the app in its own process, from a checkout or from an installed package."""

import os
import subprocess
import sys
from pathlib import Path

from stylehub_core.errors import StyleHubError


def serve(workspace: Path, port: int) -> "subprocess.Popen[bytes]":
    """The Streamlit process of the app on this workspace. Raises StyleHubError if the app's files are missing."""
    folder = app_folder()
    environment = {**os.environ, "STYLEHUB_WORKSPACE": str(workspace.expanduser().resolve())}
    command = [sys.executable, "-m", "streamlit", "run", str(folder / "app.py"), "--server.port", str(port)]
    if not sys.stdout.isatty():
        command += ["--server.headless", "true"]
    return subprocess.Popen(command, cwd=folder, env=environment)


def app_folder() -> Path:
    """The folder of app.py, pages, ui and assets: the checkout, or stylehub_app beside the installed package.

    Raises StyleHubError if neither has them.
    """
    parent = Path(__file__).resolve().parents[2]
    for folder in (parent, parent / "stylehub_app"):
        if (folder / "app.py").is_file() and (folder / "ui").is_dir():
            return folder
    raise StyleHubError(
        f"The app's files are neither in {parent} nor in {parent / 'stylehub_app'}. "
        "Run StyleHub from its checkout, or install it there with 'pip install .'."
    )
