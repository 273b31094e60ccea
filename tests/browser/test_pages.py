"""Home, Search and Article in a real browser: cold links, the way there and back, phones, keys, speed."""

import re
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

import pytest
from playwright.sync_api import expect

from stylehub_core.hub.hub import Hub
from tests.browser.settled import settled

pytestmark = pytest.mark.browser

SHOWN = """() => {
  const pictures = [...document.querySelectorAll('[data-testid="stImage"] img')];
  return pictures.filter(picture => picture.complete && picture.naturalWidth > 0).length;
}"""
NAME = ".st-key-answer [data-testid=stPageLink-NavLink]"
PHONE = {"width": 390, "height": 844}


def wait_for_pictures(page: Any, count: int) -> None:
    page.wait_for_function(f"({SHOWN})() >= {count}")


def article_id(workspace: Path, row: int = 0) -> str:
    return str(Hub(workspace).catalog.ids[row])


def test_a_cold_link_opens_home(open_screen: Any, single_app: str) -> None:
    page = open_screen(single_app)
    wait_for_pictures(page, 8)
    assert page.get_by_placeholder("Describe it").is_visible()


def test_a_cold_link_opens_exactly_this_search(open_screen: Any, single_app: str) -> None:
    page = open_screen(f"{single_app}/Search?q=black+dress&mode=Words+only&show=48&colour=Black")
    wait_for_pictures(page, 1)
    assert page.get_by_role("searchbox").input_value() == "black dress"
    assert page.get_by_role("radio", name="Words only").is_checked()
    assert page.get_by_role("radio", name="48").is_checked()
    assert page.get_by_role("button", name="Black").first.is_visible()


def test_a_cold_link_opens_an_article(open_screen: Any, single_app: str, one_model: Path) -> None:
    page = open_screen(f"{single_app}/Article?id={article_id(one_model, 5)}")
    page.get_by_role("heading", name="What the models find similar").wait_for()
    wait_for_pictures(page, 9)
    assert page.evaluate("[...document.querySelectorAll('[data-testid=stImage] img')].every(picture => picture.alt)")


@pytest.mark.parametrize(
    "address", ["Search?model=x&mode=y&page=-3&show=z&colour=%00", "Article?id=%3Cscript%3E", "Search?like=1&article=2"]
)
def test_nonsense_falls_back(open_screen: Any, single_app: str, address: str) -> None:
    page = open_screen(f"{single_app}/{address}")
    wait_for_pictures(page, 12)


def test_an_example_leads_to_its_answers(open_screen: Any, single_app: str) -> None:
    page = open_screen(single_app)
    chip = page.locator(".st-key-example_query button").first
    text = chip.inner_text()
    chip.click()
    page.wait_for_url(re.compile(r"/Search\?q="))
    wait_for_pictures(page, 24)
    assert page.get_by_role("searchbox").input_value() == text


def test_there_and_back(open_screen: Any, single_app: str) -> None:
    page = open_screen(f"{single_app}/Search?q=blue+shirt")
    wait_for_pictures(page, 24)
    name = page.locator(NAME).first
    text = " ".join(name.inner_text().split())
    name.click()
    page.get_by_role("heading", name="What the models find similar").wait_for()
    assert page.locator("h1").inner_text().startswith(text)
    settled(page)
    page.go_back()
    page.wait_for_url(re.compile(r"/Search\?q=blue\+shirt"))
    wait_for_pictures(page, 24)
    assert page.get_by_role("searchbox").input_value() == "blue shirt"


def test_the_way_over_another_screen_keeps_the_search(open_screen: Any, single_app: str) -> None:
    page = open_screen(f"{single_app}/Search?q=blue+shirt")
    wait_for_pictures(page, 24)
    page.get_by_role("link", name="Home").click()
    page.get_by_role("heading", name="Recent bestsellers").wait_for()
    page.get_by_role("link", name="Search", exact=True).click()
    page.wait_for_url(re.compile(r"q=blue\+shirt"))


def test_more_like_this_and_back_to_text_search(open_screen: Any, single_app: str) -> None:
    page = open_screen(f"{single_app}/Search?q=blue+shirt")
    wait_for_pictures(page, 24)
    page.get_by_role("button", name="More like this").nth(1).click()
    page.get_by_role("heading", name=re.compile("^More like")).wait_for()
    assert "article=" in page.url
    page.get_by_role("button", name="Back to “blue shirt”").click()
    page.get_by_role("heading", name=re.compile("^More like")).wait_for(state="detached")
    expect(page.get_by_role("searchbox")).to_have_value("blue shirt")


