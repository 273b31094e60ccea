"""One finding of a check of a data folder."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """ok: as it should be. note: worth knowing. warning: rows or pictures are lost. error: cannot be imported."""

    OK = "ok"
    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"


_NOUNS = ("articles", "columns", "customers", "items", "lines", "outfits", "questions", "rows")
_VERBS = {"are": "is", "have": "has", "repeat": "repeats", "were": "was"}


@dataclass(frozen=True)
class Finding:
    """text: a sentence without its number. count: how many rows, ids or files. example: the first few, or ''."""

    severity: Severity
    topic: str
    text: str
    count: int = 0
    example: str = ""

    def __str__(self) -> str:
        example = f" (such as {self.example})" if self.example else ""
        number = f"{self.count:,} " if self.count else ""
        return f"{number}{_of_one(self.text) if self.count == 1 else self.text}{example}"


def _of_one(text: str) -> str:
    """'articles have no name' as said of one article: 'article has no name'."""
    noun, _, rest = text.partition(" ")
    if noun not in _NOUNS:
        return text
    words = rest.split(" ")
    verb = next((place for place, word in enumerate(words) if word in _VERBS), None)
    if verb is not None:
        words[verb] = _VERBS[words[verb]]
    return " ".join([noun.removesuffix("s"), *words])
