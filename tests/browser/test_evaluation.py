"""Evaluation in a real browser: another protocol, a sorted table, the downloads, the way to a customer."""

import contextlib
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from stylehub_core.hub.hub import Hub
from stylehub_core.lab.run import run
from tests.browser.conftest import served

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def measured_app(one_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Three recommenders under two protocols."""
    folder = Path(shutil.copytree(one_model, tmp_path_factory.mktemp("measured") / "workspace"))
    for protocol in ("next-basket", "next-week"):
        run(Hub(folder), protocol, ["popularity", "own-recent", "raw-text"])
    with served(folder) as address:
        yield address


def test_a_protocol_is_changed_the_table_sorted_and_everything_downloaded(measured_app: str, open_screen: Any) -> None:
    page = open_screen(f"{measured_app}/Evaluation", accept_downloads=True)
    page.get_by_text("What does each customer buy next?").wait_for()
    cells = page.locator("[data-testid=stDataFrame] tbody tr > :nth-child(2)")
    expect(cells).to_have_count(3)
    baskets = cells.all_text_contents()
    page.get_by_role("radio", name="Next week").click()
    page.get_by_text("in the following week").wait_for()
    page.wait_for_url(re.compile("protocol=Next(\\+|%20)week"))
    expect(cells).not_to_have_text(baskets)
    expect(cells).to_have_count(3)
    before = [float(text) for text in cells.all_text_contents()]
    assert before == sorted(before, reverse=True)
    assert before[0] > before[-1]
    lowest = cells.last.text_content() or ""
    table = page.get_by_test_id("stDataFrame")
    for _ in range(5):  # a table that is redrawn during a click forgets its order
        table.click(position={"x": 172, "y": 18})  # the heading "Recall", to the left of its menu
        with contextlib.suppress(AssertionError):
            expect(cells.first).to_have_text(lowest, timeout=2_000)
            break
    expect(cells.first).to_have_text(lowest)
    assert [float(text) for text in cells.all_text_contents()] == sorted(before)
    for name, ending, start in (
        ("CSV", ".csv", "protocol,k,"),
        ("JSON", ".json", "{"),
        ("Report", ".html", "<!doctype"),
    ):
        with page.expect_download() as download:
            page.get_by_role("button", name=name, exact=True).click()
        assert download.value.suggested_filename == f"stylehub-next-week-at-12{ending}"
        text = Path(download.value.path()).read_text(encoding="utf-8-sig")
        assert text.startswith(start)
        if ending == ".json":
            assert len(json.loads(text)["recommenders"]) == 3


def test_a_report_opens_offline_on_a_phone(measured_app: str, open_screen: Any, chromium: Any, tmp_path: Path) -> None:
    page = open_screen(f"{measured_app}/Evaluation", width=390, accept_downloads=True)
    with page.expect_download() as download:
        page.get_by_role("button", name="Report", exact=True).click()
    file = tmp_path / "report.html"
    download.value.save_as(file)
    context = chromium.new_context(offline=True, viewport={"width": 390, "height": 800}, color_scheme="dark")
    report = context.new_page()
    requested: list[str] = []
    report.on("request", lambda request: requested.append(request.url))
    report.goto(file.as_uri())
    expect(report.get_by_role("heading", level=1)).to_have_text(re.compile("buy next"))
    assert requested == [file.as_uri()]
    assert report.evaluate("document.documentElement.scrollWidth") <= 390
    assert report.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(21, 20, 19)"
    context.close()


def test_slices_and_customers_open_from_cold_links(measured_app: str, open_screen: Any) -> None:
    page = open_screen(f"{measured_app}/Evaluation?part=Slices&by=New+arrivals&of=Raw+text", width=390)
    page.get_by_text(re.compile("days since the article was first sold")).wait_for()
    page.wait_for_selector("[data-testid=stVegaLiteChart] canvas, [data-testid=stVegaLiteChart] svg")
    page = open_screen(f"{measured_app}/Evaluation?part=Customer+by+customer&a=Raw+text&b=Popularity")
    page.get_by_text(re.compile("Raw text minus Popularity")).wait_for()
