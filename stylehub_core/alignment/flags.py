"""Articles that people have flagged, because their text or picture is wrong: a small file each, in the workspace."""

import contextlib
import json
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote

from stylehub_core.errors import WorkspaceError
from stylehub_core.files import write_json, writing
from stylehub_core.workspace import Workspace


@dataclass(frozen=True)
class Flag:
    """why: what is wrong, in a sentence. when: the time of flagging, in ISO's form."""

    article_id: str
    why: str
    when: str


def flagged(workspace: Workspace) -> set[str]:
    """The article ids."""
    return {unquote(file.stem) for file in workspace.flags.glob("*.json")}


def flags(workspace: Workspace) -> list[Flag]:
    """All flags, the latest first. Raises WorkspaceError if one is damaged."""
    found = []
    for file in sorted(workspace.flags.glob("*.json")):
        try:
            notes = json.loads(file.read_text())
            found.append(Flag(unquote(file.stem), str(notes["why"]), str(notes["when"])))
        except FileNotFoundError:  # taken back in the meantime
            continue
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise WorkspaceError(f"{file} is damaged ({error}): delete it, and flag the article again.") from error
    return sorted(found, key=lambda one: one.when, reverse=True)


def flag(workspace: Workspace, article_id: str, why: str) -> None:
    """Flag the article. why: what is wrong. Raises WorkspaceError if the workspace cannot be written."""
    path = _path(workspace, article_id)
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    write_json(path, {"article_id": article_id, "why": why, "when": time.strftime("%Y-%m-%dT%H:%M:%S%z")})


def unflag(workspace: Workspace, article_id: str) -> None:
    """Take the flag back; nothing if there is none."""
    path = _path(workspace, article_id)
    with writing(path), contextlib.suppress(FileNotFoundError):
        path.unlink()


def _path(workspace: Workspace, article_id: str) -> Path:
    return workspace.flags / f"{quote(article_id, safe='')}.json"
