"""The words of a text, and the stem that the forms of a word share."""

import re

import Stemmer

_WORD = re.compile(r"[^\W\d_]+")
_stemmer = Stemmer.Stemmer("english")


def words_of(text: str) -> list[str]:
    """Its runs of letters: 't-shirt' has two."""
    return _WORD.findall(text)


def stem(word: str) -> str:
    """What 'pleat', 'pleats' and 'pleated' share (Snowball, English)."""
    return str(_stemmer.stemWord(word))
