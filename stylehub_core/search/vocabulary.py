"""A catalogue's attribute values as phrases; queries are parsed into such phrases and free words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

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
"""The weight of a matching value, by column."""

EXACT, SAME_STEMS, PART, HEAD, SYNONYM = 1.0, 0.97, 0.9, 0.6, 0.95
"""How well a phrase names a value, from its exact words to looser matches.

SAME_STEMS: other forms of the words ('dresses'). PART: one side of a slash ('leggings' for Leggings/Tights).
HEAD: the last word ('bag' for Tote bag). SYNONYM: a shopper's word for it.
"""

MODIFIER = 0.4
"""The weight of a phrase that describes rather than names: 'shirt' in 'shirt dress', or anything after 'with'."""

MINOR = 0.45
"""A phrase whose best token has less than this weight names a minor attribute."""

COLOUR_AND_TYPE = 0.9
"""The least coverage of a query that names both: 'navy wool coat' should not rank green coats above navy ones."""

_PREPOSITIONS = frozenset({"with", "without", "in", "for", "from", "of", "on", "under", "over"})

Token = str
"""'column=value', also a token of the lexical index."""


@dataclass(frozen=True)
class Span:
    """Part of a query that names one attribute.

    start, end: its words.
    tokens: the weight of each token that an article may have.
    A word that names two attributes, such as jeans, has two spans.
    narrow: whether the words say more than the attribute, as chinos do of trousers.
    """

    start: int
    end: int
    tokens: dict[Token, float]
    weight: float = 1.0
    narrow: bool = False


@dataclass(frozen=True)
class Parse:
    """words: the query's words in the index's spelling; spans: in order."""

    words: list[str]
    spans: list[Span]

    @property
    def coverage(self) -> float:
        """How much of the query names attributes, 0 to 1: the share of its words, without stop words, that do.

        Minor attributes such as departments count half; a query that names a colour and a product type has 0.9 or more.
        """
        counted = [i for i, word in enumerate(self.words) if word not in STOP_WORDS]
        covered: dict[int, float] = {}
        named: set[str] = set()
        for span in self.spans:
            best = max(span.tokens, key=lambda candidate: span.tokens[candidate])
            share = 1.0 if span.tokens[best] >= MINOR else 0.5
            covered.update({i: max(share, covered.get(i, 0.0)) for i in range(span.start, span.end)})
            named.update({split_token(best)[0]} if span.weight == 1.0 else ())
        share_covered = sum(covered.get(i, 0.0) for i in counted) / len(counted) if counted else 0.0
        return max(share_covered, COLOUR_AND_TYPE) if named >= {COLOUR, TYPE} else share_covered


def token(column: str, value: str) -> Token:
    return f"{column}={value}"


def split_token(attribute: Token) -> tuple[str, str]:
    column, _, value = attribute.partition("=")
    return column, value


class Vocabulary:
    """Maps phrases (tuples of stems) to the tokens that they name."""

    def __init__(self, tokens: Iterable[Token]) -> None:
        self._exact: dict[tuple[str, ...], set[Token]] = defaultdict(set)
        self._phrases: dict[tuple[str, ...], dict[Token, float]] = defaultdict(dict)
        for attribute in sorted(set(tokens)):
            self._add_value(attribute)
        self._add_synonyms()
        self._also = self._second_parts()
        self._narrow = {_key(synonym) for synonym, terms in SYNONYMS.items() if terms.startswith("<")}
        self._longest = max((len(phrase) for phrase in self._phrases), default=0)

    def _note(self, phrase: Iterable[str], attribute: Token, weight: float) -> None:
        key = tuple(stem(word) for word in phrase)
        if key:
            known = self._phrases[key]
            known[attribute] = max(known.get(attribute, 0.0), weight)

    def _add_value(self, attribute: Token) -> None:
        column, value = split_token(attribute)
        if column not in FIELD_WEIGHTS:
            return
        whole = tuple(words(value))
        self._exact[whole].add(attribute)
        self._note(whole, attribute, SAME_STEMS * FIELD_WEIGHTS[column])
        if column not in (COLOUR, TYPE) or not says_something(value):
            return
        for part in value.split("/"):
            if "/" in value and len(words(part)) < len(whole):
                self._note(words(part), attribute, PART * FIELD_WEIGHTS[column])
        if column == TYPE and len(whole) > 1 and "/" not in value and not value.startswith("Other"):
            self._note(whole[-1:], attribute, HEAD * FIELD_WEIGHTS[column])

    def _add_synonyms(self) -> None:
        known = {phrase: dict(tokens) for phrase, tokens in self._phrases.items()}
        for synonym, terms in SYNONYMS.items():
            for term in terms.lstrip("<= ").partition("+")[0].split("|"):
                tokens = known.get(_key(term), {})
                whole = any(weight > HEAD for weight in tokens.values())
                for attribute, weight in tokens.items():
                    if whole and split_token(attribute)[0] == TYPE and weight <= HEAD:
                        continue  # a necktie is no hair tie
                    self._note(words(synonym), attribute, SYNONYM * weight)

    def _second_parts(self) -> dict[tuple[str, ...], dict[Token, float]]:
        """The second attribute that a synonym names, such as denim for jeans."""
        parts = {_key(synonym): _key(terms.partition("+")[2]) for synonym, terms in SYNONYMS.items() if "+" in terms}
        return {synonym: dict(self._phrases[part]) for synonym, part in parts.items() if part in self._phrases}

    def first(self, stems: Sequence[str]) -> int:
        """How many of the first stems name an attribute together; 0 for none."""
        longest = min(self._longest, len(stems))
        return next((end for end in range(longest, 0, -1) if tuple(stems[:end]) in self._phrases), 0)

    def last_type(self, stems: Sequence[str]) -> int:
        """How many of the last stems name a type of product together; 0 for none."""
        for length in range(min(self._longest, len(stems)), 0, -1):
            tokens = self._phrases.get(tuple(stems[len(stems) - length :]), {})
            if any(split_token(attribute)[0] == TYPE for attribute in tokens):
                return length
        return 0

    def parse(self, text: str) -> Parse:
        """The query as spans, by longest match from the left.

        Of several product types, the last one before a preposition is the one sought; the others describe it.
        """
        query_words = _read_as(words(text))
        key = [stem(word) for word in query_words]
        spans, start = [], 0
        while start < len(query_words):
            for end in range(min(start + self._longest, len(query_words)), start, -1):
                tokens = self._phrases.get(tuple(key[start:end]))
                if tokens is not None and not all(word in STOP_WORDS for word in query_words[start:end]):
                    exact = self._exact.get(tuple(query_words[start:end]), set())
                    narrow = tuple(key[start:end]) in self._narrow and not exact
                    spans.append(Span(start, end, _with_exact(tokens, exact), narrow=narrow))
                    also = self._also.get(tuple(key[start:end]))
                    spans.extend([Span(start, end, also)] if also else [])
                    start = end - 1
                    break
            start += 1
        return Parse(query_words, _weighted(query_words, spans))


_ALIASES = {tuple(words(word)): words(terms[1:]) for word, terms in SYNONYMS.items() if terms.startswith("=")}
_LONGEST_ALIAS = max(map(len, _ALIASES))


def _read_as(query_words: list[str]) -> list[str]:
    """The words with those replaced that are read as others: bathing trunks as swim shorts."""
    read, at = [], 0
    while at < len(query_words):
        ends = range(min(at + _LONGEST_ALIAS, len(query_words)), at, -1)
        end = next((end for end in ends if tuple(query_words[at:end]) in _ALIASES), 0)
        read += _ALIASES[tuple(query_words[at:end])] if end else query_words[at : at + 1]
        at = end or at + 1
    return read


def _key(phrase: str) -> tuple[str, ...]:
    return tuple(stem(word) for word in words(phrase))


def _with_exact(tokens: dict[Token, float], exact: set[Token]) -> dict[Token, float]:
    return {name: weight * EXACT / SAME_STEMS if name in exact else weight for name, weight in tokens.items()}


def _weighted(query_words: list[str], spans: list[Span]) -> list[Span]:
    """The spans, with the weight MODIFIER for those that describe rather than name."""
    named = [i for i, span in enumerate(spans) if _names_type(span)]
    first_type = spans[named[0]].start if named else len(query_words)
    preposition = next(
        (i for i, w in enumerate(query_words) if w in _PREPOSITIONS and i > first_type), len(query_words)
    )
    heads = [i for i in named if spans[i].start < preposition]
    head = heads[-1] if heads else None
    weighted = []
    for i, span in enumerate(spans):
        describes = span.start > preposition or (head is not None and i != head and i in named)
        weighted.append(replace(span, weight=MODIFIER if describes else 1.0))
    return weighted


def _names_type(span: Span) -> bool:
    return any(split_token(attribute)[0] == TYPE for attribute in span.tokens)
