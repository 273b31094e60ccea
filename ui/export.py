"""Take away what is on the screen: as a table, or as a link."""

from collections.abc import Sequence

import streamlit as st

from stylehub_core.hub.hub import Hub
from ui.grid import Card
from ui.links import here

_COLUMNS = (
    "article_id", "prod_name", "product_type_name", "product_group_name", "colour_group_name",
    "graphical_appearance_name", "department_name", "index_group_name", "price", "times_sold",
)  # fmt: skip


def cards_csv(hub: Hub, cards: Sequence[Card]) -> bytes:
    """CSV in UTF-8 with a byte-order mark, so that spreadsheets read it; ids keep their leading zeros."""
    table = hub.articles.iloc[[card.row for card in cards]][list(_COLUMNS)].copy()
    table.insert(table.columns.get_loc("price") + 1, "price_text", [hub.prices.text(card.row) for card in cards])
    table.insert(0, "rank", range(1, len(cards) + 1))
    table["score"] = [card.score for card in cards]
    table["why"] = ["; ".join(card.why) for card in cards]
    if any(card.colours for card in cards):
        table["other_colours"] = [" ".join(hub.catalog.ids[list(card.colours)].tolist()) for card in cards]
    text: str = table.to_csv(index=False)
    return text.encode("utf-8-sig")


def take_away(hub: Hub, cards: Sequence[Card], *, name: str, key: str) -> None:
    """Two quiet buttons: download the cards, and share a link to exactly this view."""
    st.download_button(
        "Download", lambda: cards_csv(hub, cards), f"stylehub-{name}.csv", "text/csv", key=f"{key}_csv",
        icon=":material/download:", type="tertiary", on_click="ignore", disabled=not cards,
        help="These articles as a CSV file",
    )  # fmt: skip
    share(key=key)


def share(*, key: str) -> None:
    """A quiet button that shows a link to exactly this view."""
    with st.popover("Share", icon=":material/link:", type="tertiary", key=f"{key}_share"):
        st.write("This link opens exactly this view:")
        st.code(here(), language=None, wrap_lines=True)
