"""Small pictures with a few short lines, for the pieces of a history and for held-out purchases."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from stylehub_core.hub.hub import Hub
from ui.grid import alt_text, picture_url
from ui.links import article_address
from ui.wording import fitted, literal, two_lines

TILE_WIDTH = 98  # pixels; on a phone, a partly visible fourth tile shows that there are more
_LINE = TILE_WIDTH / 7  # width under a tile, as `text_width` counts


def in_rows(key: str, count: int, width: int, *, columns: int) -> list[DeltaGenerator]:
    """`count` cells in as many rows as needed.

    width: the least width of a cell, in pixels.
    columns: the most cells in a row.
    """
    grid, cells = st.grid(columns, min_column_width=width, gap="small", key=key), []
    for _ in range(count):
        with grid:
            cells.append(st.container(gap="xxsmall", height="stretch"))
    return cells


def tile(hub: Hub, row: int, line: str) -> None:
    """The picture, the name on up to two lines, and a line of Markdown. The picture opens the article in a new tab."""
    st.image(
        picture_url(hub, row), alt=alt_text(hub, row), width="stretch",
        link=article_address(str(hub.catalog.ids[row])),
    )  # fmt: skip
    name = (literal(fitted(part, _LINE)) for part in two_lines(str(hub.values("prod_name")[row]), _LINE))
    st.caption("  \n".join((*name, line)))
