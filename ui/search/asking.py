"""How the Search screen answers a request: the cards, their order, and a note."""

from dataclasses import dataclass

import streamlit as st

from stylehub_core.errors import QueryError
from stylehub_core.hub.hub import Hub
from stylehub_core.request import Request
from stylehub_core.search.filters import Filters
from stylehub_core.search.recipe import Mode, Page
from stylehub_core.search.results import ScoreKind
from ui import links, resources
from ui.choices import model_title, words_refusal
from ui.grid import Card, alt_text, cards_of, cards_of_rows, picture_url
from ui.search.customer import Asker
from ui.search.picture import AskedPicture
from ui.wording import literal, shortened

_BACK = 40  # letters of the text on the button back to it

_ORDERS: dict[ScoreKind, str] = {
    "fused": ", by {} and words combined; the number is the fused score",
    "cosine": ", nearest in {} first; the number is the cosine",
    "bm25": ", by words alone; the number is the BM25 score",
    "personal": ", this customer’s likeliest first; below each, the shares of its score",
}


@dataclass(frozen=True)
class Settings:
    """What a person has chosen beside the request.

    size, offset: how many cards, and how many to skip.
    """

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
    refused: whether the model cannot answer the request; then the note says why.
    """

    cards: list[Card]
    order: str
    note: str = ""
    refused: bool = False


def answer(hub: Hub, request: Request, settings: Settings, asker: Asker | None = None) -> Answer:
    """The cards for a request; bestsellers if it is empty and no customer asks.

    Raises QueryError if the model cannot use a field of it.
    """
    if not request.fields and asker is None:
        rows = resources.selling_rows(hub, settings.filters)[settings.offset : settings.offset + settings.size]
        return Answer(cards_of_rows(hub, rows), ", bestsellers first", "")
    if request.text and settings.mode != "words" and (refusal := words_refusal(hub, settings.model, request.text)):
        return Answer([], "", refusal, refused=True)
    variants = not (request.like and st.session_state.get("other_colours_out", False))
    page = Page(settings.size, settings.offset, variants)
    if asker is not None:
        results = asker.search(request, settings.model, page, settings.filters, settings.mode)
    else:
        results = hub.search(request, settings.model, page, filters=settings.filters, mode=settings.mode)
    order = _ORDERS[results.kind].format(literal(model_title(settings.model)))
    return Answer(cards_of(results), order, results.note)


def request_of(hub: Hub, text: str, like: str, picture: AskedPicture | None = None) -> Request:
    """The request that the screen describes. like: an article id or ''; with one, the text waits for the way back."""
    if like:
        return Request.like_rows([hub.catalog.row_of(like)])
    if picture is None:
        return Request(text.strip())
    return Request(text.strip(), picture.content, picture.region, picture.share)


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


def likeness_head(hub: Hub, article_id: str, text: str) -> None:
    """The article whose neighbours are shown, and a button back to the search for `text`."""
    row = hub.catalog.row_of(article_id)
    back = f"Back to “{literal(shortened(text.strip(), _BACK))}”" if text.strip() else "Back to text search"
    with st.container(horizontal=True, gap="medium", vertical_alignment="center", key="likeness"):
        st.image(picture_url(hub, row), alt=alt_text(hub, row), width=84, link=links.article_address(article_id))
        with st.container(gap="xxsmall"):
            st.subheader(f"More like {literal(str(hub.values('prod_name')[row]))}", anchor=False)
            with st.container(horizontal=True, gap="small", vertical_alignment="center"):
                st.toggle("Leave out its other colours", key="other_colours_out", bind="query-params")
                st.button(back, icon=":material/close:", type="tertiary", on_click=forget_likeness)


def forget_likeness() -> None:
    """For callbacks: search by text again."""
    if "like" in st.query_params:
        del st.query_params["like"]
