"""Generated requests with one misspelt word of the catalogue, such as "black jakcet", and their right articles."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from benchmarks.typed_requests.catalogue import COLUMNS, Catalogue
from benchmarks.typed_requests.halves import Half, half_of_word
from benchmarks.typed_requests.typing_errors import misspelt, one_error_away
from benchmarks.typed_requests.words import stem, words_of
from stylehub_core.arrays import IntVector

COUNT = 500
SHORTEST = 4
OFTEN = 20
"""A word of descriptions is misspelt if at least so many articles have it."""
FEWEST_RIGHT = 5
SEEDS: Mapping[Half, int] = {"choosing": 16, "held-back": 61}

_COLUMNS = ("type", "colour", "shade", "pattern")
# Words of descriptions that nobody looks for.
_UNSOUGHT = """
    about above after against along also approx around back below both bottom centre come completely contains
    containing content continue continues cover covers create creates cut designed different down each easier edge
    edges efficiently extra fake five four from front give have help helps hold holds inside into just keep keeping
    keeps last least left less lower made make more most number only other others over part partly parts pair pairs
    pieces place provide real right same section sections set side sides size sizes slight slightly some than that
    their them then these they this three through together under undefined unknown upper various very ways well when
    where which while wide wider width with without your
"""


@dataclass(frozen=True, eq=False)
class Misspelling:
    """text: as typed. correct: the same request, spelt right. right: rows of the articles that have all its words.

    clear: no other word of the catalogue that is at least as frequent is one error away from the misspelt word.
    """

    text: str
    correct: str
    right: IntVector
    clear: bool


class Misspeller:
    """Draws requests from one catalogue's words. The two halves share no word that is misspelt, in any form."""

    def __init__(self, catalogue: Catalogue) -> None:
        values = {name: catalogue.values(name) for name in _COLUMNS}
        self._types, self._colours = values["type"], values["colour"]
        self._texts = [" ".join(texts).lower() for texts in zip(catalogue.texts(), *values.values(), strict=True)]
        self._rows = _rows_by_stem(self._texts)
        self._known = _all_words([*self._texts, *(value for name in COLUMNS for value in set(catalogue.values(name)))])
        counts = Counter(word for text in catalogue.descriptions() for word in set(words_of(text)))
        in_columns = _all_words(value for column in values.values() for value in set(column))
        often = {word for word, count in counts.items() if count >= OFTEN} - in_columns
        self.words = tuple(sorted(filter(self._may_be_misspelt, words)) for words in (in_columns, often))

    def requests(self, half: Half, count: int = COUNT) -> list[Misspelling]:
        """At most `count` different requests; fewer in a catalogue of few words. The same half, the same requests.

        Half are of words in columns, and half of other words in descriptions.
        """
        rng = np.random.default_rng(SEEDS[half])
        pools = [[word for word in words if half_of_word(word) == half] for words in self.words]
        pools = [pool for pool in pools if pool]
        made: dict[str, Misspelling] = {}
        for number in range(20 * count if pools else 0):
            pool = pools[number % len(pools)]
            request = self._drawn(pool[int(rng.integers(len(pool)))], rng)
            if request is not None:
                made.setdefault(request.text, request)
            if len(made) == count:
                break
        return list(made.values())

    def _drawn(self, word: str, rng: np.random.Generator) -> Misspelling | None:
        wrong = misspelt(word, rng)
        if wrong in self._known or len(wrong) < SHORTEST - 1:
            return None  # the catalogue has this word, or it is no longer a word
        template = self._template(word, rng)
        correct = template.format(word)
        right = self._right(correct)
        if len(right) < FEWEST_RIGHT:
            return None
        return Misspelling(template.format(wrong), correct, right, self._is_clear(wrong, word))

    def _is_clear(self, wrong: str, word: str) -> bool:
        others = {stem(other) for other in one_error_away(wrong) & self._known} - {stem(word)}
        return all(len(self._rows.get(other, ())) < len(self._rows[stem(word)]) for other in others)

    def _template(self, word: str, rng: np.random.Generator) -> str:
        """'{}', or that with a colour before or a type after it, of an article that has the word."""
        rows = self._rows[stem(word)]
        row = rows[int(rng.integers(len(rows)))]
        kind, colour = self._types[row].lower().split("/")[0], self._colours[row].lower()
        is_kind = stem(word) in map(stem, words_of(kind))
        match int(rng.integers(3)):
            case 1 if not is_kind and " " not in kind and kind != "unknown":
                return "{} " + kind
            case 2 if is_kind and colour.isalpha() and colour not in ("other", "unknown"):
                return colour + " {}"
            case _:
                return "{}"

    def _right(self, correct: str) -> IntVector:
        first, *others = (set(self._rows[stem(word)]) for word in words_of(correct))
        return np.array(sorted(first.intersection(*others)), dtype=np.int32)

    def _may_be_misspelt(self, word: str) -> bool:
        """A word of a to z that people may look for."""
        letters = len(word) >= SHORTEST and word.isascii()
        return letters and word not in _UNSOUGHT.split() and len(self._rows[stem(word)]) >= FEWEST_RIGHT


def _all_words(texts: Iterable[str]) -> set[str]:
    return {word for text in texts for word in words_of(text.lower())}


def _rows_by_stem(texts: list[str]) -> dict[str, list[int]]:
    rows: dict[str, list[int]] = {}
    stems: dict[str, str] = {}
    for row, text in enumerate(texts):
        words = words_of(text)
        for word in {stems.get(word) or stems.setdefault(word, stem(word)) for word in words}:
            rows.setdefault(word, []).append(row)
    return rows
