"""The Shopper screen: healthy, with nonsense in the link, and with missing parts of the workspace."""

import csv
import io
import shutil
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from stylehub_core import jobs
from stylehub_core.hub.hub import Hub
from stylehub_core.recommenders.blend import Blend
from stylehub_core.shopper.attribution import Explained, Reason
from stylehub_core.shopper.customers import customer_at
from stylehub_core.shopper.reason_text import reason_text
from tests.ui.conftest import Screen
from tests.ui.test_pages import labels, pictures, words
from ui.shopper.lists import Column, blend_note, lists_csv

SHOPPER = "5_Shopper"


@pytest.fixture(scope="session")
def hub(built_workspace: Path) -> Hub:
    return Hub(built_workspace)


@pytest.fixture(scope="session")
def loyal(hub: Hub) -> int:
    """The row of the customer with the most purchases."""
    with hub.catalog.connect() as connection:
        rows = connection.execute(
            "SELECT customer FROM transactions GROUP BY customer ORDER BY count(*) DESC LIMIT 1"
        ).fetchall()
    return int(rows[0][0])


def shown(screen: AppTest, key: str) -> list[str]:
    """The labels of the buttons whose key begins with this text."""
    return [button.label for button in screen.button if str(button.key).startswith(key)]


def changes(screen: AppTest) -> list[str]:
    """The changes in the address."""
    edits = screen.query_params.get("edit", [])
    return [edits] if isinstance(edits, str) else list(edits)


def chosen(hub: Hub, row: int) -> str:
    return customer_at(hub.catalog, row).address


def test_at_first_kinds_are_explained_and_articles_offered(show: Screen, built_workspace: Path) -> None:
    screen = show(built_workspace, SHOPPER)
    assert not screen.exception
    assert not screen.error
    assert len(pictures(screen)) == 16
    assert all(pictures(screen))
    for text in (
        "Top quarter by number of shopping days",
        "Bought at most one piece",
        "Learned from every purchase until",
    ):
        assert text in words(screen)


def test_a_customer_has_a_wardrobe_and_a_list_with_reasons(
    show: Screen, built_workspace: Path, hub: Hub, loyal: int
) -> None:
    screen = show(built_workspace, SHOPPER, customer=chosen(hub, loyal))
    assert not screen.exception
    assert not screen.error
    assert f"Customer {chosen(hub, loyal)[:8]}" in words(screen)
    assert len(pictures(screen)) >= 24 + 12
    assert any(reason in words(screen) for reason in ("Because of", "Another colour of"))
    assert screen.multiselect(key="by").value == ["Raw text"]


def test_where_nothing_is_prepared_the_usual_ones_are_offered(
    show: Screen, built_workspace: Path, hub: Hub, loyal: int
) -> None:
    screen = show(built_workspace, SHOPPER, customer=chosen(hub, loyal), when="The held-out last basket")
    assert not screen.exception
    assert not screen.error
    assert len(screen.multiselect(key="by").value) == 2
    assert len(shown(screen, "prepare_")) == 2


def test_a_whole_id_finds_the_customer_and_is_not_written_out(
    show: Screen, built_workspace: Path, hub: Hub, loyal: int
) -> None:
    with hub.catalog.connect() as connection:
        [(whole,)] = connection.execute("SELECT customer_id FROM customers WHERE customer = ?", [loyal]).fetchall()
    screen = show(built_workspace, SHOPPER)
    screen.text_input(key="customer").set_value(whole).run()
    assert f"Customer {whole[:8]}" in words(screen)
    assert whole not in words(screen)
    assert screen.text_input(key="customer").value == chosen(hub, loyal)


def test_a_kind_shows_one_and_another(show: Screen, built_workspace: Path) -> None:
    screen = show(built_workspace, SHOPPER)
    seen = set()
    for _ in range(6):
        screen.button(key="find_loyal").click().run()
        assert not screen.exception
        assert any("loyal" in str(badge.value) for badge in screen.get("markdown"))
        seen.add(screen.text_input(key="customer").value)
    assert len(seen) > 1


def test_all_of_a_long_history_comes_when_it_is_asked_for(
    show: Screen, built_workspace: Path, hub: Hub, loyal: int
) -> None:
    folded = show(built_workspace, SHOPPER, customer=chosen(hub, loyal))
    assert len(shown(folded, "wardrobe")) == 24
    unfolded = show(built_workspace, SHOPPER, customer=chosen(hub, loyal), older="true")
    assert len(shown(unfolded, "wardrobe")) > 24


