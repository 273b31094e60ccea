"""Where the app finds things on disk. No caches: the picture route uses it outside of any session."""

import os
from pathlib import Path

from stylehub_core.catalog.image_files import image_folder
from stylehub_core.errors import StyleHubError
from stylehub_core.settings import Settings
from stylehub_core.workspace import Workspace

APP = Path(__file__).resolve().parent.parent


def workspace() -> Workspace:
    """STYLEHUB_WORKSPACE, or `workspace` beside app.py."""
    return Workspace(Path(os.environ.get("STYLEHUB_WORKSPACE") or APP / "workspace"))


def originals() -> Path | None:
    """The data folder's pictures in their full size; None where they are not there (any more)."""
    try:
        return image_folder(Settings.load(workspace()).folder)
    except StyleHubError:
        return None
