"""An article or a text under two models: A's results left, B's right, what both found marked."""

from dataclasses import dataclass, replace

import numpy as np
import streamlit as st

from stylehub_core.hub.hub import Hub
from stylehub_core.request import Request
from stylehub_core.search.rank_overlap import jaccard_at_k, overlap_at_k, rbo
from stylehub_core.search.recipe import Page
from stylehub_core.search.results import Results
from ui import resources
from ui.choices import model_title, takes_no_words
from ui.export import take_away
from ui.grid import Card, Marker, alternative, cards_of, picture_url, product_grid
from ui.links import article_address, asked, say_wrong_link
from ui.wording import literal

DEPTHS = ("6", "12", "24", "48")
ID_LENGTH = 10


@dataclass(frozen=True)
class Shared:
    """How far two lists of results agree."""

    count: int
    of: int
    jaccard: float
    rbo: float

    @property
    def sentence(self) -> str:
        """'5 of 12 shared · overlap@12 0.42 · Jaccard 0.26 · RBO 0.31'."""
        if not self.of:
            return "Nothing found"
        share = f"overlap@{self.of} {self.count / self.of:.2f}"
        return f"{self.count} of {self.of} shared · {share} · Jaccard {self.jaccard:.2f} · RBO {self.rbo:.2f}"


def shared_of(first: Results, second: Results) -> Shared:
    """Overlap, Jaccard and RBO of two answers to the same question."""
    depth = max(len(first.items), len(second.items))
    if not depth:
        return Shared(0, 0, 0.0, 0.0)
    one, other = (_padded(found, depth) for found in (first, second))
    overlap = float(overlap_at_k(one, other, k=depth)[0])
    return Shared(round(overlap * depth), depth, float(jaccard_at_k(one, other, k=depth)[0]), float(rbo(one, other)[0]))


def marked(first: Results, second: Results) -> tuple[list[Card], list[Card]]:
    """The cards of both answers: 'both' where the other has it too, else the model's own letter and colour."""
    rows = set(first.rows.tolist()) & set(second.rows.tolist())
    both = Marker("both", "gray")
    return (
        [replace(card, marker=both if card.row in rows else Marker("only A", "orange")) for card in cards_of(first)],
        [replace(card, marker=both if card.row in rows else Marker("only B", "blue")) for card in cards_of(second)],
    )


def article_asked(hub: Hub, text: str) -> int | None:
    """The row of the article that `text` is the id of, None for other texts. QueryError for a number that is none."""
    asked = text.strip()
    row = int(hub.catalog.find([asked])[0])
    if row < 0 and asked.isascii() and asked.isdecimal() and ID_LENGTH - 2 <= len(asked) <= ID_LENGTH:
        return hub.catalog.row_of(asked)  # which says how ids look here
    return row if row >= 0 else None


def side_by_side(hub: Hub, first: str, second: str) -> None:
    """The whole tab."""
    text = str(st.session_state.get("q") or "").strip() or asked("article").strip()
    row = article_asked(hub, text)
    if not text:
        row = resources.popular_rows(1)[0]
    with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute", gap="small"):
        with st.container(width="content"):
            _head(hub, text, row)
        depth = _depth()
    answers = [_answer(hub, name, text, row, depth) for name in (first, second)]
    shared = shared_of(*answers)
    cards = marked(*answers)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"**{shared.sentence}**", width="stretch")
        take_away(hub, [*cards[0], *cards[1]], name=f"compare-{first}-{second}", key="compare_take")
    for note in {found.note for found in answers if found.note}:
        st.caption(literal(note))
    for place, letter, colour, name, found in zip(
        st.columns(2, gap="large"), "AB", ("orange", "blue"), (first, second), cards, strict=True
    ):
        with place:
            st.subheader(f":{colour}-badge[{letter}] {literal(model_title(name))}", anchor=False)
            product_grid(hub, found, key=f"compare_{letter}", columns=4, more=False)


def _depth() -> int:
    say_wrong_link("k", DEPTHS, "the number of results")
    chosen = st.segmented_control(
        "Results a model", DEPTHS, default="12", required=True, key="k", bind="query-params", width="content"
    )
    return int(chosen or "12")


def _answer(hub: Hub, name: str, text: str, row: int | None, depth: int) -> Results:
    if row is not None:
        return hub.neighbours(str(hub.catalog.ids[row]), name, Page(depth))
    if refusal := takes_no_words(hub, name, text):
        return Results((), "cosine", len(hub.catalog), refusal)
    return hub.search(Request(text), name, Page(depth), mode="model")


def _head(hub: Hub, text: str, row: int | None) -> None:
    """What is compared: the article with its picture, or the words."""
    if row is None:
        st.subheader(f"“{literal(text)}”", anchor=False)
        st.caption("Each model searches its own space, without the word index, so only the models differ.")
        return
    with st.container(horizontal=True, gap="medium", vertical_alignment="center"):
        article_id = str(hub.catalog.ids[row])
        st.image(picture_url(hub, row), alt=alternative(hub, row), width=84, link=article_address(article_id))
        with st.container(gap="xxsmall"):
            st.subheader(literal(str(hub.articles["prod_name"].iat[row])), anchor=False)
            kind, colour = (str(hub.articles[c].iat[row]) for c in ("product_type_name", "colour_group_name"))
            start = "" if text else " · a bestseller to start with: ask for a text or an article above"
            st.caption(f"{literal(kind)}, {literal(colour)} · {article_id}{start}")


def _padded(found: Results, depth: int) -> np.ndarray[tuple[int, int], np.dtype[np.int32]]:
    padded = np.full((1, depth), -1, dtype=np.int32)
    padded[0, : len(found.items)] = found.rows
    return padded
