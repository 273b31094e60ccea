"""The neighbours of the lesson's article, in each of several spaces."""

from collections.abc import Sequence

import numpy as np
import streamlit as st

from stylehub_core.arrays import FloatMatrix, IntVector
from stylehub_core.hub.hub import Hub
from stylehub_core.lesson.neighbours import nearest
from ui.charts import Pair
from ui.grid import Card, product_row
from ui.lesson.badges import badged

Spaces = Sequence[tuple[str, FloatMatrix]]
"""(title, unit rows) of each."""
_NEIGHBOURS = 6


def neighbours(hub: Hub, spaces: Spaces, rows: IntVector, pair: Pair, row: int, look: str) -> None:
    """A row of pictures for each space. rows: of the lesson's articles in the catalogue; look: what to look for."""
    st.subheader("Neighbours of the article", anchor=False)
    st.caption(f"What to look for: {look}")
    position = int(np.searchsorted(rows, row))
    if position >= len(rows) or rows[position] != row:
        st.info("This article is not part of the lesson: choose another one in step 1.", icon=":material/info:")
        return
    for title, vectors in spaces:
        st.markdown(f"**{badged(title, pair)}**")
        near, cosines = nearest(vectors, position, _NEIGHBOURS)
        cards = [
            Card(str(hub.catalog.ids[neighbour]), int(neighbour), f"{cosine:.2f}", measure="cosine")
            for neighbour, cosine in zip(rows[near], cosines, strict=True)
        ]
        product_row(hub, cards, key=f"lesson_near_{title}", columns=_NEIGHBOURS, scores=True)
