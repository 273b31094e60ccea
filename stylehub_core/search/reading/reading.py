"""A typed request, read: what is wanted, what is not, for whom and for how much."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from stylehub_core.search.reading.audience import AudienceWish, audience_wishes
from stylehub_core.search.reading.features import Feature, features
from stylehub_core.search.reading.negation import Excluded, KnownPhrases, negations
from stylehub_core.search.reading.price import CostWish, PriceLimit, cost_wish, price_limit
from stylehub_core.search.reading.tokens import Token, tokens_of


@dataclass(frozen=True)
class Correction:
    """typed: what was corrected; right: what was read instead. Both are words as people write them."""

    typed: str
    right: str


class Corrector(Protocol):
    def __call__(self, text: str) -> tuple[str, tuple[Correction, ...]]:
        """(the text with its misspelt words put right, what was corrected)."""
        ...


@dataclass(frozen=True)
class Reading:
    """What a request was understood to ask.

    typed: the request as it was typed. corrected: the same with its spelling put right; places count in it.
    text: the words to search for, without what the other fields say; '' if nothing is left.
    excluded, audiences, price, cost, features: each part is a chip, with the characters that say so.
    """

    typed: str
    corrected: str
    text: str
    corrections: tuple[Correction, ...] = ()
    excluded: tuple[Excluded, ...] = ()
    audiences: tuple[AudienceWish, ...] = ()
    price: PriceLimit | None = None
    cost: CostWish | None = None
    features: tuple[Feature, ...] = field(default=())

    @property
    def is_plain(self) -> bool:
        """Whether the request is nothing but words to search for, spelt as the catalogue spells them."""
        return self.text == self.typed and not self.corrections

    def without(self, start: int, end: int) -> str:
        """The corrected request without these characters: what is asked when a chip is removed."""
        left = f"{self.corrected[:start]} {self.corrected[end:]}"
        return " ".join(left.split()).strip(" ,;")


def literal(text: str) -> Reading:
    """The reading of a request that is taken word by word."""
    return Reading(text, text, text)


def read(text: str, known: KnownPhrases, corrector: Corrector | None = None) -> Reading:
    """The reading of a cleaned text of one line or more. It never raises, and never leaves nothing of a request."""
    corrected, corrections = corrector(text) if corrector else (text, ())
    tokens = tokens_of(corrected)
    quoted = [token for token in tokens if token.quoted]
    price, cost = price_limit(corrected, quoted), cost_wish(corrected, quoted)
    rest = _outside(tokens, [part for part in (price, cost) if part is not None])
    negated = negations(rest, known)
    audiences = tuple(
        wish for wish in audience_wishes(corrected, negated.left) if not _names(wish, corrected, negated.left, known)
    )
    left = _outside(negated.left, [wish for wish in audiences if not wish.searched])
    whole = len(left) == len(tokens)
    text_left = corrected if whole else " ".join(corrected[token.start : token.end] for token in _meant(left))
    return Reading(
        text, corrected, text_left, corrections, negated.excluded, audiences, price, cost, features(corrected, left)
    )


class _Part(Protocol):
    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


def _outside(tokens: Sequence[Token], parts: Sequence[_Part]) -> list[Token]:
    """The tokens that are in none of the parts."""
    return [token for token in tokens if not any(p.start < token.end and token.start < p.end for p in parts)]


def _names(wish: AudienceWish, text: str, tokens: Sequence[Token], known: KnownPhrases) -> bool:
    """Whether the words belong to a longer name of the catalogue, such as 'baby blue'."""
    at = next((number for number, token in enumerate(tokens) if token.end >= wish.end), len(tokens))
    words = [token.word for token in tokens[at:]]
    return known.named_length(words) > 1


_EMPTY = frozenset(["for", "in", "with", "and", "or", "but", "the", "a", "an", "on", "of", "to", "from", "at", "by", "that", "is", "are"])


def _meant(tokens: Sequence[Token]) -> Sequence[Token]:
    """The tokens without empty words at either end, which a removed part leaves behind."""
    start, end = 0, len(tokens)
    while start < end and tokens[start].word in _EMPTY and not tokens[start].quoted:
        start += 1
    while end > start and tokens[end - 1].word in _EMPTY and not tokens[end - 1].quoted:
        end -= 1
    return tokens[start:end]
