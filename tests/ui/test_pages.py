"""Home, Search, Article and the rest: healthy, with nonsense in the link, and with missing parts of the workspace."""

import io
import shutil
from pathlib import Path

import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from stylehub_core.hub.hub import Hub
from stylehub_core.request import Request
from stylehub_core.search.recipe import Page
from tests.ui.conftest import Screen
from ui.grid import alt_text
from ui.shell import UNEXPECTED

SEARCH, ARTICLE = "1_Search", "2_Article"
SCREENS = ("", SEARCH, ARTICLE)


def pictures(screen: AppTest) -> list[str]:
    """The alternative texts of all pictures."""
    return [image.alt for shown in screen.get("image") for image in shown.proto.imgs]


def words(screen: AppTest) -> str:
    kinds = ("title", "header", "subheader", "markdown", "caption", "error", "warning", "info", "button", "toast")
    return "\n".join(
        str(getattr(element, "value", "") or element.label) for kind in kinds for element in screen.get(kind)
    )


def labels(screen: AppTest) -> list[str]:
    return [button.label for button in screen.button]


@pytest.mark.parametrize("page", SCREENS)
def test_a_healthy_screen_shows_pictures_with_names(show: Screen, built_workspace: Path, page: str) -> None:
    screen = show(built_workspace, page)
    assert not screen.exception
    assert not screen.error
    assert len(pictures(screen)) >= 8
    assert all(pictures(screen))


@pytest.mark.parametrize("page", SCREENS)
def test_nothing_built_is_no_error(show: Screen, tmp_path: Path, page: str) -> None:
    screen = show(tmp_path / "none", page)
    assert not screen.exception
    assert not screen.error
    assert ("Build the sample catalogue" in labels(screen)) == (page == "")


@pytest.mark.parametrize("page", SCREENS)
@pytest.mark.parametrize("stage", ["pictures", "model/raw-text", "catalog", "lexical"])
def test_a_missing_stage_is_said_without_a_traceback(show: Screen, own_workspace: Path, page: str, stage: str) -> None:
    shutil.rmtree(own_workspace / "stages" / stage)
    screen = show(own_workspace, page)
    assert not screen.exception
    assert "Something went wrong" not in words(screen)


@pytest.mark.parametrize("page", SCREENS)
def test_a_damaged_catalogue_is_one_message(show: Screen, own_workspace: Path, page: str) -> None:
    (next((own_workspace / "stages" / "catalog").glob("*/catalog.json"))).write_text("{")
    screen = show(own_workspace, page)
    assert not screen.exception
    assert len(screen.error) == 1
    assert "damaged" in screen.error[0].value


def test_a_search_fills_one_page(show: Screen, built_workspace: Path) -> None:
    screen = show(built_workspace, SEARCH, q="black dress")
    assert len(pictures(screen)) == 24
    about = Hub(built_workspace).search(Request("black dress")).about
    assert about is not None
    assert 0 < about < 24
    fitting = "1 article fits" if about == 1 else f"{about} articles fit"
    assert f"1–24 · {fitting}, the others are near" in words(screen)
    screen.toggle(key="every_colour").set_value(True).run()
    assert len(pictures(screen)) == 24
    assert f"1–24 · {fitting}, the others are near" in words(screen)


def test_the_second_page_shows_others(show: Screen, built_workspace: Path) -> None:
    first = pictures(show(built_workspace, SEARCH, q="black dress"))
    second = pictures(show(built_workspace, SEARCH, q="black dress", page="2"))
    assert first != second


def test_markup_in_a_query_is_shown_as_it_is(show: Screen, built_workspace: Path) -> None:
    screen = show(built_workspace, SEARCH, q="**x** :material/home: <b>y</b>")
    assert not screen.exception
    assert screen.text_input(key="q").value == "**x** :material/home: <b>y</b>"


def test_nonsense_in_the_address_falls_back_with_notes(show: Screen, built_workspace: Path) -> None:
    screen = show(
        built_workspace, SEARCH, q="coat", model="nope", mode="x", page="99", show="7", colour=["Foo"], price_from="abc"
    )
    assert not screen.exception
    assert len(pictures(screen)) == 24
    assert len(screen.toast) >= 4
    assert any("nope" in toast.value for toast in screen.toast)


