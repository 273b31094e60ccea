"""Below a base path, as behind a reverse proxy, and inside a frame of another site: pictures, links, shared links."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from stylehub_core.hub import Hub
from tests.browser.conftest import served

pytestmark = pytest.mark.browser

BASE = "/shop"
PICTURES = """() => {
  const all = [...document.querySelectorAll('[data-testid=stImage] img')];
  return all.map(one => [one.src, one.complete && one.naturalWidth > 0]);
}"""
LINKS = "[...document.querySelectorAll('a[href]')].map(one => one.href)"
OTHER_SITE = "http://127.0.0.1:9/"


@pytest.fixture(scope="module")
def shop(compared_workspace: Path) -> Iterator[str]:
    """The app below BASE, with three models and their maps."""
    with served(compared_workspace, BASE) as address:
        yield address


def whole(page: Any, least: int) -> list[str]:
    """The addresses of all pictures, once all of them are there; a page shows at least so many."""
    page.wait_for_function(
        f"least => {{ const all = ({PICTURES})(); return all.length >= least && all.every(([, there]) => there) }}",
        arg=least,
    )
    return [source for source, _ in page.evaluate(PICTURES)]


def paths(addresses: list[str]) -> set[str]:
    return {urlsplit(address).path for address in addresses}


@pytest.mark.parametrize(
    ("screen", "least"),
    [("", 8), ("Search?q=black+dress", 24), ("Article?id={article}", 9), ("Compare?q=black+dress", 10), ("Map?sel=0_0.0_1000.0_1000.1000_0.1000", 6),
     ("Shopper", 8), ("Lesson", 1)],
)  # fmt: skip
def test_a_deep_link_shows_its_pictures_and_leads_on(
    shop: str, open_screen: Any, compared_workspace: Path, screen: str, least: int
) -> None:
    article = str(Hub(compared_workspace).catalog.ids[5])
    page = open_screen(f"{shop}/{screen.format(article=article)}")
    assert all(path.startswith(f"{BASE}/app/static/pictures/") for path in paths(whole(page, least)))
    assert urlsplit(page.url).path == f"{BASE}/{screen.partition('?')[0]}"
    assert {path for path in paths(page.evaluate(LINKS)) if not path.startswith(BASE)} == set()
