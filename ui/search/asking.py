"""A question to the Search screen, and the cards that answer it."""

from dataclasses import dataclass

import streamlit as st

from stylehub_core.errors import QueryError
from stylehub_core.hub.hub import Hub
from stylehub_core.request import Request
from stylehub_core.search.filters import Filters
from stylehub_core.search.recipe import Mode, Page
from ui import links, resources
from ui.choices import model_title, words_refusal
from ui.grid import Card, alt_text, cards_of, cards_of_rows, picture_url
from ui.wording import literal

_ORDERS: dict[Mode, str] = {
    "fused": ", by {} and words combined; the number is the fused score",
    "model": ", nearest in {} first; the number is the cosine",
    "words": ", by words alone; the number is the BM25 score",
}


@dataclass(frozen=True)
class Question:
    """Without text and `like`, bestsellers are shown.

    like: the id of the article whose neighbours to show, or ''.
    size, offset: how many cards, and how many to skip.
    """

    text: str
    like: str
    model: str
    mode: Mode
    filters: Filters
    size: int
    offset: int


@dataclass(frozen=True)
class Answer:
    """cards: best first.

    order: how the cards are ordered, as the end of a sentence.
    note: for the user, or ''.
    refused: whether the model cannot answer the question; then the note says why.
    """

    cards: list[Card]
    order: str
    note: str = ""
    refused: bool = False


def answer(hub: Hub, question: Question) -> Answer:
    """The cards for a question. Raises QueryError for an unknown article."""
    if question.like:
        return _similar(hub, question)
    if question.text.strip():
        if question.mode != "words" and (refusal := words_refusal(hub, question.model, question.text)):
            return Answer([], "", refusal, refused=True)
        page = Page(question.size, question.offset)
        results = hub.search(Request(question.text), question.model, page, filters=question.filters, mode=question.mode)
        order = _ORDERS[question.mode].format(literal(model_title(question.model)))
        return Answer(cards_of(results), order, results.note)
    rows = resources.selling_rows(hub, question.filters)[question.offset : question.offset + question.size]
    return Answer(cards_of_rows(hub, rows), ", bestsellers first", "")


def _similar(hub: Hub, question: Question) -> Answer:
    variants = not st.session_state.get("other_colours_out", False)
    page = Page(question.size, question.offset, variants)
    results = hub.neighbours(question.like, question.model, page, filters=question.filters)
    order = f", nearest in {literal(model_title(question.model))} first; the number is the cosine"
    return Answer(cards_of(results), order, results.note)


def like_article(hub: Hub) -> str:
    """The id of the article in the address whose neighbours to show, or ''. Shows an error if it does not exist."""
    wanted = links.query_value("like")
    if not wanted:
        return ""
    try:
        return str(hub.catalog.ids[hub.catalog.row_of(wanted)])
    except QueryError as error:
        st.error(literal(str(error)), icon=":material/error:")
        return ""


def likeness_head(hub: Hub, article_id: str) -> None:
    """The article whose neighbours are shown, and a button back to text search."""
    row = hub.catalog.row_of(article_id)
    with st.container(horizontal=True, gap="medium", vertical_alignment="center", key="likeness"):
        st.image(picture_url(hub, row), alt=alt_text(hub, row), width=84, link=links.article_address(article_id))
        with st.container(gap="xxsmall"):
            st.subheader(f"More like {literal(str(hub.articles['prod_name'].iat[row]))}", anchor=False)
            with st.container(horizontal=True, gap="small", vertical_alignment="center"):
                st.toggle("Leave out its other colours", key="other_colours_out", bind="query-params")
                st.button("Back to text search", icon=":material/close:", type="tertiary", on_click=forget_likeness)


def forget_likeness() -> None:
    """For callbacks: search by text again."""
    if "like" in st.query_params:
        del st.query_params["like"]
