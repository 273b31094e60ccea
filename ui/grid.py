"""Product cards with picture, name, kind, reasons and colours, in a grid that fits any width or in one row."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Literal

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from stylehub_core.catalog.pictures import thumbnail_name
from stylehub_core.catalog.placeholders import placeholder_name
from stylehub_core.hub.hub import Hub
from stylehub_core.number_text import counted
from stylehub_core.search.attributes import says_something
from stylehub_core.search.personal import shares_text
from stylehub_core.search.results import Result, Results, ScoreKind
from ui.links import (
    ARTICLE,
    NOT_YET,
    OWN_PICTURE,
    SEARCH,
    article_address,
    base_path,
    on_screen,
    picture_address,
)
from ui.scroll import go_to_top
from ui.showing import kept_in_links
from ui.wording import lines_of, literal, text_width, two_lines

TEXT_BEFORE = "text_before_article"
"""The session's key for the words that Search showed before an article became the question."""

MarkerColour = Literal["orange", "blue", "gray", "green", "red", "violet", "primary"]
_CARD_WIDTH, _ROW_CARD_WIDTH = 160, 146  # pixels
_MARGINS, _BOLD_MARGINS = 8, 16  # pixels beside the text and the name of a card
_LETTER, _BOLD_LETTER = 7, 7.2  # pixels of half the size of their fonts
_INDENT, _NEW_LINE = "&ensp;", "  \n"  # the indent is as wide as a page link's
_SWATCH = 28, 42  # pixels
_SCORES: dict[ScoreKind, tuple[str, str]] = {
    "cosine": ("similarity", "{:.2f}"), "bm25": ("word score", "{:.1f}"), "fused": ("fused score", "{:.3f}"),
    "personal": ("", "{:.2f}"), "sales": ("pieces sold", "{:,.0f}"),
}  # fmt: skip


@dataclass(frozen=True)
class Marker:
    """A badge on a card. Orange always means model A, blue model B, gray both."""

    text: str
    colour: MarkerColour = "gray"


@dataclass(frozen=True)
class Card:
    """One article to show.

    row: its row in the catalogue.
    score: text such as '0.83', or ''. measure: its label, such as 'similarity'.
    why: reasons, a sentence each, the strongest first.
    shares: of a customer's score, such as 'words 62 %', the largest first; they are shown with the scores.
    colours: the rows of the product's other articles; empty if each stands on its own.
    """

    article_id: str
    row: int
    score: str = ""
    why: tuple[str, ...] = ()
    marker: Marker | None = None
    shares: tuple[str, ...] = ()
    measure: str = ""
    colours: tuple[int, ...] = ()


def cards_of(hub: Hub, results: Results) -> list[Card]:
    """The cards of search results, in their order."""
    return cards_of_items(hub, results.items, results.kind)


def cards_of_items(hub: Hub, items: Sequence[Result], kind: ScoreKind | None) -> list[Card]:
    """The same for results whose scores are all of one kind; None if they stand in the reasons.

    Where a score has shares, they stand for it.
    """
    measure, form = _SCORES[kind] if kind else ("", "")
    return [
        Card(
            item.article_id, item.row, form.format(item.score) if item.shares is None else "", item.why,
            shares=tuple(shares_text(item.shares).split(", ")) if item.shares else (), measure=measure,
            colours=tuple(hub.catalog.rows_of(item.colours).tolist()),
        )
        for item in items
    ]  # fmt: skip


def cards_of_rows(hub: Hub, rows: Sequence[int], why: Sequence[str] = ()) -> list[Card]:
    """The cards of article rows. why: one reason for each row, or empty."""
    reasons: list[tuple[str, ...]] = [(reason,) for reason in why] or [()] * len(rows)
    return [Card(str(hub.catalog.ids[row]), int(row), "", reason) for row, reason in zip(rows, reasons, strict=True)]


