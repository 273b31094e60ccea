"""A tower that takes one part of a space in which parts stand side by side: the first one."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stylehub_core.arrays import FloatMatrix, unit
from stylehub_core.models.tower import Tower


@dataclass(frozen=True)
class FirstColumns(Tower):
    """The first `size` columns, as unit rows."""

    name = "first-columns"
    size: int

    def __call__(self, vectors: FloatMatrix) -> FloatMatrix:
        return unit(vectors[:, : self.size])

    def save(self, file: Path) -> dict[str, Any]:
        return {"size": self.size}

    @classmethod
    def load(cls, notes: dict[str, Any], file: Path) -> "FirstColumns":
        return cls(int(notes["size"]))
