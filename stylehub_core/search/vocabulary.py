"""The attribute values of a catalogue as phrases, and a query read as a sequence of such phrases and free words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from stylehub_core.search.attributes import says_something
from stylehub_core.search.synonyms import SYNONYMS
from stylehub_core.search.words import STOP_WORDS, stem, words

COLOUR, TYPE = "colour_group_name", "product_type_name"

FIELD_WEIGHTS = {
    COLOUR: 1.0,
    TYPE: 1.0,
    "perceived_colour_master_name": 0.6,
    "product_group_name": 0.6,
    "graphical_appearance_name": 0.5,
    "garment_group_name": 0.4,
    "index_group_name": 0.4,
    "index_name": 0.4,
    "department_name": 0.3,
}
"""How much it counts that an article has the value, by column."""

EXACT, SAME_STEMS, PART, HEAD, SYNONYM = 1.0, 0.97, 0.9, 0.6, 0.95
"""How well a phrase names a value: in its very words, in other forms of them ('dresses'), by one side of a slash
('leggings' for Leggings/Tights), by its last word ('bag' for Tote bag), by a synonym."""

MODIFIER = 0.4
"""What a phrase counts that describes rather than names: 'shirt' in 'shirt dress', all after 'with'."""

MINOR = 0.45
"""A phrase whose best token counts less than this names a minor attribute."""

COLOUR_AND_TYPE = 0.9
"""The least coverage of a query that names both: 'navy wool coat' should not give green coats before navy ones."""

_PREPOSITIONS = frozenset({"with", "without", "in", "for", "from", "of", "on", "under", "over"})

Token = str
"""'column=value', also a token of the lexical index."""


@dataclass(frozen=True)
class Span:
    """Part of a query that names one attribute: its words, and what it counts that an article has each token.

    A word that names two at once, as jeans, has two spans.
    """

    start: int
    end: int
    tokens: dict[Token, float]
    weight: float = 1.0


@dataclass(frozen=True)
class Parse:
    """words: the query's words, spelled as the index spells them; spans: in order."""

    words: list[str]
    spans: list[Span]

    @property
    def coverage(self) -> float:
        """How far attributes decide the query, 0 to 1: the share of its words, but for stop words, that name some.

        Minor attributes such as departments count half; a query that names a colour and a product type has 0.9 or more.
        """
        counted = [i for i, word in enumerate(self.words) if word not in STOP_WORDS]
        covered: dict[int, float] = {}
        named: set[str] = set()
        for span in self.spans:
            best = max(span.tokens, key=lambda one: span.tokens[one])
            share = 1.0 if span.tokens[best] >= MINOR else 0.5
            covered.update({i: max(share, covered.get(i, 0.0)) for i in range(span.start, span.end)})
            named.update({split_token(best)[0]} if span.weight == 1.0 else ())
        found = sum(covered.get(i, 0.0) for i in counted) / len(counted) if counted else 0.0
        return max(found, COLOUR_AND_TYPE) if named >= {COLOUR, TYPE} else found


def token(column: str, value: str) -> Token:
    return f"{column}={value}"


def split_token(one: Token) -> tuple[str, str]:
    column, _, value = one.partition("=")
    return column, value


class Vocabulary:
    """Phrases (tuples of stems) to the tokens that they name."""

    def __init__(self, tokens: Iterable[Token]) -> None:
        self._exact: dict[tuple[str, ...], set[Token]] = defaultdict(set)
        self._phrases: dict[tuple[str, ...], dict[Token, float]] = defaultdict(dict)
        for one in sorted(set(tokens)):
            self._add_value(one)
        self._add_synonyms()
        self._also = self._second_parts()
        self._longest = max((len(phrase) for phrase in self._phrases), default=0)

    def _note(self, phrase: Iterable[str], one: Token, weight: float) -> None:
        key = tuple(stem(word) for word in phrase)
        if key:
            known = self._phrases[key]
            known[one] = max(known.get(one, 0.0), weight)

    def _add_value(self, one: Token) -> None:
        column, value = split_token(one)
        if column not in FIELD_WEIGHTS:
            return
        whole = tuple(words(value))
        self._exact[whole].add(one)
        self._note(whole, one, SAME_STEMS * FIELD_WEIGHTS[column])
        if column not in (COLOUR, TYPE) or not says_something(value):
            return
        for part in value.split("/"):
            if "/" in value and len(words(part)) < len(whole):
                self._note(words(part), one, PART * FIELD_WEIGHTS[column])
        if column == TYPE and len(whole) > 1 and "/" not in value and not value.startswith("Other"):
            self._note(whole[-1:], one, HEAD * FIELD_WEIGHTS[column])

    def _add_synonyms(self) -> None:
        known = {phrase: dict(tokens) for phrase, tokens in self._phrases.items()}
        for said, meant in SYNONYMS.items():
            for part in meant.partition("+")[0].split("|"):
                for one, weight in known.get(_key(part), {}).items():
                    self._note(words(said), one, SYNONYM * weight)

    def _second_parts(self) -> dict[tuple[str, ...], dict[Token, float]]:
        """What a synonym names besides: denim for jeans."""
        parts = {_key(said): _key(meant.partition("+")[2]) for said, meant in SYNONYMS.items() if "+" in meant}
        return {said: dict(self._phrases[part]) for said, part in parts.items() if part in self._phrases}

    def parse(self, text: str) -> Parse:
        """The query as spans by longest match from the left; of several product types the last one before a
        preposition is what is looked for, the others describe it."""
        found = words(text)
        key = [stem(word) for word in found]
        spans, start = [], 0
        while start < len(found):
            for end in range(min(start + self._longest, len(found)), start, -1):
                tokens = self._phrases.get(tuple(key[start:end]))
                if tokens is not None and not all(word in STOP_WORDS for word in found[start:end]):
                    exact = self._exact.get(tuple(found[start:end]), set())
                    spans.append(Span(start, end, _with_exact(tokens, exact)))
                    also = self._also.get(tuple(key[start:end]))
                    spans.extend([Span(start, end, also)] if also else [])
                    start = end - 1
                    break
            start += 1
        return Parse(found, _weighted(found, spans))


def _key(phrase: str) -> tuple[str, ...]:
    return tuple(stem(word) for word in words(phrase))


def _with_exact(tokens: dict[Token, float], exact: set[Token]) -> dict[Token, float]:
    return {one: weight * EXACT / SAME_STEMS if one in exact else weight for one, weight in tokens.items()}


def _weighted(found: list[str], spans: list[Span]) -> list[Span]:
    """The spans with the weight MODIFIER where they describe rather than name."""
    named = [i for i, span in enumerate(spans) if _names_type(span)]
    first_type = spans[named[0]].start if named else len(found)
    turn = next((i for i, w in enumerate(found) if w in _PREPOSITIONS and i > first_type), len(found))
    heads = [i for i in named if spans[i].start < turn]
    head = heads[-1] if heads else None
    weighted = []
    for i, span in enumerate(spans):
        describes = span.start > turn or (head is not None and i != head and i in named)
        weighted.append(Span(span.start, span.end, span.tokens, MODIFIER if describes else 1.0))
    return weighted


def _names_type(span: Span) -> bool:
    return any(split_token(one)[0] == TYPE for one in span.tokens)
