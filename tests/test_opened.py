"""The public API: a built workspace from Python code, and the lines of README that show it."""

import re
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

import stylehub_core
from stylehub_core.cli.app_server import app_folder
from stylehub_core.errors import ModelError, NotBuiltError, QueryError
from stylehub_core.hub.hub import Hub
from stylehub_core.lab.recommending import CustomerDay, recommendations
from stylehub_core.lab.serving import Serving
from stylehub_core.opened import OpenedWorkspace
from stylehub_core.request import Request
from stylehub_core.search.recipe import Page
from tests.built import copy_of

ROOT = Path(__file__).resolve().parents[1]
COLUMNS = ["article_id", "name", "rank", "score", "reasons"]


@pytest.fixture(scope="module")
def prepared(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder, _ = copy_of(built, tmp_path_factory.mktemp("opened"))
    stylehub_core.open(folder).prepare("item-knn-cosine")
    return folder


@pytest.fixture(scope="module")
def shop(prepared: Path) -> OpenedWorkspace:
    return stylehub_core.open(prepared)


@pytest.fixture(scope="module")
def hub(prepared: Path) -> Hub:
    return Hub(prepared)


@pytest.fixture(scope="module")
def customers(prepared: Path) -> list[str]:
    return [line.split(",")[0] for line in (prepared.parent / "data" / "customers.csv").read_text().splitlines()[1:]]


def test_importing_loads_nothing_heavy() -> None:
    code = "import sys, stylehub_core; print(*(set(sys.modules) & {'numpy', 'pandas', 'torch', 'duckdb', 'typer'}))"
    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == ""


def test_the_lines_of_readme(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy_of(built, tmp_path)
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(), flags=re.DOTALL)
    [lines] = [block for block in blocks if "stylehub_core.open" in block]
    names: dict[str, object] = {}
    exec(compile(lines, "README.md", "exec"), names)
    assert len(names["results"]) == 12  # type: ignore[arg-type]
    assert list(names["recommended"].columns) == ["customer_id", *COLUMNS]  # type: ignore[attr-defined]
    assert len(names["vectors"]) == len(names["frame"]) == 120  # type: ignore[arg-type]


def test_search_is_the_hub_s(shop: OpenedWorkspace, hub: Hub) -> None:
    results = shop.search("dark blue dress", model="item-text", k=5, mode="model")
    same = hub.search(Request("dark blue dress"), "item-text", Page(5), mode="model").items
    assert list(results.columns) == COLUMNS
    assert results["article_id"].tolist() == [item.article_id for item in same]
    assert results["rank"].tolist() == [1, 2, 3, 4, 5]
    assert results["score"].tolist() == pytest.approx([item.score for item in same])
    assert results["reasons"].tolist() == ["; ".join(item.why) for item in same]
    assert results["name"].iat[0] == hub.articles["prod_name"].iat[same[0].row]


def test_a_product_is_one_result_if_asked(shop: OpenedWorkspace, hub: Hub) -> None:
    results = shop.search("dark blue dress", k=5, by_product=True)
    same = hub.search(Request("dark blue dress"), page=Page(5, by_product=True)).items
    assert list(results.columns) == [*COLUMNS, "colours"]
    assert results["article_id"].tolist() == [item.article_id for item in same]
    assert results["colours"].tolist() == [item.colours for item in same]


def test_liked_and_unliked_articles_are_given_by_their_ids(shop: OpenedWorkspace, hub: Hub) -> None:
    liked, unliked = (str(hub.catalog.ids[row]) for row in (3, 8))
    request = Request("dress", like=Request.like_rows([3]).like, unlike=Request.like_rows([8]).like)
    results = shop.search("dress", like=liked, unlike=[unliked], k=6)
    assert results["article_id"].tolist() == [item.article_id for item in hub.search(request, page=Page(6)).items]
    assert results["article_id"].tolist() != shop.search("dress", k=6)["article_id"].tolist()
    assert shop.search(like=[liked])["article_id"].tolist() == shop.neighbours(liked)["article_id"].tolist()


def test_what_was_bought_with_an_article(shop: OpenedWorkspace, hub: Hub) -> None:
    article = str(hub.catalog.ids[hub.catalog.popularity_rows(365)[0]])
    together = shop.bought_with(article, k=5)
    expected = hub.bought_with(article, 5)
    assert together["article_id"].tolist() == hub.catalog.ids[expected["article"].to_numpy()].tolist()
    assert together["score"].tolist() == expected["times"].tolist()
    others = shop.bought_with(article, k=50, variants=False)["article_id"].tolist()
    assert not set(others) & set(hub.catalog.ids[hub.catalog.variants(hub.catalog.row_of(article))].tolist())


def test_filters_hold(shop: OpenedWorkspace) -> None:
    articles = shop.articles.set_index("article_id")
    colour = articles["colour_group_name"].iat[0]
    results = shop.search("dress", filters={"colour_group": [colour]})
    assert len(results)
    assert set(articles.loc[results["article_id"], "colour_group_name"]) == {colour}


def test_neighbours_leave_the_article_out(shop: OpenedWorkspace, hub: Hub) -> None:
    article = str(hub.catalog.ids[3])
    results = shop.neighbours(article, model="transactional", k=4)
    expected = hub.catalog.ids[hub.neighbour_lists("transactional")[3][:4]].tolist()
    assert results["article_id"].tolist() == expected
    assert list(results.columns) == COLUMNS


def test_comparing_a_model_with_itself_and_with_another(shop: OpenedWorkspace) -> None:
    same = shop.compare("raw-text", "raw-text")
    assert same.curve["overlap"].tolist() == pytest.approx([1.0] * len(same.curve))
    different = shop.compare("raw-text", "transactional", k=7)
    assert 7 in different.curve["k"].tolist()
    assert different.curve["overlap"].min() < 1
    assert list(different.changed.columns) == COLUMNS[:4]
    assert different.changed["score"].is_monotonic_decreasing
    assert set(different.groups["kind"]) == {"popularity", "product group"}


@pytest.mark.parametrize("reasons", [True, False])
def test_recommending_is_serving_s_answer(shop: OpenedWorkspace, hub: Hub, customers: list[str], reasons: bool) -> None:
    recommended = shop.recommend(customers[:3], "item-knn-cosine", k=4, reasons=reasons)
    assert list(recommended.columns) == ["customer_id", *COLUMNS]
    assert recommended["customer_id"].tolist() == [customer for customer in customers[:3] for _ in range(4)]
    serving = Serving(hub, "today")
    ids = sorted(customers)
    for customer in customers[:3]:
        answer = serving.answer("item-knn-cosine", Request(history=serving.history(ids.index(customer))), 4)
        rows = recommended[recommended["customer_id"] == customer]
        assert rows["article_id"].tolist() == hub.catalog.ids[answer.rows].tolist()
        assert rows["score"].tolist() == pytest.approx(answer.scores.tolist())
    assert all(bool(text) == reasons for text in recommended["reasons"])


def test_a_day_is_asked_as_on_the_command_line(shop: OpenedWorkspace, hub: Hub, customers: list[str]) -> None:
    serving = Serving(hub, "today")
    day = serving.today - 60
    recommended = shop.recommend(customers[:4], "item-knn-cosine", k=5, on=date(1970, 1, 1) + timedelta(days=day))
    customer_days = [CustomerDay(customer, day) for customer in customers[:4]]
    [lists] = recommendations(serving, "item-knn-cosine", customer_days, 5)
    assert recommended["article_id"].tolist() == hub.catalog.ids[lists.rows.ravel()].tolist()
    today = shop.recommend(customers[:4], "item-knn-cosine", k=5)
    assert recommended["article_id"].tolist() != today["article_id"].tolist()


def test_the_usual_recommender_is_the_command_line_s(shop: OpenedWorkspace, customers: list[str], monkeypatch) -> None:
    monkeypatch.setattr(stylehub_core.opened, "usual_recommender", lambda hub, fields: ("item-knn-cosine", True))
    assert shop.recommend(customers[0]).equals(shop.recommend(customers[0], "item-knn-cosine"))


def test_somebody_new_gets_what_goes_with_the_picks(shop: OpenedWorkspace, hub: Hub) -> None:
    article = str(hub.catalog.ids[hub.catalog.popularity_rows(365)[0]])
    recommended = shop.recommend(picks=[article], recommender="item-knn-cosine", k=3)
    assert recommended["customer_id"].tolist() == [""] * 3
    name = hub.articles["prod_name"].iat[hub.catalog.row_of(article)]
    assert any(name in text for text in recommended["reasons"])


def test_vectors(shop: OpenedWorkspace, hub: Hub) -> None:
    vectors, frame = shop.vectors("item-text"), shop.vectors_frame("item-text")
    assert np.array_equal(vectors, hub.model("item-text").vectors)
    assert np.array_equal(frame.to_numpy(), vectors)
    assert frame.index.tolist() == shop.articles["article_id"].tolist()
    with pytest.raises(ValueError, match="read-only"):
        vectors[0, 0] = 1
    assert np.array_equal(shop.embed("black dress"), shop.embed(["black dress"], "raw-text"))
    assert shop.embed("black dress").shape == (1, shop.vectors().shape[1])
    assert shop.models.loc["item-text", "ready"]
    assert not shop.models.loc["hybrid", "ready"]


@pytest.mark.parametrize(
    ("ask", "error", "message"),
    [
        (lambda shop: shop.search("x", model="raw-txt"), ModelError, "Did you mean 'raw-text'"),
        (lambda shop: shop.search("x", mode="all"), QueryError, "fused, model, words"),
        (lambda shop: shop.search("x", filters={"colour": ["Black"]}), QueryError, "colour_group"),
        (lambda shop: shop.neighbours("12"), QueryError, "12"),
        (lambda shop: shop.search("x", picture=b"x", region=(0.1, 0.1, 0.5)), QueryError, "is not four numbers"),
        (lambda shop: shop.search("x", picture=b"x", region=("a", None, 1, 1)), QueryError, "is not four numbers"),
        (lambda shop: shop.search("x", picture=b"x", region=5), QueryError, "The region 5 is not four numbers"),
        (lambda shop: shop.embed(), QueryError, "nothing to embed"),
        (lambda shop: shop.embed(pictures=[b""], model="raw-text"), ModelError, "takes no picture"),
        (lambda shop: shop.embed(pictures=b"x"), QueryError, "This catalogue has no pictures"),
        (lambda shop: shop.recommend("nobody", "item-knn-cosine"), QueryError, "nobody"),
        (lambda shop: shop.recommend(), QueryError, "not both or neither"),
        (lambda shop: shop.recommend("a", picks=["b"]), QueryError, "not both or neither"),
        (lambda shop: shop.recommend(picks=["b"], recommender="item-knn-cosine"), QueryError, "b"),
        (lambda shop: shop.recommend(picks=[shop.articles["article_id"].iat[0]], recommender="bpr"), NotBuiltError,
         "prepare bpr"),
        (lambda shop: shop.vectors("hybrid"), NotBuiltError, "hybrid"),
    ],
)  # fmt: skip
def test_what_cannot_be_answered(shop: OpenedWorkspace, ask, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=re.escape(message)):
        ask(shop)


def test_a_folder_without_a_build(tmp_path: Path) -> None:
    with pytest.raises(NotBuiltError, match="build --data DIR"):
        stylehub_core.open(tmp_path)


def test_the_app_of_a_checkout_is_the_checkout() -> None:
    assert app_folder() == ROOT
