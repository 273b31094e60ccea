"""A typed request, read: what is wanted, what is not, for whom and for how much."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from stylehub_core.features.text_encoder import BUNDLED
from stylehub_core.search.reading.audience import AudienceWish, audience_wishes, audience_words
from stylehub_core.search.reading.features import Feature, feature_words, features
from stylehub_core.search.reading.language import LanguageDoubt, language_doubt
from stylehub_core.search.reading.negation import Excluded, KnownPhrases, cue_words, negations
from stylehub_core.search.reading.price import CostWish, PriceLimit, cost_wish, price_limit
from stylehub_core.search.reading.spelling import Correction, Speller, Spelling
from stylehub_core.search.reading.tokens import Token, tokens_of
from stylehub_core.search.words import STOP_WORDS

SPOKEN = sorted(cue_words() | audience_words() | feature_words() | {"under", "below", "between", "cheapest", "cheap"})
"""Words of requests that a speller is to know, whether or not a catalogue has them."""


@dataclass(frozen=True)
class Part:
    """One chip. label: such as 'Not: black'.

    start, end: the characters of the corrected request that say so. instead: what stays of them without this part.
    """

    label: str
    start: int
    end: int
    instead: str = ""


@dataclass(frozen=True)
class Reading:
    """What a request was understood to ask.

    typed: the request as it was typed. corrected: the same with its spelling put right; places count in it.
    text: the words to search for, without what the other fields say; '' if nothing is left.
    excluded, audiences, price, cost, features: each part is a chip, with the characters that say so.
    doubt: that the text encoder does not know the language; then nothing is corrected.
    """

    typed: str
    corrected: str
    text: str
    corrections: tuple[Correction, ...] = ()
    excluded: tuple[Excluded, ...] = ()
    audiences: tuple[AudienceWish, ...] = ()
    price: PriceLimit | None = None
    cost: CostWish | None = None
    features: tuple[Feature, ...] = ()
    doubt: LanguageDoubt | None = None

    @property
    def parts(self) -> tuple["Part", ...]:
        """What stands as a chip above the results, in the order of the request."""
        parts = [Part(f"Not: {each.text}", each.start, each.end, self._others(each)) for each in self.excluded]
        parts += [Part(each.audience.value, each.start, each.end) for each in self.audiences]
        parts += [Part(each.text, each.start, each.end) for each in (self.price, self.cost) if each is not None]
        parts += [Part(f"{each.facet}: {each.text}", each.start, each.end) for each in self.features]
        return tuple(sorted(parts, key=lambda part: part.start))

    @property
    def described(self) -> str:
        """On one line, such as 'dress · Not: red · Under 30'; '' if it is nothing but words that were typed."""
        featured = {feature.start for feature in self.features}
        told = [part.label for part in self.parts if part.start not in featured]
        return "" if self.is_plain else " · ".join(part for part in (self.text, *told) if part)

    @property
    def is_plain(self) -> bool:
        """Whether the request is nothing but words to search for, spelt as the catalogue spells them."""
        return self.text == self.typed and not self.corrections

    def without(self, part: "Part") -> str:
        """The corrected request without this part: what is asked when its chip is removed."""
        left = f"{self.corrected[: part.start]} {part.instead} {self.corrected[part.end :]}"
        return " ".join(left.split()).strip(" ,;")

    def _others(self, excluded: Excluded) -> str:
        """What else the same list excludes, as 'not red not blue'."""
        return " ".join(
            f"not {each.text}" for each in self.excluded if each.start == excluded.start and each is not excluded
        )


def literal(text: str) -> Reading:
    """The reading of a request that is taken word by word."""
    return Reading(text, text, text)


def read(text: str, known: KnownPhrases, speller: Speller | None = None, encoder: str = BUNDLED) -> Reading:
    """The reading of a cleaned text of one line. It never raises, and never leaves nothing of a request.

    speller: of the catalogue; None to take all words as they are. encoder: the name of the text encoder.
    """
    doubt = None if speller is None else language_doubt(text, speller, encoder)
    spelling = Spelling(text) if speller is None or doubt else speller.corrected(text)
    corrected = spelling.text
    left, found = corrected, _Found()
    while (rest := _read_once(left, known, found)) != left:  # each part is blanked, so that places stay right
        left = rest
    tokens = tokens_of(left)
    text_left = corrected if left == corrected else _tidy(left, _meant(tokens))
    if not text_left and not found.any:
        text_left = corrected
    return Reading(
        text, corrected, text_left, spelling.corrections, tuple(found.excluded), tuple(found.audiences), found.price,
        found.cost, features(left, tokens), doubt,
    )  # fmt: skip


@dataclass
class _Found:
    """The parts so far."""

    excluded: list[Excluded] = field(default_factory=list)
    audiences: list[AudienceWish] = field(default_factory=list)
    price: PriceLimit | None = None
    cost: CostWish | None = None

    @property
    def any(self) -> bool:
        return bool(self.excluded or self.audiences or self.price or self.cost)


def _read_once(text: str, known: KnownPhrases, found: _Found) -> str:
    """The text with the parts blanked that were found in it; the same text if there are none."""
    tokens = tokens_of(text)
    quoted = [token for token in tokens if token.quoted]
    if price := price_limit(text, quoted):
        found.price = found.price or price
        return _blanked(text, [price])
    if cost := cost_wish(text, quoted):
        found.cost = found.cost or cost
        return _blanked(text, [cost])
    negated = negations(tokens, known)
    if len(negated.left) < len(tokens):
        found.excluded += negated.excluded
        kept = {token.start for token in negated.left}
        return _blanked(text, [token for token in tokens if token.start not in kept])
    wishes = [wish for wish in audience_wishes(text, tokens) if not _names(wish, tokens, known)]
    known_ones = {wish.audience for wish in found.audiences}
    found.audiences += [wish for wish in wishes if wish.audience not in known_ones]
    return _blanked(text, [wish for wish in wishes if not wish.searched])


class _Part(Protocol):
    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


def _blanked(text: str, parts: Sequence[_Part]) -> str:
    for part in parts:
        text = f"{text[: part.start]}{' ' * (part.end - part.start)}{text[part.end :]}"
    return text


def _names(wish: AudienceWish, tokens: Sequence[Token], known: KnownPhrases) -> bool:
    """Whether the words belong to a longer name of the catalogue, such as 'baby blue'."""
    at = next((number for number, token in enumerate(tokens) if token.end >= wish.end), len(tokens))
    return known.named_length([token.word for token in tokens[at:]]) > 1


def _tidy(text: str, tokens: Sequence[Token]) -> str:
    """The text from the first of the tokens to the last, without gaps."""
    if not tokens:
        return ""
    return _BEFORE_STOP.sub(r"\1", " ".join(text[tokens[0].start : tokens[-1].end].split()))


_BEFORE_STOP = re.compile(r"\s+([,.;:!?])")
_EMPTY = STOP_WORDS | {"but", "just", "only", "looking"}


def _meant(tokens: Sequence[Token]) -> Sequence[Token]:
    """The tokens without empty words at either end, which a removed part leaves behind."""
    start, end = 0, len(tokens)
    while start < end and tokens[start].word in _EMPTY and not tokens[start].quoted:
        start += 1
    while end > start and tokens[end - 1].word in _EMPTY and not tokens[end - 1].quoted:
        end -= 1
    return tokens[start:end]
