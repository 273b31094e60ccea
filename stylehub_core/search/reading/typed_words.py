"""The words of a text that may be misspelt or foreign: neither quoted, nor part of a number, an id or an address."""

import re
from collections.abc import Iterator

_NO_WORDS = re.compile(r"\"[^\"]*(?:\"|$)|“[^”]*(?:”|$)|„[^“”]*(?:[“”]|$)|«[^»]*(?:»|$)|\S*[\d_@\\/<>{}=#+*~|]\S*")
_WORD = re.compile(r"[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)*")


def typed_words(text: str) -> Iterator[tuple[int, int]]:
    """The start and end of each such word, in order; "men's" is the words men and s."""
    left_out = [match.span() for match in _NO_WORDS.finditer(text)]
    for match in _WORD.finditer(text):
        if not any(start < match.end() and match.start() < end for start, end in left_out):
            yield match.span()
