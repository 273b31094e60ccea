"""Where the app finds things on disk. No caches: the picture route uses it outside of any session."""

import os
from pathlib import Path

from stylehub_core.catalog.picture_files import picture_file
from stylehub_core.errors import StyleHubError
from stylehub_core.hub.workspace_settings import Settings
from stylehub_core.workspace import Workspace

APP = Path(__file__).resolve().parent.parent


def workspace() -> Workspace:
    """STYLEHUB_WORKSPACE, or `workspace` beside app.py."""
    return Workspace(Path(os.environ.get("STYLEHUB_WORKSPACE") or APP / "workspace"))


def original(article_id: str) -> Path | None:
    """The article's picture in the data folder, in its full size; None where it is not there (any more)."""
    try:
        return picture_file(Settings.load(workspace()).folder, article_id)
    except (StyleHubError, OSError):
        return None
