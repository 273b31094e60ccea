"""The search recipe: filters apply first; exact matches lead, then the model's and the words' rankings, fused."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Literal, Protocol
from weakref import WeakKeyDictionary

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from stylehub_core.arrays import BoolVector, FloatVector, IntVector
from stylehub_core.catalog.catalog import Catalog
from stylehub_core.catalog.prices import Prices
from stylehub_core.errors import QueryError
from stylehub_core.features.text_encoder import BUNDLED
from stylehub_core.request import Field, Request, WeightedArticle, check_usable
from stylehub_core.search.audiences import Audiences
from stylehub_core.search.by_product import Best, Products
from stylehub_core.search.closeness import together, word_pairs
from stylehub_core.search.filters import Filters
from stylehub_core.search.hits import best_first
from stylehub_core.search.index import VectorIndex
from stylehub_core.search.lexical import Answering, LexicalIndex
from stylehub_core.search.opened_model import OpenedModel
from stylehub_core.search.personal import PersonalScores, PlainScores
from stylehub_core.search.query import cleaned, code_match, first_then, fuse, lexical_weight
from stylehub_core.search.reading.catalogue_words import CatalogueWords
from stylehub_core.search.reading.price import Cost
from stylehub_core.search.reading.reading import SPOKEN, Reading, literal, read
from stylehub_core.search.reading.spelling import Speller
from stylehub_core.search.results import Result, Results, ScoreKind
from stylehub_core.search.two_kinds import TwoKinds, nearest, nearness
from stylehub_core.search.understood import Understood, understood
from stylehub_core.search.why import NAMED, SIMILAR, bought_together, matches, shared_attributes

Mode = Literal["fused", "model", "words"]
"""How a text is searched: model and words together, only the model's space, or only the words."""

LARGEST_K = 1000
DEPTH = 300
"""The fewest results of each ranking that are fused."""
LOOKED_AT = 120
"""The first results whose texts are looked at for words that stand together."""
_NOTHING: IntVector = np.zeros(0, np.int32)
_BESIDE: frozenset[Field] = frozenset({"picture", "like", "unlike"})
"""What a request may hold beside words."""


def check_length(k: int) -> None:
    """Raises QueryError if a list cannot have k articles."""
    if not 1 <= k <= LARGEST_K:
        raise QueryError(f"A list cannot have {k} articles: choose a number from 1 to {LARGEST_K:,}.")


