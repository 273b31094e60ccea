"""A tower made of two: the second takes what the first gives."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stylehub_core.arrays import FloatMatrix
from stylehub_core.models.tower import Tower
from stylehub_core.models.tower_parts import load_parts, save_parts


@dataclass(frozen=True, eq=False)
class InTurn(Tower):
    """The result is `second(first(vectors))`."""

    name = "in-turn"
    first: Tower
    second: Tower

    def __call__(self, vectors: FloatMatrix) -> FloatMatrix:
        return self.second(self.first(vectors))

    def save(self, file: Path) -> dict[str, Any]:
        return {"parts": save_parts((self.first, self.second), file)}

    @classmethod
    def load(cls, notes: dict[str, Any], file: Path) -> "InTurn":
        first, second = load_parts(notes["parts"], file)
        assert first is not None and second is not None
        return cls(first, second)
