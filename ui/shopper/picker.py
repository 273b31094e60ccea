"""Articles to add to a history: search results for a text or an id, or a varied shelf of bestsellers."""

import streamlit as st

from stylehub_core.hub.hub import Hub
from stylehub_core.request import Request
from stylehub_core.search.recipe import Page
from stylehub_core.shopper.shelf import varied
from stylehub_core.shopper.wardrobe import Change
from ui import resources
from ui.grid import Card, cards_of_rows, product_card, sideways
from ui.shopper.history import change_history
from ui.shopper.tiles import in_rows
from ui.wording import literal

_SHELF = 16
_FOUND = 12
_WIDTH = 130  # pixels of a card


def picker(hub: Hub, bought: set[int], *, wrap: bool) -> None:
    """A search field and the cards of articles to add.

    bought: rows of the articles that are in the history already.
    wrap: whether the cards wrap into rows that fit the width, or stay in one scrolling row.
    """
    text = st.text_input(
        "Find an article to add", key="add", type="search", max_chars=300, label_visibility="collapsed",
        placeholder="Find an article to add: describe it or enter its id",
    )  # fmt: skip
    if text and text.strip():
        results = hub.search(Request(text), page=Page(_FOUND))
        rows = results.rows.tolist()
        if results.note:
            st.caption(literal(results.note))
    else:
        rows = _shelf(hub)
    count = len(rows)
    cells = in_rows("shelf", count, _WIDTH, columns=8) if wrap else sideways("shelf", count, _WIDTH)
    for cell, card in zip(cells, cards_of_rows(hub, rows), strict=True):
        with cell:
            _offer(hub, card, card.row in bought)


def _offer(hub: Hub, card: Card, added: bool) -> None:
    product_card(hub, card, key=f"shelf_{card.row}", more=False, width=_WIDTH)
    st.button(
        "Added" if added else "Add", icon=":material/check:" if added else ":material/add:", disabled=added,
        key=f"add_{card.row}", on_click=change_history, args=(hub, Change(card.row, added=True)), width="stretch",
    )  # fmt: skip


def _shelf(hub: Hub) -> list[int]:
    """Always the same rows, so that nothing moves when an article is added."""
    return varied(hub.articles, resources.popular_rows(60), _SHELF)