@dataclass(frozen=True, eq=False)
class SearchedCatalog:
    """What a search needs besides the model.

    articles: one row per article, as people see it.
    prices, words: of these; None if prices and spelling are not read.
    encoder: the name of the text encoder.
    """

    catalog: Catalog
    articles: pd.DataFrame
    lexical: LexicalIndex
    prices: Prices | None = None
    words: CatalogueWords | None = None
    encoder: str = BUNDLED

    def read(self, text: str, *, literally: bool = False) -> Reading:
        """The reading of a cleaned text. An id, a product code and a product's name are taken as they are."""
        if literally or not text or len(self.exact(text)):
            return literal(text)
        return read(text, self.lexical, self.speller, self.encoder)

    @cached_property
    def speller(self) -> Speller | None:
        """Corrects requests by the catalogue's words; None if these are not given."""
        return None if self.words is None else Speller(self.words, SPOKEN)

    def understood(self, reading: Reading) -> Understood:
        """What a reading means for this catalogue."""
        return understood(reading, self.lexical, lambda: self.audiences, self.amounts)

    def together(self, text: str, rows: IntVector) -> IntVector:
        """(n,) how many neighbouring words of the text stand together in the name or description of each row.

        Of the first LOOKED_AT rows; 0 for the others.
        """
        pairs, counts = word_pairs(self.lexical.parse(text)), np.zeros(len(rows), np.int32)
        if pairs:
            first = rows[:LOOKED_AT].tolist()
            counts[: len(first)] = together(pairs, [self._texts[row] for row in first])
        return counts

    @cached_property
    def _texts(self) -> list[str]:
        """Name and description of each article, too far apart to stand together."""
        names, descriptions = (self.articles[column].astype("str").tolist() for column in ("prod_name", "detail_desc"))
        return [f"{name} . . {text}" for name, text in zip(names, descriptions, strict=True)]

    def exact(self, text: str) -> IntVector:
        """The rows of the articles that the text names, by id, product code or name, as query.exact_match."""
        text = " ".join(text.split())
        named = code_match(self.articles, text)
        return named if len(named) else self._named.get(text.lower(), _NOTHING)

    @cached_property
    def _named(self) -> dict[str, IntVector]:
        names = self.articles["prod_name"].astype("str").str.lower().str.strip()
        return {str(name): rows.astype(np.int32) for name, rows in names.groupby(names).indices.items() if name}

    @cached_property
    def audiences(self) -> Audiences:
        """The articles for the people that a request may name."""
        return Audiences.of(self.articles)

    @cached_property
    def amounts(self) -> NDArray[np.float64] | None:
        """(articles,) prices that people can read, NaN where unknown; None if there are none."""
        return self.prices.values if self.prices is not None and self.prices.readable else None

    @cached_property
    def sold(self) -> FloatVector:
        """(articles,) pieces sold."""
        return np.asarray(self.articles["times_sold"], np.float32)

    @cached_property
    def pictured(self) -> BoolVector:
        """(articles,) which articles have a picture."""
        return np.asarray(self.articles["has_picture"], dtype=np.bool_)

    @cached_property
    def products(self) -> Products:
        return Products.of(self.articles)

    def kinds(self, model: OpenedModel) -> TwoKinds | None:
        """The articles that the model places by their pictures, and the others; None if it places all alike.

        They are computed once for a model.
        """
        if model not in self._kinds:
            seen = "picture" in model.uses
            self._kinds[model] = TwoKinds.of(model.index.vectors, self.pictured) if seen else None
        return self._kinds[model]

    def cut(self, ranking: IntVector, page: "Page") -> list[Best]:
        """The page's part of a ranking. ranking: rows, best first."""
        if page.by_product:
            return self.products.best(ranking, page.offset, page.end)
        return [Best(at) for at in range(page.offset, min(page.end, len(ranking)))]

    def coloured(self, items: Iterable[Result], kept: Sequence[Best]) -> tuple[Result, ...]:
        """The results with the other colours of their products."""
        return tuple(
            replace(item, colours=tuple(self.catalog.ids[list(each.colours)].tolist())) if each.colours else item
            for item, each in zip(items, kept, strict=True)
        )

    @cached_property
    def _kinds(self) -> WeakKeyDictionary[OpenedModel, TwoKinds | None]:
        return WeakKeyDictionary()


class Order(Protocol):
    """One customer's order of the articles."""

    @property
    def weight(self) -> float:
        """From 0 to 1, where only the customer counts."""
        ...

    def scores(self, text: str, cosines: FloatVector | None, plain: PlainScores | None) -> PersonalScores:
        """The scores of all articles for a request.

        text: its words, or ''.
        cosines: (articles,) of the request in the model's space; None if no model is used.
        plain: of the search that does not know the customer; None for what the customer alone would get.
        """
        ...


@dataclass(frozen=True)
class Page:
    """The requested part of the results: k of them, after the first `offset`.

    variants: whether other colours of the request's `like` articles may be among them.
    by_product: whether a product is one result, its best article, instead of one for each colour.
    Raises QueryError if k or offset is out of range, or no whole number.
    """

    k: int = 24
    offset: int = 0
    variants: bool = True
    by_product: bool = False

    def __post_init__(self) -> None:
        for number, name in ((self.k, "number of results"), (self.offset, "offset")):
            if not isinstance(number, int | np.integer) or isinstance(number, bool):
                raise QueryError(f"The {name} is {number!r}: give a whole number.")
        if not 1 <= self.k <= LARGEST_K:
            raise QueryError(f"{self.k} results were requested: give a number from 1 to {LARGEST_K:,}.")
        if self.offset < 0:
            raise QueryError(f"The offset is {self.offset}: it cannot be negative.")

    @property
    def end(self) -> int:
        return self.k + self.offset


