"""What a lesson about views shows: the views, how alike the neighbours are, and the neighbours of one article."""

import streamlit as st

from stylehub_core.hub.hub import Hub
from stylehub_core.lesson.run import run_stamp
from stylehub_core.lesson.views.look import sheet
from stylehub_core.lesson.views.run import ViewRun
from stylehub_core.lesson.views.space import chance
from ui import resources
from ui.charts import Pair
from ui.lesson.badges import badged
from ui.lesson.neighbours import neighbours
from ui.lesson.words import Words


def view_results(hub: Hub, chosen: ViewRun, base: ViewRun, pair: Pair, row: int, words: Words) -> None:
    _views(hub, chosen, base, pair)
    _shares(chosen, base)
    spaces = [(pair.second, base.vectors), (pair.first, chosen.vectors)]
    neighbours(hub, spaces, chosen.rows, pair, row, words.neighbours)


def _views(hub: Hub, chosen: ViewRun, base: ViewRun, pair: Pair) -> None:
    st.subheader("Two views of a picture", anchor=False)
    st.caption(
        "On top the picture, below it two views, as coarse as the network sees them. They are pulled together, and "
        "away from the views of other pictures. What to look for: what do two views still share?"
    )
    for column, run, title in zip(st.columns(2, gap="large"), (chosen, base), pair.titles, strict=True):
        with column:
            st.markdown(f"**{badged(title, pair)}**")
            drawn = resources.remembered(("lesson views", run_stamp(hub.workspace, run.id)), lambda run=run: sheet(run))  # type: ignore[misc]
            st.image(
                drawn, alt=f"{len(run.views)} pictures, each with two random views, under {title}", width="stretch"
            )


def _shares(chosen: ViewRun, base: ViewRun) -> None:
    st.subheader("What the neighbours share", anchor=False)
    st.caption("Of the ten nearest articles, the share with the same product type, and with the same colour.")
    rows = (
        ("Random articles", chance(chosen.labels)),
        ("Before training", chosen.before),
        (":blue-badge[Base]", base.last),
        (":orange-badge[Changed]", chosen.last),
    )
    lines = [f"| {title} | {shares['same_type']:.0%} | {shares['same_colour']:.0%} |" for title, shares in rows]
    st.markdown("\n".join(["| | Product type | Colour |", "|:--|--:|--:|", *lines]))
