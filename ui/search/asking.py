"""How the Search screen answers a request: the cards, their order, and a note."""

from dataclasses import dataclass, replace

import streamlit as st

from stylehub_core.hub.hub import Hub
from stylehub_core.request import Request, WeightedArticle
from stylehub_core.search.filters import Filters
from stylehub_core.search.liked import Liked
from stylehub_core.search.recipe import Mode, Page
from stylehub_core.search.results import Results
from ui import resources
from ui.choices import model_title, words_refusal
from ui.grid import Card, cards_of_rows
from ui.scored_cards import Shown, scored_cards
from ui.search.customer import Asker
from ui.search.question import Question
from ui.wording import literal

_ORDERS: dict[Shown, str] = {
    "fused": ", by {} and words combined",
    "cosine": ", nearest in {} first",
    "bm25": ", by words alone",
    "personal": ", this customer’s likeliest first, by {}",
    "sales": ", bestsellers first",
    "right": ", nearest in {} first",
    "nothing": ", nearest in {} first",
}
_NUMBERS: dict[Shown, str] = {
    "fused": "; the fused score adds up reciprocal ranks",
    "cosine": "; similarity is the cosine",
    "bm25": "; the word score is BM25",
    "personal": "; below each, the shares of its score",
    "sales": "",
    "right": "; the number is how often such an answer to words was right",
    "nothing": "; a cosine between words and a picture is not shown",
}


@dataclass(frozen=True)
class Settings:
    """What a person has chosen beside the request.

    size, offset: how many cards, and how many to skip.
    by_product: whether one card stands for a product. scores: whether cards show their scores.
    """

    model: str
    mode: Mode
    filters: Filters
    size: int
    offset: int
    by_product: bool
    scores: bool


@dataclass(frozen=True)
class Answer:
    """cards: best first.

    order: how the cards are ordered, as the end of a sentence.
    note: for the user, or ''.
    refused: whether the model cannot answer the request; then the note says why.
    results: of the search; None if there was none.
    """

    cards: list[Card]
    order: str
    note: str = ""
    refused: bool = False
    results: Results | None = None


def answer(hub: Hub, request: Request, settings: Settings, asker: Asker | None = None) -> Answer:
    """The cards for a request; bestsellers if it is empty and no customer asks.

    Raises QueryError if the model cannot use a field of it.
    """
    if not request.fields and asker is None:
        return Answer(_bestsellers(hub, settings), ", bestsellers first", "")
    if request.text and settings.mode != "words" and (refusal := words_refusal(hub, settings.model, request.text)):
        return Answer([], "", refusal, refused=True)
    variants = not (request.like and st.session_state.get("other_colours_out", False))
    page = Page(settings.size, settings.offset, variants, settings.by_product)
    if asker is not None:
        results = asker.search(request, settings.model, page, settings.filters, settings.mode)
    else:
        results = hub.search(request, settings.model, page, filters=settings.filters, mode=settings.mode)
    cards, shown = scored_cards(hub, settings.model, request, results)
    order = _ORDERS[shown].format(literal(model_title(settings.model)))
    return Answer(cards, order + (_NUMBERS[shown] if settings.scores else ""), results.note, results=results)


def _bestsellers(hub: Hub, settings: Settings) -> list[Card]:
    rows, part = resources.selling_rows(hub, settings.filters), slice(settings.offset, settings.offset + settings.size)
    if settings.by_product:
        products = hub.searched.products.best(rows, part.start, part.stop)
        cards = cards_of_rows(hub, [int(rows[best.at]) for best in products])
        return [replace(card, colours=best.colours) for card, best in zip(cards, products, strict=True)]
    return cards_of_rows(hub, rows[part].tolist())


def request_of(text: str, question: Question | None, liked: Liked) -> Request:
    """The request that the screen describes."""
    words = text.strip()
    if question is None:
        return Request(words, like=liked.like, unlike=liked.unlike)
    like = liked.like
    if question.content is None and question.article is not None:
        like = (WeightedArticle(question.article), *like)
    return Request(words, question.content, question.region, question.share, like, liked.unlike)
