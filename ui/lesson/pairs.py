"""What a pair is, in pictures: an article, one bought with it, one with a similar text, and a random one."""

import streamlit as st

from stylehub_core.errors import QueryError
from stylehub_core.hub.hub import Hub
from stylehub_core.models.contract import FIRST_MODEL
from stylehub_core.search.recipe import Page
from ui import resources
from ui.grid import Card, Marker, product_row
from ui.links import query_value
from ui.wording import shortened

_OFFERED = 24
_ACROSS = 6  # as many as the neighbours below
_PICK = "lesson_article"


def article_choice(hub: Hub) -> int:
    """The row of the article that the lesson looks at, kept in the address."""
    offered = resources.popular_rows(_OFFERED)
    wanted = query_value("article")
    if wanted:
        try:
            row = hub.catalog.row_of(wanted)
            offered = [row, *(other for other in offered if other != row)]
        except QueryError:
            wanted = ""
            st.query_params.pop("article", None)
    names = {str(hub.catalog.ids[row]): _name(hub, row) for row in offered}
    if st.session_state.get(_PICK) != wanted and wanted in names:
        st.session_state[_PICK] = wanted
    picked = st.selectbox("The article", list(names), format_func=names.__getitem__, key=_PICK, on_change=_keep)
    return hub.catalog.row_of(picked)


def example_pairs(hub: Hub, row: int) -> None:
    """Up to four cards in a row: the article, and what makes a pair with it."""
    cards = [_card(hub, row, Marker("the article"))]
    bought = hub.bought_with(str(hub.catalog.ids[row]), 1)
    for other, times in bought.itertuples(index=False):
        cards.append(_card(hub, int(other), Marker(f"bought with ×{times}", "orange")))
    similar = _similar_text(hub, row)
    if similar is not None:
        cards.append(_card(hub, similar, Marker("similar text", "blue")))
    cards.append(_card(hub, _random_other(hub, row), Marker("random")))
    product_row(hub, cards, key="lesson_pairs", columns=_ACROSS)
    if bought.empty:
        st.caption(
            "Nobody bought anything with this article on the same day: choose another article to see such a pair."
        )


def _card(hub: Hub, row: int, marker: Marker) -> Card:
    return Card(str(hub.catalog.ids[row]), row, marker=marker)


def _similar_text(hub: Hub, row: int) -> int | None:
    """The row of the article with the nearest text, other than colours of the same product; None without raw text."""
    if FIRST_MODEL not in hub.ready:
        return None
    neighbours = hub.neighbours(str(hub.catalog.ids[row]), FIRST_MODEL, Page(1, variants=False)).items
    return neighbours[0].row if neighbours else None


def _random_other(hub: Hub, row: int) -> int:
    # Not really random: the same for every user who looks at this article.
    count = len(hub.catalog)
    return (row + max(1, (row * 7919 + 31) % max(count - 1, 1))) % count


def _name(hub: Hub, row: int) -> str:
    name, colour = (str(hub.values(column)[row]) for column in ("prod_name", "colour_group_name"))
    return f"{shortened(name, 40)}, {colour} ({hub.catalog.ids[row]})"


def _keep() -> None:
    st.query_params["article"] = str(st.session_state[_PICK])
