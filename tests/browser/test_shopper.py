"""Shopper in a real browser: from a kind of customer to reasons, a changed history, a shared link, a prepared list."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.settled import settled

pytestmark = pytest.mark.browser

FIRST = ".st-key-wardrobe [data-testid=stImage] img"
LIST = ".st-key-list_A [data-testid=stImage] img"


def sources(page: Any, selector: str) -> list[str]:
    return page.locator(selector).evaluate_all("all => all.map(picture => picture.getAttribute('src'))")


def test_from_a_kind_of_customer_to_a_link_with_a_changed_history(single_app: str, open_screen: Any) -> None:
    page = open_screen(f"{single_app}/Shopper")
    page.get_by_role("button", name="Loyal", exact=True).click()
    page.wait_for_url(re.compile(r"customer=[0-9a-f]{8}"))
    page.get_by_role("heading", name=re.compile(r"^Customer [0-9a-f]{8}$")).wait_for()
    page.get_by_text(re.compile("Because of|Another colour of")).first.wait_for()
    first = page.locator(FIRST).first.get_attribute("src")
    page.get_by_role("button", name="Leave out").first.click()
    page.wait_for_url(re.compile(r"edit=-\d{10}"))
    expect(page.locator(FIRST).first).not_to_have_attribute("src", first or "")
    page.get_by_role("button", name="Download").wait_for()
    settled(page)
    other_page = open_screen(page.url)
    other_page.get_by_role("button", name="Download").wait_for()
    settled(other_page)
    assert sources(other_page, LIST)
    assert sources(other_page, FIRST) == sources(page, FIRST)
    assert sources(other_page, LIST) == sources(page, LIST)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(FIRST).first).to_have_attribute("src", first or "")


def test_somebody_new_picks_on_a_phone(single_app: str, open_screen: Any) -> None:
    page = open_screen(f"{single_app}/Shopper", width=390, height=800)
    page.get_by_role("button", name="Add", exact=True).first.click()
    page.get_by_text("1 article picked").wait_for()
    page.get_by_role("button", name="Add", exact=True).first.click()
    page.get_by_text("2 articles picked").wait_for()
    page.locator(LIST).first.wait_for()
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390


def test_what_is_not_prepared_appears_by_itself_when_it_is(single_app: str, open_screen: Any) -> None:
    page = open_screen(f"{single_app}/Shopper?edit=0000000000&by=Popularity")
    page.get_by_text("does not have").wait_for()
    page.get_by_role("button", name="Prepare it").click()
    page.locator(LIST).first.wait_for(timeout=60_000)
    page.get_by_text("Sells well now").first.wait_for()


def test_a_saved_address_with_a_former_title_opens_the_same_moment(single_app: str, open_screen: Any) -> None:
    page = open_screen(f"{single_app}/Shopper?when=The+lab%E2%80%99s+last+basket")
    expect(page.get_by_role("radio", name="The held-out last basket")).to_be_checked()
    page.wait_for_url(re.compile(r"when=The\+held-out\+last\+basket"))


def test_going_back_keeps_the_recommenders(single_app: str, open_screen: Any) -> None:
    page = open_screen(f"{single_app}/Shopper")
    chosen = page.locator("[data-testid=stMultiSelect]").first
    expect(chosen.get_by_role("button").first).to_be_visible()
    before = chosen.inner_text()
    page.get_by_role("button", name="Loyal", exact=True).click()
    page.wait_for_url(re.compile(r"customer=[0-9a-f]{8}"))
    page.locator(FIRST).first.wait_for()
    page.go_back()
    page.get_by_role("heading", name="Choose a kind of customer").wait_for()
    settled(page)
    assert chosen.inner_text() == before
