"""Which requests and words settings may be chosen on, and which are held back: a hash of the text decides."""

from collections.abc import Sequence
from hashlib import blake2b
from typing import Literal

from benchmarks.typed_requests.words import stem

Half = Literal["choosing", "held-back"]
HALVES: tuple[Half, ...] = ("choosing", "held-back")


def for_choosing(texts: Sequence[str]) -> set[str]:
    """Half of the texts, and one more if their number is odd. Another text moves at most one of the others."""
    return set(sorted(texts, key=_hashed)[: (len(texts) + 1) // 2])


def half_of_word(word: str) -> Half:
    """The half of a word and of all words with its stem."""
    return HALVES[_hashed(stem(word)) % 2]


def _hashed(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest())