@dataclass(frozen=True, eq=False)
class Ranking:
    """rows, scores: best first; kind: of the scores; exact: the rows that the text names, which come first.

    answering: (articles,) which have all that the text asks for, as far as any has it; None if none has enough.
    missed: what the text asks for and these lack.
    """

    rows: IntVector
    scores: FloatVector
    exact: IntVector
    kind: ScoreKind
    answering: BoolVector | None = None
    missed: tuple[str, ...] = ()

    @property
    def about(self) -> int | None:
        """How many articles answer best."""
        return None if self.answering is None else int(self.answering.sum())


@dataclass(frozen=True, eq=False)
class _Meaning:
    """What the words of a request mean for the catalogue."""

    reading: Reading | None = None
    understood: Understood | None = None
    note: str = ""

    @property
    def allowed(self) -> BoolVector | None:
        return None if self.understood is None else self.understood.allowed

    @property
    def stating(self) -> BoolVector | None:
        return None if self.understood is None else self.understood.stating

    @property
    def ignored(self) -> Mapping[str, str]:
        return {} if self.understood is None else self.understood.ignored

    @property
    def cost(self) -> Cost | None:
        return None if self.reading is None or self.reading.cost is None else self.reading.cost.cost


@dataclass(frozen=True, eq=False)
class _Found:
    items: tuple[Result, ...]
    kind: ScoreKind
    about: int | None = None
    missed: tuple[str, ...] = ()


def search(
    searched: SearchedCatalog,
    request: Request,
    model: OpenedModel | None,
    page: Page,
    *,
    filters: Filters | None = None,
    mode: Mode = "fused",
    order: Order | None = None,
    literally: bool = False,
) -> Results:
    """The articles for a request. Only a search by words alone needs no model.

    The articles that the request is to be like or unlike are not among them.
    literally: whether its words are searched for as they are, and not read for what they exclude, for whom and so on.
    order: of the customer who asks, with which an empty request has an answer too. It has no say in a search by an
    article's id.
    Raises QueryError if the model cannot use a field of the request, or if a filter has an unknown value.
    """
    allowed = None if filters is None or filters.is_empty else filters.mask(searched.articles)
    count = len(searched.articles) if allowed is None else int(allowed.sum())
    allowed = _without(_left_out(searched, request, page), len(searched.articles), allowed)
    if not request.text and not request.fields and order is None:
        cleaned("")  # raises that the query is empty
    meaning = _Meaning()
    if request.text:
        query = cleaned(request.text)
        reading = searched.read(query.text, literally=literally)
        meaning = _Meaning(reading, searched.understood(reading), query.note)
        request, allowed = replace(request, text=reading.text), _both(allowed, meaning.allowed)
    found = _found(searched, request, model, page, allowed, mode, order, meaning)
    return Results(
        found.items, found.kind, count, meaning.note, meaning.reading, found.about, found.missed, meaning.ignored
    )


def _found(
    searched: SearchedCatalog, request: Request, model: OpenedModel | None, page: Page, allowed: BoolVector | None,
    mode: Mode, order: Order | None, meaning: _Meaning,
) -> _Found:  # fmt: skip
    if not request.fields:  # nothing but what is excluded, for whom and for how much
        if order is not None:
            return _Found(_by_customer(searched, order.scores("", None, None), page, allowed), "personal")
        return _Found(_by_sales(searched, page, allowed), "sales")
    if request.text:
        return _by_text(searched, request, model, page, allowed, mode, order, meaning)
    if model is None or mode == "words":
        check_usable(request.fields, frozenset({"text"}), "A search by words alone")
        raise QueryError("A search by words alone needs words.")
    items = _by_likeness(searched, request, model, page, allowed, order)
    return _Found(items, "cosine" if order is None else "personal")


def is_free_text(searched: SearchedCatalog, text: str) -> bool:
    """Whether a text needs a text tower. False for empty texts and article ids, which any model can handle."""
    clean = " ".join(text.split())
    return bool(clean) and not len(code_match(searched.articles, clean))