def one_a_product(hub: Hub, cards: Sequence[Card]) -> list[Card]:
    """The first card of each product, with its other colours: those among the cards first."""
    ranking = np.array([card.row for card in cards], np.int32)
    return [replace(cards[best.at], colours=best.colours) for best in hub.searched.products.best(ranking)]


def product_grid(
    hub: Hub,
    items: Sequence[Card],
    *,
    key: str,
    more: bool = True,
    columns: int = 6,
    scores: bool = False,
    below: Callable[[str], None] | None = None,
) -> None:
    """A grid of as many columns as fit, at most `columns`.

    more: whether cards offer 'More like this'.
    scores: whether they show their scores.
    below: draws what else stands below a card, given its article_id.
    """
    grid = st.grid(columns, min_column_width=_CARD_WIDTH, gap=("medium", "small"), key=key)
    for position, card in enumerate(items):
        with grid, st.container(gap="xxsmall", height="stretch"):
            product_card(hub, card, key=f"{key}_{position}", more=more, scores=scores)
            if below:
                below(card.article_id)


def product_row(
    hub: Hub, items: Sequence[Card], *, key: str, columns: int = 8, more: bool = False, scores: bool = False
) -> None:
    """One row of at most `columns` cards, which scrolls sideways if it does not fit."""
    shown = items[:columns]
    for position, (cell, card) in enumerate(zip(sideways(key, len(shown), _ROW_CARD_WIDTH), shown, strict=True)):
        with cell:
            product_card(hub, card, key=f"{key}_{position}", more=more, scores=scores, width=_ROW_CARD_WIDTH)


def sideways(key: str, count: int, width: int) -> list[DeltaGenerator]:
    """The cells of one row that scrolls if it does not fit. width: of each cell, in pixels."""
    # A scrolling grid would reserve 40 pixels above itself for toolbars.
    with st.container(horizontal=True, wrap=False, gap="small", key=key):
        return [st.container(width=width, height="stretch", gap="xxsmall") for _ in range(count)]


def product_card(
    hub: Hub, card: Card, *, key: str, more: bool = True, scores: bool = False, width: int = _CARD_WIDTH
) -> None:
    """Draw one card. The picture opens the article in a new tab, the name in this one.

    width: of the card, in pixels, where it is narrowest.
    """
    name = str(hub.values("prod_name")[card.row])
    address = article_address(card.article_id)
    st.image(picture_url(hub, card.row), alt=alt_text(hub, card.row), link=address, width="stretch")
    _to_article(card.article_id, two_lines(name, (width - _BOLD_MARGINS) / _BOLD_LETTER), f"{key}_open")
    st.caption(_facts(hub, card, (width - _MARGINS) / _LETTER, scores=scores))
    st.space("stretch")  # so that what follows stands at the same height on all cards of a row
    if card.colours:
        st.html(_swatches(hub, card, 3 if width >= _CARD_WIDTH else 2))
    if more:
        to_similar(card.article_id, key=f"{key}_like")


def to_similar(article_id: str, *, key: str) -> None:
    """A link to the articles most similar to this one."""
    if on_screen(SEARCH):
        label = f"{_INDENT}:material/style: More like this"
        st.button(label, key=key, type="tertiary", wrap=False, on_click=_ask_for, args=(article_id,))
    else:
        query = {"article": article_id} | kept_in_links()
        st.page_link(SEARCH, label="More like this", icon=":material/style:", query_params=query)


def _to_article(article_id: str, name: Sequence[str], key: str) -> None:
    """name: its lines."""
    # Streamlit draws a link to the open screen as the current page, so there it is a button.
    if on_screen(ARTICLE):
        # Streamlit centres the lines of a button, so the shorter one is filled up.
        longest = max(map(text_width, name))
        spaces = (round((longest - text_width(part)) / text_width(" ")) for part in name)
        filled = (f"**{literal(part)}**{'&nbsp;' * count}" for part, count in zip(name, spaces, strict=True))
        label = _NEW_LINE.join(f"{_INDENT}{part}" for part in filled)
        st.button(label, key=key, type="tertiary", wrap=True, on_click=_show_here, args=("id", article_id))
    else:
        label = _NEW_LINE.join(f"**{literal(part)}**" for part in name)
        query = {"id": article_id} | kept_in_links()
        st.page_link(ARTICLE, label=label, icon="", query_params=query, width="stretch")


