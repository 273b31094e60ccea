"""An article or a text under two models: A's results left, B's right, shared ones marked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import streamlit as st

from stylehub_core.arrays import IntMatrix
from stylehub_core.hub.hub import Hub
from stylehub_core.request import Request, WeightedArticle
from stylehub_core.search.by_product import Products
from stylehub_core.search.rank_overlap import jaccard_at_k, overlap_at_k, rbo
from stylehub_core.search.recipe import Page
from stylehub_core.search.results import Results
from ui import resources
from ui.choices import model_title, words_refusal
from ui.export import take_away
from ui.grid import Card, Marker, alt_text, picture_url, product_grid
from ui.links import article_address, query_value, warn_of_wrong_link
from ui.scored_cards import Shown, scored_cards
from ui.showing import by_product, scores_shown
from ui.wording import literal

DEPTHS = ("6", "12", "24", "48")
ID_LENGTH = 10


@dataclass(frozen=True)
class Shared:
    """How far two lists of results agree. count: what they share; depth: length of the longer list.

    by: what was compared, "product" or "article".
    """

    count: int
    depth: int
    jaccard: float
    rbo: float
    by: str = "article"

    @property
    def sentence(self) -> str:
        """'By article: 5 of 12 shared · overlap@12 0.42 · Jaccard 0.26 · RBO 0.31'."""
        if not self.depth:
            return "Nothing found"
        share = (
            f"By {self.by}: {self.count} of {self.depth} shared · overlap@{self.depth} {self.count / self.depth:.2f}"
        )
        return f"{share} · Jaccard {self.jaccard:.2f} · RBO {self.rbo:.2f}"


def shared_of(first: Results, second: Results, products: Products | None = None) -> Shared:
    """Overlap, Jaccard and RBO of two answers to the same question.

    products: if each result stands for a product, whatever its colour.
    """
    by = "product" if products else "article"
    depth = max(len(first.items), len(second.items))
    if not depth:
        return Shared(0, 0, 0.0, 0.0, by)
    compared_a, compared_b = (_padded(results, depth, products) for results in (first, second))
    overlap = float(overlap_at_k(compared_a, compared_b, k=depth)[0])
    jaccard = float(jaccard_at_k(compared_a, compared_b, k=depth)[0])
    return Shared(round(overlap * depth), depth, jaccard, float(rbo(compared_a, compared_b)[0]), by)


def marked(first: list[Card], second: list[Card], products: Products | None = None) -> tuple[list[Card], list[Card]]:
    """The cards of both answers, marked 'both' if shared, otherwise with their model's letter and colour.

    products: as for `shared_of`.
    """
    numbers = [
        [card.row if products is None else int(products.number[card.row]) for card in cards]
        for cards in (first, second)
    ]
    shared = set(numbers[0]) & set(numbers[1])
    both = Marker("both", "gray")
    only = (Marker("only A", "orange"), Marker("only B", "blue"))
    left, right = (
        [replace(card, marker=both if number in shared else own) for card, number in zip(cards, compared, strict=True)]
        for cards, compared, own in zip((first, second), numbers, only, strict=True)
    )
    return left, right


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
    with st.container(horizontal=True, gap="medium", key="compare_switches"):
        variants = row is None or not st.toggle(
            "Leave out its other colours", value=True, key="variants_out", bind="query-params"
        )
        products = hub.searched.products if by_product() else None
        scores = scores_shown()
    page = Page(depth, variants=variants, by_product=products is not None)
    answers = [_answer(hub, name, text, row, page) for name in (first, second)]
    shared = shared_of(answers[0], answers[1], products)
    request = Request(text) if row is None else Request(like=(WeightedArticle(row),))
    scored = [scored_cards(hub, name, request, results) for name, results in zip((first, second), answers, strict=True)]
    cards = marked(scored[0][0], scored[1][0], products)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"**{shared.sentence}**", width="stretch")
        take_away(hub, [*cards[0], *cards[1]], name=f"compare-{first}-{second}", key="compare_take")
    for note in {results.note for results in answers if results.note}:
        st.caption(literal(note))
    _sides(hub, (first, second), cards, [shown for _, shown in scored], scores=scores)


def _sides(
    hub: Hub, names: Sequence[str], cards: Sequence[list[Card]], numbers: Sequence[Shown], *, scores: bool
) -> None:
    """The cards of both models beside each other."""
    for column, letter, colour, name, shown, number in zip(
        st.columns(2, gap="large"), "AB", ("orange", "blue"), names, cards, numbers, strict=True
    ):
        with column:
            st.subheader(f":{colour}-badge[{letter}] {literal(model_title(name))}", anchor=False)
            if scores and number == "right":
                st.caption("The number is how often such an answer to words was right.")
            product_grid(hub, shown, key=f"compare_{letter}", columns=4, more=False, scores=scores)


def _depth() -> int:
    warn_of_wrong_link("k", DEPTHS, "the number of results")
    chosen = st.segmented_control(
        "Results per model", DEPTHS, default="12", required=True, key="k", bind="query-params", width="content"
    )
    return int(chosen or "12")


def _answer(hub: Hub, name: str, text: str, row: int | None, page: Page) -> Results:
    if row is not None:
        return hub.neighbours(str(hub.catalog.ids[row]), name, page)
    if refusal := words_refusal(hub, name, text):
        return Results((), "cosine", len(hub.catalog), refusal)
    return hub.search(Request(text), name, page, mode="model")


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


def _padded(results: Results, depth: int, products: Products | None) -> IntMatrix:
    """(1, depth) the rows of the results, or the numbers of their products, padded with -1."""
    padded = np.full((1, depth), -1, dtype=np.int32)
    padded[0, : len(results.items)] = results.rows if products is None else products.number[results.rows]
    return padded
