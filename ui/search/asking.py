"""What the search screen asks, and the cards that answer it."""

from dataclasses import dataclass

import streamlit as st

from stylehub_core.errors import QueryError
from stylehub_core.hub.hub import Hub
from stylehub_core.request import Request
from stylehub_core.search.filters import Filters
from stylehub_core.search.recipe import Mode, Page
from ui import links, resources
from ui.choices import model_title, takes_no_words
from ui.grid import Card, alternative, cards_of, cards_of_rows, picture_url
from ui.wording import literal

_ORDERS: dict[Mode, str] = {
    "fused": ", by {} and the words together; the number is their fused score",
    "model": ", nearest in {} first; the number is the cosine",
    "words": ", by the words alone; the number is their BM25 score",
}


@dataclass(frozen=True)
class Question:
    """like: an article id whose neighbours are asked for, or ''; without text and like, what sells is shown."""

    text: str
    like: str
    model: str
    mode: Mode
    filters: Filters
    size: int
    offset: int


@dataclass(frozen=True)
class Answer:
    """what: how the cards are ordered, to follow a count; note: for the person, or ''.

    refused: whether the model cannot answer such a question; the note then says so.
    """

    cards: list[Card]
    what: str
    note: str = ""
    refused: bool = False


def answer(hub: Hub, asked: Question) -> Answer:
    """The cards for a question. Raises QueryError for an unknown article."""
    if asked.like:
        return _similar(hub, asked)
    if asked.text.strip():
        if asked.mode != "words" and (refusal := takes_no_words(hub, asked.model, asked.text)):
            return Answer([], "", refusal, refused=True)
        page = Page(asked.size, asked.offset)
        found = hub.search(Request(asked.text), asked.model, page, filters=asked.filters, mode=asked.mode)
        order = _ORDERS[asked.mode].format(literal(model_title(asked.model)))
        return Answer(cards_of(found), order, found.note)
    rows = resources.selling_rows(hub, asked.filters)[asked.offset : asked.offset + asked.size]
    return Answer(cards_of_rows(hub, rows), ", bestsellers first", "")


def _similar(hub: Hub, asked: Question) -> Answer:
    variants = not st.session_state.get("other_colours_out", False)
    page = Page(asked.size, asked.offset, variants)
    found = hub.neighbours(asked.like, asked.model, page, filters=asked.filters)
    order = f", nearest in {literal(model_title(asked.model))} first; the number is the cosine"
    return Answer(cards_of(found), order, found.note)


def asked_article(hub: Hub) -> str:
    """The id of the article whose neighbours the address asks for, or ''; says so where there is no such article."""
    asked = links.asked("like")
    if not asked:
        return ""
    try:
        return str(hub.catalog.ids[hub.catalog.row_of(asked)])
    except QueryError as error:
        st.error(literal(str(error)), icon=":material/error:")
        return ""


def likeness_head(hub: Hub, article_id: str) -> None:
    """The article whose neighbours are shown, and the way back to words."""
    row = hub.catalog.row_of(article_id)
    with st.container(horizontal=True, gap="medium", vertical_alignment="center", key="likeness"):
        st.image(picture_url(hub, row), alt=alternative(hub, row), width=84, link=links.article_address(article_id))
        with st.container(gap="xxsmall"):
            st.subheader(f"More like {literal(str(hub.articles['prod_name'].iat[row]))}", anchor=False)
            with st.container(horizontal=True, gap="small", vertical_alignment="center"):
                st.toggle("Leave out its other colours", key="other_colours_out", bind="query-params")
                st.button("Back to words", icon=":material/close:", type="tertiary", on_click=forget_likeness)


def forget_likeness() -> None:
    """For callbacks: search by text again."""
    if "like" in st.query_params:
        del st.query_params["like"]
