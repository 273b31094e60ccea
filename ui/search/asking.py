"""How the Search screen answers a request: the cards, their order, and a note."""

from dataclasses import dataclass

import streamlit as st

from stylehub_core.hub.hub import Hub
from stylehub_core.request import Request, WeightedArticle
from stylehub_core.search.filters import Filters
from stylehub_core.search.liked import Liked
from stylehub_core.search.recipe import Mode, Page
from ui import resources
from ui.choices import model_title, words_refusal
from ui.grid import Card, cards_of_rows
from ui.scored_cards import Shown, scored_cards
from ui.search.customer import Asker
from ui.search.question import Question
from ui.wording import literal

_ORDERS: dict[Shown, str] = {
    "fused": ", by {} and words combined; the number is the fused score",
    "cosine": ", nearest in {} first; the number is the cosine",
    "bm25": ", by words alone; the number is the BM25 score",
    "personal": ", this customer’s likeliest first, by {}; below each, the shares of its score",
    "right": ", nearest in {} first; the number is how often such an answer to words was right",
    "nothing": ", nearest in {} first",
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
    cards, shown = scored_cards(hub, settings.model, request, results)
    return Answer(cards, _ORDERS[shown].format(literal(model_title(settings.model))), results.note)


def request_of(text: str, question: Question | None, liked: Liked) -> Request:
    """The request that the screen describes."""
    words = text.strip()
    if question is None:
        return Request(words, like=liked.like, unlike=liked.unlike)
    like = liked.like
    if question.content is None and question.article is not None:
        like = (WeightedArticle(question.article), *like)
    return Request(words, question.content, question.region, question.share, like, liked.unlike)
