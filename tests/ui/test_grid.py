"""What stands on a card: the whole name, whole reasons, scores if they are wanted, and the product's colours."""

import re
from pathlib import Path

import pytest

from stylehub_core.hub.hub import Hub
from stylehub_core.request import Request
from stylehub_core.search.recipe import Page
from tests.ui.conftest import Screen
from tests.ui.test_pages import ARTICLE, SEARCH, words
from ui.grid import Card, _facts, _swatches, cards_of, cards_of_items, cards_of_rows, one_a_product


@pytest.fixture(scope="module")
def hub(built_workspace: Path) -> Hub:
    return Hub(built_workspace)


def plain(markdown: str) -> list[str]:
    """The lines as they are read."""
    return [re.sub(r"\\|\u2060|&ensp;", "", line) for line in markdown.split("  \n")]


def test_reasons_are_whole_in_lines_of_the_card_s_width(hub: Hub) -> None:
    why = ("Bought together 16 times", "In common: womens everyday collection, blouse")
    lines = plain(_facts(hub, Card("1", 0, why=why), 21, scores=False))
    told = " ".join(lines)
    assert all(reason in told for reason in why)
    assert max(map(len, lines)) <= 30


def test_scores_are_shown_with_their_label_only_if_wanted(hub: Hub) -> None:
    [card] = cards_of(hub, hub.search(Request("dress"), page=Page(1), mode="model"))
    assert not re.search(r"0\.\d\d$", "\n".join(plain(_facts(hub, card, 21, scores=False))))
    assert plain(_facts(hub, card, 21, scores=True))[-1] == f"similarity {card.score}"
    shares = Card("1", 0, shares=("words 62 %", "history 38 %"))
    assert "words 62 %" not in _facts(hub, shares, 21, scores=False)
    assert plain(_facts(hub, shares, 21, scores=True))[-2:] == ["words 62 %", "history 38 %"]


def test_a_card_of_a_product_has_its_other_colours(hub: Hub) -> None:
    rows = [row for row in range(len(hub.catalog)) if len(hub.catalog.variants(row)) >= 2][:1]
    others = hub.catalog.variants(rows[0]).tolist()
    [card, *_] = one_a_product(hub, cards_of_rows(hub, [rows[0], others[1], others[0]]))
    assert (card.row, card.colours[:2]) == (rows[0], (others[1], others[0]))
    assert set(card.colours) == set(others)
    html = _swatches(hub, card, 2)
    assert f"{len(others) + 1} colours" in html
    assert [f"id={hub.catalog.ids[row]}" in html for row in others[:2]] == [True, True]


def test_the_core_s_colours_are_the_card_s(hub: Hub) -> None:
    results = hub.search(Request("dress"), page=Page(12, by_product=True))
    cards = cards_of_items(hub, results.items, results.kind)
    assert any(card.colours for card in cards)
    assert [tuple(hub.catalog.ids[list(card.colours)]) for card in cards] == [item.colours for item in results.items]


def test_what_a_catalogue_says_is_no_markup(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    real = hub.values
    monkeypatch.setattr(hub, "values", lambda column: ['"><script>'] * 9 if column == "prod_name" else real(column))
    assert "<script>" not in _swatches(hub, Card("1", 0, colours=(1, 2)), 2)


@pytest.mark.parametrize("screen_name", [SEARCH, ARTICLE])
def test_scores_are_in_the_link(show: Screen, built_workspace: Path, screen_name: str) -> None:
    query = {"q": "blue dress", "id": str(Hub(built_workspace).catalog.ids[3]), "mode": "Model only"}
    screen = show(built_workspace, screen_name, **query)
    assert not screen.exception
    assert "similarity 0" not in words(screen)
    assert "similarity 0" in words(show(built_workspace, screen_name, scores="true", **query)).replace("\\", "")


@pytest.mark.parametrize("screen_name", ["", SEARCH, ARTICLE])
def test_every_colour_on_its_own_is_in_the_link(show: Screen, built_workspace: Path, screen_name: str) -> None:
    query = {"q": "blue dress", "id": str(Hub(built_workspace).catalog.ids[3])}
    grouped = show(built_workspace, screen_name, **query)
    assert any("colours</small>" in html.proto.body for html in grouped.get("html"))
    alone = show(built_workspace, screen_name, every_colour="true", **query)
    assert not alone.exception
    assert not any("colours</small>" in html.proto.body for html in alone.get("html"))


def test_a_link_to_another_screen_keeps_the_switches(show: Screen, built_workspace: Path) -> None:
    def queries(**switches: str) -> set[str]:
        screen = show(built_workspace, SEARCH, q="blue dress", **switches)
        links = [link.proto for link in screen.get("page_link")]
        return {link.query_string for link in links if link.query_string.startswith("id=")}

    assert all(
        query.endswith("&every_colour=true&scores=true") for query in queries(scores="true", every_colour="true")
    )
    assert not any("scores" in query for query in queries())