def test_leaving_out_undo_and_reset(show: Screen, built_workspace: Path, hub: Hub, loyal: int) -> None:
    screen = show(built_workspace, SHOPPER, customer=chosen(hub, loyal))
    before = pictures(screen)
    screen.button(key="wardrobe_0_out").click().run()
    once = pictures(screen)
    assert once != before
    assert changes(screen)[0].startswith("-0")
    screen.button(key="wardrobe_0_out").click().run()
    assert len(changes(screen)) == 2
    screen.button(key="edit_undo").click().run()
    assert pictures(screen) == once
    screen.button(key="edit_reset").click().run()
    assert pictures(screen) == before
    assert changes(screen) == []


def test_somebody_new_picks_and_gets_a_list(show: Screen, built_workspace: Path) -> None:
    screen = show(built_workspace, SHOPPER)
    screen.button(key=shown_key(screen, "add_")).click().run()
    assert not screen.exception
    assert "New customer" in words(screen)
    assert "1 article picked" in words(screen)
    assert len(pictures(screen)) >= 1 + 16 + 12
    assert "Added" in labels(screen)


def test_a_link_with_picks_and_unknown_articles_uses_the_rest(show: Screen, built_workspace: Path, hub: Hub) -> None:
    known = str(hub.catalog.ids[5])
    screen = show(built_workspace, SHOPPER, edit=["123", known, "**x**"])
    assert not screen.exception
    assert len(screen.warning) == 1
    assert "2 articles that this catalogue of 240 does not have" in screen.warning[0].value.replace("\\", "")
    assert "1 article picked" in words(screen)


def test_an_article_is_added_by_its_id(show: Screen, built_workspace: Path, hub: Hub, loyal: int) -> None:
    screen = show(built_workspace, SHOPPER, customer=chosen(hub, loyal), adding="true")
    article_id = str(hub.catalog.ids[7])
    screen.text_input(key="add").set_value(article_id).run()
    if screen.button(key="add_7").disabled:
        pytest.skip("the customer has it already")
    screen.button(key="add_7").click().run()
    assert changes(screen) == [article_id]


def test_an_empty_history_is_said_and_lists_are_shown_all_the_same(show: Screen, built_workspace: Path) -> None:
    screen = show(built_workspace, SHOPPER, edit=["123"])
    assert "This customer has no purchases" in words(screen)
    assert len(pictures(screen)) == 16 + 12
    assert "Sells well now" in words(screen)


@pytest.mark.parametrize("customer", ["zzzz", "../../etc/passwd", "**x** :material/home:", "9" * 300, "%"])
def test_an_unknown_customer_is_one_message(show: Screen, built_workspace: Path, customer: str) -> None:
    screen = show(built_workspace, SHOPPER, customer=customer)
    assert not screen.exception
    assert len(screen.error) == 1
    assert len(pictures(screen)) == 16


def test_nonsense_in_the_address_falls_back_with_notes(
    show: Screen, built_workspace: Path, hub: Hub, loyal: int
) -> None:
    screen = show(
        built_workspace, SHOPPER, customer=chosen(hub, loyal), when="Yesterday", by=["Nobody"], k="7", blend="x"
    )
    assert not screen.exception
    assert len(screen.toast) == 3
    assert screen.segmented_control(key="when").value == "Today"
    assert screen.multiselect(key="by").value == ["Raw text"]


def test_another_customer_has_no_changes_and_is_folded(
    show: Screen, built_workspace: Path, hub: Hub, loyal: int
) -> None:
    article = str(hub.catalog.ids[5])
    screen = show(built_workspace, SHOPPER, customer=chosen(hub, loyal), older="true", edit=[article])
    screen.button(key="find_any").click().run()
    assert not screen.exception
    assert changes(screen) == []
    assert len(shown(screen, "wardrobe")) <= 24


def test_too_many_recommenders_and_changes_are_said(show: Screen, built_workspace: Path, hub: Hub, loyal: int) -> None:
    four = ["Raw text", "Popularity", "ALS", "BPR"]
    many = [str(hub.catalog.ids[row]) for row in range(61)]
    screen = show(built_workspace, SHOPPER, customer=chosen(hub, loyal), by=four, edit=many)
    assert not screen.exception
    assert [error.value for error in screen.error if "60 are the most" in error.value]
    assert screen.multiselect(key="by").value == four[:3]