def _ask_for(article_id: str) -> None:
    """The article becomes the question, in place of the words and the thumbs."""
    for name in ("region", "like", "unlike", OWN_PICTURE):
        st.query_params.pop(name, None)
    if text := st.session_state.get("q"):
        st.session_state[TEXT_BEFORE], st.session_state["q"] = text, ""
    _show_here("article", article_id)


def _show_here(parameter: str, article_id: str) -> None:
    st.query_params[parameter] = article_id
    st.session_state["page"] = 1
    go_to_top()


def picture_url(hub: Hub, row: int) -> str:
    """The address of the article's thumbnail, or of the placeholder card that stands in for it."""
    # Until thumbnails are built, the route looks for the original picture.
    version = hub.pictures_folder.name if hub.pictures_folder else NOT_YET
    if version == NOT_YET or hub.values("has_picture")[row]:
        return picture_address(thumbnail_name(str(hub.catalog.ids[row])), version)
    group, colour = str(hub.values("product_group_name")[row]), str(hub.values("colour_group_name")[row])
    return picture_address(placeholder_name(group, colour), version)


def large_picture_url(hub: Hub, row: int) -> str:
    """The address of the article's picture in its original size."""
    if hub.pictures_folder is None or not hub.values("has_picture")[row]:
        return picture_url(hub, row)
    return picture_address(f"large/{thumbnail_name(str(hub.catalog.ids[row]))}", hub.pictures_folder.name)


def alt_text(hub: Hub, row: int) -> str:
    """The alt text of an article's picture: 'Strap top, Vest top, Black'."""
    columns = ("prod_name", "product_type_name", "colour_group_name")
    words = ", ".join(str(hub.values(column)[row]) for column in columns)
    return words if hub.values("has_picture")[row] else f"{words} (no picture)"


def _facts(hub: Hub, card: Card, width: float, *, scores: bool) -> str:
    """Lines for kind and colour, for badge and price, for each reason, and perhaps for score and shares.

    width: of a line, as `text_width` counts.
    """
    kind, colour = (str(hub.values(column)[card.row]) for column in ("product_type_name", "colour_group_name"))
    about = ", ".join(value for value in (kind, colour) if says_something(value))
    cost = literal(hub.prices.short_text(card.row))
    badge = f":{card.marker.colour}-badge[{literal(card.marker.text)}]" if card.marker else ""
    figures = (f"{card.measure} {card.score}".strip() if card.score else "", *card.shares) if scores else ()
    texts = [line for text in (*card.why, *figures) for line in lines_of(text, width)]
    lines = (*map(literal, lines_of(about, width)), " · ".join(part for part in (badge, cost) if part))
    return _NEW_LINE.join(f"{_INDENT}{text}" for text in (*lines, *map(literal, texts)) if text)


def _swatches(hub: Hub, card: Card, most: int) -> str:
    """HTML of small pictures of the other colours, at most so many, beside how many there are in all."""
    width, height = _SWATCH
    pictures = (
        f'<a href="{escape(article_address(str(hub.catalog.ids[row])))}" target="_blank" rel="noreferrer">'
        f'<img src="{escape(base_path() + picture_url(hub, row))}" width="{width}" height="{height}" loading="lazy" '
        f'alt="{escape(alt_text(hub, row))}" title="{escape(str(hub.values("colour_group_name")[row]))}"></a>'
        for row in card.colours[:most]
    )
    return f"{_INDENT}{' '.join(pictures)} <small>{counted(len(card.colours) + 1, 'colour')}</small>"
