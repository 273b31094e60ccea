"""The Outfit screen: healthy, with nonsense in the link, and with missing parts of the workspace."""

import csv
import io
import shutil
from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from stylehub_core.hub.hub import Hub
from stylehub_core.hub.outfitting import Outfitting
from stylehub_core.outfits.roles import ROLES, Role
from tests.ui.conftest import Screen
from tests.ui.test_pages import labels, pictures, words
from ui.export import cards_csv
from ui.grid import alt_text, cards_of_rows

OUTFIT, ARTICLE, SHOPPER, COMPARE = "9_Outfit", "2_Article", "5_Shopper", "3_Compare"


@pytest.fixture(scope="module")
def outfitting(outfit_workspace: Path) -> Outfitting:
    return Outfitting(Hub(outfit_workspace))


@pytest.fixture(scope="module")
def look(outfitting: Outfitting) -> list[str]:
    return [str(outfitting.hub.catalog.ids[row]) for row in outfitting.looks(outfitting.start(), 1)[0]]


def listed(screen: AppTest, name: str) -> list[str]:
    """A parameter of the address."""
    value = screen.query_params.get(name, [])
    return [value] if isinstance(value, str) else list(value)


def pressed(screen: AppTest, key: str) -> AppTest:
    screen.button(key=key).click().run()
    assert not screen.exception
    return screen


def test_from_nothing_there_are_looks_and_one_is_in_the_link(
    show: Screen, outfit_workspace: Path, look: list[str]
) -> None:
    screen = show(outfit_workspace, OUTFIT)
    assert not screen.exception and not screen.error
    assert listed(screen, "wear") == look
    assert all(pictures(screen)) and len(pictures(screen)) > 2 * len(look)
    for text in ("built around a recent bestseller", "the rest least", "in all", "Other looks"):
        assert text in words(screen)


def test_the_link_alone_gives_the_same_outfit(show: Screen, outfit_workspace: Path, look: list[str]) -> None:
    screen = show(outfit_workspace, OUTFIT, wear=look, lock=look[:1])
    assert not screen.exception and not screen.error
    hub = Hub(outfit_workspace)
    assert pictures(screen)[: len(look)] == [alt_text(hub, hub.catalog.row_of(each)) for each in look]
    assert screen.button(key=f"swap_{look[0]}").disabled and not screen.button(key=f"swap_{look[1]}").disabled


def test_swap_undo_lock_remove_and_add(show: Screen, outfit_workspace: Path, look: list[str]) -> None:
    screen = show(outfit_workspace, OUTFIT, wear=look)
    swapped = listed(pressed(screen, f"swap_{look[1]}"), "wear")
    assert swapped[:1] + swapped[2:] == look[:1] + look[2:] and swapped[1] != look[1]
    assert listed(pressed(screen, "outfit_undo"), "wear") == look
    assert listed(pressed(screen, f"lock_{look[0]}"), "lock") == look[:1]
    assert listed(pressed(screen, f"lock_{look[0]}"), "lock") == []
    last = look[-1]
    assert listed(pressed(screen, f"remove_{last}"), "wear") == look[:-1]
    added = next(str(button.key) for button in screen.button if str(button.key).startswith("add_"))
    assert len(listed(pressed(screen, added), "wear")) == len(look)


def test_a_dress_takes_the_place_of_top_and_trousers(
    show: Screen, outfit_workspace: Path, outfitting: Outfitting
) -> None:
    taste, hub = outfitting.taste, outfitting.hub
    dress = int(taste.offered((Role.FULL,))[0])
    shoes = int(outfitting.composer().ranking(np.array([dress], np.int32), (Role.SHOES,))[0])
    top, trousers = (
        int(outfitting.composer().ranking(np.array([shoes], np.int32), (role,))[0]) for role in (Role.UPPER, Role.LOWER)
    )
    worn = [str(hub.catalog.ids[row]) for row in (top, trousers, shoes)]
    screen = pressed(show(outfit_workspace, OUTFIT, wear=worn), "add_instead")
    rows = hub.catalog.rows_of(listed(screen, "wear"))
    assert sorted(taste.roles[rows].tolist()) == sorted([ROLES.index(Role.FULL), ROLES.index(Role.SHOES)])
    assert "add_instead" not in {button.key for button in screen.button}
    locked = show(outfit_workspace, OUTFIT, wear=worn, lock=worn[:1])
    assert "add_instead" not in {button.key for button in locked.button}


