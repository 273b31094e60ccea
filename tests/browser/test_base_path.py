"""Below a base path, as behind a reverse proxy, and inside a frame of another site: pictures, links, shared links."""

import re
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import expect

from stylehub_core.hub.hub import Hub
from tests.browser.conftest import served

pytestmark = pytest.mark.browser

BASE = "/shop"
PICTURES = """() => {
  const all = [...document.querySelectorAll('[data-testid=stImage] img')];
  return all.map(picture => [picture.src, picture.complete && picture.naturalWidth > 0]);
}"""
LINKS = "[...document.querySelectorAll('a[href]')].map(link => link.href)"
MAP = ".stylehub-map"
FRAME = '<!doctype html><iframe src="{}/Search?q=blue+shirt" width="1200" height="900"></iframe>'


@pytest.fixture(scope="module")
def shop(compared_workspace: Path) -> Iterator[str]:
    """The app below BASE, with three models and their maps."""
    with served(compared_workspace, BASE) as address:
        yield address


@pytest.fixture
def article(compared_workspace: Path) -> str:
    return str(Hub(compared_workspace).catalog.ids[5])


def whole(page: Any, least: int) -> list[str]:
    """The addresses of all pictures, once all of them have loaded. least: how many the page shows at least."""
    page.wait_for_function(
        f"least => {{ const all = ({PICTURES})(); return all.length >= least && all.every(([, there]) => there) }}",
        arg=least,
    )
    return [source for source, _ in page.evaluate(PICTURES)]


def paths(addresses: list[str]) -> set[str]:
    return {urlsplit(address).path for address in addresses}


@pytest.mark.parametrize(
    ("screen", "query", "least"),
    [
        ("", "", 8),
        ("Search", "?q=black+dress", 24),
        ("Article", "?id={article}", 9),
        ("Compare", "?q=black+dress", 10),
        ("Map", "?sel=0_0.0_1000.0_1000.1000_0.1000", 6),
        ("Shopper", "", 8),
        ("Lesson", "", 1),
    ],
)
def test_a_deep_link_shows_its_pictures_and_leads_on(
    shop: str, open_screen: Any, article: str, screen: str, query: str, least: int
) -> None:
    page = open_screen(f"{shop}/{screen}{query.format(article=article)}")
    sources = whole(page, least)
    assert all(path.startswith(f"{BASE}/app/static/pictures/") for path in paths(sources))
    assert urlsplit(page.url).path == f"{BASE}/{screen}"
    assert not [path for path in paths(page.evaluate(LINKS)) if not path.startswith(BASE)]


def test_a_name_a_picture_and_the_row_of_screens_lead_to_their_pages(shop: str, open_screen: Any) -> None:
    page = open_screen(f"{shop}/Search?q=blue+shirt")
    whole(page, 24)
    picture = page.locator(".st-key-answer [data-testid=stImage] a").first.get_attribute("href") or ""
    page.locator(".st-key-answer [data-testid=stPageLink-NavLink]").first.click()
    page.wait_for_url(re.compile(rf"{BASE}/Article\?id="))
    page.get_by_role("heading", name="What the models find similar").wait_for()
    page.get_by_role("link", name="Search", exact=True).click()
    page.wait_for_url(re.compile(rf"{BASE}/Search\?q=blue\+shirt"))
    opened = open_screen(urljoin(shop, picture))
    opened.get_by_role("heading", name="What the models find similar").wait_for()


def test_a_shared_link_opens_the_same_view(shop: str, open_screen: Any) -> None:
    page = open_screen(f"{shop}/Search?q=blue+shirt")
    whole(page, 24)
    page.get_by_role("button", name="Share").click()
    shared = page.get_by_test_id("stCode").inner_text().strip()
    assert shared.startswith(f"{shop}/Search?q=blue")
    assert whole(open_screen(shared), 24) == whole(page, 24)


def test_the_maps_card_has_its_picture_and_leads_to_its_article(shop: str, open_screen: Any) -> None:
    page = open_screen(f"{shop}/Map")
    page.wait_for_selector(f"{MAP}[data-ready=yes]")
    page.mouse.click(*page.locator(MAP).evaluate("(root, row) => root.locate(0, row)", 7))
    picture = page.locator(".card img").first
    picture.wait_for(state="visible")
    page.wait_for_function("image => image.complete && image.naturalWidth > 0", arg=picture.element_handle())
    assert urlsplit(picture.get_attribute("src") or "").path.startswith(f"{BASE}/app/static/pictures/")
    assert (page.locator(".card.kept a").get_attribute("href") or "").startswith(f"{BASE}/Article?id=")


@pytest.fixture
def other_site(shop: str) -> Iterator[str]:
    """The address of a page with the app in a frame: 127.0.0.1 is another site than localhost.

    A server serves the page. If the test only handed the page to the browser, Chromium would take its origin for a
    public one, and such a page may not show anything from the local network.
    """

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(FRAME.format(shop).encode())

    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_it_works_in_a_frame_of_another_site(other_site: str, chromium: Any) -> None:
    page = chromium.new_page(viewport={"width": 1280, "height": 1000})
    page.goto(other_site)
    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("searchbox")).to_have_value("blue shirt", timeout=30_000)
    for_the_frame = page.locator("iframe").element_handle().content_frame()
    whole(for_the_frame, 24)
    frame.locator(".st-key-answer [data-testid=stPageLink-NavLink]").first.click()
    frame.get_by_role("heading", name="What the models find similar").wait_for()
    assert urlsplit(for_the_frame.url).path == f"{BASE}/Article"
    whole(for_the_frame, 9)
    page.close()
