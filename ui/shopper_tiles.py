"""Small pictures with two short lines: the pieces of a history, and what was bought then."""

import streamlit as st
from streamlit.elements.lib.grid_container import GridContainer

from stylehub_core.hub import Hub
from ui.grid import alternative, picture_url
from ui.links import article_address
from ui.wording import fitted, literal

TILE_WIDTH = 104  # pixels
_LEAST = 12  # tiles for which a row has room, so that few are not large
_LINE = 13  # characters that fit under a tile


def tile_row(count: int, key: str) -> GridContainer:
    """One row that scrolls sideways; tiles are put into its cells."""
    return st.grid(max(count, _LEAST), min_column_width=TILE_WIDTH, wrap=False, gap="small", key=key)


def tile(hub: Hub, row: int, line: str) -> None:
    """The picture, the name and one line of Markdown. The picture opens the article in a new tab."""
    st.image(
        picture_url(hub, row), alt=alternative(hub, row), width="stretch",
        link=article_address(str(hub.catalog.ids[row])),
    )  # fmt: skip
    st.caption(f"{literal(fitted(str(hub.articles['prod_name'].iat[row]), _LINE))}  \n{line}")
