"""Further looks beside each other, none of which shares more than half of its articles with another."""

import numpy as np
import streamlit as st

from stylehub_core.arrays import IntVector
from stylehub_core.errors import QueryError
from stylehub_core.hub.hub import Hub
from stylehub_core.hub.outfit_words import standing_sentence
from stylehub_core.outfits.compose import shares_more_than_half
from stylehub_core.outfits.standing import better_than
from ui import resources
from ui.grid import alt_text, picture_url
from ui.links import article_address
from ui.outfit.start import Asked
from ui.outfit.worn import Worn, change
from ui.scroll import go_to_top
from ui.wording import literal

COUNT = 3
_WIDTH, _PICTURE = 250, 84  # least pixels of a look, and of one of its pictures


def more_looks(hub: Hub, asked: Asked, outfit: Worn) -> None:
    """Looks from the same start, with the locked articles, and with nothing else of the outfit above."""
    st.header("Other looks", anchor=False)
    try:
        start = asked.start(outfit.locked)
    except QueryError:  # what is worn did not come from this start
        start = asked.outfitting.start()
    looks = [look for look in asked.looks(start, COUNT, outfit.free) if not shares_more_than_half(look, outfit.rows)]
    if not looks:
        locked = "Unlock an article to see some." if len(outfit.locked) else "This catalogue is too small for more."
        st.caption(f"No other look shares at most half of its articles with this one. {locked}")
        return
    kept = "with what is locked, and " if len(outfit.locked) else ""
    st.caption(f"Any two of these looks, {kept}the one above included, share at most half of their articles.")
    grid = st.grid(COUNT, min_column_width=_WIDTH, gap="medium", key="more_looks")
    for number, look in enumerate(looks, 1):
        with grid.cell(), st.container(border=True, gap="small", height="stretch"):
            _look(hub, asked, outfit, look, number)


def _look(hub: Hub, asked: Asked, outfit: Worn, look: IntVector, number: int) -> None:
    pictures = st.grid("auto", min_column_width=_PICTURE, gap="xsmall", key=f"look_{number}")
    for row in look.tolist():
        with pictures.cell():
            st.image(
                picture_url(hub, row), alt=alt_text(hub, row), width="stretch",
                link=article_address(str(hub.catalog.ids[row])),
            )  # fmt: skip
    names = ", ".join(str(hub.values("prod_name")[row]) for row in look.tolist())
    st.caption(literal(names))
    key = ("outfit_standing", *asked.key, str(look.tolist()))
    share = resources.remembered(key, lambda: better_than(asked.composer(), look))
    st.markdown(literal(f"{standing_sentence(share).removesuffix('.')} · {hub.prices.total(look)}"))
    st.button(
        "Wear this look", icon=":material/checkroom:", key=f"take_{number}", on_click=_take,
        args=(hub, look, outfit.locked),
    )  # fmt: skip


def _take(hub: Hub, look: IntVector, locked: IntVector) -> None:
    change(hub, look.tolist(), look[np.isin(look, locked)].tolist())
    go_to_top()
