"""Where the app finds things on disk. Nothing that is found is cached: the picture route runs outside any session."""

import os
from functools import lru_cache
from pathlib import Path

from stylehub_core.catalog.picture_files import picture_file
from stylehub_core.errors import StyleHubError
from stylehub_core.hub.workspace_settings import Settings
from stylehub_core.workspace import Workspace

APP = Path(__file__).resolve().parent.parent


def workspace() -> Workspace:
    """STYLEHUB_WORKSPACE, or `workspace` beside app.py."""
    return _workspace(os.environ.get("STYLEHUB_WORKSPACE") or str(APP / "workspace"))


@lru_cache(maxsize=8)
def _workspace(folder: str) -> Workspace:
    return Workspace(Path(folder))


def original(article_id: str) -> Path | None:
    """The article's original picture in the data folder; None if it is missing or no longer there."""
    try:
        return picture_file(Settings.load(workspace()).folder, article_id)
    except (StyleHubError, OSError):
        return None
