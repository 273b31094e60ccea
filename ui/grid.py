"""Product cards with picture, name, kind and reason, in a grid that fits any width or in one row."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from stylehub_core.catalog.pictures import thumbnail_name
from stylehub_core.catalog.placeholders import placeholder_name
from stylehub_core.hub.hub import Hub
from stylehub_core.search.attributes import says_something
from stylehub_core.search.personal import shares_text
from stylehub_core.search.results import Result, Results, ScoreKind
from ui.links import ARTICLE, NOT_YET, OWN_PICTURE, SEARCH, article_address, on_screen, picture_address
from ui.scroll import go_to_top
from ui.wording import fitted, literal, shortened

TEXT_BEFORE = "text_before_article"
"""The session's key for the words that Search showed before an article became the question."""

MarkerColour = Literal["orange", "blue", "gray", "green", "red", "violet", "primary"]
_CARD_WIDTH, _ROW_CARD_WIDTH = 160, 146  # pixels
_LINE, _ROW_LINE = 25, 19  # characters that fit under a picture
_SMALL = 0.86  # so much narrower a line is for `fitted`, which counts letters by their width
_TOGETHER = re.compile(r"bought together (\d+) times?")
_BADGE = 5.5  # width of its frame and the dot after it, in characters
_INDENT = "&ensp;"  # as wide as a page link's indent
_SCORES = {"cosine": "{:.2f}", "bm25": "{:.1f}", "fused": "{:.3f}", "personal": "{:.2f}"}


@dataclass(frozen=True)
class Marker:
    """A badge on a card. Orange always means model A, blue model B, gray both."""

    text: str
    colour: MarkerColour = "gray"


@dataclass(frozen=True)
class Card:
    """One article to show.

    row: its row in the catalogue.
    score: text such as '0.83', or ''.
    why: short reasons, the strongest first.
    shares: of a customer's score, such as 'words 62 %', the largest first; all of them are shown.
    """

    article_id: str
    row: int
    score: str = ""
    why: tuple[str, ...] = ()
    marker: Marker | None = None
    shares: tuple[str, ...] = ()


def cards_of(results: Results) -> list[Card]:
    """The cards of search results, in their order."""
    return cards_of_items(results.items, results.kind)


def cards_of_items(items: Sequence[Result], kind: ScoreKind) -> list[Card]:
    """The same for results whose scores are all of one kind. Where a score has shares, they stand for it."""
    form = _SCORES[kind]
    return [
        Card(item.article_id, item.row, form.format(item.score), item.why)
        if item.shares is None
        else Card(item.article_id, item.row, shares=tuple(shares_text(item.shares).split(", ")))
        for item in items
    ]


def cards_of_rows(hub: Hub, rows: Sequence[int], why: Sequence[str] = ()) -> list[Card]:
    """The cards of article rows. why: one reason for each row, or empty."""
    reasons: list[tuple[str, ...]] = [(reason,) for reason in why] or [()] * len(rows)
    return [Card(str(hub.catalog.ids[row]), int(row), "", reason) for row, reason in zip(rows, reasons, strict=True)]


def product_grid(
    hub: Hub,
    items: Sequence[Card],
    *,
    key: str,
    more: bool = True,
    columns: int = 6,
    below: Callable[[str], None] | None = None,
) -> None:
    """A grid of as many columns as fit, at most `columns`.

    more: whether cards offer 'More like this'.
    below: draws what else stands below a card, given its article_id.
    """
    grid = st.grid(columns, min_column_width=_CARD_WIDTH, gap=("medium", "small"), key=key)
    for position, card in enumerate(items):
        with grid.cell(), st.container(gap="xxsmall"):
            product_card(hub, card, key=f"{key}_{position}", more=more)
            if below:
                below(card.article_id)


def product_row(hub: Hub, items: Sequence[Card], *, key: str, columns: int = 8, more: bool = False) -> None:
    """One row of at most `columns` cards, which scrolls sideways if it does not fit."""
    shown = items[:columns]
    for position, (cell, card) in enumerate(zip(sideways(key, len(shown), _ROW_CARD_WIDTH), shown, strict=True)):
        with cell:
            product_card(hub, card, key=f"{key}_{position}", more=more, line=_ROW_LINE)


