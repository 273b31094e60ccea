"""Search by words and attributes: BM25 over the articles' texts, topped by the attributes that a query names.

Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond, 2009, through bm25s.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import bm25s
import numpy as np
import pandas as pd

from stylehub_core.arrays import BoolVector, FloatVector, IntVector
from stylehub_core.errors import QueryError, WorkspaceError
from stylehub_core.search.attributes import LABELS, codes
from stylehub_core.search.hits import Hits, best_first, check_allowed, check_k, padded
from stylehub_core.search.kinds import KINDS_OF, OPPOSITES_OF, key_of
from stylehub_core.search.stated import ABSENT, stated_stems
from stylehub_core.search.synonyms import SYNONYMS
from stylehub_core.search.vocabulary import FIELD_WEIGHTS, Parse, Token, Vocabulary, split_token, token
from stylehub_core.search.wanted import Wanted, wanted
from stylehub_core.search.words import STOP_WORDS, stem, stems, words

NAME_TWICE = 2
"""How often the product's name is counted: it is short and says the most."""


ENOUGH = 0.7
"""The share of a query, by weight, that an article must have to come before those that have less."""
LEVELS = 20


@dataclass(frozen=True, eq=False)
class Matching:
    """How far each article matches a query.

    attributes: (rows,) the share of the attributes that the query names, by weight; 0 if it names none.
    others: (rows,) the share of its other words, rare ones counting more; 0 if it has none.
    named, free: whether the query names attributes, and whether it has other words.
    """

    attributes: FloatVector
    others: FloatVector
    named: bool
    free: bool


@dataclass(frozen=True, eq=False)
class Answering:
    """levels: (rows,) how much of the query each article has, in steps of 1 / LEVELS; 0 for less than ENOUGH.

    kinds: (rows,) which are of the type that the query names; all if it names none.
    rows: (rows,) which have the most; None if none has ENOUGH. missed: what these lack.
    """

    levels: FloatVector
    kinds: BoolVector
    rows: BoolVector | None
    missed: tuple[str, ...]


