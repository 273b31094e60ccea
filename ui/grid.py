"""Product cards: picture, name, what it is, and why it is here; in a grid that fits any width, or in one row."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import streamlit as st

from stylehub_core.catalog.pictures import thumbnail_name
from stylehub_core.catalog.placeholders import placeholder_name
from stylehub_core.hub import Hub, Results
from ui.links import ARTICLE, SEARCH, article_address, picture_address
from ui.wording import literal, price, shortened

MarkerColour = Literal["orange", "blue", "gray", "green", "red", "violet", "primary"]
_CARD_WIDTH = 164
_SCORES = {"cosine": "cosine {:.2f}", "bm25": "BM25 {:.1f}", "fused": "score {:.3f}"}


@dataclass(frozen=True)
class Marker:
    """A badge on a card. Orange is model A, blue is model B, gray is both, everywhere."""

    text: str
    colour: MarkerColour = "gray"


@dataclass(frozen=True)
class Card:
    """One article to show. score: text such as 'cosine 0.83', or ''; why: short reasons, the most telling first."""

    article_id: str
    row: int
    score: str = ""
    why: tuple[str, ...] = ()
    marker: Marker | None = None


def cards_of(results: Results) -> list[Card]:
    """The cards of an answer of the hub, in its order."""
    form = _SCORES[results.kind]
    return [Card(one.article_id, one.row, form.format(one.score), one.why) for one in results.items]


def cards_of_rows(hub: Hub, rows: Sequence[int], why: Sequence[str] = ()) -> list[Card]:
    """The cards of article rows; why: one reason a row, or none at all."""
    reasons = [(one,) for one in why] or [()] * len(rows)
    return [Card(str(hub.catalog.ids[row]), int(row), "", reason) for row, reason in zip(rows, reasons, strict=True)]


def product_grid(hub: Hub, items: Sequence[Card], *, key: str, more: bool = True, width: int = _CARD_WIDTH) -> None:
    """As many columns as fit. more: whether each card offers 'More like this'; width: the narrowest card, in pixels."""
    grid = st.grid("auto", min_column_width=width, gap=("medium", "small"), key=key)
    for card in items:
        with grid.cell(), st.container(gap="xxsmall"):
            product_card(hub, card, more=more)


def product_row(hub: Hub, items: Sequence[Card], *, key: str, columns: int = 8, more: bool = False) -> None:
    """One row that scrolls sideways where the screen is narrow."""
    grid = st.grid(max(columns, 1), min_column_width=132, wrap=False, gap="small", key=key)
    for card in items[:columns]:
        with grid.cell(), st.container(gap="xxsmall"):
            product_card(hub, card, more=more)


def product_card(hub: Hub, card: Card, *, more: bool = True) -> None:
    """The card by itself, wherever it is called."""
    name = str(hub.articles["prod_name"].iat[card.row])
    st.image(picture_url(hub, card.row), alt=alternative(hub, card.row), link=article_address(card.article_id), width="stretch")
    st.page_link(ARTICLE, label=f"**{literal(name)}**", icon="", query_params={"id": card.article_id}, width="stretch")
    st.caption(_facts(hub, card))
    if more:
        st.page_link(
            SEARCH, label="More like this", icon=":material/style:", query_params={"like": card.article_id}
        )


def picture_url(hub: Hub, row: int) -> str:
    """Where the browser gets the article's thumbnail, or the quiet card that stands in for it."""
    version = hub.pictures_folder.name if hub.pictures_folder else "none"
    articles = hub.articles
    if articles["has_picture"].iat[row]:
        return picture_address(thumbnail_name(str(hub.catalog.ids[row])), version)
    group, colour = str(articles["product_group_name"].iat[row]), str(articles["colour_group_name"].iat[row])
    return picture_address(placeholder_name(group, colour), version)


def alternative(hub: Hub, row: int) -> str:
    """What a picture shows, in words: 'Strap top, Vest top, Black'."""
    articles = hub.articles
    columns = ("prod_name", "product_type_name", "colour_group_name")
    words = ", ".join(str(articles[column].iat[row]) for column in columns)
    return words if articles["has_picture"].iat[row] else f"{words} (no picture)"


def _facts(hub: Hub, card: Card) -> str:
    articles = hub.articles
    kind, colour = (str(articles[column].iat[card.row]) for column in ("product_type_name", "colour_group_name"))
    first = " · ".join([literal(shortened(f"{kind}, {colour}", 26)), price(float(articles["price"].iat[card.row]))])
    marker = f":{card.marker.colour}-badge[{literal(card.marker.text)}]" if card.marker else ""
    reasons = literal(shortened(", ".join(card.why), 44))
    second = " · ".join(part for part in (marker, card.score, reasons) if part)
    return f"{first}  \n{second}" if second else first
