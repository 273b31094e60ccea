"""Search results for people: articles with ranks, scores and short reasons."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from stylehub_core.arrays import IntVector
from stylehub_core.search.reading.reading import Reading

ScoreKind = Literal["cosine", "bm25", "fused", "personal", "sales"]


@dataclass(frozen=True)
class Result:
    """One article. score: see Results.kind; why: reasons for people, a sentence each.

    shares: of words, look, history and sales in the score, which sum to 1; None unless a customer asked.
    colours: the ids of the product's other articles, the best first; empty unless products were asked for.
    """

    row: int
    article_id: str
    rank: int
    score: float
    why: tuple[str, ...]
    shares: Mapping[str, float] | None = None
    colours: tuple[str, ...] = ()


@dataclass(frozen=True)
class Results:
    """kind: of the scores; allowed: how many articles passed the filters; note: for the user, or ''.

    reading: of the words of the request; None without words.
    about: how many articles have all that the words ask for, as far as any has it; None without such words.
    missed: what the words ask for and none of these has.
    ignored: parts of the reading that could not be followed, with the reason for each.
    """

    items: tuple[Result, ...]
    kind: ScoreKind
    allowed: int
    note: str = ""
    reading: Reading | None = None
    about: int | None = None
    missed: tuple[str, ...] = ()
    ignored: Mapping[str, str] = field(default_factory=dict)

    @property
    def described(self) -> str:
        """The reading on one line; '' if the words are searched for as they are."""
        return "" if self.reading is None else self.reading.described

    @property
    def rows(self) -> IntVector:
        return np.array([item.row for item in self.items], dtype=np.int32)
