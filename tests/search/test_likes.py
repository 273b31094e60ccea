"""Liked and unliked articles move the answer of a model, and are not part of it."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from stylehub_core.arrays import unit
from stylehub_core.catalog.catalog import Catalog
from stylehub_core.errors import QueryError
from stylehub_core.models.saved import SavedModel
from stylehub_core.request import Request
from stylehub_core.search.index import VectorIndex
from stylehub_core.search.lexical import LexicalIndex
from stylehub_core.search.liked import Liked
from stylehub_core.search.opened_model import OpenedModel
from stylehub_core.search.recipe import Mode, Page, SearchedCatalog, search
from tests.adding.colour_projections import Projection
from tests.conftest import HashEncoder, MakeCatalog, article_id

GROUPS, EACH, NOISE = 4, 6, 0.3


@pytest.fixture(scope="module")
def catalog(make_catalog: MakeCatalog) -> Catalog:
    return make_catalog([("2019-06-01", 0, 1)], articles=GROUPS * EACH)


@pytest.fixture(scope="module")
def searched(catalog: Catalog) -> SearchedCatalog:
    return SearchedCatalog(catalog, catalog.articles, LexicalIndex.build(catalog.articles))


@pytest.fixture(scope="module")
def model(encoder: HashEncoder) -> OpenedModel:
    """Articles of a group lie close together, and 'blue' lies between the first two groups."""
    rng = np.random.default_rng(0)
    centres = np.eye(GROUPS, 8, dtype=np.float32)
    vectors = unit(np.repeat(centres, EACH, axis=0) + NOISE * rng.normal(size=(GROUPS * EACH, 8)).astype(np.float32))
    towers = {"text": Projection(np.outer(encoder.query("blue"), centres[0] + centres[1]))}
    saved = SavedModel(Path(), vectors, towers, "sentence", "", {})
    return OpenedModel("The model", saved, VectorIndex.build(vectors), encoder)


def ids(rows: Sequence[int]) -> list[str]:
    return [article_id(row) for row in rows]


def group_of(row: int) -> int:
    return row // EACH


def answer(
    searched: SearchedCatalog,
    model: OpenedModel,
    like: Sequence[int] = (),
    unlike: Sequence[int] = (),
    text: str = "",
    mode: Mode = "fused",
    share: float = 0.5,
) -> list[int]:
    liked = Liked.of(searched.catalog, ids(like), ids(unlike))
    request = Request(text, picture_share=share, like=liked.like, unlike=liked.unlike)
    return search(searched, request, model, Page(EACH), mode=mode).rows.tolist()


def share_of(rows: Sequence[int], group: int) -> float:
    return float(np.mean([group_of(row) == group for row in rows]))


def test_a_like_beside_words_brings_more_of_its_group(searched: SearchedCatalog, model: OpenedModel) -> None:
    before = answer(searched, model, text="blue", mode="model")
    after = answer(searched, model, like=[7], text="blue")
    assert 0 < share_of(before, 1) < 1
    assert share_of(after, 1) > share_of(before, 1)


def test_an_unlike_beside_words_brings_less_of_its_group(searched: SearchedCatalog, model: OpenedModel) -> None:
    before = answer(searched, model, text="blue", mode="model")
    after = answer(searched, model, unlike=[7, 8], text="blue")
    assert share_of(after, 1) < share_of(before, 1)


def test_several_likes_are_met_in_their_middle(searched: SearchedCatalog, model: OpenedModel) -> None:
    rows = answer(searched, model, like=[0, 1, 12, 13])
    assert {group_of(row) for row in rows} == {0, 2}


def test_an_unlike_alone_keeps_away_from_it(searched: SearchedCatalog, model: OpenedModel) -> None:
    assert share_of(answer(searched, model, unlike=[20]), 3) == 0


@pytest.mark.parametrize("text", ["", "blue", article_id(7)])
def test_judged_articles_are_not_in_the_answer(searched: SearchedCatalog, model: OpenedModel, text: str) -> None:
    rows = answer(searched, model, like=[7, 8], unlike=[0], text=text)
    assert len(rows) == EACH
    assert not {0, 7, 8} & set(rows)


def test_words_are_not_searched_by_beside_likes(searched: SearchedCatalog, model: OpenedModel) -> None:
    by_model = answer(searched, model, like=[7], text="name 3", mode="model")
    assert answer(searched, model, like=[7], text="name 3", mode="fused") == by_model


@pytest.mark.parametrize(("share", "alike"), [(0.0, {"text": "blue", "mode": "model"}), (1.0, {"like": [13]})])
def test_the_share_of_likes_goes_from_none_to_all(
    searched: SearchedCatalog, model: OpenedModel, share: float, alike: dict[str, object]
) -> None:
    rows = answer(searched, model, like=[13], text="blue", share=share)
    expected = [row for row in answer(searched, model, **alike) if row != 13]  # type: ignore[arg-type]
    assert rows[: len(expected)] == expected


def test_a_named_article_is_not_first_where_words_do_not_count(searched: SearchedCatalog, model: OpenedModel) -> None:
    assert answer(searched, model, like=[13], text="name 0", share=0.9)[0] == 0
    assert answer(searched, model, like=[13], text="name 0", share=1) == answer(searched, model, like=[13])
    assert answer(searched, model, text=article_id(7), share=1)[0] == 7
    assert answer(searched, model, text="name 0", share=1)[0] == 0
    assert answer(searched, model, unlike=[13], text="name 0", share=1)[0] == 0


def test_an_article_counts_once(searched: SearchedCatalog) -> None:
    liked = Liked.of(searched.catalog, [article_id(3), article_id(3).lstrip("0")], [])
    assert [article.row for article in liked.like] == [3]


def test_both_and_unknown_are_refused(searched: SearchedCatalog) -> None:
    with pytest.raises(QueryError, match=f"{article_id(3)} is both liked and disliked"):
        Liked.of(searched.catalog, ids([3, 4]), ids([3]))
    with pytest.raises(QueryError, match="No article '12'"):
        Liked.of(searched.catalog, [], ["12"])
