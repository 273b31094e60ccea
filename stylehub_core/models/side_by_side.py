"""A tower made of others: their outputs side by side, each with its share of the similarity."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from stylehub_core.arrays import FloatMatrix, unit
from stylehub_core.models.registry import towers
from stylehub_core.models.tower import Tower


@dataclass(frozen=True, eq=False)
class SideBySide(Tower):
    """The cosine of two results is the sum of the parts' cosines, each times its share.

    parts: towers for the same inputs; None where this kind of input has no part, which counts as zeros.
    sizes: the length of each part's output. shares: of the similarity, together 1.
    """

    name = "side-by-side"
    parts: tuple[Tower | None, ...]
    sizes: tuple[int, ...]
    shares: tuple[float, ...]

    def __call__(self, vectors: FloatMatrix) -> FloatMatrix:
        results = [
            np.zeros((len(vectors), size), np.float32) if part is None else np.sqrt(share) * part(vectors)
            for part, size, share in zip(self.parts, self.sizes, self.shares, strict=True)
        ]
        return unit(np.concatenate(results, axis=1).astype(np.float32))

    def save(self, file: Path) -> dict[str, Any]:
        notes = [
            None if part is None else {"tower": part.name, **part.save(_part_file(file, number))}
            for number, part in enumerate(self.parts)
        ]
        return {"parts": notes, "sizes": list(self.sizes), "shares": list(self.shares)}

    @classmethod
    def load(cls, notes: dict[str, Any], file: Path) -> "SideBySide":
        parts: list[Tower | None] = []
        for number, part in enumerate(notes["parts"]):
            if part is None:
                parts.append(None)
                continue
            own = dict(part)
            parts.append(towers()[own.pop("tower")].load(own, _part_file(file, number)))
        return cls(tuple(parts), tuple(notes["sizes"]), tuple(notes["shares"]))


def _part_file(file: Path, number: int) -> Path:
    return file.with_name(f"{file.stem}.{number}{file.suffix}")
