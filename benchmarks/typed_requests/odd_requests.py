"""Requests that no search is made for: those of odd_requests.toml, 300 characters, and characters at random."""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from functools import partial

import numpy as np

from benchmarks.typed_requests.halves import Half
from benchmarks.typed_requests.rules import FOLDER

COUNT = 1000
LONG = 300
SEEDS: Mapping[Half, int] = {"choosing": 7, "held-back": 70}

Maker = Callable[[np.random.Generator], str]

_WRITTEN = tomllib.loads((FOLDER / "odd_requests.toml").read_text(encoding="utf-8"))
_USUAL: list[str] = _WRITTEN["usual"]
_FAMILIES: list[list[str]] = list(_WRITTEN["families"].values())
_PUNCTUATION = "-–'\"()[]{}<>!?.,:;/\\|&%$#@*+=~^_`"
_LETTERS = "abcdefghijklmnopqrstuvwxyz "


def odd_requests(half: Half, count: int = COUNT) -> list[str]:
    """`count` requests, of each family the same number; the same half, the same requests."""
    rng = np.random.default_rng(SEEDS[half])
    filled: list[Maker] = [partial(_filled, texts) for texts in _FAMILIES]
    makers = [*filled, _long, _any_characters, _punctuated]
    return [makers[number % len(makers)](rng) for number in range(count)]


def _filled(texts: Sequence[str], rng: np.random.Generator) -> str:
    """One of the texts about a usual request; every other time, another of them or a usual request follows it."""
    parts = [_one_of(texts, rng)]
    if rng.random() < 0.5:
        parts.append(_one_of([*texts, *_USUAL], rng))
    return _about_usual(" ".join(parts), rng)


def _long(rng: np.random.Generator) -> str:
    """LONG characters and more: one letter, a request again and again, letters at random, or words of all families."""
    match int(rng.integers(4)):
        case 0:
            return "x" * LONG
        case 1:
            return f"{_one_of(_USUAL, rng)} " * LONG
        case 2:
            return "".join(_one_of(_LETTERS, rng) for _ in range(LONG))
        case _:
            every = [text for texts in _FAMILIES for text in texts]
            return _about_usual(" ".join(_one_of(every, rng) for _ in range(LONG // 5)), rng)


def _any_characters(rng: np.random.Generator) -> str:
    """Up to 40 characters of all of Unicode; half the time of its most used part, and seldom a surrogate alone."""
    last = 0x3000 if rng.random() < 0.5 else 0x10FFFF
    return "".join(chr(int(code)) for code in rng.integers(1, last, int(rng.integers(1, 40))))


def _punctuated(rng: np.random.Generator) -> str:
    """A usual request with up to six marks anywhere in it."""
    letters = list(_one_of(_USUAL, rng))
    for _ in range(int(rng.integers(1, 7))):
        letters.insert(int(rng.integers(len(letters) + 1)), _one_of(_PUNCTUATION, rng))
    return "".join(letters)


def _about_usual(text: str, rng: np.random.Generator) -> str:
    return text.replace("{}", _one_of(_USUAL, rng))


def _one_of(texts: Sequence[str], rng: np.random.Generator) -> str:
    return texts[int(rng.integers(len(texts)))]