def ranked(
    searched: SearchedCatalog,
    text: str,
    index: VectorIndex | None,
    vector: FloatVector | None,
    depth: int,
    *,
    allowed: BoolVector | None = None,
    words: bool = True,
    kinds: TwoKinds | None = None,
    preferred: BoolVector | None = None,
) -> Ranking:
    """The ranking for one cleaned text.

    index: a model's index; None to search by words alone.
    vector: (d,) the text's vector in that model; None to use the article that the text names.
    words: whether to use the word index as well; it is not used for an article's id.
    preferred: (articles,) which articles come first among those that have as much of the text.
    kinds: as SearchedCatalog.kinds.
    """
    exact = searched.exact(text)
    by_id = len(exact) > 0 and len(code_match(searched.articles, text)) > 0
    by_model = by_words = None
    if index is not None:
        query_vector = index.vectors[exact[0]] if vector is None else vector
        by_model = nearest(index, query_vector, depth, allowed, kinds)
    if not words or (by_id and index is not None):
        rows, scores = by_model or (np.zeros(0, np.int32), np.zeros(0, np.float32))
        return Ranking(rows, scores, exact, "cosine")
    lexical = searched.lexical
    by_words = lexical.search(text, depth, allowed).of()
    if by_model is None:
        rows, scores = by_words
    else:
        weight = lexical_weight(lexical.coverage(text))
        rows, scores = fuse([(by_model[0], 1.0), (by_words[0], weight)], depth)
    answering = lexical.answering(text, allowed)
    order = _fullest_first(rows, answering, preferred)
    rows, scores = rows[order], scores[order]
    order = _fullest_first(rows, answering, preferred, searched.together(text, rows))
    kind: ScoreKind = "bm25" if by_model is None else "fused"
    rows, scores = rows[order], scores[order]
    # An article has no lower score than those that it comes before.
    scores = np.maximum.accumulate(scores[::-1])[::-1]
    return Ranking(rows, scores, exact, kind, answering.rows, answering.missed)


def _fullest_first(
    rows: IntVector, answering: Answering, preferred: BoolVector | None, together: IntVector | None = None
) -> IntVector:
    """The order of the rows with those first that have most of the request, then those of the right type.

    Among these, the preferred ones come first, then those that have neighbouring words together.
    together: (n,) how many neighbouring words of the request each row's texts have together.
    """
    last = [] if together is None else [-together]
    keys = [*last, *([] if preferred is None else [~preferred[rows]])]
    return np.lexsort([*keys, ~answering.kinds[rows], -answering.levels[rows]]).astype(np.int32)


def _by_text(
    searched: SearchedCatalog,
    request: Request,
    model: OpenedModel | None,
    page: Page,
    allowed: BoolVector | None,
    mode: Mode,
    order: Order | None,
    meaning: _Meaning,
) -> _Found:
    text, depth = request.text, max(DEPTH, page.end)
    code_rows = code_match(searched.articles, text)
    only_beside = bool(request.fields & {"picture", "like"}) and request.picture_share == 1
    if mode == "words":
        check_usable(request.fields, frozenset({"text"}), "A search by words alone")
        index = vector = kinds = None
    else:
        if model is None:
            raise QueryError("Give a model: only a search by words alone needs none.")
        if len(code_rows):  # the text is an id, not words
            article = WeightedArticle(int(code_rows[0]))
            request = replace(request, text="", like=(*request.like, article))
        index, vector = model.index, model.vector(request)
        kinds = searched.kinds(model) if request.fields & {"text", "picture"} else None
    # The word index knows nothing of pictures and liked articles, and its ranking would hide what they change.
    by_words = mode != "model" and not request.fields & _BESIDE
    rank = partial(
        ranked, searched, text, index, vector, allowed=allowed, words=by_words, kinds=kinds, preferred=meaning.stating
    )
    ranking = rank(depth)
    if page.by_product and len(ranking.rows) == depth and searched.products.count(ranking.rows) < page.end:
        ranking = rank(depth := max(depth, _depth(searched, page)))
    personal = None
    if order is not None and not len(code_rows):
        cosines = None if index is None or vector is None else np.asarray(index.vectors @ vector)
        if index is None or vector is None or not request.fields & _BESIDE:
            plain = _everywhere(ranking, len(searched.articles))
        else:
            plain = nearness(index, vector, kinds)
        personal = order.scores(text, cosines, PlainScores(plain, _look(request)))
        exact = ranking.exact if order.weight < 1 else ranking.exact[:0]
        depth = _depth(searched, page)
        ranking = Ranking(*_best(personal, allowed, depth), exact, "personal")
    if meaning.cost is not None and personal is None:
        depth = max(depth, _depth(searched, page))
        ranking = _by_cost(searched, ranking, meaning.cost, allowed, depth)
    if only_beside:  # the words do not count
        ranking = replace(ranking, exact=ranking.exact[:0])
    ordered = first_then(ranking.exact, ranking.rows, depth, allowed=allowed)
    kept = searched.cut(ordered, page)
    ordered = ordered[[each.at for each in kept]]
    shares = [None] * len(ordered) if personal is None else list(personal.shares(ordered.tolist()))
    items = searched.coloured(_listed(searched, text, ranking, ordered, shares, page.offset), kept)
    return _Found(items, ranking.kind, ranking.about, ranking.missed)


