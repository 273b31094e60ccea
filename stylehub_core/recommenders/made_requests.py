"""Requests that customers may have typed, made from what they bought: for search that knows who asks.

A shop without a log of queries still knows what its customers were looking for: what they then bought. Each request
names one or more things about a bought article; what its basket holds of these is relevant.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal

import duckdb
import numpy as np
import pandas as pd

from stylehub_core.arrays import IntVector
from stylehub_core.search.attributes import says_something
from stylehub_core.search.words import STOP_WORDS, words

Aspect = Literal["type", "colour", "pattern", "group", "word"]
"""What a request may name: a product type, colour, pattern, garment group, or a word of the description."""
Part = Literal["training", "validation", "test"]

COLUMNS: dict[Aspect, str] = {
    "type": "product_type_name",
    "colour": "colour_group_name",
    "pattern": "graphical_appearance_name",
    "group": "garment_group_name",
}
ASKED: tuple[tuple[tuple[Aspect, ...], float], ...] = (
    (("type",), 0.26),
    (("group",), 0.14),
    (("word",), 0.08),
    (("colour", "type"), 0.16),
    (("pattern", "type"), 0.1),
    (("word", "type"), 0.08),
    (("colour", "group"), 0.1),
    (("pattern", "group"), 0.08),
)
"""What is named together, and how often."""
FORMS: dict[Part, tuple[str, ...]] = {
    "training": ("{before}", "{after}", "a {before}", "show me {before}", "{after} please"),
    "validation": ("i would like {before}", "do you have {before}", "{noun} that is {rest}"),
    "test": ("looking for {before}", "i need {before}", "{noun} in {rest}", "any {before}"),
}
"""The wordings; those of each part are used in no other."""

SHORTEST_WORD = 4
COMMONEST_WORD = 0.1
"""The largest share of articles that a word may describe."""
RAREST_WORD = 5
"""The fewest articles that a word must describe."""
UNSEEN_WORDS = 4
"""One in so many words of descriptions is in no request for training."""


@dataclass(frozen=True, eq=False)
class MadeRequests:
    """n requests, by day, then customer.

    texts: as typed. customers: (n,) rows of the catalogue. days: (n,) since 1970, of the basket.
    relevant: for each request, the articles of that basket that are what was asked for.
    """

    texts: tuple[str, ...]
    customers: IntVector
    days: IntVector
    relevant: tuple[IntVector, ...]

    def __len__(self) -> int:
        return len(self.texts)

    @classmethod
    def joined(cls, parts: Sequence["MadeRequests"]) -> "MadeRequests":
        """The requests of all parts, in their order."""
        return cls(
            tuple(text for part in parts for text in part.texts),
            np.concatenate([part.customers for part in parts]),
            np.concatenate([part.days for part in parts]),
            tuple(rows for part in parts for rows in part.relevant),
        )

    def chosen(self, numbers: IntVector) -> "MadeRequests":
        """The requests with these numbers."""
        return MadeRequests(
            tuple(self.texts[number] for number in numbers),
            self.customers[numbers],
            self.days[numbers],
            tuple(self.relevant[number] for number in numbers),
        )


@dataclass(frozen=True, eq=False)
class Describing:
    """What can be said about each article.

    values: by aspect of COLUMNS, (articles,) the words of its value, or ''.
    described: for each article, the words of its description that a request may name, sorted.
    """

    values: Mapping[Aspect, np.ndarray]
    described: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, articles: pd.DataFrame) -> "Describing":
        values: dict[Aspect, np.ndarray] = {}
        for aspect, column in COLUMNS.items():
            if column in articles:
                spoken = {value: _spoken(str(value)) for value in articles[column].unique()}
                values[aspect] = articles[column].map(spoken).to_numpy(object)
        return cls(values, _described(articles))

    def said(self, aspect: Aspect, row: int, rng: np.random.Generator, *, seen_only: bool) -> str:
        """One thing to name about an article, or ''. seen_only: leaves out the words that training must not see."""
        if aspect in self.values:
            return str(self.values[aspect][row])
        if aspect != "word":
            return ""
        known = [word for word in self.described[row] if not (seen_only and is_unseen(word))]
        return known[int(rng.integers(len(known)))] if known else ""

    def has(self, aspect: Aspect, said: str, row: int) -> bool:
        """Whether that can be said about the article too."""
        return said in self.described[row] if aspect == "word" else said == self.values[aspect][row]


def made_requests(
    purchases: duckdb.DuckDBPyConnection,
    describing: Describing,
    part: Part,
    *,
    since: date | None = None,
    until: date | None = None,
    most: int = 1_000_000,
    rounds: int = 1,
    seed: int = 0,
) -> MadeRequests:
    """Requests for each article of each basket; those about which nothing can be said are left out.

    purchases: a connection with the view `purchases`.
    part: decides the forms, and whether words may be ones that are unseen in training.
    since, until: the first and the last day, both included.
    most: a random sample of at most so many baskets.
    rounds: how often a sample is drawn, and a request for each of its articles.
    """
    drawn = [
        _drawn(purchases, describing, part, number, {"since": since, "until": until, "most": most})
        for number in range(seed, seed + 1000 * rounds, 1000)
    ]
    made = MadeRequests.joined(drawn)
    return made.chosen(np.lexsort((made.customers, made.days)).astype(np.int32))


def _drawn(
    purchases: duckdb.DuckDBPyConnection,
    describing: Describing,
    part: Part,
    seed: int,
    limits: dict[str, date | int | None],
) -> MadeRequests:
    """One request for each article of the baskets that are drawn. limits: since, until and most."""
    lines = purchases.execute(
        "WITH baskets AS (SELECT DISTINCT customer, t_dat FROM purchases "
        "WHERE ($since IS NULL OR t_dat >= $since) AND ($until IS NULL OR t_dat <= $until)), "
        "chosen AS (SELECT * FROM baskets ORDER BY hash(customer::BIGINT * 100003 + epoch(t_dat) // 86400 + $seed), "
        "customer, t_dat LIMIT $most) "
        "SELECT DISTINCT (t_dat - DATE '1970-01-01')::INTEGER AS day, customer, article "
        "FROM chosen JOIN purchases USING (customer, t_dat) ORDER BY day, customer, article",
        limits | {"seed": seed},
    ).fetchnumpy()
    day, customer, article = (np.asarray(lines[name], np.int32) for name in ("day", "customer", "article"))
    starts = np.flatnonzero((np.diff(day, prepend=-1) != 0) | (np.diff(customer, prepend=-1) != 0))
    rng = np.random.default_rng(seed)
    texts, numbers, relevant = [], [], []
    for start, stop in pairwise([*starts.tolist(), len(day)]):
        basket = article[start:stop]
        for position, row in enumerate(basket.tolist()):
            asked = _asked(describing, row, rng, seen_only=part == "training")
            if not asked:
                continue
            texts.append(_worded(asked, FORMS[part][int(rng.integers(len(FORMS[part])))]))
            numbers.append(start + position)
            relevant.append(_matching(describing, asked, basket))
    chosen = np.array(numbers, np.int32)
    return MadeRequests(tuple(texts), customer[chosen], day[chosen], tuple(relevant))


def is_unseen(word: str) -> bool:
    """Whether no request for training may name this word of a description; the same in every run."""
    return sum(word.encode()) % UNSEEN_WORDS == 0


def _asked(describing: Describing, row: int, rng: np.random.Generator, *, seen_only: bool) -> dict[Aspect, str]:
    """What a request for an article names, by aspect; nothing if too little is known about it."""
    number = int(rng.choice(len(ASKED), p=[share for _, share in ASKED]))
    asked = {aspect: describing.said(aspect, row, rng, seen_only=seen_only) for aspect in ASKED[number][0]}
    return {aspect: said for aspect, said in asked.items() if said}


def _worded(asked: Mapping[Aspect, str], form: str) -> str:
    """The request. The last thing that it names is the noun, the others describe it."""
    *describing, noun = asked.values()
    before, after = " ".join([*describing, noun]), " ".join([noun, *describing])
    return (
        form.format(before=before, after=after, noun=noun, rest=" ".join(describing)).strip()
        if describing
        else (form.format(before=noun, after=noun, noun=noun, rest="any style"))
    )


def _matching(describing: Describing, asked: Mapping[Aspect, str], basket: IntVector) -> IntVector:
    fits = [all(describing.has(aspect, said, row) for aspect, said in asked.items()) for row in basket.tolist()]
    return basket[np.array(fits, np.bool_)]


def _spoken(value: str) -> str:
    """A value as people say it: in lower case, and of alternatives such as Leggings/Tights the first."""
    return value.partition("/")[0].strip().lower() if says_something(value) else ""


def _described(articles: pd.DataFrame) -> tuple[tuple[str, ...], ...]:
    distinct = {text: sorted(set(words(text))) for text in articles["detail_desc"].dropna().unique()}
    texts = articles["detail_desc"].tolist()
    articles_with: dict[str, int] = {}
    for text in texts:
        for word in distinct.get(text, ()):
            articles_with[word] = articles_with.get(word, 0) + 1
    most = COMMONEST_WORD * len(texts)
    known = {
        word
        for word, count in articles_with.items()
        if len(word) >= SHORTEST_WORD and word.isalpha() and RAREST_WORD <= count <= most and word not in STOP_WORDS
    }
    kept = {text: tuple(word for word in found if word in known) for text, found in distinct.items()}
    return tuple(kept.get(text, ()) for text in texts)
