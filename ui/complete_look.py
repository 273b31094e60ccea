"""Complete the look: a row of what would be worn with an article, which leads to the Outfit screen."""

import numpy as np
import streamlit as st

from stylehub_core.arrays import IntVector
from stylehub_core.errors import NotBuiltError
from stylehub_core.hub.hub import Hub
from stylehub_core.outfits.registry import set_scorers
from ui import links, resources
from ui.grid import cards_of_rows, product_row
from ui.wording import literal

_LOOKS = 2
_ROW = 8


def complete_the_look(hub: Hub, row: int, *, customer: int = -1, address: str = "", beside: str = "") -> None:
    """A header and the articles of the looks that complete this one, by role; one sentence if there are none.

    customer: the row of who would wear it, -1 for anybody; address: the beginning of this customer's id.
    beside: smaller, after the title.
    """
    shown = f"Complete the look :gray[:small[{literal(beside)}]]" if beside else "Complete the look"
    outfitting = resources.outfitting(hub)
    try:
        name = outfitting.usual
    except NotBuiltError as error:
        st.subheader(shown, anchor=False)
        st.markdown(f":gray[{literal(str(error))}]")
        return
    composer = outfitting.composer(name, customer)
    if not composer.taste.is_played(row):
        st.subheader(shown, anchor=False)
        st.markdown(":gray[This article has no part in a look, such as a top, shoes or a bag.]")
        return
    own = np.array([row], np.int32)
    key = ("complete_look", resources.version(), name, str(row), str(customer))
    looks = resources.remembered(key, lambda: composer.looks([own], _LOOKS, common=own))
    completing = [look[look != row] for look in looks]
    if not completing:
        st.subheader(shown, anchor=False)
        st.markdown(":gray[The catalogue has nothing that may be worn with it.]")
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader(shown, anchor=False, help=literal(set_scorers()[name].about), width="stretch")
        _to_outfit(hub, looks[0], row, address)
    together = composer.in_order(np.concatenate(completing))
    product_row(hub, cards_of_rows(hub, together.tolist()), key=f"complete_{row}", columns=_ROW)


def _to_outfit(hub: Hub, look: IntVector, row: int, address: str) -> None:
    """A link to the Outfit screen with the first of these looks put in."""
    query = {"wear": [str(hub.catalog.ids[each]) for each in look], "lock": [str(hub.catalog.ids[row])]}
    query |= {"customer": [address]} if address else {}
    st.page_link(
        links.OUTFIT, label="See the outfit", icon=":material/arrow_forward:", icon_position="right",
        help="Opens it with the best of these put in", query_params=query,
    )  # fmt: skip