def _by_cost(
    searched: SearchedCatalog, ranking: Ranking, cost: Cost, allowed: BoolVector | None, depth: int
) -> Ranking:
    """The articles that answer best, the cheapest or the most expensive first; those without a price come last."""
    rows = ranking.rows if ranking.answering is None else np.flatnonzero(ranking.answering).astype(np.int32)
    if allowed is not None:
        rows = rows[allowed[rows]]
    prices = searched.articles["price"].to_numpy(np.float64)[rows]
    prices = np.where(searched.sold[rows] > 0, prices if cost == "low" else -prices, np.inf)
    rows = rows[np.argsort(prices, kind="stable")][:depth]
    scores = dict(zip(ranking.rows.tolist(), ranking.scores.tolist(), strict=True))
    least = float(ranking.scores.min(initial=np.inf)) if len(ranking.scores) else 0.0
    kept = np.array([scores.get(row, least) for row in rows.tolist()], np.float32)
    return replace(ranking, rows=rows, scores=kept, exact=ranking.exact[:0])


def _listed(
    searched: SearchedCatalog,
    text: str,
    ranking: Ranking,
    ordered: IntVector,
    shares: Sequence[dict[str, float] | None],
    offset: int,
) -> tuple[Result, ...]:
    """The results of a text. ordered: rows of the ranking, and the rows that the text names."""
    score_of = dict(zip(ranking.rows.tolist(), ranking.scores.tolist(), strict=True))
    best = float(ranking.scores.max()) if len(ranking.scores) else 1.0
    named = set(ranking.exact.tolist())
    items = []
    for rank, (row, share) in enumerate(zip(ordered.tolist(), shares, strict=True), offset + 1):
        matched = () if row in named else searched.lexical.matched(text, row)
        why = (NAMED if row in named else matches(matched) if matched else SIMILAR,)
        items.append(Result(row, str(searched.catalog.ids[row]), rank, score_of.get(row, best), why, share))
    return tuple(items)


def _everywhere(ranking: Ranking, articles: int) -> FloatVector:
    """(articles,) the scores of a ranking, and the lowest of them where it has none."""
    scores = np.full(articles, ranking.scores.min(initial=np.inf) if len(ranking.scores) else 0.0, np.float32)
    scores[ranking.rows] = ranking.scores
    return scores


def _look(request: Request) -> float:
    """The share of the request that is not words; see PlainScores."""
    beside = request.fields & _BESIDE
    if not request.text or not beside:
        return float(not request.text)
    if beside == {"unlike"}:
        return 0.5
    return request.picture_share if len(beside) == 1 else max(request.picture_share, 0.5)


def _best(personal: PersonalScores, allowed: BoolVector | None, depth: int) -> tuple[IntVector, FloatVector]:
    scores = personal.total
    rows = np.arange(len(scores), dtype=np.int32) if allowed is None else np.flatnonzero(allowed).astype(np.int32)
    return best_first(scores[rows], rows, depth)


