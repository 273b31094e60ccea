"""The Outfit screen in a real browser: cold links, a swap taken back, a phone, and the way from an article."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from stylehub_core.hub.hub import Hub
from stylehub_core.hub.outfitting import Outfitting
from tests.browser.conftest import served
from tests.browser.settled import settled

pytestmark = pytest.mark.browser

SHOWN = """() => [...document.querySelectorAll('.st-key-outfit [data-testid=stImage] img')]
  .filter(picture => picture.complete && picture.naturalWidth > 0 && picture.alt).length"""


@pytest.fixture(scope="module")
def workspace(outfit_workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(outfit_workspace, tmp_path_factory.mktemp("outfit") / "workspace"))


@pytest.fixture(scope="module")
def app(workspace: Path) -> Iterator[str]:
    with served(workspace) as address:
        yield address


@pytest.fixture(scope="module")
def look(workspace: Path) -> list[str]:
    outfitting = Outfitting(Hub(workspace))
    return [str(outfitting.hub.catalog.ids[row]) for row in outfitting.looks(outfitting.start(), 1)[0]]


def link(app: str, look: list[str]) -> str:
    return f"{app}/Outfit?" + "&".join(f"wear={each}" for each in look)


def worn(page: Any) -> list[str]:
    return re.findall(r"wear=(\w+)", page.url)


def test_a_cold_link_opens_exactly_this_outfit(open_screen: Any, app: str, look: list[str]) -> None:
    page = open_screen(link(app, look))
    page.wait_for_function(f"({SHOWN})() == {len(look)}")
    page.get_by_text(re.compile("the rest least")).wait_for()
    assert worn(page) == look


def test_from_nothing_the_outfit_is_in_the_link(open_screen: Any, app: str, look: list[str]) -> None:
    page = open_screen(f"{app}/Outfit")
    page.wait_for_url(re.compile("wear="))
    page.wait_for_function(f"({SHOWN})() == {len(look)}")
    assert worn(page) == look


def test_a_swap_and_undo(open_screen: Any, app: str, look: list[str]) -> None:
    page = open_screen(link(app, look))
    page.wait_for_function(f"({SHOWN})() == {len(look)}")
    settled(page)
    page.locator(f".st-key-swap_{look[1]} button").first.click()
    page.wait_for_url(lambda url: look[1] not in url)
    page.wait_for_function(f"({SHOWN})() == {len(look)}")
    settled(page)
    page.locator(".st-key-outfit_undo button").click()
    page.wait_for_url(re.compile(f"wear={look[1]}"))
    assert worn(page) == look


def test_from_an_article_to_its_outfit_and_back(open_screen: Any, app: str, look: list[str]) -> None:
    page = open_screen(f"{app}/Article?id={look[0]}")
    page.get_by_role("link", name="See the outfit").click()
    page.wait_for_url(re.compile(f"Outfit.*wear=.*lock={look[0]}"))
    page.wait_for_function(f"({SHOWN})() > 1")
    assert look[0] in worn(page)
    settled(page)
    page.go_back()
    page.get_by_role("heading", name="Complete the look").wait_for()


def test_a_phone_needs_no_sideways_scrolling(open_screen: Any, app: str, look: list[str]) -> None:
    page = open_screen(link(app, look), width=390, height=844)
    page.wait_for_function(f"({SHOWN})() == {len(look)}")
    settled(page)
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390


def test_a_picture_of_the_outfit_is_downloaded(open_screen: Any, app: str, look: list[str]) -> None:
    page = open_screen(link(app, look))
    page.wait_for_function(f"({SHOWN})() == {len(look)}")
    settled(page)
    with page.expect_download() as download:
        page.locator(".st-key-outfit_png button").first.click()
    assert Path(download.value.path()).read_bytes().startswith(b"\x89PNG")