class LexicalIndex:
    """The words and the attribute tokens of every article, in one sparse matrix."""

    def __init__(self, bm25: bm25s.BM25) -> None:
        self._bm25 = bm25
        self._ids: dict[str, int] = bm25.vocab_dict
        self._vocabulary = Vocabulary(word for word in self._ids if "=" in word)
        # One search asks for the same several times.
        self._parsed = lru_cache(maxsize=256)(self._vocabulary.parse)
        self._wanted = lru_cache(maxsize=4)(self._things)

    @classmethod
    def build(cls, articles: pd.DataFrame) -> LexicalIndex:
        """The index of a table of articles: names, descriptions and attributes. Raises QueryError if it is empty."""
        if articles.empty:
            raise QueryError("There are no articles to index.")
        documents = _attribute_tokens(articles)
        for column, times in (("prod_name", NAME_TWICE), ("detail_desc", 1)):
            known: dict[str, list[str]] = {}
            for document, value in zip(documents, articles[column].tolist(), strict=True):
                if isinstance(value, str):
                    if value not in known:
                        known[value] = stated_stems(value) * times
                    document.extend(known[value])
        bm25 = bm25s.BM25()
        bm25.index(documents, show_progress=False)
        return cls(bm25)

    @property
    def rows(self) -> int:
        return int(self._bm25.scores["num_docs"])

    def search(self, query: str, k: int, allowed: BoolVector | None = None) -> Hits:
        """The k best articles, (1, k), without those that share no word and no attribute with the query."""
        check_k(k)
        scores = self.scores(query)
        if allowed is not None:
            check_allowed(allowed, self.rows)
            scores = np.where(allowed, scores, 0)
        rows = np.flatnonzero(scores > 0).astype(np.int32)
        k = min(k, self.rows)
        return padded([best_first(np.round(scores[rows], 4), rows, k)], k)

    def scores(self, query: str) -> FloatVector:
        """(rows,) the BM25 of the query's words, plus up to the highest BM25 for each thing that the query asks for.

        So an article with one more attribute comes before all articles that match only by words, and a word that few
        articles have counts more than one that thousands have.
        """
        scores = self._words_score(self._parsed(query))
        step = max(float(scores.max(initial=0.0)), 1.0) * 1.001
        for thing in self.wanted(query):
            scores += step * thing.weight * thing.match
        return scores

    def parse(self, query: str) -> Parse:
        """The query as attributes and other words."""
        return self._parsed(query)

    def wanted(self, query: str) -> list[Wanted]:
        """What the query asks for, thing by thing, without what no article has."""
        return self._wanted(query)

    def _things(self, query: str) -> list[Wanted]:
        return wanted(self._parsed(query), self._postings, self.rows)

    def answering(self, query: str, allowed: BoolVector | None = None) -> Answering:
        """How far each article has what the query asks for."""
        things = self.wanted(query)
        level = np.zeros(self.rows, np.float32)
        kinds = np.ones(self.rows, np.bool_)
        if not things:
            return Answering(level, kinds, None, ())
        total = sum(thing.weight for thing in things)
        for thing in things:
            level += np.float32(thing.weight / total) * thing.degree
            kinds &= thing.full if thing.kind else True
        best = float(level[allowed].max(initial=0.0) if allowed is not None else level.max(initial=0.0))
        level = np.where(level >= ENOUGH, np.round(level * LEVELS), 0)
        if best < ENOUGH:
            return Answering(level, kinds, None, ())
        rows = level >= np.round(best * LEVELS)
        rows = rows if allowed is None else rows & allowed
        first = int(np.flatnonzero(rows)[0])
        return Answering(level, kinds, rows, tuple(thing.text for thing in things if not thing.match[first]))

    def matching(self, query: str) -> Matching:
        """How far each article matches the query's attributes and its other words."""
        parse, total, rare = self._parsed(query), 0.0, 0.0
        attributes, others = np.zeros((2, self.rows), np.float32)
        for span in parse.spans:
            best = np.zeros(self.rows, dtype=np.float32)
            for attribute, weight in span.tokens.items():
                rows = self._postings(attribute)
                best[rows] = np.maximum(best[rows], weight)
            attributes += span.weight * best
            total += span.weight * max(span.tokens.values())
        covered = {word for span in parse.spans for word in parse.words[span.start : span.end]}
        for word in {stem(word) for word in parse.words if word not in covered and word not in STOP_WORDS}:
            rows = self._postings(word)
            weight = float(np.log1p(self.rows / len(rows))) if len(rows) else 0.0
            others[rows] += weight
            rare += weight
        return Matching(attributes / max(total, 1e-6), others / max(rare, 1e-6), total > 0, rare > 0)

    def coverage(self, query: str) -> float:
        """How much of the query names attributes, 0 to 1; see Parse.coverage."""
        return self._parsed(query).coverage

    def matched(self, query: str, row: int) -> tuple[str, ...]:
        """The parts of the query that the article has: attributes such as 'colour: Dark Blue', then other words."""
        parse = self._parsed(query)
        matches: list[str] = []
        covered: set[int] = set()
        for span in parse.spans:
            present = [attribute for attribute in span.tokens if row in self._postings(attribute)]
            if present:
                column, value = split_token(max(present, key=lambda attribute: span.tokens[attribute]))
                matches.append(f"{LABELS[column]}: {value}")
                covered.update(range(span.start, span.end))
        for position, word in enumerate(parse.words):
            if position not in covered and word not in STOP_WORDS and row in self._postings(stem(word)):
                matches.append(word)
        return tuple(dict.fromkeys(matches))

    # what the reading of a request needs to know ---------------------------------------------------------------

    def has_word(self, word: str) -> bool:
        """Whether a text or an attribute has all parts of a word, such as 'sleeveless' or 'non-wired'."""
        parts = [stem(part) for part in words(word)]
        return bool(parts) and all(part in self._ids for part in parts)

    def named_length(self, phrase: Sequence[str]) -> int:
        """How many of the first words name one thing together, such as 'dark blue' or 'animal print'; 0 for none."""
        return max(
            (
                length
                for length in range(1, len(phrase) + 1)
                if (key := key_of(" ".join(phrase[:length])))
                and (key in KINDS_OF or self._vocabulary.first(key) == len(key))
            ),
            default=0,
        )

    def type_length(self, phrase: Sequence[str]) -> int:
        """How many of the last words name a type of product together; 0 for none."""
        return max(
            (
                length
                for length in range(1, len(phrase) + 1)
                if (key := key_of(" ".join(phrase[-length:]))) and self._vocabulary.last_type(key) == len(key)
            ),
            default=0,
        )

    def occurs(self, phrase: Sequence[str]) -> bool:
        """Whether an article has all that the words say."""
        return bool(self.having(" ".join(phrase)).any())

    def having(self, phrase: str) -> BoolVector:
        """(rows,) the articles that have what a phrase says: as an attribute, in their texts, or a kind of it."""
        having = self._having_just(phrase)
        for kind in KINDS_OF.get(key_of(phrase), ()):
            having |= self._having_just(" ".join(kind))
        return having

    def denying(self, phrase: str) -> BoolVector:
        """(rows,) the articles whose texts say in these words that it is absent, as 'no collar' and 'collarless' do."""
        key = key_of(phrase)
        return self._with_all([ABSENT + part for part in key]) if key else np.zeros(self.rows, np.bool_)

    def stating_absence(self, phrase: str) -> BoolVector:
        """(rows,) the articles whose texts say that it is absent, as 'no collar', 'collarless' or 'band neck' do."""
        stating = self.denying(phrase)
        for other in OPPOSITES_OF.get(key_of(phrase), ()):
            stating |= self._with_all(other)
        return stating

    def _having_just(self, phrase: str) -> BoolVector:
        parse = self._parsed(phrase)
        having, covered = np.ones(self.rows, np.bool_), set[int]()
        for span in parse.spans:
            named = self._with_all([stem(word) for word in parse.words[span.start : span.end]])
            for attribute in () if span.narrow else span.tokens:
                named[self._postings(attribute)] = True
            having &= named
            covered.update(range(span.start, span.end))
        others = [stem(word) for at, word in enumerate(parse.words) if at not in covered and word not in STOP_WORDS]
        if not others and not parse.spans:
            return np.zeros(self.rows, np.bool_)
        return having & self._with_all(others) if others else having

    def _with_all(self, tokens: Sequence[Token]) -> BoolVector:
        with_all = np.ones(self.rows, np.bool_)
        for each in tokens:
            has = np.zeros(self.rows, np.bool_)
            has[self._postings(each)] = True
            with_all &= has
        return with_all

    def save(self, folder: Path) -> None:
        self._bm25.save(folder, allow_pickle=False, show_progress=False)

    @classmethod
    def load(cls, folder: Path, *, rows: int | None = None) -> LexicalIndex:
        """The index in `folder`. Raises WorkspaceError if it is missing, damaged or of another number of articles."""
        try:
            bm25 = bm25s.BM25.load(folder, allow_pickle=False, show_progress=False)
            _check(bm25)
        except (OSError, ValueError, KeyError, TypeError, AttributeError, json.JSONDecodeError, EOFError) as error:
            raise WorkspaceError(
                f"{folder}: the word index is missing or damaged. Delete the folder and build again."
            ) from error
        index = cls(bm25)
        if rows is not None and index.rows != rows:
            raise WorkspaceError(f"{folder}: the word index has {index.rows} articles, not {rows}. Build again.")
        return index

    def _words_score(self, parse: Parse) -> FloatVector:
        query_stems = {stem(word): None for word in parse.words if word not in STOP_WORDS}
        for word in parse.words:
            terms = SYNONYMS.get(word, "")
            for other in words("" if terms.startswith("<") else terms):
                query_stems.setdefault(stem(other))
        ids = [self._ids[known] for known in query_stems if known in self._ids]
        if not ids:
            return np.zeros(self.rows, dtype=np.float32)
        return np.asarray(self._bm25.get_scores_from_ids(ids), dtype=np.float32)

    def _postings(self, word: Token) -> IntVector:
        """The rows of the articles that have this stem or attribute."""
        number = self._ids.get(word)
        indptr = self._bm25.scores["indptr"]
        if number is None or number + 1 >= len(indptr):
            return np.zeros(0, dtype=np.int32)
        rows: IntVector = self._bm25.scores["indices"][indptr[number] : indptr[number + 1]]
        return rows


def _attribute_tokens(articles: pd.DataFrame) -> list[list[str]]:
    """For each article, its attribute tokens and the stems of their values."""
    documents: list[list[str]] = [[] for _ in range(len(articles))]
    for column in FIELD_WEIGHTS:
        row_codes, values = codes(articles, column)
        tokens = [[token(column, value), *stems(value)] for value in values]
        for document, code in zip(documents, row_codes.tolist(), strict=True):
            if code >= 0:
                document.extend(tokens[code])
    return documents


def _check(bm25: bm25s.BM25) -> None:
    """Raises ValueError if the arrays do not fit together."""
    data, indices, indptr = (bm25.scores[name] for name in ("data", "indices", "indptr"))
    size = bm25.scores["num_docs"]
    if len(data) != len(indices) or indptr[-1] != len(data) or not isinstance(size, int):
        raise ValueError("the arrays differ in length")
    if len(indices) and (indices.min() < 0 or indices.max() >= size):
        raise ValueError("a row is out of range")
