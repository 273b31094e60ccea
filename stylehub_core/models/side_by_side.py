"""A tower made of others: their outputs side by side, each with its share of the similarity."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from stylehub_core.arrays import FloatMatrix, unit
from stylehub_core.models.tower import Tower
from stylehub_core.models.tower_parts import load_parts, save_parts


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
            np.zeros((len(vectors), size), np.float32) if part is None else part(vectors)
            for part, size in zip(self.parts, self.sizes, strict=True)
        ]
        return beside(results, self.shares)

    def save(self, file: Path) -> dict[str, Any]:
        return {"parts": save_parts(self.parts, file), "sizes": list(self.sizes), "shares": list(self.shares)}

    @classmethod
    def load(cls, notes: dict[str, Any], file: Path) -> "SideBySide":
        return cls(load_parts(notes["parts"], file), tuple(notes["sizes"]), tuple(notes["shares"]))


def beside(parts: Sequence[FloatMatrix], shares: Sequence[float]) -> FloatMatrix:
    """(rows, ·) the parts' columns after each other, as unit rows.

    parts: (rows, ·) unit rows each. shares: of the similarity of two rows.
    """
    scaled = [np.sqrt(share) * part for part, share in zip(parts, shares, strict=True)]
    return unit(np.concatenate(scaled, axis=1).astype(np.float32))
