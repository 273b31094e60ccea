"""What a workspace is built from: kept in it, so that later commands and the app need not be told again."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from stylehub_core.errors import NotBuiltError, WorkspaceError
from stylehub_core.features.text_encoder import BUNDLED
from stylehub_core.files import write_json
from stylehub_core.workspace import Workspace


@dataclass(frozen=True)
class Settings:
    """`data`: the Kaggle folder; `encoder`: see EncoderConfig.source."""

    data: str
    encoder: str = BUNDLED

    def save(self, workspace: Workspace) -> None:
        write_json(workspace.settings_file, asdict(self))

    @classmethod
    def load(cls, workspace: Workspace) -> "Settings":
        """The settings of the last build; NotBuiltError where there was none."""
        path = workspace.settings_file
        if not path.is_file():
            raise NotBuiltError(
                f"Nothing is built in {workspace.folder} yet: run "
                f"'python -m stylehub_core build --data DIR --workspace {workspace.folder}'."
            )
        try:
            return cls(**json.loads(path.read_text()))
        except (ValueError, TypeError, OSError) as error:
            raise WorkspaceError(f"{path} is damaged ({error}): build again with --data DIR.") from error

    @property
    def folder(self) -> Path:
        return Path(self.data)
