"""What a request asks for, thing by thing, and which articles have each thing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from stylehub_core.arrays import BoolVector, FloatVector, IntVector
from stylehub_core.search.kinds import KINDS_OF, LONGEST_KIND
from stylehub_core.search.stated import ABSENT
from stylehub_core.search.vocabulary import COLOUR, HEAD, MINOR, TYPE, Parse, Span, split_token
from stylehub_core.search.words import STOP_WORDS, stem

Postings = Callable[[str], IntVector]
"""The rows of the articles that have a stem or an attribute."""

PARTLY = 0.85
KIND = 0.9
"""How well a kind of the thing answers: a zebra for an animal print."""
_WIDE = 0.6  # the same for the type alone, where its kind is asked for: trousers for chinos
_FEW = 3  # articles of the kind; with fewer, the type answers as well
_USUAL = 0.01  # the share of the articles that have a word of weight 1
_LIGHTEST, _HEAVIEST = 0.15, 0.95


@dataclass(frozen=True, eq=False)
class Wanted:
    """One thing that a request asks for.

    text: its words, as the request has them. kind: whether it is the type of product.
    weight: how much it counts; a rare word more than one that thousands have.
    match: (articles,) from 0 to 1. full: (articles,) which articles have it.
    """

    text: str
    weight: float
    match: FloatVector
    full: BoolVector
    kind: bool = False

    @property
    def degree(self) -> FloatVector:
        """(articles,) how far each article has it: 1 if fully, .85 if as a part of a longer name."""
        return np.where(self.full, np.float32(1), np.where(self.match > 0, np.float32(PARTLY), np.float32(0)))


def wanted(parse: Parse, postings: Postings, articles: int) -> list[Wanted]:
    """The things in their order, without those that no article has."""
    things = _Things(parse, postings, articles)
    return [thing for thing in things.all() if thing.full.any()]


class _Things:
    def __init__(self, parse: Parse, postings: Postings, articles: int) -> None:
        self._parse, self._postings, self._articles = parse, postings, articles
        self._stems = [stem(word) for word in parse.words]

    def all(self) -> list[Wanted]:
        things: list[tuple[int, Wanted]] = []
        covered: set[int] = set()
        for start, end in self._wide_phrases():
            covered.update(range(start, end))
            things.append((start, self._words(start, end)))
        spans = [span for span in self._parse.spans if not covered & set(range(span.start, span.end))]
        things += [(span.start, self._attribute(span)) for span in spans]
        covered |= {at for span in self._parse.spans for at in range(span.start, span.end)}
        for at, word in enumerate(self._parse.words):
            if at not in covered and word not in STOP_WORDS:
                things.append((at, self._words(at, at + 1)))
        return [thing for _, thing in sorted(things, key=lambda pair: pair[0])]

    def _wide_phrases(self) -> list[tuple[int, int]]:
        """Where phrases of two words or more stand that cover narrower ones and name no attribute: 'animal print'."""
        named = {(span.start, span.end) for span in self._parse.spans}
        places, at = [], 0
        while at < len(self._stems):
            for end in range(min(at + LONGEST_KIND, len(self._stems)), at + 1, -1):
                if (at, end) not in named and tuple(self._stems[at:end]) in KINDS_OF:
                    places.append((at, end))
                    at = end - 1
                    break
            at += 1
        return places

    def _attribute(self, span: Span) -> Wanted:
        match = np.zeros(self._articles, np.float32)
        for attribute, weight in span.tokens.items():
            rows = self._postings(attribute)
            match[rows] = np.maximum(match[rows], weight)
        stems, kind = self._stems[span.start : span.end], max(span.tokens, key=lambda name: span.tokens[name])
        full = match > 0
        if split_token(kind)[0] == TYPE and (match > HEAD).any():  # a bikini top is no top, where there are tops
            full = match > HEAD
        if span.narrow:
            narrow = full & (self._said(stems) > 0)
            if narrow.sum() >= _FEW:
                match = np.where(narrow, match, match * np.float32(_WIDE))
                full = narrow
        elif split_token(kind)[0] not in (COLOUR, TYPE):
            said = self._said(stems)
            best = float(match.max(initial=0.0))
            match, full = np.maximum(match, said * np.float32(min(best, MINOR))), full | (said > 0)
        is_kind = split_token(kind)[0] == TYPE and span.weight == 1.0
        return Wanted(self._text(span.start, span.end), span.weight, match, full, is_kind)

    def _words(self, start: int, end: int) -> Wanted:
        match = self._said(self._stems[start:end])
        full = match > 0
        return Wanted(self._text(start, end), self._rarity(int(full.sum())), match, full)

    def _said(self, stems: Sequence[str]) -> FloatVector:
        """(articles,) 1 where a text has all the stems, KIND where it has a kind of what they say.

        Where no text has them: the same for what they are made of, as frill for frilly. For collarless: 1 where a text
        says that there is no collar, WIDE where it has no word of one.
        """
        said = self.have_all(stems).astype(np.float32)
        if len(stems) == 1 and (absent := stems[0].removesuffix("less")) != stems[0] and absent:
            base = stem(absent)
            said = np.maximum(said, np.float32(_WIDE) * (self._said([base]) == 0)) if self._known(base) else said
            said = np.maximum(said, self.have_all([ABSENT + base]))
        elif len(stems) == 1 and not said.any():
            said = next((self._said([base]) for base in _bases(stems[0]) if self._known(base)), said)
        for kind in KINDS_OF.get(tuple(stems), ()):
            said = np.maximum(said, np.float32(KIND) * self.have_all(kind))
        return np.asarray(said, np.float32)

    def have_all(self, stems: Sequence[str]) -> BoolVector:
        """(articles,) which texts have all of these."""
        have = np.ones(self._articles, np.bool_) if stems else np.zeros(self._articles, np.bool_)
        for each in stems:
            has = np.zeros(self._articles, np.bool_)
            has[self._postings(each)] = True
            have &= has
        return have

    def _known(self, base: str) -> bool:
        return bool(len(self._postings(base)))

    def _rarity(self, count: int) -> float:
        """The weight of a word that so many articles have: 1 for one in a hundred."""
        if not count:
            return 0.0
        rarity = np.log1p(self._articles / count) / np.log1p(1 / _USUAL)
        return float(np.clip(rarity, _LIGHTEST, _HEAVIEST))

    def _text(self, start: int, end: int) -> str:
        return " ".join(self._parse.words[start:end])


def _bases(word: str) -> list[str]:
    """The stems of which an adjective in -y may be made: frill for frilly, stripe for stripy, dot for dotty."""
    if not word.endswith(("y", "i")) or len(word) < 4:
        return []
    root = word[:-1]
    shorter = [root[:-1]] if root[-1] == root[-2] else []
    return [stem(base) for base in (root, f"{root}e", *shorter)]
