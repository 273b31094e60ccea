"""A screen's questions to a workspace: searches, neighbours, pages of results, and odd questions."""

from pathlib import Path

import numpy as np
import pytest

from stylehub_core.errors import ModelError, NotBuiltError, QueryError
from stylehub_core.hub.hub import Hub
from stylehub_core.hub.related import together_with
from stylehub_core.request import Request
from stylehub_core.search.filters import Filters
from stylehub_core.search.query import lexical_weight
from stylehub_core.search.recipe import LARGEST_K, Page
from stylehub_core.search.why import NAMED
from stylehub_core.workspace import Workspace
from tests.built import ALL


@pytest.fixture(scope="module")
def an_id(hub: Hub) -> str:
    return str(hub.catalog.ids[7])


def test_words_are_answered_by_the_best_ready_model(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    assert hub.words_model() == hub.usual_model(Request("coat")) == "item-text"
    assert hub.search(Request("coat")).items == hub.search(Request("coat"), "item-text").items
    for ready, usual in (
        (["raw-text", "transactional"], "raw-text"),
        (["transactional"], "raw-text"),
        ([], "raw-text"),
    ):
        monkeypatch.setattr(Hub, "ready", ready)
        assert hub.words_model() == usual


def test_prices_are_told_in_the_currency_of_the_data(hub: Hub) -> None:
    row = int(np.flatnonzero(hub.catalog.articles["price"].notna())[0])
    paid = round(590 * float(hub.catalog.articles["price"].iat[row]), 2)
    assert hub.prices.text(row) == f"€{paid:,.2f}"
    assert hub.values("price")[row] == paid
    assert hub.articles["price_band"].iat[row] == hub.prices.band(row)
    assert hub.search(Request(str(hub.catalog.ids[row])), filters=Filters(price_min=paid, price_max=paid)).allowed >= 1


def test_all_models_are_ready(hub: Hub) -> None:
    assert set(hub.ready) == set(ALL)
    for name in ALL:
        assert hub.neighbour_lists(name).shape == (120, 50)
        assert hub.map(name).coordinates.shape == (120, 2)
        assert hub.metrics(name)["model"] == name  # type: ignore[index]


@pytest.mark.parametrize("name", ALL)
def test_an_id_finds_its_article_first_and_then_its_nearest(hub: Hub, an_id: str, name: str) -> None:
    results = hub.search(Request(an_id), name, Page(6))
    assert results.items[0].article_id == an_id
    assert results.items[0].score == pytest.approx(1, abs=1e-4)
    assert results.items[0].why == (NAMED,)
    nearest = [item.article_id for item in hub.neighbours(an_id, name, Page(10)).items]
    rest = [item.article_id for item in results.items[1:]]
    assert rest == [article for article in nearest if article in rest]
    assert len(rest) == 5
    assert results.kind == "cosine"


def test_leading_zeros_may_be_left_out(hub: Hub, an_id: str) -> None:
    assert an_id.startswith("0")
    short, whole = (hub.search(Request(text), page=Page(8)).rows for text in (an_id.lstrip("0"), an_id))
    np.testing.assert_array_equal(short, whole)
    np.testing.assert_array_equal(hub.neighbours(an_id.lstrip("0")).rows, hub.neighbours(an_id).rows)


@pytest.mark.parametrize("change", [str, str.upper, lambda name: f"  {name}\n"])
def test_an_exact_name_comes_first(hub: Hub, change) -> None:
    names = hub.articles["prod_name"].astype(str)
    name = names.iat[3]
    wanted = set(np.flatnonzero(names.str.lower() == name.lower()))
    results = hub.search(Request(change(name)), page=Page(20))
    assert set(results.rows[: len(wanted)]) == wanted
    assert all(item.why == (NAMED,) for item in results.items[: len(wanted)])


@pytest.mark.parametrize("mode", ["fused", "model", "words"])
@pytest.mark.parametrize("name", ALL)
def test_modes(hub: Hub, name: str, mode) -> None:
    results = hub.search(Request("blue dress for summer"), name, Page(15), mode=mode)
    assert results.kind == {"fused": "fused", "model": "cosine", "words": "bm25"}[mode]
    scores = [item.score for item in results.items]
    assert scores == sorted(scores, reverse=True)
    assert [item.rank for item in results.items] == list(range(1, len(scores) + 1))
    assert len(set(results.rows.tolist())) == len(scores)
    assert all(item.why for item in results.items)
    assert results.items if mode == "words" else len(results.items) == 15


def test_fused_adds_up_the_reciprocal_ranks_of_both(hub: Hub) -> None:
    """Cormack et al. 2009: 1 / (60 + rank) by vectors, plus the same by words times one weight for all articles.

    An article that comes first because it has more of the request is given no less than those after it.
    """
    text = "soft knitted"
    results, dense = (hub.search(Request(text), page=Page(120), mode=mode) for mode in ("fused", "model"))
    by_vectors = {item.row: item.rank for item in dense.items}
    by_words = {row: rank for rank, row in enumerate(hub.lexical.search(text, 300).of()[0].tolist(), 1)}
    assert len(by_words) > 5
    weight = lexical_weight(hub.lexical.coverage(text))
    sums = [
        1 / (60 + by_vectors[item.row]) + (weight / (60 + by_words[item.row]) if item.row in by_words else 0)
        for item in results.items
    ]
    expected = np.maximum.accumulate(sums[::-1])[::-1]
    assert [item.score for item in results.items] == pytest.approx(expected, rel=1e-3)


@pytest.mark.parametrize("mode", ["fused", "model", "words"])
def test_filters_come_before_the_search(hub: Hub, mode) -> None:
    group = str(hub.articles["product_group_name"].value_counts().index[-1])
    rows = np.flatnonzero(hub.articles["product_group_name"] == group)
    request = Request(str(hub.articles["product_type_name"].iloc[rows[0]]))
    results = hub.search(request, page=Page(200), mode=mode, filters=Filters(product_group=(group,)))
    assert results.allowed == len(rows)
    everything = set(hub.search(request, page=Page(200), mode=mode).rows)
    assert everything >= set(results.rows) > set()
    assert mode == "words" or everything > set(results.rows)
    assert set(results.rows) <= set(rows) if mode == "words" else set(results.rows) == set(rows)


@pytest.mark.parametrize("mode", ["fused", "model", "words"])
@pytest.mark.parametrize("request_", [Request("blue dress"), Request("blue", like=Request.like_rows([7]).like)])
def test_a_product_may_be_one_result(hub: Hub, mode, request_: Request) -> None:
    if mode == "words" and request_.like:
        pytest.skip("Words alone know nothing of liked articles.")
    everything = hub.search(request_, page=Page(120), mode=mode).rows
    products = hub.searched.products
    expected = everything[[best.at for best in products.best(everything)]]
    assert 12 < len(expected) < len(everything)
    first, second = (hub.search(request_, page=Page(6, offset, by_product=True), mode=mode) for offset in (0, 6))
    assert [*first.rows, *second.rows] == expected[:12].tolist()
    assert [item.rank for item in second.items] == list(range(7, 13))
    for item in first.items:
        others = set(hub.catalog.ids[hub.catalog.variants(item.row)].tolist())
        assert set(item.colours) == others and len(item.colours) == len(others)
    assert not any(item.colours for item in hub.search(request_, page=Page(6), mode=mode).items)


def test_a_page_of_products_is_full_however_many_colours_they_have(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the articles that are fused are of too few products, more of them are."""
    monkeypatch.setattr("stylehub_core.search.recipe.DEPTH", 1)
    count = hub.searched.products.count(np.ones(len(hub.catalog), np.bool_))
    for k in (5, count):
        assert len(hub.search(Request("blue dress"), page=Page(k, by_product=True)).items) == k


def test_neighbours_and_what_is_bought_together_may_be_products_too(hub: Hub, an_id: str) -> None:
    everything = hub.neighbours(an_id, page=Page(119)).rows
    near = hub.neighbours(an_id, page=Page(8, by_product=True)).rows
    assert near.tolist() == everything[[best.at for best in hub.searched.products.best(everything, 0, 8)]].tolist()
    together = together_with(hub, an_id, Page(8, by_product=True))
    numbers = hub.searched.products.number[[item.row for item in together]]
    assert len(set(numbers.tolist())) == len(together) > 0
    assert all(item.why[0].startswith("Bought together ") for item in together)


def test_filters_hold_for_ids_and_neighbours_too(hub: Hub, an_id: str) -> None:
    row = hub.catalog.row_of(an_id)
    own = hub.articles["colour_group_name"].iat[row]
    other_colour = next(str(colour) for colour in hub.articles["colour_group_name"] if colour != own)
    filters = Filters(colour_group=(other_colour,))
    for results in (
        hub.search(Request(an_id), page=Page(50), filters=filters),
        hub.neighbours(an_id, page=Page(50), filters=filters),
    ):
        assert set(hub.articles["colour_group_name"].iloc[results.rows]) == {other_colour}
        assert len(results.items) == results.allowed


def test_filters_that_leave_nothing(hub: Hub, an_id: str) -> None:
    filters = Filters(price_min=1e9)
    for results in (hub.search(Request("coat"), filters=filters), hub.neighbours(an_id, filters=filters)):
        assert results.items == ()
        assert results.allowed == 0


@pytest.mark.parametrize("k", [0, -1, 10**6, LARGEST_K + 1])
def test_a_k_out_of_range(hub: Hub, an_id: str, k: int) -> None:
    for ask in (lambda: hub.search(Request(an_id), page=Page(k)), lambda: hub.neighbours(an_id, page=Page(k))):
        with pytest.raises(QueryError, match=r"from 1 to 1,000"):
            ask()


@pytest.mark.parametrize("wrong", ["a", 2.5, True, None])
def test_a_k_that_is_no_number(wrong: object) -> None:
    for fields in ({"k": wrong}, {"offset": wrong}):
        with pytest.raises(QueryError, match="give a whole number"):
            Page(**fields)  # type: ignore[arg-type]


def test_a_negative_offset(hub: Hub, an_id: str) -> None:
    for ask in (
        lambda: hub.search(Request(an_id), page=Page(offset=-1)),
        lambda: hub.neighbours(an_id, page=Page(offset=-1)),
    ):
        with pytest.raises(QueryError, match="cannot be negative"):
            ask()


def test_more_results_than_articles(hub: Hub, an_id: str) -> None:
    assert len(hub.search(Request("coat"), page=Page(1000), mode="model").items) == 120
    assert len(hub.neighbours(an_id, page=Page(1000)).items) == 119
    assert hub.search(Request("coat"), page=Page(10, offset=500)).items == ()
    assert hub.neighbours(an_id, page=Page(10, offset=500)).items == ()


@pytest.mark.parametrize("name", ALL)
def test_a_megabyte_of_text_is_cut_and_told(hub: Hub, name: str) -> None:
    results = hub.search(Request("wool coat " * 100_000), name, Page(5))
    assert len(results.items) == 5
    assert "first 1,000 were read" in results.note


@pytest.mark.parametrize(
    "text",
    ["👗", "<script>alert(1)</script>", "**bold** [link](http://x) $x$", "'; DROP TABLE articles; --", "ドレス",
     "a\x00b", "\u202eevil", "\ud800", "=cmd()", "%s %d {0}", "0" * 10, "9" * 400, "colour:", "(", "\\"],
)  # fmt: skip
@pytest.mark.parametrize("mode", ["fused", "model", "words"])
def test_odd_texts_are_answered_or_refused_in_words(hub: Hub, text: str, mode) -> None:
    try:
        results = hub.search(Request(text), "item-text-paper", Page(5), mode=mode)
    except QueryError:
        assert text == "\ud800"
        return
    assert len(results.items) <= 5
    assert all(np.isfinite(item.score) for item in results.items)


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "\u202e", "\x00"])
def test_an_empty_query(hub: Hub, text: str) -> None:
    with pytest.raises(QueryError, match="query is empty"):
        hub.search(Request(text))


@pytest.mark.parametrize("name", ALL)
def test_neighbours_leave_out_itself_and_its_variants(hub: Hub, name: str) -> None:
    codes = hub.articles["product_code"]
    row = int(np.flatnonzero(codes.duplicated(keep=False))[0])
    variants = set(hub.catalog.variants(row).tolist())
    assert variants
    article_id = str(hub.catalog.ids[row])
    with_them = set(hub.neighbours(article_id, name, Page(119)).rows.tolist())
    without = set(hub.neighbours(article_id, name, Page(119, variants=False)).rows.tolist())
    assert row not in with_them
    assert variants <= with_them
    assert without == with_them - variants


@pytest.mark.parametrize("name", ALL)
def test_neighbours_agree_with_the_stored_lists(hub: Hub, name: str) -> None:
    for row in (0, 50, 119):
        neighbours = hub.neighbours(str(hub.catalog.ids[row]), name, Page(10))
        np.testing.assert_array_equal(neighbours.rows, hub.neighbour_lists(name)[row, :10])


@pytest.mark.parametrize("mode", ["fused", "model", "words"])
def test_pages_do_not_overlap_and_make_the_whole(hub: Hub, mode) -> None:
    text = str(hub.articles["prod_name"].iat[0])
    pages = [hub.search(Request(text), page=Page(10, offset=start), mode=mode) for start in (0, 10, 20)]
    whole = hub.search(Request(text), page=Page(30), mode=mode)
    joined = [item for page in pages for item in page.items]
    assert [item.row for item in joined] == [item.row for item in whole.items]
    assert [item.rank for item in joined] == list(range(1, len(joined) + 1))
    assert len({item.row for item in joined}) == len(joined)


def test_pages_of_neighbours(hub: Hub, an_id: str) -> None:
    pages = [hub.neighbours(an_id, page=Page(10, offset=start)) for start in (0, 10, 20)]
    whole = hub.neighbours(an_id, page=Page(30))
    assert [item for page in pages for item in page.items] == list(whole.items)


@pytest.mark.parametrize("text", ["", "abc", "9999999999", "1" * 1000, "👗", "0x10"])
def test_unknown_articles(hub: Hub, text: str) -> None:
    for ask in (hub.neighbours, hub.bought_with):
        with pytest.raises(QueryError, match="No article"):
            ask(text)


@pytest.mark.parametrize("ask", ["model", "opened", "facts", "neighbour_lists", "map", "metrics"])
def test_unknown_models(hub: Hub, ask: str) -> None:
    with pytest.raises(ModelError, match="Did you mean 'raw-text'"):
        getattr(hub, ask)("raw-txt")


def test_a_model_not_built_says_how_to_build_it(built: Path, tmp_path: Path) -> None:
    import shutil

    home = Path(shutil.copytree(built, tmp_path / "w"))
    for part in ("model", "map", "metrics"):
        shutil.rmtree(home / "stages" / part / "item-text")
    hub = Hub(home)
    assert "item-text" not in hub.ready
    with pytest.raises(NotBuiltError, match=r"build --workspace .* --models item-text"):
        hub.search(Request("coat"), "item-text")
    with pytest.raises(NotBuiltError):
        hub.map("item-text")
    assert hub.metrics("item-text") is None


def test_the_picture_model_is_named_if_none_that_sees_is_built(built_workspace: Path) -> None:
    hub = Hub(built_workspace)
    with pytest.raises(NotBuiltError, match="'photo' is not built yet.* --models photo"):
        hub.search(Request(picture=b"a picture"), hub.usual_model(Request(picture=b"a picture")))


def test_bought_with_names_other_articles(hub: Hub) -> None:
    row = int(hub.articles["times_sold"].argmax())
    together = hub.bought_with(str(hub.catalog.ids[row]), 5)
    assert list(together.columns) == ["article", "times"]
    assert len(together) == 5
    assert row not in set(together["article"])


def test_the_version_changes_with_what_is_published(built: Path, tmp_path: Path) -> None:
    import shutil

    home = Path(shutil.copytree(built, tmp_path / "w"))
    before = Workspace(home).stamp
    assert Workspace(home).stamp == before
    workspace = Workspace(home)
    workspace.partial("map/item-text", "other")
    workspace.publish("map/item-text", "other", {})
    assert Workspace(home).stamp != before