def test_many_models_open_from_a_list(show: Screen, built_workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.choices._AT_ONCE", 0)
    screen = show(built_workspace, SEARCH, q="coat", model="nope")
    assert screen.selectbox(key="model").value == "Raw text"
    assert any("nope" in toast.value for toast in screen.toast)
    assert len(pictures(screen)) == 24


def test_a_link_may_name_the_model_as_commands_do(show: Screen, built_workspace: Path) -> None:
    screen = show(built_workspace, SEARCH, q="coat", model="raw-text")
    assert not screen.exception and not screen.toast
    assert len(pictures(screen)) == 24


def test_filters_that_leave_nothing_can_be_dropped(show: Screen, built_workspace: Path) -> None:
    screen = show(built_workspace, SEARCH, q="coat", price_from="1000")
    assert not pictures(screen)
    screen.button(key="relax_0").click().run()
    assert not screen.exception
    assert len(pictures(screen)) == 24


def test_options_say_how_many_articles_they_leave(show: Screen, built_workspace: Path) -> None:
    hub = Hub(built_workspace)
    black = hub.articles[hub.articles["colour_group_name"] == "Black"]
    screen = show(built_workspace, SEARCH, q="coat", colour=["Black"])
    counts = black["product_type_name"].value_counts()
    left = sorted(((count, kind) for kind, count in counts.items() if count), key=lambda pair: (-pair[0], pair[1]))
    assert screen.multiselect(key="product_type").options == [f"{kind} ({count})" for count, kind in left]
    assert f"Black ({len(black)})" in screen.multiselect(key="colour").options


def test_a_filter_s_value_stays_plain_in_the_address(show: Screen, built_workspace: Path) -> None:
    screen = show(built_workspace, SEARCH, q="coat", colour=["Black", "Foo"])
    assert screen.query_params["colour"] == "Black"
    kind = screen.multiselect(key="product_type").options[0].rpartition(" (")[0]
    screen.multiselect(key="product_type").set_value([kind]).run()
    assert screen.query_params["product_type"] == kind
    assert screen.multiselect(key="product_type").value == [kind]
    screen.button(key="drop_filter_0").click().run()
    assert "product_type" not in screen.query_params
    assert screen.multiselect(key="product_type").value == []
    assert screen.query_params["colour"] == "Black"


def test_scaled_prices_are_filtered_by_band(show: Screen, own_workspace: Path) -> None:
    shutil.rmtree(own_workspace / "stages" / "prices")
    screen = show(own_workspace, SEARCH, q="coat", price="low", price_from="20")
    assert not screen.exception and "no currency" in screen.toast[0].value
    assert "price_from" not in screen.query_params and not screen.number_input
    assert "Low price" in words(screen) and "High price" not in words(screen)
    assert "€" not in words(screen)


def test_a_price_that_is_not_known_leaves_its_place_empty(show: Screen, built_workspace: Path) -> None:
    screen = show(built_workspace, SEARCH, sold="Never sold")
    assert "€" not in words(screen) and "never sold" not in words(screen)
    assert "€" in words(show(built_workspace, SEARCH, sold="Sold"))


def test_an_impossible_price_range_is_said(show: Screen, built_workspace: Path) -> None:
    screen = show(built_workspace, SEARCH, price_from="5", price_to="1")
    assert "above the highest price" in screen.error[0].value


def test_more_like_this_leaves_the_article_out(show: Screen, built_workspace: Path) -> None:
    hub = Hub(built_workspace)
    article_id = str(hub.catalog.ids[0])
    screen = show(built_workspace, SEARCH, article=article_id)
    assert f"More like {hub.articles['prod_name'].iat[0]}" in words(screen).replace("\\", "")
    near = hub.neighbours(article_id, "raw-text", Page(24, by_product=True)).rows
    assert pictures(screen)[-24:] == [alt_text(hub, int(row)) for row in near]


@pytest.mark.parametrize("parameter", ["article", "like", "unlike"])
def test_an_unknown_article_is_said_and_the_page_stays_of_use(
    show: Screen, built_workspace: Path, parameter: str
) -> None:
    screen = show(built_workspace, SEARCH, **{parameter: "123"})
    assert "123" in screen.error[0].value
    assert len(pictures(screen)) == 24


def test_thumbs_in_the_address_move_the_answer_and_are_taken_back(show: Screen, built_workspace: Path) -> None:
    hub = Hub(built_workspace)
    liked, unliked = (str(hub.catalog.ids[row]) for row in (0, 5))
    request = Request("shirt", like=Request.like_rows([0]).like, unlike=Request.like_rows([5]).like)
    page = Page(24, by_product=True)
    expected = [alt_text(hub, int(row)) for row in hub.search(request, "raw-text", page).rows]
    screen = show(built_workspace, SEARCH, q="shirt", like=liked, unlike=unliked)
    assert pictures(screen) == expected
    assert {"take_back_" + liked, "take_back_" + unliked, "take_all_back"} <= {each.key for each in screen.button}
    screen.button(key=f"take_back_{unliked}").click().run()
    assert not screen.exception
    assert not screen.query_params.get("unlike")
    assert screen.query_params["like"] in (liked, [liked])  # AppTest gives a single value as it is
    alone = hub.search(Request("shirt", like=request.like), "raw-text", page).rows
    assert pictures(screen) == [alt_text(hub, int(row)) for row in alone]


def test_thumbs_and_the_words_alone_do_not_meet(show: Screen, built_workspace: Path) -> None:
    liked = str(Hub(built_workspace).catalog.ids[0])
    screen = show(built_workspace, SEARCH, q="shirt", mode="Words only", like=liked)
    assert not screen.exception
    assert not screen.error
    assert len(pictures(screen)) == 24


def test_a_part_needs_a_model_that_sees(show: Screen, built_workspace: Path) -> None:
    article = str(Hub(built_workspace).catalog.ids[0])
    screen = show(built_workspace, SEARCH, article=article, region="0.2,0.2,0.5,0.5")
    assert "build the model" in screen.error[0].value
    screen = show(built_workspace, SEARCH, article=article, region="0.2,0.2,5,0.5")
    assert not screen.error
    assert "not inside the picture" in screen.toast[0].value.replace("\\", "")


def test_a_new_picture_takes_the_place_of_an_article(show: Screen, built_workspace: Path) -> None:
    article = str(Hub(built_workspace).catalog.ids[0])
    screen = show(built_workspace, SEARCH, article=article, region="0.2,0.2,0.5,0.5")
    photo = io.BytesIO()
    Image.new("RGB", (90, 120), "navy").save(photo, "PNG")
    screen.file_uploader[0].set_value(("photo.png", photo.getvalue(), "image/png")).run()
    assert not screen.exception
    assert "Similar to your picture" in words(screen)
    assert not {"article", "region"} & set(screen.query_params)


def test_an_article_shows_its_facts_and_neighbours(show: Screen, built_workspace: Path) -> None:
    hub = Hub(built_workspace)
    screen = show(built_workspace, ARTICLE, id=str(hub.catalog.ids[3]))
    assert screen.title[0].value.replace("\\", "") == hub.articles["prod_name"].iat[3]
    assert "What the models find similar" in words(screen)
    assert len(pictures(screen)) >= 9


@pytest.mark.parametrize("text", ["99", "../../etc/passwd", "**x**", "9" * 300])
def test_an_unknown_article_offers_others(show: Screen, built_workspace: Path, text: str) -> None:
    screen = show(built_workspace, ARTICLE, id=text)
    assert not screen.exception
    assert len(screen.error) == 1
    assert len(pictures(screen)) == 12


def test_a_finished_build_appears_without_a_restart(show: Screen, own_workspace: Path, tmp_path: Path) -> None:
    hidden = shutil.move(own_workspace / "stages", tmp_path / "hidden")
    screen = show(own_workspace)
    assert "Build the sample catalogue" in labels(screen)
    shutil.move(hidden, own_workspace / "stages")
    assert "Recent bestsellers" in words(screen.run())


@pytest.mark.parametrize("page", [SEARCH, ARTICLE])
def test_the_unexpected_is_one_message_without_its_details(
    show: Screen, built_workspace: Path, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(Hub, "search", broken)
    monkeypatch.setattr(Hub, "neighbours", broken)
    screen = show(built_workspace, page, q="coat", id=str(Hub(built_workspace).catalog.ids[0]))
    assert not screen.exception
    assert [error.value for error in screen.error] == [UNEXPECTED]


@pytest.mark.parametrize("before", ["5_Shopper", "3_Compare"])
def test_what_a_screen_holds_is_not_carried_to_the_next(show: Screen, built_workspace: Path, before: str) -> None:
    screen = show(built_workspace, before, k="24").run()
    screen.switch_page("pages/6_Evaluation.py").run()
    assert not screen.exception
    assert not screen.error
    if before == "5_Shopper":  # AppTest keeps the address, and Evaluation may read what Compare wrote
        assert screen.number_input(key="k").value == 12
