"""Articles that people have flagged, because their text or picture is wrong: a small file each, in the workspace."""

import contextlib
import time
from pathlib import Path
from urllib.parse import quote, unquote

from stylehub_core.files import write_json, writing
from stylehub_core.workspace import Workspace


def flagged(workspace: Workspace) -> set[str]:
    """The article ids."""
    return {unquote(file.stem) for file in workspace.flags.glob("*.json")}


def flag(workspace: Workspace, article_id: str, sentence: str) -> None:
    """Flag the article. sentence: what disagrees. Raises WorkspaceError if the workspace cannot be written."""
    path = _path(workspace, article_id)
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    write_json(path, {"article_id": article_id, "why": sentence, "when": time.strftime("%Y-%m-%dT%H:%M:%S%z")})


def unflag(workspace: Workspace, article_id: str) -> None:
    """Take the flag back; nothing if there is none."""
    path = _path(workspace, article_id)
    with writing(path), contextlib.suppress(FileNotFoundError):
        path.unlink()


def _path(workspace: Workspace, article_id: str) -> Path:
    return workspace.flags / f"{quote(article_id, safe='')}.json"
