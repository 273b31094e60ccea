"""What a small catalogue says, as far as the reading of a request needs it, and a speller of another."""

from collections.abc import Sequence

import pytest

from stylehub_core.search.reading.catalogue_words import CatalogueWords
from stylehub_core.search.reading.spelling import Speller

_TEXT = (
    "dress coat belt jumper stripes shoes white red black blue dark skirt collar shirt sleeveless sleeves pockets hood "
    "waterproof jacket wool print animal jeans top leather lace bag non-iron swim shorts leggings v-neck buttons baby "
    "fur"
)
_WORDS = set(_TEXT.split())
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


WEIGHTS = {
    "black": 3000, "white": 2500, "blue": 2400, "red": 900, "grey": 800, "dress": 4000, "dresses": 300, "skirt": 900,
    "shirt": 1500, "short": 900, "shorts": 700, "tshirt": 2000, "jacket": 1200, "hoodie": 500, "trousers": 1600,
    "pyjama": 300, "pyjamas": 120, "striped": 80, "stripe": 900, "long": 900, "sleeve": 1000, "sleeves": 2000,
    "high": 800, "waist": 2500, "waisted": 200, "ed": 40, "v": 300, "vneck": 4, "neck": 1500, "crew": 200,
    "belt": 700, "cardigan": 600, "sneakers": 300,
    "jeans": 800, "earrings": 300, "ear": 60, "sandra": 4, "sweter": 1, "strap": 400, "top": 2500, "noir": 2,
}  # fmt: skip
"""How often the words occur that the speller knows."""


@pytest.fixture(scope="session")
def speller() -> Speller:
    return Speller(CatalogueWords(WEIGHTS, {"vneck": "v-neck", "crewneck": "crew-neck"}), also=["cheapest"])
