"""What a workspace is built from: kept in it, so that later commands and the app need not be told again."""

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
"""Settings of models and recommenders other than in the code: by name, then by the setting's name ("training.epochs").

As JSON holds them: a tuple may be a list.
"""

NO_OVERRIDES: Overrides = {}


@dataclass(frozen=True)
class Settings:
    """`data`: the Kaggle folder; `encoder`: see EncoderConfig.source; `overrides`: see hub.overrides."""

    data: str
    encoder: str = BUNDLED
    overrides: Overrides = field(default_factory=dict)

    def save(self, workspace: Workspace) -> None:
        """Write them; if they are others than before, the app opens the workspace again."""
        file = workspace.settings_file
        before = file.read_bytes() if file.is_file() else b""
        write_json(file, asdict(self))
        if file.read_bytes() != before:
            workspace.note_publication()

    @classmethod
    def load(cls, workspace: Workspace) -> "Settings":
        """The settings of the last build; NotBuiltError where there was none."""
        found = cls.find(workspace)
        if found is None:
            raise NotBuiltError(
                f"Nothing is built in {workspace.folder} yet: run "
                f"'python -m stylehub_core build --data DIR --workspace {workspace.folder}'."
            )
        return found

    @classmethod
    def find(cls, workspace: Workspace) -> "Settings | None":
        """The settings of the last build; None where there was none. Raises WorkspaceError where they are damaged."""
        path = workspace.settings_file
        if not path.is_file():
            return None
        try:
            found = cls(**json.loads(path.read_text()))
            for settings in found.overrides.values():
                settings.items()
        except (ValueError, TypeError, AttributeError, OSError) as error:
            raise WorkspaceError(f"{path} is damaged ({error}): build again with --data DIR.") from error
        return found

    @property
    def folder(self) -> Path:
        return Path(self.data)


def kept_overrides(workspace: Workspace) -> Overrides:
    """The overrides of this workspace; none where nothing is built. Raises WorkspaceError."""
    found = Settings.find(workspace)
    return NO_OVERRIDES if found is None else found.overrides
