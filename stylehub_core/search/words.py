"""Turns text into stems: lower case, one spelling for British and American English, English Snowball stemmer."""

import re
import unicodedata
from functools import lru_cache
from threading import Lock

import Stemmer

_SPELLINGS = (
    (re.compile(r"\bt[\s-]?shirt"), "tshirt"),
    (re.compile(r"\bgray"), "grey"),
    (re.compile(r"\bcolor"), "colour"),
    (re.compile(r"\bpajama"), "pyjama"),
    (re.compile(r"\bjewelry\b"), "jewellery"),
    (re.compile(r"\bnon[\s-]+(?=[a-z])"), "non"),
    (re.compile(r"(?<=[a-z])-free\b"), "free"),
    (re.compile(r"neckline"), "neck"),
    (re.compile(r"(?<=\w)['\u2019]s?(?=\W|$)"), ""),
)
_WORD = re.compile(r"[^\W_]+")

STOP_WORDS = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "by",
        "can",
        "for",
        "from",
        "have",
        "i",
        "in",
        "is",
        "it",
        "me",
        "my",
        "no",
        "not",
        "of",
        "on",
        "or",
        "please",
        "show",
        "some",
        "something",
        "that",
        "the",
        "these",
        "this",
        "to",
        "want",
        "wear",
        "we",
        "which",
        "will",
        "with",
        "without",
        "would",
        "you",
        "your",
    ]
)
"""Words that say nothing about an article, before stemming."""

_stemmer = Stemmer.Stemmer("english")
_one_at_a_time = Lock()  # a Stemmer is not thread-safe


def words(text: str) -> list[str]:
    """The words in order, in lower case and without accents: 'T-shirt, GRAY' becomes tshirt, grey."""
    text = text.lower()
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    for pattern, spelling in _SPELLINGS:
        text = pattern.sub(spelling, text)
    return _WORD.findall(text)


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    with _one_at_a_time:
        return str(_stemmer.stemWord(word))


def stems(text: str) -> list[str]:
    """The stems of all words except stop words, in order."""
    return [stem(word) for word in words(text) if word not in STOP_WORDS]
