"""What an article's text says that it has, and what it says that it has not: "no collar" is no collar."""

import re

from stylehub_core.search.words import STOP_WORDS, stem, stems, words

_ABSENT = re.compile(
    r"\b(?<!height )(?<!length )(?<!width )(?:without|no|free of|free from)\s+(?P<what>[^.,;:()]+)", re.I
)
_ENDS = re.compile(r"\b(?:at|in|on|for|with|but|to|from|that|which|under|inside|around)\b", re.I)
_JOINED = re.compile(r"\b(?:and|or|nor)\b", re.I)
_MOST = 3
"""Words of one thing that is absent; a longer phrase says something else."""
_LESS = re.compile(r"^(?P<what>[^\W\d_]{3,}?)less$")
_NON = re.compile(r"^non(?P<what>[^\W\d_]{3,})$")

ABSENT = "!"
"""Before the stem of what a text says is not there."""


def stated_stems(text: str) -> list[str]:
    """The stems of a text; what is absent is marked: 'no buttons, sleeveless' gives !button, sleeveless, !sleev."""
    present, absent = [], []
    at = 0
    for match in _ABSENT.finditer(text):
        what = _ENDS.split(match["what"])[0]
        phrases = [words(part) for part in _JOINED.split(what)]
        phrases = phrases[:1] + [phrase for phrase in phrases[1:] if phrase and phrase[0] not in {"a", "an", "the"}]
        phrases = [phrase for phrase in phrases if 0 < len(phrase) <= _MOST]
        if not phrases:
            continue
        end = match.start("what") + len(what)
        present += stems(text[at : match.start()])
        absent += [stem(word) for phrase in phrases for word in phrase if word not in STOP_WORDS]
        at = end
    present += stems(text[at:])
    for word in words(text):
        if inside := _LESS.match(word) or _NON.match(word):
            absent.append(stem(inside["what"]))
    return present + [ABSENT + stem_ for stem_ in absent]
