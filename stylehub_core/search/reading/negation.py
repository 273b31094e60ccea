"""What a request does not want: "without a belt", "not black or white", "anything but stripes", "non-wool", "-red"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from stylehub_core.search.reading.tokens import Token
from stylehub_core.search.words import STOP_WORDS

_CUES = sorted(
    (
        tuple(cue.split())
        for cue in (
            "without",
            "w/o",
            "sans",
            "minus",
            "-",
            "no",
            "not",
            "nor",
            "neither",
            "never",
            "nothing",
            "avoid",
            "avoiding",
            "but not",
            "but no",
            "and not",
            "and no",
            "or no",
            "no more",
            "anything but",
            "anything except",
            "everything but",
            "everything except",
            "all but",
            "any but",
            "except",
            "except for",
            "excepting",
            "excluding",
            "exclude",
            "excl",
            "other than",
            "apart from",
            "aside from",
            "rather than",
            "instead of",
            "free of",
            "free from",
            "lacking",
            "hate",
            "don't want",
            "don't like",
            "do not want",
            "do not like",
            "dont want",
            "dont like",
            "doesn't have",
            "does not have",
            "don't have",
            "do not have",
            "must not have",
            "mustn't have",
            "shouldn't have",
            "should not have",
            "hasn't",
            "haven't",
            "isn't",
            "is not",
            "aren't",
            "are not",
            "doesn't",
            "don't",
            "won't have",
            "can't have",
            "can't be",
            "cannot be",
            "must not be",
            "mustn't be",
            "should not be",
            "shouldn't be",
        )
    ),
    key=len,
    reverse=True,
)  # fmt: skip
_NOT_MEANT = sorted(
    (tuple(phrase.split()) for phrase in ("not only", "not just", "nothing but", "no matter", "why not", "not sure")),
    key=len,
    reverse=True,
)
"""Phrases that begin like a negation and exclude nothing."""
_FILLERS = frozenset(
    [
        "a",
        "an",
        "any",
        "the",
        "some",
        "too",
        "very",
        "so",
        "much",
        "many",
        "at",
        "all",
        "in",
        "of",
        "with",
        "have",
        "has",
        "having",
        "that",
        "is",
        "are",
        "be",
        "it",
        "its",
        "it's",
        "which",
        "where",
        "there",
        "for",
        "me",
        "my",
        "like",
        "want",
        "wearing",
    ]
)
"""What may stand between a negation and what it excludes."""
_NOT_AFTER = frozenset({"for", "like", "want", "where", "wearing"})
_LISTING = frozenset({"or", "nor", "and", "and/or", "&"})
_ENDS = frozenset(
    [
        "with",
        "for",
        "but",
        "in",
        "on",
        "from",
        "under",
        "below",
        "over",
        "above",
        "between",
        "that",
        "which",
        "who",
        "please",
        "instead",
        "to",
        "just",
        "only",
        "if",
        "as",
        "because",
        "though",
        "although",
        "yet",
        "while",
    ]
)
"""Words after which something else is said."""
_FREE, _NON, _LESS = "-free", "non-", "less"


class KnownPhrases(Protocol):
    """What a catalogue says, as far as the reading of a request needs it."""

    def has_word(self, word: str) -> bool:
        """Whether a text of the catalogue has exactly this word, in lower case; hyphens count as spaces."""
        ...

    def named_length(self, words: Sequence[str]) -> int:
        """How many of the first words name one thing of the catalogue together, such as 'dark blue': 0 for none."""
        ...

    def type_length(self, words: Sequence[str]) -> int:
        """How many of the last words name a type of product, such as 'swim shorts': 0 for none."""
        ...

    def occurs(self, words: Sequence[str]) -> bool:
        """Whether any article has all of these words, or what they name."""
        ...


@dataclass(frozen=True)
class Excluded:
    """What is not wanted.

    words: such as ('animal', 'print'), in lower case.
    start, end: the characters of the text that say so, with the negation; one list of several has them in common.
    """

    words: tuple[str, ...]
    start: int
    end: int

    @property
    def text(self) -> str:
        return " ".join(self.words)


@dataclass(frozen=True)
class Negations:
    """excluded: in order. left: what the request asks for, without the negations."""

    excluded: tuple[Excluded, ...]
    left: tuple[Token, ...]


def cue_words() -> set[str]:
    """The words with which negations begin."""
    return {word for cue in _CUES for word in cue if word.isalpha()}


def negations(tokens: Sequence[Token], known: KnownPhrases) -> Negations:
    """What the tokens exclude. A double negation ("not without pockets") asks for what follows it."""
    excluded: list[Excluded] = []
    left: list[Token] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if kept := _phrase_at(tokens, at, _NOT_MEANT):
            left.extend(tokens[at : at + kept])
            at += kept
        elif length := _phrase_at(tokens, at, _CUES):
            begin = _without_fillers(tokens, at + length)
            if again := _phrase_at(tokens, begin, _CUES):  # the double one
                at = _without_fillers(tokens, begin + again)
                continue
            items, end = _scope(
                tokens, begin, known, anything_before=any(token.word not in STOP_WORDS for token in left)
            )
            if not items:  # it negates nothing, as in "dress no"
                left.extend(tokens[at:end] if end > begin else tokens[at:begin])
                at = max(end, begin)
                continue
            excluded.extend(_excluded(items, token.start))
            at = end + (end < len(tokens) and tokens[end].word in _LISTING)
        elif word := _built_in(token, known):
            excluded.append(Excluded((word,), token.start, token.end))
            at += 1
        else:
            left.append(token)
            at += 1
    changed = len(left) < len(tokens)
    return Negations(tuple(excluded), tuple(_without_loose_ends(left)) if changed else tuple(left))


def _phrase_at(tokens: Sequence[Token], at: int, phrases: Sequence[tuple[str, ...]]) -> int:
    """How many tokens the longest of the phrases has that stands there; 0 for none."""
    for phrase in phrases:
        part = tokens[at : at + len(phrase)]
        if tuple(token.word for token in part) == phrase and not any(token.quoted for token in part):
            return len(phrase)
    return 0


def _without_fillers(tokens: Sequence[Token], at: int) -> int:
    while at < len(tokens) and tokens[at].word in _FILLERS and not tokens[at].quoted:
        at += 1
    return at


def _built_in(token: Token, known: KnownPhrases) -> str:
    """What a word excludes by itself, as in non-wool, fur-free and beltless; '' for a word that the catalogue has."""
    word = token.word
    if token.quoted or known.has_word(word):
        return ""
    if word.startswith(_NON) and len(word) > len(_NON) + 1:
        return word.removeprefix(_NON)
    if word.endswith(_FREE) and len(word) > len(_FREE) + 1:
        return word.removesuffix(_FREE)
    stem = word.removesuffix(_LESS).rstrip("-")
    return stem if word.endswith(_LESS) and len(stem) > 2 and known.has_word(stem) else ""


def _scope(
    tokens: Sequence[Token], begin: int, known: KnownPhrases, *, anything_before: bool
) -> tuple[list[Sequence[Token]], int]:
    """(the excluded phrases, where the request goes on)."""
    items: list[Sequence[Token]] = []
    at = begin
    while at < len(tokens):
        end = _end_of_item(tokens, at)
        if end == at:
            break
        items.append(tokens[at:end])
        following = _next_item(tokens, end)
        if not following:
            at = end
            break
        at = following
    if not items:
        return [], begin
    last = items[-1]
    shorter = _own_length(last, known, anything_before=anything_before, alone=len(items) == 1)
    items[-1] = last[:shorter]
    return [item for item in items if item], at - (len(last) - shorter)


def _end_of_item(tokens: Sequence[Token], at: int) -> int:
    clause, start = tokens[at].clause, at
    while at < len(tokens) and tokens[at].clause == clause:
        word = tokens[at].word
        ends = word in _ENDS or word in _LISTING or (at > start and _phrase_at(tokens, at, _CUES))
        if ends and not tokens[at].quoted:
            break
        at += 1
    return at


def _next_item(tokens: Sequence[Token], at: int) -> int:
    """Where a further item of the same list begins: after "or", or after a comma if an "or" follows. 0 for none."""
    if at >= len(tokens):
        return 0
    if tokens[at].word in _LISTING and not tokens[at].quoted:
        begin = at + 1
        if begin < len(tokens) and tokens[begin].word in _ENDS:
            return 0
        begin = _without_fillers(tokens, begin)
        return begin if begin < len(tokens) and not _phrase_at(tokens, begin, _CUES) else 0
    if tokens[at].clause != tokens[at - 1].clause and not _phrase_at(tokens, at, _CUES):
        end = _end_of_item(tokens, at)
        listed = end < len(tokens) and tokens[end].word in {"or", "nor"}
        return _without_fillers(tokens, at) if listed and end - at <= 3 else 0
    return 0


def _own_length(item: Sequence[Token], known: KnownPhrases, *, anything_before: bool, alone: bool) -> int:
    """How many tokens of the last excluded phrase are excluded; what follows them is wanted.

    "no collar shirt" wants a shirt; "jacket no hood waterproof" wants it waterproof.
    """
    words = [token.word for token in item]
    if not anything_before:
        kind = known.type_length(words)
        if 0 < kind < len(words):
            return len(words) - kind
        if kind == len(words) and not alone and kind > 1:
            return len(words)
    if len(words) == 1 or known.named_length(words) == len(words):
        return len(words)
    if anything_before and known.occurs(words):
        return len(words)
    return max(known.named_length(words), 1)


def _excluded(items: Sequence[Sequence[Token]], start: int) -> Iterator[Excluded]:
    for item in items:
        yield Excluded(tuple(token.word for token in item), start, items[-1][-1].end)


def _without_loose_ends(left: Sequence[Token]) -> Sequence[Token]:
    """The tokens without a conjunction or preposition that a removed negation leaves at the end."""
    loose = {"but", "and", "or", "with", "in", "that", "which", "is", "are", "has", "have", "i", "just", "only"}
    end = len(left)
    while end > 1 and left[end - 1].word in loose and not left[end - 1].quoted:
        end -= 1
    return left[:end]
