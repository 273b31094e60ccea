"""An HTML report that a test has read."""

import re
from html.parser import HTMLParser


class Page(HTMLParser):
    """Collects open tags, addresses, and the headings and captions of tables."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.addresses: list[str] = []
        self.captions = self.tables = self.row_headings = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("meta", "br"):
            self.open.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href", "xlink:href")]
        self.tables += tag == "table"
        self.captions += tag == "caption"
        self.row_headings += tag == "th" and ("scope", "row") in attrs

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def sound_page(text: str) -> Page:
    """The page, whose tags are closed, whose tables have captions, and which loads nothing."""
    page = Page()
    page.feed(text)
    assert page.open == []
    assert page.addresses == []
    assert page.captions == page.tables
    assert not re.search(r"https?://|@import|url\(|<script", text)
    assert "prefers-color-scheme: dark" in text
    return page
