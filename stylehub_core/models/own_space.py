"""The tower of a model that uses its encoder's own space."""

from pathlib import Path
from typing import Any

from stylehub_core.arrays import FloatMatrix
from stylehub_core.models.tower import Tower


class OwnSpace(Tower):
    """The encoder's vectors, unchanged."""

    name = "own-space"

    def __call__(self, vectors: FloatMatrix) -> FloatMatrix:
        return vectors

    def save(self, file: Path) -> dict[str, Any]:
        return {}

    @classmethod
    def load(cls, notes: dict[str, Any], file: Path) -> "OwnSpace":
        return cls()
