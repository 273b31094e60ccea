"""The map in a real browser: links, hover, lasso, two maps, phones, keys."""

import re
from typing import Any

import pytest

pytestmark = pytest.mark.browser

ROOT = ".stylehub-map"
READY = f"{ROOT}[data-ready=yes]"
WHOLE = "0_0.0_1000.0_1000.1000_0.1000"


def locate(page: Any, row: int, panel: int = 0) -> tuple[float, float]:
    """Where an article is on the screen."""
    x, y = page.locator(ROOT).evaluate("(root, [panel, row]) => root.locate(panel, row)", [panel, row])
    return x, y


def selected(page: Any) -> int:
    return int(page.locator(ROOT).get_attribute("data-selected") or 0)


def headline(page: Any) -> int:
    text = page.get_by_role("heading", name=re.compile("^Selected: ")).inner_text()
    return int(re.sub(r"\D", "", text))


def draw_lasso(page: Any) -> None:
    box = page.locator(".panel").first.bounding_box()
    left, top = box["x"] + box["width"] * 0.2, box["y"] + box["height"] * 0.2
    right, bottom = box["x"] + box["width"] * 0.8, box["y"] + box["height"] * 0.8
    page.keyboard.down("Shift")
    page.mouse.move(left, top)
    page.mouse.down()
    for x, y in ((right, top), (right, bottom), ((left + right) / 2, bottom + 10), (left, bottom), (left, top + 5)):
        page.mouse.move(x, y, steps=6)
    page.mouse.up()
    page.keyboard.up("Shift")


def test_a_lasso_fills_the_gallery_and_the_link_reopens_it(compared_app: str, open_screen: Any) -> None:
    page = open_screen(f"{compared_app}/Map")
    page.wait_for_selector(READY)
    draw_lasso(page)
    page.wait_for_selector("text=/^Selected: /")
    count = selected(page)
    assert count > 10
    assert headline(page) == count  # the browser and Python find the same articles
    page.wait_for_url(re.compile("sel=0_"))
    again = open_screen(page.url)
    again.wait_for_selector(READY)
    again.wait_for_selector("text=/^Selected: /")
    assert selected(again) == headline(again) == count
    page.locator(".panel").first.focus()
    page.keyboard.press("Escape")
    page.wait_for_url(re.compile("^(?!.*sel=)"))
    page.get_by_text(re.compile("^Selected: ")).wait_for(state="detached")


def test_hovering_shows_the_picture_and_a_click_marks_the_article(compared_app: str, open_screen: Any) -> None:
    page = open_screen(f"{compared_app}/Map")
    page.wait_for_selector(READY)
    page.mouse.move(*locate(page, 7))
    picture = page.locator(".card img").first
    picture.wait_for(state="visible")
    page.wait_for_function("image => image.complete && image.naturalWidth > 0", arg=picture.element_handle())
    page.mouse.click(*locate(page, 7))
    page.wait_for_url(re.compile(r"article=\d{10}"))
    article = re.search(r"article=(\d{10})", page.url)[1]
    page.get_by_text("The marked article").wait_for()
    page.locator(".card.kept a").click()
    page.wait_for_url(re.compile(rf"/Article\?.*{article}"))


def test_a_selection_is_linked_on_both_maps(compared_app: str, open_screen: Any) -> None:
    page = open_screen(f"{compared_app}/Map?beside=Item+text&sel={WHOLE}&colour=Disagreement&q=black+dress")
    page.wait_for_selector(READY)
    assert page.locator(".panel").count() == 2
    page.wait_for_selector("text=/^Selected: /")
    assert selected(page) == headline(page) == 240
    page.mouse.move(*locate(page, 3))
    assert "over" in page.locator(".panel").nth(1).get_attribute("class")


def test_nonsense_in_the_link_is_said_and_dropped(compared_app: str, open_screen: Any) -> None:
    page = open_screen(
        f"{compared_app}/Map?model=Nonsense&colour=%3Cb%3E&sel=0_1.1_x.2_3.3&view=a.b.c&article=12&q=%2A%2A"
    )
    page.wait_for_selector(READY)
    page.get_by_text("which is not available here").first.wait_for()
    page.wait_for_url(re.compile("^(?!.*(sel|view|article)=)"))
    assert selected(page) == 0


def test_a_view_stays_in_the_link_and_pictures_appear_when_zoomed_in(compared_app: str, open_screen: Any) -> None:
    page = open_screen(f"{compared_app}/Map")
    page.wait_for_selector(READY)
    panel = page.locator(".panel").first
    panel.focus()
    with page.expect_request(re.compile(r"/pictures/\d{3}/\d{10}\.jpg")):
        for key in ("+", "+", "+", "+", "ArrowLeft"):
            page.keyboard.press(key)
    page.wait_for_url(re.compile(r"view=\d+\.\d+\.\d+"))
    again = open_screen(page.url)
    again.wait_for_selector(READY)
    there, here = locate(again, 5), locate(page, 5)
    assert there == pytest.approx(here, abs=6)


def test_the_page_scrolls_over_the_whole_map_and_the_wheel_zooms_inwards(compared_app: str, open_screen: Any) -> None:
    page = open_screen(f"{compared_app}/Map?sel={WHOLE}", height=700)
    page.wait_for_selector(READY)
    page.mouse.move(*locate(page, 5))
    before = locate(page, 5)
    page.mouse.wheel(0, 300)
    root = page.locator(ROOT).element_handle()
    page.wait_for_function("([root, y]) => root.locate(0, 5)[1] < y - 50", arg=[root, before[1]])
    after = locate(page, 5)
    assert after[0] == pytest.approx(before[0], abs=1)  # the page moved, not the map


def test_a_phone_sees_the_map_and_draws_a_box(compared_app: str, open_screen: Any) -> None:
    page = open_screen(f"{compared_app}/Map", width=390, height=844, has_touch=True, color_scheme="dark")
    page.wait_for_selector(READY)
    box = page.locator(".panel").first.bounding_box()
    assert box["width"] <= 390
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("button", name="Select with a box").click()
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 20, box["y"] + box["height"] - 20, steps=5)
    page.mouse.up()
    page.wait_for_selector("text=/^Selected: /")
    assert selected(page) == headline(page) > 0


def test_the_figure_is_a_picture_file(compared_app: str, open_screen: Any) -> None:
    page = open_screen(f"{compared_app}/Map?colour=Price")
    page.wait_for_selector(READY)
    with page.expect_download() as download:
        page.get_by_role("button", name="Save the map as a picture").click()
    assert download.value.suggested_filename == "stylehub-map-raw-text-price.png"


def test_without_a_map_it_says_what_is_missing(single_app: str, open_screen: Any) -> None:
    page = open_screen(f"{single_app}/Map")
    page.get_by_text("There is no map yet").wait_for()
