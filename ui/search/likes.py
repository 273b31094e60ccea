"""Thumbs on the cards of an answer. They are kept in the address; a chip for each takes it back."""

from typing import Literal

import streamlit as st

from stylehub_core.errors import QueryError
from stylehub_core.hub.hub import Hub
from stylehub_core.search.liked import Liked
from ui.links import values_in_address
from ui.scroll import go_to_top
from ui.wording import literal, shortened

Thumb = Literal["like", "unlike"]

MOST = 20
"""Thumbs of each kind that count; the link must stay short."""
_THUMBS: tuple[Thumb, ...] = ("like", "unlike")
_CHIP_NAME = 28  # characters


def liked_articles(hub: Hub) -> Liked:
    """What the address says is liked and unliked. Shows an error for each article that cannot count."""
    known: dict[Thumb, list[str]] = {}
    for thumb in _THUMBS:
        known[thumb] = []
        for article_id in values_in_address(thumb)[:MOST]:
            try:
                known[thumb].append(str(hub.catalog.ids[hub.catalog.row_of(article_id)]))
            except QueryError as error:
                st.error(literal(str(error)), icon=":material/error:")
    both = set(known["like"])
    return Liked.of(hub.catalog, known["like"], [each for each in known["unlike"] if each not in both])


def thumbs(article_id: str) -> None:
    """Two buttons below a card: more like this article, and less like it."""
    key = f"thumb_{article_id}"
    st.feedback("thumbs", key=key, on_change=_judge, args=(article_id, key))


def chips(hub: Hub, liked: Liked) -> None:
    """One button for each thumb; clicking it takes the thumb back. With several, one more for all."""
    if not liked.any:
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="likes"):
        for thumb, articles in (("like", liked.like), ("unlike", liked.unlike)):
            for article in articles:
                article_id, name = str(hub.catalog.ids[article.row]), str(hub.values("prod_name")[article.row])
                icon = ":material/thumb_up:" if thumb == "like" else ":material/thumb_down:"
                colour = str(hub.values("colour_group_name")[article.row]).lower()
                st.button(
                    f"{icon} {literal(shortened(name, _CHIP_NAME))}, {literal(colour)}", icon=":material/close:",
                    icon_position="right", key=f"take_back_{article_id}", help="Take this back",
                    on_click=_take_back, args=(article_id,),
                )  # fmt: skip
        if len(liked.like) + len(liked.unlike) > 1:
            st.button("Take all back", type="tertiary", key="take_all_back", on_click=_take_all_back)


def _judge(article_id: str, key: str) -> None:
    value = st.session_state.get(key)
    if value is None:
        return
    thumb: Thumb = "like" if value == 1 else "unlike"
    _take_back(article_id)
    st.query_params[thumb] = [*values_in_address(thumb), article_id][-MOST:]
    go_to_top()


def _take_back(article_id: str) -> None:
    for thumb in _THUMBS:
        if article_id in (ids := values_in_address(thumb)):
            st.query_params[thumb] = [each for each in ids if each != article_id]
    st.session_state["page"] = 1


def _take_all_back() -> None:
    for thumb in _THUMBS:
        st.query_params.pop(thumb, None)
    st.session_state["page"] = 1
