"""Search results for people: articles with ranks, scores and short reasons."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from stylehub_core.arrays import IntVector

ScoreKind = Literal["cosine", "bm25", "fused"]


@dataclass(frozen=True)
class Result:
    """One article. score: cosine, BM25 or fused, see Results.kind; why: short reasons for people."""

    row: int
    article_id: str
    rank: int
    score: float
    why: tuple[str, ...]


@dataclass(frozen=True)
class Results:
    """kind: of the scores; allowed: how many articles passed the filters; note: for the user, or ''."""

    items: tuple[Result, ...]
    kind: ScoreKind
    allowed: int
    note: str = ""

    @property
    def rows(self) -> IntVector:
        return np.array([item.row for item in self.items], dtype=np.int32)