def test_no_result_is_relaxed_by_one_press(open_screen: Any, single_app: str) -> None:
    page = open_screen(f"{single_app}/Search?q=coat&price_from=1000")
    page.get_by_role("heading", name="No article matches all filters").wait_for()
    page.locator(".st-key-relax_0 button").click()
    wait_for_pictures(page, 24)
    page.wait_for_url(lambda url: "price_from" not in url)


def test_filters_count_what_they_leave_and_stay_plain_in_the_address(open_screen: Any, single_app: str) -> None:
    page = open_screen(f"{single_app}/Search?q=coat&colour=Black")
    wait_for_pictures(page, 24)
    page.get_by_role("button", name="Filters").click()
    page.get_by_role("combobox", name="Product type").click()
    options = [text for text in page.get_by_role("option").all_inner_texts() if text.endswith(")")][:2]
    for text in options:  # faster than the page is drawn again
        page.get_by_role("option", name=text, exact=True).click()
    kinds = [text.rpartition(" (")[0] for text in options]
    page.wait_for_url(lambda url: all(f"product_type={quote_plus(kind)}" in url for kind in kinds))
    left = sum(int(text.rpartition("(")[2].rstrip(")")) for text in options)
    expect(page.locator("[data-testid=stPopoverBody]")).to_contain_text(f"Black ({left})")


def test_the_next_page_is_in_the_address(open_screen: Any, single_app: str) -> None:
    page = open_screen(f"{single_app}/Search?q=dress&every_colour=true")
    wait_for_pictures(page, 24)
    page.get_by_role("button", name="Page 2").click()
    page.wait_for_url(re.compile("page=2"))
    page.get_by_text(re.compile("^25–48")).wait_for()


@pytest.mark.parametrize("address", ["", "Search?q=dress", "Article"])
def test_a_phone_shows_all_without_scrolling_sideways(open_screen: Any, single_app: str, address: str) -> None:
    page = open_screen(f"{single_app}/{address}", **PHONE)
    wait_for_pictures(page, 8)
    assert page.evaluate("document.scrollingElement.scrollWidth <= window.innerWidth")
    width = page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth")
    assert width <= PHONE["width"]


def test_pictures_keep_their_shape(open_screen: Any, single_app: str) -> None:
    page = open_screen(f"{single_app}/Search?q=dress")
    wait_for_pictures(page, 24)
    shapes = page.evaluate(
        "[...document.querySelectorAll('[data-testid=stImage] img')].map(img => img.clientHeight / img.clientWidth)"
    )
    assert all(abs(shape - 1.5) < 0.02 for shape in shapes)


def test_search_by_keys_alone(open_screen: Any, single_app: str) -> None:
    page = open_screen(single_app)
    wait_for_pictures(page, 8)
    page.get_by_placeholder("Describe it").focus()
    page.keyboard.type("green coat")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("q=green"))
    wait_for_pictures(page, 24)


def test_nothing_of_ours_fails_in_the_console(open_screen: Any, single_app: str) -> None:
    page = open_screen(single_app)
    errors: list[str] = []
    # Streamlit first looks for its own files under the path of each page. Its 404s are not our errors.
    page.on(
        "console",
        lambda message: errors.append(f"{message.text} {message.location}") if message.type == "error" else None,
    )
    for address in ("", "Search?q=dress", "Article"):
        page.goto(f"{single_app}/{address}")
        wait_for_pictures(page, 8)
    assert not [error for error in errors if "_stcore" not in error]


def test_a_warm_search_is_complete_without_a_wait_to_speak_of(open_screen: Any, single_app: str) -> None:
    page = open_screen(f"{single_app}/Search?q=dress")
    wait_for_pictures(page, 24)
    settled(page)
    first = page.locator("[data-testid=stImage] img").first.get_attribute("src")
    page.get_by_role("searchbox").fill("grey trousers")
    started = time.monotonic()
    page.keyboard.press("Enter")
    page.wait_for_function(
        """before => {
          const all = [...document.querySelectorAll('[data-testid="stImage"] img')];
          return all.length >= 24 && all[0].getAttribute('src') !== before
            && all.slice(0, 24).every(picture => picture.complete && picture.naturalWidth > 0);
        }""",
        arg=first,
    )
    # When warm, it takes 0.6 s on two idle cores. Tests share their cores.
    assert time.monotonic() - started < 6  # benchmarks.search_speed measures; a busy machine must pass
