"""Compare in a real browser: cold links, the two lists, the way from a disagreement to its article."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from stylehub_core.hub.hub import Hub
from tests.browser.settled import settled

pytestmark = pytest.mark.browser

MODELS = "a=Raw+text&b=Item+text"


def test_a_cold_link_reopens_the_two_lists_of_a_text(compared_app: str, open_screen: Any) -> None:
    page = open_screen(f"{compared_app}/Compare?{MODELS}&q=black+dress&k=6")
    page.get_by_role("heading", name="“black dress”").wait_for()
    told = page.get_by_text(re.compile(r"^By product: \d of 6 shared · overlap@6"))
    told.wait_for()
    shared = int(told.inner_text().removeprefix("By product: ")[0])
    page.get_by_text("only A", exact=True).first.wait_for()
    expect(page.get_by_text("both", exact=True)).to_have_count(2 * shared)
    expect(page.get_by_text("only B", exact=True)).to_have_count(6 - shared)


def test_other_colours_of_its_article_are_left_out_at_first(
    compared_app: str, compared_workspace: Path, open_screen: Any
) -> None:
    catalog = Hub(compared_workspace).catalog
    row = next(row for row in range(len(catalog)) if len(catalog.variants(row)))
    address = f"{compared_app}/Compare?{MODELS}&q={catalog.ids[row]}&k=48&every_colour=true"
    page = open_screen(address)
    page.get_by_text(re.compile("^By article: ")).wait_for()
    settled(page)
    expect(page.get_by_text(re.compile("Same product"))).to_have_count(0)
    page = open_screen(f"{address}&variants_out=false")
    page.get_by_text(re.compile("Same product")).first.wait_for()


def test_without_a_choice_it_opens_on_the_studys_two_ways(compared_app: str, open_screen: Any) -> None:
    page = open_screen(f"{compared_app}/Compare")  # without a transactional model, item text comes first
    expect(page.get_by_role("heading", name=re.compile("^A.*Item text$"))).to_be_visible()
    expect(page.get_by_role("heading", name=re.compile("^B.*Raw text$"))).to_be_visible()


def test_a_disagreement_leads_to_its_article_compared(compared_app: str, open_screen: Any) -> None:
    page = open_screen(f"{compared_app}/Compare?{MODELS}&part=Where+they+disagree")
    page.get_by_text(re.compile("the two models share")).wait_for()
    page.get_by_role("button", name="Compare", exact=True).first.click()
    page.wait_for_url(re.compile(r"q=\d{10}"))
    page.get_by_text(re.compile(r"of 12 shared")).wait_for()
    assert "part=" not in page.url


@pytest.mark.parametrize(
    ("part", "text"),
    [
        ("Distances", "Compared with the study"),
        ("Training", "A collapse looks like this"),
        ("Measured", "Learned until 2020-09-15, tested from 2020-09-16 to 2020-09-22"),
    ],
)
def test_every_part_opens_from_a_cold_link(compared_app: str, open_screen: Any, part: str, text: str) -> None:
    page = open_screen(f"{compared_app}/Compare?a=Raw+text&b=Transactional+%C2%B7+paper&part={part}", width=390)
    page.get_by_text(re.compile(text)).first.wait_for()
    page.wait_for_selector("[data-testid=stVegaLiteChart] canvas, [data-testid=stVegaLiteChart] svg")


def test_nonsense_in_the_link_falls_back_with_a_note(compared_app: str, open_screen: Any) -> None:
    page = open_screen(f"{compared_app}/Compare?a=Nothing&b=Item+text&part=%3Cx%3E&k=7&q=0000000000")
    page.get_by_text("which is not available here").first.wait_for()
    page.get_by_text(re.compile("No article '0000000000'")).wait_for()


def test_one_model_alone_says_what_to_do(single_app: str, open_screen: Any) -> None:
    page = open_screen(f"{single_app}/Compare")
    page.get_by_text("Comparing takes two").wait_for()