def sideways(key: str, count: int, width: int) -> list[DeltaGenerator]:
    """The cells of one row that scrolls if it does not fit. width: of each cell, in pixels."""
    # A scrolling grid would reserve 40 pixels above itself for toolbars.
    with st.container(horizontal=True, wrap=False, gap="small", key=key):
        return [st.container(width=width, gap="xxsmall") for _ in range(count)]


def product_card(hub: Hub, card: Card, *, key: str, more: bool = True, line: int = _LINE) -> None:
    """Draw one card. The picture opens the article in a new tab, the name in this one.

    line: how many characters fit under the picture.
    """
    name = str(hub.values("prod_name")[card.row])
    address = article_address(card.article_id)
    st.image(picture_url(hub, card.row), alt=alt_text(hub, card.row), link=address, width="stretch")
    _to_article(card.article_id, f"**{literal(fitted(name, line * _SMALL))}**", f"{key}_open")
    st.caption(_facts(hub, card, line))
    if more:
        to_similar(card.article_id, key=f"{key}_like")


def to_similar(article_id: str, *, key: str) -> None:
    """A link to the articles most similar to this one."""
    if on_screen(SEARCH):
        label = f"{_INDENT}:material/style: More like this"
        st.button(label, key=key, type="tertiary", wrap=False, on_click=_ask_for, args=(article_id,))
    else:
        st.page_link(SEARCH, label="More like this", icon=":material/style:", query_params={"article": article_id})


def _to_article(article_id: str, label: str, key: str) -> None:
    # Streamlit draws a link to the open screen as the current page, so there it is a button.
    if on_screen(ARTICLE):
        st.button(
            f"{_INDENT}{label}", key=key, type="tertiary", wrap=False, on_click=_show_here, args=("id", article_id)
        )
    else:
        st.page_link(ARTICLE, label=label, icon="", query_params={"id": article_id}, width="stretch")


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


def _facts(hub: Hub, card: Card, line: int) -> str:
    """Lines for kind and colour, for badge, price and score, and for the reasons and shares, if there are any.

    The price is dropped if space is short.
    """
    kind, colour = (str(hub.values(column)[card.row]) for column in ("product_type_name", "colour_group_name"))
    about = ", ".join(value for value in (kind, colour) if says_something(value))
    taken = len(card.score) + 3 + (len(card.marker.text) + _BADGE if card.marker else 0)
    cost = hub.prices.short_text(card.row)
    badge = f":{card.marker.colour}-badge[{literal(card.marker.text)}]" if card.marker else ""
    figures = " · ".join(
        part for part in (badge, literal(cost) if taken + len(cost) <= line else "", card.score) if part
    )
    reasons = literal(_as_many_as_fit(_short(card.why, (kind, colour)), line * _SMALL))
    shares = (literal(", ".join(card.shares[first : first + 2])) for first in range(0, len(card.shares), 2))
    lines = (literal(shortened(about, line)), figures, reasons, *shares)
    return "  \n".join(f"{_INDENT}{text}" for text in lines if text)


def _as_many_as_fit(reasons: Sequence[str], width: float) -> str:
    """The first reasons, whole; if not even one fits, its beginning. width: as for `fitted`."""
    text = ""
    for reason in reasons:
        longer = f"{text}, {reason}" if text else reason
        if fitted(longer, width) != longer:
            return text or fitted(reason, width)
        text = longer
    return text


def _short(why: Sequence[str], shown: tuple[str, str]) -> list[str]:
    """The reasons without their labels, except those that the card shows anyway; unlabelled ones come first."""
    unlabelled = [_TOGETHER.sub(r"bought with ×\1", reason) for reason in why if ": " not in reason]
    values = [reason.partition(": ")[2] for reason in why if ": " in reason]
    return unlabelled + [value for value in values if value not in shown]
