"""What a workspace is built from: stored in it, so that later commands and the app know it."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from stylehub_core.errors import NotBuiltError, WorkspaceError
from stylehub_core.features.text_encoder import BUNDLED
from stylehub_core.files import write_json
from stylehub_core.workspace import Workspace

Overrides = Mapping[str, Mapping[str, Any]]
"""Settings that differ from the defaults: by model, recommender or stage, then by setting ("training.epochs").

Values are as in JSON: a tuple may be a list.
"""

NO_OVERRIDES: Overrides = {}


@dataclass(frozen=True)
class Settings:
    """data: the data folder; encoder: see EncoderConfig.source; overrides: see hub.overrides."""

    data: str
    encoder: str = BUNDLED
    overrides: Overrides = field(default_factory=dict)

    def save(self, workspace: Workspace) -> None:
        """Write the settings. If they have changed, the app opens the workspace again."""
        file = workspace.settings_file
        before = file.read_bytes() if file.is_file() else b""
        write_json(file, asdict(self))
        if file.read_bytes() != before:
            workspace.note_publication()

    @classmethod
    def load(cls, workspace: Workspace) -> "Settings":
        """The settings of the last build. Raises NotBuiltError if there was none."""
        settings = cls.find(workspace)
        if settings is None:
            raise NotBuiltError(
                f"Nothing is built in {workspace.folder} yet: run "
                f"'python -m stylehub_core build --data DIR --workspace {workspace.folder}'."
            )
        return settings

    @classmethod
    def find(cls, workspace: Workspace) -> "Settings | None":
        """The settings of the last build; None if there was none. Raises WorkspaceError if they are damaged."""
        path = workspace.settings_file
        if not path.is_file():
            return None
        try:
            settings = cls(**json.loads(path.read_text()))
            for values in settings.overrides.values():
                values.items()
        except (ValueError, TypeError, AttributeError, OSError) as error:
            raise WorkspaceError(f"{path} is damaged ({error}): build again with --data DIR.") from error
        return settings

    @property
    def folder(self) -> Path:
        return Path(self.data)


def kept_overrides(workspace: Workspace) -> Overrides:
    """The overrides of this workspace; empty if nothing is built. Raises WorkspaceError."""
    settings = Settings.find(workspace)
    return NO_OVERRIDES if settings is None else settings.overrides
