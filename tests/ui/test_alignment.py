"""The Alignment screen: healthy, without its artifact, without pictures; filters, flags and nonsense in the link."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from stylehub_core.alignment.flags import flagged
from stylehub_core.hub.hub import Hub
from stylehub_core.opened import OpenedWorkspace
from stylehub_core.workspace import Workspace
from tests.ui.conftest import Screen
from ui.alignment.data import alignment_of, chosen_positions

ALIGNMENT = "8_Alignment"


@pytest.fixture
def own_aligned(aligned_workspace: Path, tmp_path: Path) -> Iterator[Path]:
    """A copy that a test may flag articles in."""
    yield Path(shutil.copytree(aligned_workspace, tmp_path / "workspace"))


def sentences(screen: AppTest) -> list[str]:
    return [
        element.value.strip("*").replace("\\", "") for element in screen.markdown if element.value.startswith("**The")
    ]


def pictures(screen: AppTest) -> int:
    return sum(len(shown.proto.imgs) for shown in screen.get("image"))


def infos(screen: AppTest) -> str:
    return " ".join(info.value.replace("\\", "") for info in screen.info)


def test_the_worst_come_first_with_both_sides(show: Screen, aligned_workspace: Path) -> None:
    screen = show(aligned_workspace, ALIGNMENT)
    assert not screen.exception and not screen.error
    table = OpenedWorkspace(aligned_workspace).alignment(24)
    assert sentences(screen) == table["sentence"].tolist()
    assert pictures(screen) == 24


def test_a_link_opens_one_attribute_and_another_page(show: Screen, aligned_workspace: Path) -> None:
    table = OpenedWorkspace(aligned_workspace).alignment(attribute="type")
    screen = show(aligned_workspace, ALIGNMENT, attribute="Type")
    assert sentences(screen) == table["sentence"].tolist()[:24]
    second = show(aligned_workspace, ALIGNMENT, page="2")
    assert sentences(second) == OpenedWorkspace(aligned_workspace).alignment(48)["sentence"].tolist()[24:]


def test_an_article_is_flagged_and_the_flag_taken_back(show: Screen, own_aligned: Path) -> None:
    first = OpenedWorkspace(own_aligned).alignment(1)["article_id"][0]
    screen = show(own_aligned, ALIGNMENT)
    screen.button(key=f"flag_{first}").click().run()
    assert not screen.exception
    assert flagged(Workspace(own_aligned)) == {first}
    assert "Undo" in screen.button(key=f"flag_{first}").label
    assert OpenedWorkspace(own_aligned).alignment(2)["flagged"].tolist() == [True, False]
    only = show(own_aligned, ALIGNMENT, flags="Flagged")
    assert len(sentences(only)) == 1
    only.button(key=f"flag_{first}").click().run()
    assert flagged(Workspace(own_aligned)) == set()
    assert not sentences(only)
    assert any("Nothing is flagged" in caption.value for caption in only.caption)


def test_flagged_ones_and_others_are_all_together(aligned_workspace: Path, tmp_path: Path) -> None:
    hub = Hub(aligned_workspace)
    alignment = alignment_of(hub)
    ids = {str(hub.catalog.ids[row]) for row in alignment.rows[:5]}
    every = chosen_positions(hub, alignment, "", "All", ids)
    some = chosen_positions(hub, alignment, "", "Flagged", ids)
    rest = chosen_positions(hub, alignment, "", "Not flagged", ids)
    assert sorted(some) == [0, 1, 2, 3, 4]
    assert sorted([*some, *rest]) == sorted(every)


def test_nonsense_in_the_link_falls_back_with_notes(show: Screen, aligned_workspace: Path) -> None:
    screen = show(aligned_workspace, ALIGNMENT, attribute="**x**", flags="nope", page="999")
    assert not screen.exception and not screen.error
    assert len(screen.toast) == 3
    assert len(sentences(screen)) == 24


def test_before_the_build_has_compared_them(show: Screen, built_workspace: Path, tmp_path: Path) -> None:
    screen = show(built_workspace, ALIGNMENT)
    assert not screen.exception and not screen.error
    assert "not compared yet" in infos(screen)
    assert not show(tmp_path / "none", ALIGNMENT).exception


def test_without_pictures_it_is_one_sentence(show: Screen, built: Path) -> None:
    screen = show(built, ALIGNMENT)
    assert not screen.exception and not screen.error
    assert "This catalogue has no pictures" in infos(screen)


def test_a_damaged_artifact_is_one_message(show: Screen, own_aligned: Path) -> None:
    next((own_aligned / "stages" / "alignment").glob("*/alignment.parquet")).write_bytes(b"cut")
    screen = show(own_aligned, ALIGNMENT)
    assert not screen.exception
    assert len(screen.error) == 1 and "damaged" in screen.error[0].value
