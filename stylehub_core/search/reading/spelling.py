"""Corrects how a request is spelt, against the words of the catalogue.

A noisy channel (Kernighan, Church and Gale, 1990): of the words that may have been meant, the one that occurs most,
less the cost of the slips. The candidates come from SymSpell's index of deletions. An English word that the catalogue
lacks stands for itself beside them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from math import inf, log1p

from symspellpy import SymSpell, Verbosity

from stylehub_core.search.reading.catalogue_words import CatalogueWords
from stylehub_core.search.reading.edits import CHEAPEST, edit_cost
from stylehub_core.search.reading.english import times_written
from stylehub_core.search.reading.typed_words import typed_words
from stylehub_core.search.synonyms import SYNONYMS
from stylehub_core.search.words import STOP_WORDS, stem, words

EDIT = 5.5
"""How much one edit counts, beside the logarithm of how often a word occurs among a million."""
LEAST = (inf, inf, inf, 2.0, -0.5, -2.0, -3.0, -4.0, -5.0, -6.0)
"""The least score of a correction, by the number of letters; below it, the word may be a name or foreign.

The longer a word is, the less it is near to another by chance.
"""
PER_ENGLISH = 20_000
"""How often English books have a word that stands for itself like a word that occurs once among a million here."""
ALSO = 100.0
"""How often stop words count, and synonyms' words and the other words of requests at least, among a million."""
RELIABLE = 5.0
"""How often a word occurs, at least, whose forms are known too: a rarer one may itself be misspelt."""
SMALLEST = 100_000
"""A catalogue with fewer words does not tell how often each occurs among a million; it counts as if it had as many."""
SPACE, SPLIT_LEAST = 1.0, -2.5
"""The cost of a missing space, in edits, and the least score of a word taken apart."""
HYPHEN = 0.5
"""The cost of a missing hyphen, in edits."""

_SHORTEST = 3
"""The fewest letters of a word that is corrected, or that another is corrected to."""
_FORMS = ("s", "es", "d", "ed", "ing", "er", "ers")
_MADE = ("less", "ish", "proof", "free", "like")
"""Endings with which people make words that no catalogue lists: beltless, greenish."""


@dataclass(frozen=True)
class Correction:
    """start, end: the characters of the text as typed. typed: what they are; meant: what replaces them."""

    start: int
    end: int
    typed: str
    meant: str


@dataclass(frozen=True)
class Spelling:
    """text: the corrected text. corrections: in order; empty if the text is as it was typed."""

    text: str
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True)
class _Piece:
    """A word of the text, corrected or not.

    start, end: the characters that it stands for; none for all but the first of the words that a word was split into.
    gap: what stands between the word and the one before it.
    """

    start: int
    end: int
    text: str
    gap: str


class Speller:
    """Corrects texts against a catalogue's words, shoppers' synonyms and English. Threads may share it."""

    def __init__(self, catalogue: CatalogueWords, also: Iterable[str] = ()) -> None:
        """also: other words of requests, which are known as well and may be meant."""
        self._weights = _weights(catalogue, also)
        self._compounds = catalogue.compounds
        self._by_stem = _by_stem(self._weights)
        self._near = SymSpell(max_dictionary_edit_distance=2, prefix_length=7)
        for word in self._weights:
            if len(word) >= _SHORTEST and _is_plain(word):
                self._near.create_dictionary_entry(word, 1)
        self._meant = lru_cache(maxsize=10_000)(self._likeliest)

    def knows(self, word: str) -> bool:
        """Whether the catalogue, a synonym or `also` has this word or a form of it. Known words are never corrected."""
        parts = words(word)
        return bool(parts) and all(part in self._weights or self._is_form(part) for part in parts)

    def corrected(self, text: str) -> Spelling:
        """The text with its words corrected. Quotations, numbers, ids, names and known words are left alone."""
        pieces = _pieces(text)
        while (changed := self._joined(pieces) or self._respelt(pieces)) is not None:
            pieces = changed
        corrections = _corrections(text, pieces)
        return Spelling(_replaced(text, corrections), corrections)

    def _joined(self, pieces: list[_Piece]) -> list[_Piece] | None:
        """The pieces with the first two joined that are one word; None if there are none."""
        names = _names(pieces)
        for at, (one, other) in enumerate(pairwise(pieces)):
            if other.gap == " " and not names & {at, at + 1} and self._is_one_word(one.text, other.text):
                whole = replace(one, end=max(one.end, other.end), text=one.text + other.text)
                return [*pieces[:at], whole, *pieces[at + 2 :]]
        return None

    def _respelt(self, pieces: list[_Piece]) -> list[_Piece] | None:
        """The pieces with the first word corrected that is wrong; None if there is none."""
        names = _names(pieces)
        for at, piece in enumerate(pieces):
            meant = piece.text if at in names else self._meant(piece.text.lower())
            if meant != piece.text and meant != piece.text.lower():
                return [*pieces[:at], *_parts(piece, meant), *pieces[at + 1 :]]
        return None

    def _is_one_word(self, one: str, other: str) -> bool:
        """Whether these are a word of the catalogue typed with a space in it: 'sneak ers', and even 'waist ed'.

        Of two words that the catalogue has, only an ending joins the word before it.
        """
        one, other = one.lower(), other.lower()
        if (
            one + other not in self._weights
            or not STOP_WORDS.isdisjoint((one, other))
            or len(words(f"{one} {other}")) == 1
        ):
            return False
        is_ending = len(other) < _SHORTEST and stem(one + other) == stem(one)
        return is_ending or not (self.knows(one) and self.knows(other))

    def _likeliest(self, typed: str) -> str:
        """What was meant by a word in lower case; the word itself if nothing else is likelier."""
        if len(typed) < _SHORTEST or not _is_plain(typed) or self.knows(typed) or self._is_made(typed):
            return typed
        written = times_written(typed)
        best, score = typed, log1p(written / PER_ENGLISH) if written else LEAST[min(len(typed), len(LEAST) - 1)]
        for near in self._near.lookup(typed, Verbosity.ALL, max_edit_distance=1 if len(typed) < 5 else 2):
            prior = self._prior(near.term)
            if prior - EDIT * CHEAPEST * near.distance > score:
                likelihood = prior - EDIT * edit_cost(typed, near.term)
                if likelihood > score:
                    best, score = near.term, likelihood
        for apart, likelihood in () if written else self._apart(typed):
            if likelihood > max(score, SPLIT_LEAST):
                best, score = apart, likelihood
        return best

    def _apart(self, typed: str) -> Iterable[tuple[str, float]]:
        """(two words, or one with hyphens, that are the typed one; the score) of each way to take it apart."""
        if typed in self._compounds:
            compound = self._compounds[typed]
            yield compound, min(self._prior(part) for part in compound.split("-")) - EDIT * HYPHEN
        for cut in range(_SHORTEST, len(typed) - _SHORTEST + 1):
            one, other = typed[:cut], typed[cut:]
            if one in self._weights and other in self._weights:
                yield f"{one} {other}", min(self._prior(one), self._prior(other)) - EDIT * SPACE

    def _prior(self, word: str) -> float:
        """All forms of a word speak for each, and the more frequent form comes first."""
        return log1p(self._by_stem.get(stem(word), 0)) + 0.1 * log1p(self._weights.get(word, 0))

    def _is_form(self, word: str) -> bool:
        """Whether it is a form of a known word. The stem alone does not tell: that of 'earings' is that of 'ear'."""
        if stem(word) not in self._by_stem:
            return False
        roots = (self._weights.get(word.removesuffix(ending), 0) for ending in _FORMS)
        return times_written(word) > 0 or max(roots) >= RELIABLE

    def _is_made(self, typed: str) -> bool:
        """Whether it is a known word with an ending that any word may have."""
        return any(
            typed.endswith(ending) and len(typed) >= len(ending) + _SHORTEST and self.knows(typed.removesuffix(ending))
            for ending in _MADE
        )


