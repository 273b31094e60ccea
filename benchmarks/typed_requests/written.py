"""The requests that are written by hand, by kind, each with its rule and its half."""

import tomllib
from dataclasses import dataclass
from functools import cache

from benchmarks.typed_requests.halves import Half, for_choosing
from benchmarks.typed_requests.rules import FOLDER, Rule

KINDS = {
    "negation": "negation",
    "spelling": "spelling",
    "detail": "detail",
    "other_names": "what people call it",
    "for_whom": "for whom",
    "fabric": "fabric",
}
"""The titles of the kinds, by the name of the file that holds their requests."""


@dataclass(frozen=True)
class TypedRequest:
    """A request as somebody types it, of one of KINDS, and the rule for its right articles."""

    text: str
    kind: str
    rule: Rule
    half: Half


@cache
def written_requests() -> tuple[TypedRequest, ...]:
    """All of them, in the order of KINDS and of their files."""
    return tuple(request for kind in KINDS for request in _of_kind(kind))


def _of_kind(kind: str) -> list[TypedRequest]:
    entries = tomllib.loads((FOLDER / f"{kind}.toml").read_text(encoding="utf-8"))["requests"]
    choosing = for_choosing([entry["text"] for entry in entries])
    return [
        TypedRequest(
            text=entry["text"],
            kind=kind,
            rule=Rule(tuple(entry["is"]), tuple(entry.get("not", ()))),
            half="choosing" if entry["text"] in choosing else "held-back",
        )
        for entry in entries
    ]