def test_others_in_the_place_of_one(show: Screen, outfit_workspace: Path, look: list[str]) -> None:
    screen = pressed(show(outfit_workspace, OUTFIT, wear=look), f"others_{look[1]}")
    assert "In place of" in words(screen)
    put = next(str(button.key) for button in screen.button if str(button.key).startswith("put_"))
    worn = listed(pressed(screen, put), "wear")
    assert worn[1] == put.removeprefix("put_") and worn[0] == look[0]
    assert "In place of" in words(screen)
    assert "In place of" not in words(pressed(screen, "close_others"))


def test_an_unfinished_outfit_is_completed(show: Screen, outfit_workspace: Path, look: list[str]) -> None:
    screen = show(outfit_workspace, OUTFIT, wear=look[:1])
    assert "One article is no outfit yet" in words(screen)
    if "complete" in {button.key for button in screen.button}:
        worn = listed(pressed(screen, "complete"), "wear")
        assert len(worn) > 2 and look[0] in worn


def test_another_look_is_worn_and_shares_at_most_half(show: Screen, outfit_workspace: Path, look: list[str]) -> None:
    screen = pressed(show(outfit_workspace, OUTFIT, wear=look), "take_1")
    worn = listed(screen, "wear")
    assert worn and 2 * len(set(worn) & set(look)) <= min(len(worn), len(look))


def test_what_is_locked_is_in_every_other_look(show: Screen, outfit_workspace: Path, look: list[str]) -> None:
    screen = pressed(show(outfit_workspace, OUTFIT, wear=look, lock=look[:1]), "take_1")
    assert look[0] in listed(screen, "wear") and listed(screen, "lock") == look[:1]
    screen = show(outfit_workspace, OUTFIT, wear=look, lock=look)
    assert "Unlock an article" in words(screen)


@pytest.mark.parametrize(
    "query",
    [{"q": "What to wear to a summer party?"}, {"article": "FIRST"}, {"q": "FIRST"}],
    ids=["text", "article", "id"],
)
def test_starts(show: Screen, outfit_workspace: Path, look: list[str], query: dict[str, str]) -> None:
    asked = {name: value.replace("FIRST", look[0]) for name, value in query.items()}
    screen = show(outfit_workspace, OUTFIT, **asked)
    assert not screen.exception and not screen.error
    worn = listed(screen, "wear")
    assert len(worn) > 1
    if look[0] in asked.values():
        assert look[0] in worn and listed(screen, "lock") == [look[0]]


def test_a_customer_and_a_new_text_start_anew(show: Screen, outfit_workspace: Path, look: list[str]) -> None:
    with Hub(outfit_workspace).catalog.connect() as connection:
        customer = str(connection.execute("SELECT customer_id FROM customers WHERE customer = 3").fetchall()[0][0])
    screen = show(outfit_workspace, OUTFIT, customer=customer)
    assert not screen.exception and not screen.error
    assert "this customer bought lately" in words(screen)
    screen.text_input(key="q").set_value("black trousers").run()
    assert not screen.exception and listed(screen, "wear")


def test_nonsense_in_the_link_is_said_and_loses_nothing(show: Screen, outfit_workspace: Path, look: list[str]) -> None:
    screen = show(
        outfit_workspace, OUTFIT, wear=[*look, "nonsense", look[0]], lock=["x"], scorer="nope", part="nope", open="y",
        customer="zz",
    )  # fmt: skip
    assert not screen.exception
    assert "“nonsense”" in screen.warning[0].value.replace("\\", "")
    assert any("nope" in toast.value for toast in screen.toast)
    assert "No customer" in screen.error[0].value.replace("\\", "")
    assert f"swap_{look[0]}" in {button.key for button in screen.button}
    assert [str(b.key) for b in screen.button].count(f"swap_{look[0]}") == 1


def test_an_unknown_article_to_start_from_is_said(show: Screen, outfit_workspace: Path) -> None:
    screen = show(outfit_workspace, OUTFIT, article="123")
    assert not screen.exception and "123" in screen.error[0].value
    assert len(pictures(screen)) > 2