def _weights(catalogue: CatalogueWords, also: Iterable[str]) -> dict[str, float]:
    """How often each known word occurs among a million words."""
    scale = 1_000_000 / max(sum(catalogue.weights.values()), SMALLEST)
    weights = {word: weight * scale for word, weight in catalogue.weights.items()}
    for phrase in (*SYNONYMS, *SYNONYMS.values(), *also):
        for word in words(phrase):
            weights[word] = max(weights.get(word, 0.0), ALSO)
    return weights | dict.fromkeys(STOP_WORDS, ALSO)


def _by_stem(weights: Mapping[str, float]) -> dict[str, float]:
    """How often any form of a word occurs, by stem."""
    together: defaultdict[str, float] = defaultdict(float)
    for word, weight in weights.items():
        together[stem(word)] += weight
    return dict(together)


def _is_plain(word: str) -> bool:
    return word.isascii() and word.isalpha() and word.islower()


def _pieces(text: str) -> list[_Piece]:
    spans = list(typed_words(text))
    before = [0, *(end for _, end in spans)]
    return [
        _Piece(start, end, text[start:end], text[last:start]) for (start, end), last in zip(spans, before, strict=False)
    ]


def _names(pieces: list[_Piece]) -> set[int]:
    """Which pieces seem to be names: those in capitals, or with one in a request that has words without."""
    all_capitalised = all(piece.text[0].isupper() for piece in pieces)
    return {
        at
        for at, piece in enumerate(pieces)
        if piece.text[1:] != piece.text[1:].lower() or (piece.text[0].isupper() and at and not all_capitalised)
    }


def _parts(piece: _Piece, meant: str) -> list[_Piece]:
    """The words of a correction, capitalised as the typed word is."""
    first, *others = re.split("([ -])", meant.capitalize() if piece.text[0].isupper() else meant)
    rest = [_Piece(piece.end, piece.end, word, gap) for gap, word in zip(others[::2], others[1::2], strict=True)]
    return [replace(piece, text=first), *rest]


def _corrections(text: str, pieces: list[_Piece]) -> tuple[Correction, ...]:
    corrections: list[Correction] = []
    for piece in pieces:
        start, meant = piece.start, piece.text
        if corrections and start == corrections[-1].end:  # a word that was typed together with the one before it
            before = corrections.pop()
            start, meant = before.start, f"{before.meant}{piece.gap}{meant}"
        corrections.append(Correction(start, piece.end, text[start : piece.end], meant))
    return tuple(correction for correction in corrections if correction.typed != correction.meant)


def _replaced(text: str, corrections: Iterable[Correction]) -> str:
    parts, at = [], 0
    for correction in corrections:
        parts += [text[at : correction.start], correction.meant]
        at = correction.end
    return "".join([*parts, text[at:]])
