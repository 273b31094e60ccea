"""A lesson in a real browser: a preset, a prediction, curves that appear alone, and a cancel that keeps nothing."""

import re
from pathlib import Path
from typing import Any

import pytest

from stylehub_core import jobs
from stylehub_core.workspace import Workspace
from tests.waiting import until

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
SHOWN = "[data-testid=stVegaLiteChart]"
PATIENCE = 90_000  # milliseconds; the machine may be busy


def predict(page: Any) -> None:
    page.get_by_role("radio", name="Better apart").click()
    page.wait_for_url(re.compile("apart=Better"))
    page.get_by_role("radio", name="More spread out").click()
    page.wait_for_url(re.compile("space=More"))


def test_from_a_preset_to_curves_and_a_cancel_that_leaves_nothing(
    open_screen: Any, single_app: str, one_model: Path
) -> None:
    place = Workspace(one_model)
    page = open_screen(f"{single_app}/Lesson?change=Batch+size:+32")  # the slowest
    page.get_by_role("radio", name="Its cure").click()
    page.wait_for_url(re.compile("preset=Its"))
    predict(page)
    other_page = open_screen(single_app)  # another person sees it too, on a screen that was already open
    page.get_by_role("button", name=re.compile("^.*Train both")).first.click()
    page.get_by_role("button", name="Cancel the training").wait_for(timeout=PATIENCE)
    page.locator(SHOWN).first.wait_for(timeout=PATIENCE)
    assert jobs.current(place) is not None

    strip = other_page.get_by_role("button", name="Cancel", exact=True)
    strip.wait_for(timeout=PATIENCE)

    page.get_by_role("button", name="Cancel the training").click()
    page.get_by_text("Cancelled. Nothing was kept.").wait_for(timeout=PATIENCE)
    assert jobs.current(place) is None
    assert not list(place.lessons.glob("*.partial"))
    strip.wait_for(state="detached", timeout=PATIENCE)


def test_a_training_outlives_its_page(open_screen: Any, single_app: str, one_model: Path) -> None:
    place = Workspace(one_model)
    page = open_screen(f"{single_app}/Lesson?change=Batch+size:+64&apart=No+real+change&space=No+real+change")
    page.get_by_role("button", name=re.compile("Train")).first.click()
    until(lambda: jobs.current(place) is not None, 60)
    page.goto(single_app)
    again = open_screen(f"{single_app}/Lesson?change=Batch+size:+64&apart=No+real+change&space=No+real+change")
    again.get_by_text("Download the curves").wait_for(timeout=180_000)
    again.wait_for_url(re.compile("run=[0-9a-f]{12}"))
    until(lambda: again.locator(SHOWN).count() == 11, 30)
    until(lambda: jobs.current(place) is None, 30)


@pytest.mark.parametrize("address", ["Lesson", "Lesson?preset=x&change=y&run=z&article=1"])
def test_a_phone_shows_all_without_scrolling_sideways(open_screen: Any, single_app: str, address: str) -> None:
    page = open_screen(f"{single_app}/{address}", **PHONE)
    page.get_by_role("heading", name="5. What happened").wait_for()
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= PHONE["width"]
    for name in ("Home", "Evaluation", "Lesson"):
        box = page.get_by_role("link", name=name, exact=True).first.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= PHONE["width"]
