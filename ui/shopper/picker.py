"""Articles to add to a history: found by a text or an id, or from a shelf of what sells, of many kinds."""

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
_LINE = 17


def picker(hub: Hub, bought: set[int], *, wrap: bool) -> None:
    """A line to search on, and the cards; wrap: in rows that fit the width, or in one row that scrolls."""
    text = st.text_input(
        "Find an article to add", key="add", type="search", max_chars=300, label_visibility="collapsed",
        placeholder="Find an article to add: describe it or enter its id",
    )  # fmt: skip
    if text and text.strip():
        found = hub.search(Request(text), hub.ready[0], Page(_FOUND))
        rows = found.rows.tolist()
        if found.note:
            st.caption(literal(found.note))
    else:
        rows = _shelf(hub)
    count = len(rows)
    cells = in_rows("shelf", count, _WIDTH, columns=8) if wrap else sideways("shelf", count, _WIDTH)
    for cell, card in zip(cells, cards_of_rows(hub, rows), strict=True):
        with cell:
            _offer(hub, card, card.row in bought)


def _offer(hub: Hub, card: Card, taken: bool) -> None:
    product_card(hub, card, key=f"shelf_{card.row}", more=False, line=_LINE)
    st.button(
        "Added" if taken else "Add", icon=":material/check:" if taken else ":material/add:", disabled=taken,
        key=f"add_{card.row}", on_click=change_history, args=(hub, Change(card.row, added=True)), width="stretch",
    )  # fmt: skip


def _shelf(hub: Hub) -> list[int]:
    """Always the same articles, so that a pick moves nothing."""
    return varied(hub.articles, resources.popular_rows(60), _SHELF)