def test_what_is_not_prepared_can_be_prepared(
    show: Screen, built_workspace: Path, hub: Hub, loyal: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[Any] = []
    monkeypatch.setattr(jobs, "start", lambda workspace, title, argv, key="": started.append((title, argv, key)))
    screen = show(built_workspace, SHOPPER, customer=chosen(hub, loyal), by=["Popularity"])
    assert "Popularity is not ready for this yet" in words(screen)
    screen.button(key="prepare_popularity").click().run()
    [(title, argv, key)] = started
    assert title == "Preparing Popularity: Today"
    assert argv == ["prepare", "popularity", "--when", "today", "--workspace", str(built_workspace)]
    assert key == "prepare/today/popularity"


def test_the_lab_s_moment_is_the_first_where_it_has_measured(
    show: Screen, measured_workspace: Path, hub: Hub, loyal: int
) -> None:
    screen = show(measured_workspace, SHOPPER, customer=chosen(hub, loyal), by=["Own purchases", "Popularity"])
    assert not screen.exception
    assert not screen.error
    assert screen.segmented_control(key="when").value == "The held-out last basket"
    assert "What the customer really bought (unseen by the recommenders)" in words(screen)
    assert words(screen).count("bought next") >= 2
    assert "bought next**, by product" in words(screen)
    screen.toggle(key="every_colour").set_value(True).run()
    assert not screen.exception
    assert "bought next**, by article" in words(screen)
    assert "Sells well now" in words(show(measured_workspace, SHOPPER, edit=[str(hub.catalog.ids[5])], by="Popularity"))


def test_a_damaged_list_leaves_the_other_one(
    show: Screen, measured_workspace: Path, tmp_path: Path, hub: Hub, loyal: int
) -> None:
    copied = Path(shutil.copytree(measured_workspace, tmp_path / "workspace"))
    (copied / "lab" / "next-basket" / "own-recent" / "scorer.skops").write_bytes(b"no archive")
    screen = show(copied, SHOPPER, customer=chosen(hub, loyal), by=["Own purchases", "Popularity"])
    assert not screen.exception
    assert len(screen.error) == 1
    assert "damaged" in screen.error[0].value
    assert len(shown(screen, "list_")) == 0  # names are links here
    assert len(pictures(screen)) >= 24 + 12


@pytest.mark.parametrize("stage", ["pictures", "model/raw-text", "catalog", "lexical"])
def test_a_missing_stage_is_said_without_a_traceback(
    show: Screen, own_workspace: Path, hub: Hub, loyal: int, stage: str
) -> None:
    shutil.rmtree(own_workspace / "stages" / stage)
    screen = show(own_workspace, SHOPPER, customer=chosen(hub, loyal))
    assert not screen.exception
    assert "Something went wrong" not in words(screen)


def test_nothing_built_is_no_error(show: Screen, tmp_path: Path) -> None:
    screen = show(tmp_path / "none", SHOPPER)
    assert not screen.exception
    assert not screen.error


def test_the_file_has_every_list_with_its_reasons(hub: Hub) -> None:
    import numpy as np

    explanation = Explained(np.array([3, 4]), np.array([2.0, 1.5]), (Reason("purchase", 9, 0.25), Reason("sells")))
    text = lists_csv(hub, [Column("als", "ALS", "A", explanation)], {4}).decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(text)))
    assert [line["article_id"] for line in lines] == [str(hub.catalog.ids[row]) for row in (3, 4)]
    assert [line["because_of"] for line in lines] == [str(hub.catalog.ids[9]), ""]
    assert [line["bought_then"] for line in lines] == ["False", "True"]
    assert lines[0] | {"recommender": "ALS", "rank": "1", "share_of_score": "0.25", "because": "purchase"} == lines[0]


def test_reasons_and_blends_in_words(hub: Hub) -> None:
    name = str(hub.articles["prod_name"].iat[9])
    assert reason_text(hub, Reason("purchase", 9, 0.5), []) == f"Because of {name}"
    assert reason_text(hub, Reason("colour", 9, 0.5), []) == f"Another colour of {name}"
    assert reason_text(hub, Reason("together", share=0.5), []) == "Because of many purchases together"
    assert reason_text(hub, Reason("unknown"), []) == "Not because of a purchase"
    assert blend_note(Blend(3.0, 0.0, 0.3)) == "own ×3, bestsellers ×0.3"
    assert blend_note(Blend()) == "nothing blended in"


def shown_key(screen: AppTest, beginning: str) -> str:
    """The first button key that begins with this text."""
    return next(str(button.key) for button in screen.button if str(button.key).startswith(beginning))
