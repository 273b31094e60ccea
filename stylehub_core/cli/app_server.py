"""The app in a process of its own: where its files are, in a checkout and where StyleHub is installed."""

import os
import subprocess
import sys
from pathlib import Path

from stylehub_core.errors import StyleHubError


def serve(workspace: Path, port: int) -> "subprocess.Popen[bytes]":
    """Streamlit, started on this workspace. Raises StyleHubError where the app's files are not there."""
    folder = app_folder()
    environment = {**os.environ, "STYLEHUB_WORKSPACE": str(workspace.expanduser().resolve())}
    command = [sys.executable, "-m", "streamlit", "run", str(folder / "app.py"), "--server.port", str(port)]
    if not sys.stdout.isatty():
        command += ["--server.headless", "true"]
    return subprocess.Popen(command, cwd=folder, env=environment)


def app_folder() -> Path:
    """The folder of app.py, pages, ui and assets: the checkout, or stylehub_app beside the installed package.

    Raises StyleHubError where neither is there.
    """
    beside = Path(__file__).resolve().parents[2]
    for folder in (beside, beside / "stylehub_app"):
        if (folder / "app.py").is_file() and (folder / "ui").is_dir():
            return folder
    raise StyleHubError(
        f"The app is neither in {beside} nor in {beside / 'stylehub_app'}: install StyleHub whole, by "
        "'pip install .' in its checkout, or run it from the checkout."
    )
