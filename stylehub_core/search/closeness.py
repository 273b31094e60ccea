"""Words that stand together in a request and in a text: bell sleeves are no bell-shaped skirt with sleeves."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np

from stylehub_core.arrays import IntVector
from stylehub_core.search.vocabulary import Parse
from stylehub_core.search.words import STOP_WORDS, stem, words

APART = 2
"""How many words apart two words may be that stand together: "round ribbed neckline" is a round neckline."""


def word_pairs(parse: Parse) -> list[tuple[str, str]]:
    """The stems of neighbouring words, where not both of them belong to attributes."""
    spans = {at: number for number, span in enumerate(parse.spans) for at in range(span.start, span.end)}
    kept = [at for at, word in enumerate(parse.words) if word not in STOP_WORDS]
    return [
        (stem(parse.words[first]), stem(parse.words[second]))
        for first, second in pairwise(kept)
        if second == first + 1 and not (first in spans and second in spans)
    ]


def together(pairs: Sequence[tuple[str, str]], texts: Sequence[str]) -> IntVector:
    """(n,) how many of the pairs stand together in each text, the first word before the second."""
    counts = [sum(_stand_together(first, second, _stems(text)) for first, second in pairs) for text in texts]
    return np.array(counts, np.int32)


@lru_cache(maxsize=50_000)
def _stems(text: str) -> tuple[str, ...]:
    return tuple(stem(word) for word in words(text))


def _stand_together(first: str, second: str, stems: tuple[str, ...]) -> bool:
    return any(second in stems[at + 1 : at + 1 + APART] for at, present in enumerate(stems) if present == first)
