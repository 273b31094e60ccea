"""Every kind of model and recommender uses a field of a request or refuses it by name. None ignores it."""

import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from stylehub_core.arrays import unit
from stylehub_core.catalog.catalog import Catalog
from stylehub_core.errors import QueryError
from stylehub_core.features.picture_encoders.mean_colours import MeanColours
from stylehub_core.models.saved import SavedModel
from stylehub_core.models.tower import INPUT_KINDS, InputKind
from stylehub_core.models.world import World
from stylehub_core.recommenders.contract import Scorer
from stylehub_core.recommenders.histories import histories
from stylehub_core.recommenders.own import OwnRecent
from stylehub_core.recommenders.popularity import Popularity
from stylehub_core.request import FIELDS, Field, Request, Requests, WeightedArticle
from stylehub_core.search.index import VectorIndex
from stylehub_core.search.lexical import LexicalIndex
from stylehub_core.search.opened_model import OpenedModel
from stylehub_core.search.recipe import Mode, Page, SearchedCatalog, search
from tests.adding.colour_projections import Projection
from tests.conftest import HashEncoder, MakeCatalog, article_id

ARTICLES, DIMENSIONS = 20, 8
FIRST_DAY = 18_000
NAMES: dict[Field, str] = {
    "text": "words",
    "picture": "a picture",
    "like": "articles that are liked",
    "unlike": "articles that are disliked",
    "history": "a purchase history",
    "day": "a day",
}

Answer = list[tuple[int, float]]
"""(article row, score), best first."""


@dataclass(frozen=True, eq=False)
class Asker:
    """A model or recommender that answers requests. uses: fields that count; usual: a request that it can answer."""

    answer: Callable[[Request], Answer]
    uses: frozenset[Field]
    usual: Request


@dataclass(frozen=True, eq=False)
class Shop:
    catalog: Catalog
    searched: SearchedCatalog
    encoder: HashEncoder
    fields: dict[Field, Request]
    """A request for each field, with that field alone; a history brings its day."""


def picture(colour: str) -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (40, 60), colour).save(content, "PNG")
    return content.getvalue()


@pytest.fixture(scope="module")
def shop(make_catalog: MakeCatalog, encoder: HashEncoder) -> Shop:
    bought = [("2019-06-01", 0, 1), ("2019-06-20", 0, 2), ("2019-06-20", 1, 3), ("2019-07-10", 2, 4)]
    catalog = make_catalog(bought, articles=ARTICLES)
    searched = SearchedCatalog(catalog, catalog.articles, LexicalIndex.build(catalog.articles))
    fields: dict[Field, Request] = {
        "text": Request(text="text 7"),
        "picture": Request(picture=picture("red")),
        "like": Request(like=(WeightedArticle(5),)),
        "unlike": Request(unlike=(WeightedArticle(6),)),
        "history": request_of(catalog, encoder, customer=1, day="2019-07-01"),
        "day": Request(day=FIRST_DAY),
    }
    return Shop(catalog, searched, encoder, fields)


def request_of(catalog: Catalog, encoder: HashEncoder, customer: int, day: str) -> Request:
    on = np.array([np.datetime64(day, "D").astype(int)], np.int32)
    return Request(history=histories(World(catalog, encoder), np.array([customer], np.int32), on))


def model(shop: Shop, towers: frozenset[InputKind], mode: Mode, usual: Request) -> Asker:
    """A model with random vectors and these towers."""
    rng = np.random.default_rng(0)
    inputs = {"text": shop.encoder.dimensions, "picture": MeanColours().dimensions}
    vectors = unit(rng.normal(size=(ARTICLES, DIMENSIONS)).astype(np.float32))
    made = {kind: Projection(rng.normal(size=(inputs[kind], DIMENSIONS)).astype(np.float32)) for kind in towers}
    saved = SavedModel(Path(), vectors, made, "sentence", "mean-colours" if "picture" in towers else "", {})
    sees = MeanColours() if "picture" in towers else None
    opened = OpenedModel("The model", saved, VectorIndex.build(vectors), shop.encoder, sees)

    def answer(request: Request) -> Answer:
        results = search(shop.searched, request, opened, Page(ARTICLES), mode=mode)
        return [(item.row, round(item.score, 5)) for item in results.items]

    return Asker(answer, frozenset({"like", "unlike", *towers}), usual)


