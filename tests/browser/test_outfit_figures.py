"""Outfit protocols and the lesson on false negatives in a real browser."""

import csv
import io
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from stylehub_core.hub.hub import Hub
from stylehub_core.lab.outfits import measure_outfits
from tests.browser.conftest import served

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def distilled_app(distilled_workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Two floors under one protocol, a teacher and its student."""
    folder = Path(shutil.copytree(distilled_workspace, tmp_path_factory.mktemp("distilled") / "workspace"))
    measure_outfits(Hub(folder), "outfits", ["chance", "mean-cosine"])
    with served(folder) as address:
        yield address


def test_a_chart_is_chosen_and_the_figures_taken_away(distilled_app: str, open_screen: Any) -> None:
    page = open_screen(f"{distilled_app}/Evaluation?protocol=Outfits", accept_downloads=True)
    page.get_by_text("Which article is missing from the outfit?").wait_for()
    page.get_by_role("radio", name="Recall@12").click()
    page.wait_for_url(re.compile("measure=Recall"))
    page.wait_for_selector("[data-testid=stVegaLiteChart] canvas, [data-testid=stVegaLiteChart] svg")
    texts = {}
    for name in ("CSV", "JSON", "Report"):
        with page.expect_download() as download:
            page.get_by_role("button", name=name, exact=True).click()
        texts[name] = Path(download.value.path()).read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(texts["CSV"])))
    assert {row["name"] for row in rows} == {"chance", "mean-cosine"}
    assert len(json.loads(texts["JSON"])["set_scorers"]) == 2
    assert texts["Report"].startswith("<!doctype") and "Mean cosine" in texts["Report"]


def test_examples_are_paged_through_and_alpha_is_in_the_link(distilled_app: str, open_screen: Any) -> None:
    page = open_screen(f"{distilled_app}/Lesson?lesson=False+negatives&alpha=0", width=390)
    expect(page.get_by_text(re.compile("Weight: 1 → 1.00"))).to_be_visible()
    page.get_by_role("slider").press("ArrowRight")
    page.wait_for_url(re.compile("alpha=0.25"))
    expect(page.get_by_text(re.compile("Weight: 1 → 0"))).to_be_visible()
    before = page.get_by_text(re.compile("is hardly a wrong answer")).text_content()
    page.get_by_role("button", name=re.compile("next", re.IGNORECASE)).last.click()
    page.wait_for_url(re.compile("example=2"))
    expect(page.get_by_text(re.compile("is hardly a wrong answer"))).not_to_have_text(before or "")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
