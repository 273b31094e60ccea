"""A folder of picture files, some of which may be unusable."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from stylehub_core.cli.terminal import tell
from stylehub_core.errors import QueryError
from stylehub_core.number_text import counted

_NAMED = 10  # files that are named with their reasons
T = TypeVar("T")


class PictureFolder:
    """Notes what cannot be used in a folder, so that the rest can.

    files: sorted by name. Links are followed; hidden files are left out without a note.
    """

    def __init__(self, folder: Path) -> None:
        """Raises QueryError if the folder cannot be read, or has no file."""
        try:
            entries = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise QueryError(
                f"The folder {folder} cannot be read ({reason}): give a folder of picture files."
            ) from error
        self.files = [path for path in entries if path.is_file()]
        self._folders = [path.name for path in entries if path.is_dir()]
        self._reasons = {path.name: _no_file(path) for path in entries if not (path.is_file() or path.is_dir())}
        self._used = 0
        if not self.files:
            raise QueryError(f"There is no file in {folder}: give a folder of picture files.")

    def answer(self, file: Path, work: Callable[[Path], T]) -> T | None:
        """What `work` returns for the file; None, with the reason noted, if it raises QueryError."""
        try:
            result = work(file)
        except QueryError as error:
            self._reasons[file.name] = str(error)
            return None
        self._used += 1
        return result

    def tell(self) -> None:
        """Say what was left out. Raises QueryError if nothing is left."""
        if self._reasons:
            lines = [f"{name}: {reason}" for name, reason in self._reasons.items()]
            if not self._used:
                raise QueryError(f"None of the files can be used. {lines[0]}")
            tell(f"Left out: {counted(len(lines), 'file')} that cannot be used.")
            for line in lines[:_NAMED]:
                tell(line)
            if len(lines) > _NAMED:
                tell(f"And {len(lines) - _NAMED:,} more.")
        if self._folders:
            tell(
                f"Left out: {counted(len(self._folders), 'folder')} inside the folder, such as {self._folders[0]}: "
                "only the files directly in it are read."
            )


def _no_file(path: Path) -> str:
    return "It is a link that leads nowhere." if path.is_symlink() else "It is not a file."
