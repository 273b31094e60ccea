"""A speller of a small catalogue: how often its words occur is planted."""

import pytest

from stylehub_core.search.reading.catalogue_words import CatalogueWords
from stylehub_core.search.reading.spelling import Speller

WEIGHTS = {
    "black": 3000, "white": 2500, "blue": 2400, "red": 900, "grey": 800, "dress": 4000, "dresses": 300, "skirt": 900,
    "shirt": 1500, "short": 900, "shorts": 700, "tshirt": 2000, "jacket": 1200, "hoodie": 500, "trousers": 1600,
    "pyjama": 300, "pyjamas": 120, "striped": 80, "stripe": 900, "long": 900, "sleeve": 1000, "sleeves": 2000,
    "high": 800, "waist": 2500, "waisted": 200, "ed": 40, "v": 300, "vneck": 4, "neck": 1500, "crew": 200,
    "belt": 700, "cardigan": 600, "sneakers": 300,
    "jeans": 800, "earrings": 300, "ear": 60, "sandra": 4, "sweter": 1, "strap": 400, "top": 2500, "noir": 2,
}  # fmt: skip


@pytest.fixture(scope="session")
def speller() -> Speller:
    return Speller(CatalogueWords(WEIGHTS, {"vneck": "v-neck", "crewneck": "crew-neck"}), also=["cheapest"])
