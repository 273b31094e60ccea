"""Thumbs, a picture of one's own, and a part of a picture, by mouse and finger."""

import io
import re
import urllib.request
from typing import Any

import pytest
from PIL import Image

from tests.browser.settled import settled
from tests.browser.test_pages import PHONE, wait_for_pictures

pytestmark = pytest.mark.browser

CHIPS = "[class*=st-key-take_back_]"


def photo() -> dict[str, Any]:
    content = io.BytesIO()
    Image.new("RGB", (300, 400), "navy").save(content, "PNG")
    return {"name": "photo.png", "mimeType": "image/png", "buffer": content.getvalue()}


def uploaded_bytes(app: str) -> int:
    """How many bytes of uploaded files the server holds."""
    text = urllib.request.urlopen(f"{app}/_stcore/metrics", timeout=20).read().decode()
    return sum(int(size) for size in re.findall(r"UploadedFileManager[^\n]* (\d+)$", text, flags=re.MULTILINE))


def test_thumbs_are_in_the_address_and_back_takes_the_last_one_back(open_screen: Any, single_app: str) -> None:
    page = open_screen(f"{single_app}/Search?q=blue+shirt")
    wait_for_pictures(page, 24)
    page.get_by_role("radio", name="Thumbs up").nth(1).click()
    page.wait_for_url(re.compile(r"[?&]like=\d+"))
    page.get_by_text("nearest in").wait_for()
    page.get_by_role("radio", name="Thumbs down").nth(2).click()
    page.wait_for_url(re.compile(r"unlike=\d+"))
    page.reload()
    page.locator(CHIPS).nth(1).wait_for()
    assert page.locator(CHIPS).count() == 2
    page.go_back()
    page.wait_for_function("!location.search.includes('unlike=')")
    page.locator(CHIPS).nth(1).wait_for(state="detached")
    page.locator(CHIPS).first.get_by_role("button").click()
    page.locator(CHIPS).first.wait_for(state="detached")
    assert "like=" not in page.url


def test_an_upload_closes_its_menu_and_is_let_go(open_screen: Any, single_app: str) -> None:
    page = open_screen(f"{single_app}/Search")
    wait_for_pictures(page, 24)
    settled(page)
    page.get_by_role("button", name="Search by picture").click()
    page.locator("input[type=file]").set_input_files([photo()])
    page.get_by_role("heading", name="Similar to your picture").wait_for()
    page.get_by_text("A picture of what you are looking for").wait_for(state="detached")
    assert uploaded_bytes(single_app) == 0
    assert "photo" not in page.url
    page.get_by_role("link", name="Home").click()
    page.get_by_role("heading", name="Recent bestsellers").wait_for()
    page.get_by_role("link", name="Search", exact=True).click()
    page.get_by_role("heading", name="Similar to your picture").wait_for()
    page.get_by_role("button", name="Remove the picture").click()
    page.get_by_role("heading", name="Similar to your picture").wait_for(state="detached")


def test_a_picture_is_pasted_anywhere(open_screen: Any, single_app: str) -> None:
    page = open_screen(f"{single_app}/Search")
    wait_for_pictures(page, 24)
    settled(page)
    page.evaluate(
        """bytes => {
          const data = new DataTransfer()
          data.items.add(new File([Uint8Array.from(bytes)], "photo.png", { type: "image/png" }))
          document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true }))
        }""",
        list(photo()["buffer"]),
    )
    page.get_by_role("heading", name="Similar to your picture").wait_for()


def drag(page: Any, start: tuple[float, float], end: tuple[float, float]) -> None:
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(*end, steps=4)
    page.mouse.up()


def drag_by_finger(page: Any, start: tuple[float, float], end: tuple[float, float]) -> None:
    touches = page.context.new_cdp_session(page)
    for kind, points in (("touchStart", [start]), ("touchMove", [end]), ("touchEnd", [])):
        fingers = [{"x": x, "y": y} for x, y in points]
        touches.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": fingers})


@pytest.mark.parametrize("touch", [False, True])
def test_a_dragged_box_is_the_part_and_a_click_takes_it_away(open_screen: Any, single_app: str, touch: bool) -> None:
    page = open_screen(f"{single_app}/Search?article=0001001001", **(PHONE | {"has_touch": True} if touch else {}))
    page.get_by_role("heading", name=re.compile("^More like")).wait_for()
    settled(page)
    part = page.locator(".part")
    part.locator("img").evaluate("image => image.decode()")  # until it is loaded, the part has no height
    part.scroll_into_view_if_needed()
    frame = part.bounding_box()
    assert part.evaluate("each => getComputedStyle(each).touchAction") == "none"
    at = [(frame["x"] + share * frame["width"], frame["y"] + share * frame["height"]) for share in (0.25, 0.75)]
    drag_by_finger(page, *at) if touch else drag(page, *at)
    page.wait_for_url(re.compile("region="))
    shares = [float(share) for share in re.search(r"region=([^&]+)", page.url)[1].replace("%2C", ",").split(",")]
    assert shares == pytest.approx([0.25, 0.25, 0.5, 0.5], abs=0.02)
    page.get_by_role("button", name="A part of it").wait_for()
    part.click()
    page.wait_for_url(lambda url: "region=" not in url)
