"""Why an article is recommended: in words, with a small picture of the purchase that matters most."""

import streamlit as st

from stylehub_core.hub.hub import Hub
from stylehub_core.shopper.attribution import MATTERS, Reason
from stylehub_core.shopper.reason_text import reason_text
from stylehub_core.shopper.wardrobe import Piece
from ui.grid import alt_text, picture_url
from ui.links import article_address
from ui.wording import literal

EXPLANATION = (
    "To find each reason, the list is computed again without each of the 30 most recent purchases in turn, and "
    f"without any. A purchase is the reason if the article loses at least {MATTERS:.0%} of its score without it, "
    "and more than without any other. “Because of many purchases together”: no single purchase matters that much, "
    "but together they do. “Sells well now”: the history doesn’t matter, and the article is one of the 100 "
    "bestsellers. Reasons explain the recommender, not why people buy."
)


def reason_line(hub: Hub, reason: Reason, pieces: list[Piece]) -> None:
    """The reason below a card."""
    text = literal(reason_text(hub, reason, pieces))
    if reason.because not in ("colour", "purchase"):
        st.caption(f"&ensp;{text}")
        return
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center", wrap=False):
        st.image(
            picture_url(hub, reason.cause), alt=alt_text(hub, reason.cause), width=30,
            link=article_address(str(hub.catalog.ids[reason.cause])),
        )  # fmt: skip
        st.caption(text)
