"""Take the outfit away: as a picture, as a table, or as a link."""

import streamlit as st

from stylehub_core.hub.hub import Hub
from stylehub_core.hub.outfit_picture import outfit_png
from ui.export import take_away
from ui.grid import cards_of_rows
from ui.outfit.worn import Worn


def take_outfit_away(hub: Hub, outfit: Worn) -> None:
    """Quiet buttons for all three."""
    with st.container(horizontal=True, gap="small", key="outfit_take"):
        st.download_button(
            "Picture", lambda: outfit_png(hub, outfit.rows), "stylehub-outfit.png", "image/png", key="outfit_png",
            icon=":material/image:", type="tertiary", on_click="ignore", disabled=not len(outfit.rows),
            help="The outfit as one PNG file",
        )  # fmt: skip
        take_away(hub, cards_of_rows(hub, outfit.rows.tolist()), name="outfit", key="outfit_cards")