def the_words_alone(shop: Shop) -> Asker:
    def answer(request: Request) -> Answer:
        results = search(shop.searched, request, None, Page(ARTICLES), mode="words")
        return [(item.row, round(item.score, 5)) for item in results.items]

    return Asker(answer, frozenset({"text"}), Request("name 3"))


def recommender(shop: Shop, scorer: Scorer, uses: frozenset[Field]) -> Asker:
    def answer(request: Request) -> Answer:
        scores = scorer.scores(Requests.of([request]))[0]
        return [(int(row), round(float(scores[row]), 5)) for row in np.argsort(-scores, kind="stable")]

    return Asker(answer, uses, request_of(shop.catalog, shop.encoder, customer=0, day="2019-07-20"))


TOWERS: dict[str, frozenset[InputKind]] = {
    "a text tower": frozenset({"text"}),
    "a picture tower": frozenset({"picture"}),
    "both towers": frozenset(INPUT_KINDS),
    "no tower": frozenset(),
}
LIKE_ONE = Request(like=(WeightedArticle(9),))
AN_ID = Request(text=article_id(9))


def asker(kind: str, shop: Shop, tmp: Path) -> Asker:
    world = World(shop.catalog, shop.encoder)
    if kind == "the words alone":
        return the_words_alone(shop)
    if kind == "own purchases":
        return recommender(shop, OwnRecent().fit(world, tmp), frozenset({"history", "day"}))
    if kind == "popularity":
        return recommender(shop, Popularity().fit(world, tmp), frozenset({"history", "day"}))
    towers, mode, usual = kind.split(", ")
    return model(shop, TOWERS[towers], "model" if mode == "model" else "fused", AN_ID if usual == "id" else LIKE_ONE)


MODELS = [f"{towers}, {mode}, {usual}" for towers in TOWERS for mode in ("model", "fused") for usual in ("like", "id")]
KINDS = [*MODELS, "the words alone", "own purchases", "popularity"]


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_field_counts_or_is_refused_by_its_name(shop: Shop, tmp_path: Path, kind: str, field: Field) -> None:
    subject = asker(kind, shop, tmp_path)
    request = beside(subject.usual, shop, field)
    if field not in subject.uses:
        with pytest.raises(QueryError, match=f"cannot use {NAMES[field]}"):
            subject.answer(request)
        return
    before, after = subject.answer(subject.usual), subject.answer(request)
    if (kind, field) == ("popularity", "history"):  # it declares that it answers everybody alike
        assert after == before
    else:
        assert after != before


@pytest.mark.parametrize("kind", [kind for kind in MODELS if kind.endswith("like")] + ["the words alone"])
@pytest.mark.parametrize("field", FIELDS)
def test_a_field_alone_is_answered_or_refused_by_its_name(shop: Shop, tmp_path: Path, kind: str, field: Field) -> None:
    subject = asker(kind, shop, tmp_path)
    if field in subject.uses:
        assert subject.answer(shop.fields[field])
    else:
        with pytest.raises(QueryError, match=f"cannot use {NAMES[field]}"):
            subject.answer(shop.fields[field])


@pytest.mark.parametrize("kind", [kind for kind in MODELS if kind.endswith("like")])
def test_words_to_be_unlike_are_refused_for_now(shop: Shop, tmp_path: Path, kind: str) -> None:
    request = Request(like=(WeightedArticle(9),), unlike=(WeightedArticle(6), "red"))
    with pytest.raises(QueryError, match="cannot use words to be unlike, such as 'red'"):
        asker(kind, shop, tmp_path).answer(request)


def test_the_fields_are_these() -> None:
    """A new field takes one more line in these tests."""
    assert set(NAMES) == set(FIELDS)


def beside(usual: Request, shop: Shop, field: Field) -> Request:
    """The usual request, and another value of the field."""
    if usual.history is None:
        return replace(usual, **{"day": None, field: getattr(shop.fields[field], field)})
    if field == "day":
        return request_of(shop.catalog, shop.encoder, customer=0, day="2019-06-25")
    if field == "history":
        return request_of(shop.catalog, shop.encoder, customer=1, day="2019-07-20")
    return replace(usual, **{field: getattr(shop.fields[field], field)})