def test_an_outfit_of_51_is_cut_and_said(show: Screen, outfit_workspace: Path) -> None:
    ids = [str(each) for each in Hub(outfit_workspace).catalog.ids[:51]]
    screen = show(outfit_workspace, OUTFIT, wear=ids)
    assert not screen.exception
    assert "at most 50" in screen.warning[0].value


@pytest.mark.parametrize(
    "stage", ["pictures", "model/raw-text", "catalog", "lexical", "outfits", "outfits/mean-cosine"]
)
def test_a_missing_stage_is_said_without_a_traceback(
    show: Screen, outfit_workspace: Path, tmp_path: Path, stage: str
) -> None:
    own = Path(shutil.copytree(outfit_workspace, tmp_path / "workspace"))
    shutil.rmtree(own / "stages" / stage)
    screen = show(own, OUTFIT)
    assert not screen.exception
    assert "Something went wrong" not in words(screen)
    if stage == "outfits":
        assert "No set scorer is built yet" in screen.info[0].value.replace("\\", "")


def test_nothing_built_is_no_error(show: Screen, tmp_path: Path) -> None:
    screen = show(tmp_path / "none", OUTFIT)
    assert not screen.exception and not screen.error


def test_a_check_tells_the_weakest_and_makes_the_swap(show: Screen, outfit_workspace: Path, look: list[str]) -> None:
    screen = show(outfit_workspace, OUTFIT, wear=look, part="Check my outfit")
    assert not screen.exception and not screen.error
    assert screen.text_area(key="check").value.split() == look
    assert "the rest least" in words(screen)
    if "make_swap" in {button.key for button in screen.button}:
        swapped = pressed(screen, "make_swap").text_area(key="check").value.split()
        assert len(set(swapped) - set(look)) == 1
        assert set(listed(pressed(screen, "wear_checked"), "wear")) == set(swapped)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("FIRST", "This is one: give 2 to 8"),
        ("FIRST\nFIRST", "named twice"),
        ("FIRST, nonsense", "No article is called “nonsense”"),
        ("\n".join("123456789"), "These are 9: give 2 to 8"),
    ],
)
def test_a_check_says_what_is_wrong(
    show: Screen, outfit_workspace: Path, look: list[str], text: str, message: str
) -> None:
    screen = show(outfit_workspace, OUTFIT, wear=look, part="Check my outfit", check=text.replace("FIRST", look[0]))
    assert not screen.exception
    assert message in screen.error[0].value.replace("\\", "").replace("\u2060", "")


def test_the_table_has_every_article(outfit_workspace: Path, outfitting: Outfitting, look: list[str]) -> None:
    hub = outfitting.hub
    content = cards_csv(hub, cards_of_rows(hub, hub.catalog.rows_of(look).tolist())).decode("utf-8-sig")
    assert [row["article_id"] for row in csv.DictReader(io.StringIO(content))] == look


def test_article_and_shopper_complete_the_look(show: Screen, outfit_workspace: Path, look: list[str]) -> None:
    screen = show(outfit_workspace, ARTICLE, id=look[0])
    assert not screen.exception and not screen.error
    assert "Complete the look" in words(screen)
    screen = show(outfit_workspace, SHOPPER, edit=[look[0]])
    assert not screen.exception and "Complete the look" in words(screen)


def test_without_a_set_scorer_they_say_so(show: Screen, built_workspace: Path, look: list[str]) -> None:
    screen = show(built_workspace, ARTICLE, id=look[0])
    assert not screen.exception and not screen.error
    assert "No set scorer is built yet" in words(screen).replace("\\", "")


def test_a_shop_with_one_scorer_offers_no_choice(show: Screen, outfit_workspace: Path, tmp_path: Path) -> None:
    assert "scorer" in {each.key for each in show(outfit_workspace, OUTFIT).selectbox}
    own = Path(shutil.copytree(outfit_workspace, tmp_path / "workspace"))
    shutil.rmtree(own / "stages" / "outfits" / "slot-pairs")
    screen = show(own, OUTFIT)
    assert not screen.exception and "scorer" not in {each.key for each in screen.selectbox}
    assert labels(screen)
