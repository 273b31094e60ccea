"""What a small catalogue says, as far as the reading of a request needs it."""

from collections.abc import Sequence

import pytest

_WORDS = {
    "dress", "coat", "belt", "jumper", "stripes", "shoes", "white", "red", "black", "blue", "dark", "skirt", "collar", "shirt",
    "sleeveless", "sleeves", "pockets", "hood", "waterproof", "jacket", "wool", "print", "animal", "jeans", "top", "leather",
    "lace", "bag", "non-iron", "swim", "shorts", "leggings", "v-neck", "buttons", "baby", "fur",
}  # fmt: skip
_NAMES = {("dark", "blue"), ("animal", "print"), ("baby", "blue"), ("swim", "shorts")}
_TYPES = {"dress", "coat", "jumper", "shoes", "skirt", "shirt", "jacket", "jeans", "top", "bag", "leggings", "shorts"}


class SmallCatalogue:
    """Knows a few words, names of two words, and types of product."""

    def has_word(self, word: str) -> bool:
        return word in _WORDS

    def named_length(self, words: Sequence[str]) -> int:
        return 2 if tuple(words[:2]) in _NAMES else int(bool(words) and words[0] in _WORDS)

    def type_length(self, words: Sequence[str]) -> int:
        return 2 if tuple(words[-2:]) in _NAMES and words[-1] in _TYPES else int(bool(words) and words[-1] in _TYPES)

    def occurs(self, words: Sequence[str]) -> bool:
        return all(word in _WORDS for word in words)


@pytest.fixture
def known() -> SmallCatalogue:
    return SmallCatalogue()
