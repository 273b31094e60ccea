"""Alignment in a real browser: a cold link, a flag that stays after a reload, and its undoing."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import served

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def aligned_app(aligned_workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    own = Path(shutil.copytree(aligned_workspace, tmp_path_factory.mktemp("aligned-app") / "workspace"))
    with served(own) as address:
        yield address


def test_a_flag_is_set_kept_and_taken_back(aligned_app: str, open_screen: Any) -> None:
    page = open_screen(f"{aligned_app}/Alignment?attribute=Type", width=390)
    expect(page.get_by_text(re.compile("^The text says “")).first).to_be_visible()
    page.get_by_role("button", name="Flag", exact=True).first.click()
    expect(page.get_by_role("button", name=re.compile("Undo"))).to_have_count(1)
    again = open_screen(f"{aligned_app}/Alignment?attribute=Type&flags=Flagged")
    expect(again.get_by_role("img", name=re.compile(","))).to_have_count(1)
    again.get_by_role("button", name=re.compile("Undo")).click()
    expect(again.get_by_text("Nothing is flagged here yet.")).to_be_visible()
