"""An article or a text under two models: A's results left, B's right, shared ones marked."""

from dataclasses import dataclass, replace

import numpy as np
import streamlit as st

from stylehub_core.hub.hub import Hub
from stylehub_core.request import Request, WeightedArticle
from stylehub_core.search.rank_overlap import jaccard_at_k, overlap_at_k, rbo
from stylehub_core.search.recipe import Page
from stylehub_core.search.results import Results
from ui import resources
from ui.choices import model_title, words_refusal
from ui.export import take_away
from ui.grid import Card, Marker, alt_text, picture_url, product_grid
from ui.links import article_address, query_value, warn_of_wrong_link
from ui.scored_cards import scored_cards
from ui.wording import literal

DEPTHS = ("6", "12", "24", "48")
ID_LENGTH = 10


@dataclass(frozen=True)
class Shared:
    """How far two lists of results agree. count: shared articles; depth: length of the longer list."""

    count: int
    depth: int
    jaccard: float
    rbo: float

    @property
    def sentence(self) -> str:
        """'5 of 12 shared · overlap@12 0.42 · Jaccard 0.26 · RBO 0.31'."""
        if not self.depth:
            return "Nothing found"
        share = f"overlap@{self.depth} {self.count / self.depth:.2f}"
        return f"{self.count} of {self.depth} shared · {share} · Jaccard {self.jaccard:.2f} · RBO {self.rbo:.2f}"


def shared_of(first: Results, second: Results) -> Shared:
    """Overlap, Jaccard and RBO of two answers to the same question."""
    depth = max(len(first.items), len(second.items))
    if not depth:
        return Shared(0, 0, 0.0, 0.0)
    rows_a, rows_b = (_padded(results, depth) for results in (first, second))
    overlap = float(overlap_at_k(rows_a, rows_b, k=depth)[0])
    jaccard = float(jaccard_at_k(rows_a, rows_b, k=depth)[0])
    return Shared(round(overlap * depth), depth, jaccard, float(rbo(rows_a, rows_b)[0]))


def marked(first: list[Card], second: list[Card]) -> tuple[list[Card], list[Card]]:
    """The cards of both answers, marked 'both' if shared, otherwise with their model's letter and colour."""
    rows = {card.row for card in first} & {card.row for card in second}
    both, only_a, only_b = Marker("both", "gray"), Marker("only A", "orange"), Marker("only B", "blue")
    return (
        [replace(card, marker=both if card.row in rows else only_a) for card in first],
        [replace(card, marker=both if card.row in rows else only_b) for card in second],
    )


def row_of_id(hub: Hub, text: str) -> int | None:
    """The row of the article whose id `text` is, or None for other text.

    Raises QueryError for a number that looks like an id but is not in the catalogue.
    """
    article_id = text.strip()
    row = int(hub.catalog.find([article_id])[0])
    if row < 0 and article_id.isascii() and article_id.isdecimal() and ID_LENGTH - 2 <= len(article_id) <= ID_LENGTH:
        return hub.catalog.row_of(article_id)  # its error says what ids look like here
    return row if row >= 0 else None


def side_by_side(hub: Hub, first: str, second: str) -> None:
    """Everything in the tab."""
    text = str(st.session_state.get("q") or "").strip() or query_value("article").strip()
    row = row_of_id(hub, text)
    if not text:
        row = resources.popular_rows(1)[0]
    with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute", gap="small"):
        with st.container(width="content"):
            _subject(hub, text, row)
        depth = _depth()
    answers = [_answer(hub, name, text, row, depth) for name in (first, second)]
    shared = shared_of(*answers)
    request = Request(text) if row is None else Request(like=(WeightedArticle(row),))
    (cards_a, number_a), (cards_b, number_b) = (
        scored_cards(hub, name, request, results) for name, results in zip((first, second), answers, strict=True)
    )
    cards = marked(cards_a, cards_b)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"**{shared.sentence}**", width="stretch")
        take_away(hub, [*cards[0], *cards[1]], name=f"compare-{first}-{second}", key="compare_take")
    for note in {results.note for results in answers if results.note}:
        st.caption(literal(note))
    numbers = (number_a, number_b)
    for column, letter, colour, name, shown, number in zip(
        st.columns(2, gap="large"), "AB", ("orange", "blue"), (first, second), cards, numbers, strict=True
    ):
        with column:
            st.subheader(f":{colour}-badge[{letter}] {literal(model_title(name))}", anchor=False)
            if number == "right":
                st.caption("The number is how often such an answer to words was right.")
            product_grid(hub, shown, key=f"compare_{letter}", columns=4, more=False)


def _depth() -> int:
    warn_of_wrong_link("k", DEPTHS, "the number of results")
    chosen = st.segmented_control(
        "Results per model", DEPTHS, default="12", required=True, key="k", bind="query-params", width="content"
    )
    return int(chosen or "12")


def _answer(hub: Hub, name: str, text: str, row: int | None, depth: int) -> Results:
    if row is not None:
        return hub.neighbours(str(hub.catalog.ids[row]), name, Page(depth))
    if refusal := words_refusal(hub, name, text):
        return Results((), "cosine", len(hub.catalog), refusal)
    return hub.search(Request(text), name, Page(depth), mode="model")


def _subject(hub: Hub, text: str, row: int | None) -> None:
    """The subject of the comparison: the article with its picture, or the text."""
    if row is None:
        st.subheader(f"“{literal(text)}”", anchor=False)
        st.caption("Each model searches its own space, without the word index, so only the models differ.")
        return
    with st.container(horizontal=True, gap="medium", vertical_alignment="center"):
        article_id = str(hub.catalog.ids[row])
        st.image(picture_url(hub, row), alt=alt_text(hub, row), width=84, link=article_address(article_id))
        with st.container(gap="xxsmall"):
            st.subheader(literal(str(hub.values("prod_name")[row])), anchor=False)
            kind, colour = (str(hub.values(c)[row]) for c in ("product_type_name", "colour_group_name"))
            start = "" if text else " · a bestseller to start with; enter a text or an article id above"
            st.caption(f"{literal(kind)}, {literal(colour)} · {article_id}{start}")


def _padded(results: Results, depth: int) -> np.ndarray[tuple[int, int], np.dtype[np.int32]]:
    padded = np.full((1, depth), -1, dtype=np.int32)
    padded[0, : len(results.items)] = results.rows
    return padded
