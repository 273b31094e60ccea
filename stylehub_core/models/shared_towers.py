"""A picture tower and a text tower that several models of a build share: learned once, kept beside cached vectors."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from stylehub_core.errors import WorkspaceError
from stylehub_core.files import reading, replace_folder, write_json
from stylehub_core.models.refinement import Refinement
from stylehub_core.models.registry import towers
from stylehub_core.models.tower import Tower

FOLDER = "towers"
"""The folder of kept towers in a cache."""
_NOTES, _REFINEMENT = "towers.json", "refinement.safetensors"


@dataclass(frozen=True)
class Towers:
    """The fitted towers.

    size: the length of their vectors.
    history: one dict per epoch.
    refinement: how words change a picture; None if that is not known.
    """

    picture: Tower
    text: Tower
    size: int
    history: tuple[dict[str, float], ...]
    refinement: Refinement | None = None

    def save(self, folder: Path) -> None:
        """Write them to the new folder, whole or not at all."""
        partial = folder.with_name(f"{folder.name}.partial")
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(parents=True)
        picture, text = (self._save(kind, partial) for kind in ("picture", "text"))
        if self.refinement is not None:
            self.refinement.save(partial / _REFINEMENT)
        notes = {
            "picture": picture,
            "text": text,
            "size": self.size,
            "history": list(self.history),
            "refinement": self.refinement is not None,
        }
        write_json(partial / _NOTES, notes)
        replace_folder(partial, folder)

    def _save(self, kind: str, folder: Path) -> dict[str, object]:
        tower: Tower = getattr(self, kind)
        return {"tower": tower.name, **tower.save(folder / f"{kind}.safetensors")}

    @classmethod
    def load(cls, folder: Path) -> "Towers":
        """The towers that `save` wrote. Raises WorkspaceError if they are not there or damaged."""
        with reading(folder / _NOTES):
            notes = json.loads((folder / _NOTES).read_text())
            picture, text = (
                towers()[notes[kind].pop("tower")].load(notes[kind], folder / f"{kind}.safetensors")
                for kind in ("picture", "text")
            )
            size, refines = int(notes["size"]), notes["refinement"]
            refinement = Refinement.load(folder / _REFINEMENT, size) if refines else None
            return cls(picture, text, size, tuple(notes["history"]), refinement)


def kept(cache: Path | None, key: str, learn: Callable[[], Towers]) -> Towers:
    """The towers with this key, or else those that `learn` gives, which are then kept instead of any others.

    cache: the folder of what can be made again, in which they are kept; None to keep nothing.
    key: a name that stands for all that the towers depend on.
    """
    if cache is None:
        return learn()
    folder = cache / FOLDER
    try:
        return Towers.load(folder / key)
    except WorkspaceError:
        learned = learn()
    shutil.rmtree(folder, ignore_errors=True)
    learned.save(folder / key)
    return learned