def _by_customer(
    searched: SearchedCatalog, personal: PersonalScores, page: Page, allowed: BoolVector | None
) -> tuple[Result, ...]:
    all_rows, all_scores = _best(personal, allowed, _depth(searched, page))
    kept = searched.cut(all_rows, page)
    at = [each.at for each in kept]
    rows, scores = all_rows[at], all_scores[at]
    items = (
        Result(int(row), str(searched.catalog.ids[row]), rank, float(score), (), share)
        for rank, (row, score, share) in enumerate(
            zip(rows, scores, personal.shares(rows.tolist()), strict=True), page.offset + 1
        )
    )
    return searched.coloured(items, kept)


def _by_likeness(
    searched: SearchedCatalog, request: Request, model: OpenedModel, page: Page, allowed: BoolVector | None,
    order: Order | None,
) -> tuple[Result, ...]:  # fmt: skip
    vector, liked = model.vector(request), [article.row for article in request.like]
    kinds = searched.kinds(model) if request.picture is not None else None
    if order is None:
        all_rows, all_scores = nearest(model.index, vector, _depth(searched, page), allowed, kinds)
        personal = None
    else:
        plain = PlainScores(nearness(model.index, vector, kinds), _look(request))
        personal = order.scores("", np.asarray(model.vectors @ vector), plain)
        all_rows, all_scores = _best(personal, allowed, _depth(searched, page))
    kept = searched.cut(all_rows, page)
    at = [each.at for each in kept]
    rows, scores = all_rows[at], all_scores[at]
    reasons = _reasons(searched, liked[0], rows) if len(liked) == 1 else [()] * len(rows)
    shares = [None] * len(rows) if personal is None else list(personal.shares(rows.tolist()))
    items = (
        Result(int(row), str(searched.catalog.ids[row]), rank, float(score), why, share)
        for rank, (row, score, why, share) in enumerate(
            zip(rows, scores, reasons, shares, strict=True), page.offset + 1
        )
    )
    return searched.coloured(items, kept)


def _depth(searched: SearchedCatalog, page: Page) -> int:
    """How many articles must be ranked to fill the page."""
    return max(page.end, searched.products.depth(page.end)) if page.by_product else page.end


def _by_sales(searched: SearchedCatalog, page: Page, allowed: BoolVector | None) -> tuple[Result, ...]:
    rows = np.arange(len(searched.articles), dtype=np.int32)
    rows = rows if allowed is None else rows[allowed]
    rows, scores = best_first(searched.sold[rows], rows, _depth(searched, page))
    kept = searched.cut(rows, page)
    items = (
        Result(int(rows[each.at]), str(searched.catalog.ids[rows[each.at]]), rank, float(scores[each.at]), ())
        for rank, each in enumerate(kept, page.offset + 1)
    )
    return searched.coloured(items, kept)


def _both(first: BoolVector | None, second: BoolVector | None) -> BoolVector | None:
    """The articles that pass both filters."""
    if first is None or second is None:
        return second if first is None else first
    return first & second


def _left_out(searched: SearchedCatalog, request: Request, page: Page) -> IntVector:
    """The rows of the articles that the request is to be like, perhaps with their other colours, or unlike."""
    liked = [article.row for article in request.like]
    unliked = [article.row for article in request.unlike if isinstance(article, WeightedArticle)]
    variants = [] if page.variants else [searched.catalog.variants(row) for row in liked]
    return np.concatenate([np.array(liked + unliked, dtype=np.int32), *variants])


def _without(rows: IntVector, articles: int, allowed: BoolVector | None) -> BoolVector | None:
    """(articles,) the same filter that leaves these rows out as well."""
    if not len(rows):
        return allowed
    mask = np.ones(articles, dtype=np.bool_) if allowed is None else allowed.copy()
    mask[rows] = False
    return mask


def _reasons(searched: SearchedCatalog, liked: int, rows: IntVector) -> list[tuple[str, ...]]:
    """For each row: what it has in common with the liked article, and how often both were bought together."""
    if not len(rows):
        return []
    times = dict(searched.catalog.bought_together(liked, 10_000).itertuples(index=False))
    shared = shared_attributes(searched.articles, liked, rows)
    together = (times.get(int(row), 0) for row in rows)
    return [(*why, bought_together(count)) if count else why for why, count in zip(shared, together, strict=True)]
