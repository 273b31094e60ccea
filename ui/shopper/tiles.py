"""Small pictures with two short lines: the pieces of a history, and what was bought then."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from stylehub_core.hub.hub import Hub
from ui.grid import alternative, picture_url
from ui.links import article_address
from ui.wording import fitted, literal

TILE_WIDTH = 98  # pixels: on a phone a part of the fourth shows that there is more
_LINE = 12.5  # letters that fit under a tile


def in_rows(key: str, count: int, width: int, *, columns: int) -> list[DeltaGenerator]:
    """The cells of as many rows as it takes; width: the least of each, in pixels; columns: the most in a row."""
    grid, cells = st.grid(columns, min_column_width=width, gap="small", key=key), []
    for _ in range(count):
        with grid.cell():
            cells.append(st.container(gap="xxsmall"))
    return cells


def tile(hub: Hub, row: int, line: str) -> None:
    """The picture, the name and one line of Markdown. The picture opens the article in a new tab."""
    st.image(
        picture_url(hub, row), alt=alternative(hub, row), width="stretch",
        link=article_address(str(hub.catalog.ids[row])),
    )  # fmt: skip
    st.caption(f"{literal(fitted(str(hub.articles['prod_name'].iat[row]), _LINE))}  \n{line}")
