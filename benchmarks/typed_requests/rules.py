"""Rules that say which articles are right for a request: terms of terms.toml, joined by and, or and not."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.typed_requests.catalogue import COLUMNS, BoolVector, Catalogue
from stylehub_core.arrays import IntVector

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Clause:
    """True of an article that has one of the `values` in each of their columns, and says one of the `words`.

    values: (name of a column, values) pairs. words, unless: as in Catalogue.says; '' asks for no words.
    """

    values: tuple[tuple[str, tuple[str, ...]], ...] = ()
    words: str = ""
    unless: str = ""

    @classmethod
    def read(cls, written: Mapping[str, Any]) -> "Clause":
        """The clause that terms.toml writes so. Raises ValueError if it says nothing, or names no column of ours."""
        values = tuple((name, tuple(wanted)) for name, wanted in written.items() if name not in ("words", "unless"))
        unknown = [name for name, _ in values if name not in COLUMNS]
        if unknown or not (values or "words" in written):
            raise ValueError(f"The clause {dict(written)} needs words or columns of {', '.join(COLUMNS)}.")
        return cls(values, written.get("words", ""), written.get("unless", ""))

    def holds(self, catalogue: Catalogue) -> BoolVector:
        """(articles,) whether it is true of each."""
        fits = np.ones(len(catalogue), dtype=bool)
        for name, wanted in self.values:
            fits &= catalogue.has_value(name, wanted)
        return fits & catalogue.says(self.words, self.unless) if self.words else fits


@dataclass(frozen=True)
class Rule:
    """Right are the articles that have all of `wanted` and none of `unwanted`.

    Both are names of terms; several joined by ' or ' count as one term.
    """

    wanted: tuple[str, ...]
    unwanted: tuple[str, ...] = ()

    @property
    def terms(self) -> set[str]:
        """The names of all its terms."""
        return {name for joined in self.wanted + self.unwanted for name in joined.split(" or ")}


class RightArticles:
    """The right articles of rules in one catalogue. Each term is looked up once."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._known: dict[str, BoolVector] = {}

    def rows(self, rule: Rule) -> IntVector:
        """The rows of the right articles, ascending."""
        right = np.ones(len(self._catalogue), dtype=bool)
        for joined in rule.wanted:
            right &= self._any(joined.split(" or "))
        for joined in rule.unwanted:
            right &= ~self._any(joined.split(" or "))
        return np.flatnonzero(right).astype(np.int32)

    def _any(self, names: Sequence[str]) -> BoolVector:
        return np.logical_or.reduce([self._term(name) for name in names])  # type: ignore[no-any-return]

    def _term(self, name: str) -> BoolVector:
        if name not in self._known:
            holds = [clause.holds(self._catalogue) for clause in terms()[name]]
            self._known[name] = np.logical_or.reduce(holds)
        return self._known[name]


@cache
def terms() -> Mapping[str, tuple[Clause, ...]]:
    """The clauses of every term, by its name."""
    written = tomllib.loads((FOLDER / "terms.toml").read_text(encoding="utf-8"))
    return {name: tuple(Clause.read(clause) for clause in clauses) for name, clauses in written.items()}
