"""StyleHub from Python: `stylehub_core.open("workspace")` offers search, neighbours, compare, recommend, vectors."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stylehub_core.opened import OpenedWorkspace

__all__ = ["open"]


def open(workspace: Path | str = "workspace") -> "OpenedWorkspace":  # noqa: A001 - read as stylehub_core.open
    """The built workspace in this folder, open for reading.

    Importing this package loads nothing heavy; opening a workspace does.
    Raises StyleHubError if nothing is built there.
    """
    from stylehub_core.opened import OpenedWorkspace

    return OpenedWorkspace(workspace)
