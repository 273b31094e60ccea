"""Ordinary English words, and how often they are written."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

_FILE = "frequency_dictionary_en_82_765.txt"


@lru_cache(maxsize=1)
def english_words() -> Mapping[str, int]:
    """How often each of 82,834 words occurs in Google's books, in lower case: symspellpy's dictionary."""
    import symspellpy

    lines = (Path(symspellpy.__file__).parent / _FILE).read_text("utf-8-sig").splitlines()
    return {word: int(count) for word, _, count in (line.partition(" ") for line in lines)}


def times_written(word: str) -> int:
    """How often a word in lower case is written; 0 if it is not English."""
    return english_words().get(word, 0)
