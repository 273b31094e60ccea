"""One finding of a check of a data folder."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """ok: as it should be. note: worth knowing. warning: rows or pictures are lost. error: cannot be imported."""

    OK = "ok"
    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"


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
        return f"{number}{self.text}{example}"
