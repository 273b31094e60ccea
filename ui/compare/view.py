"""The Compare screen: two models, and six ways to see where they differ."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from stylehub_core.hub.hub import Hub
from ui.charts import Pair, pair_of
from ui.choices import about_models, model_title, placed_caption
from ui.compare.disagree import disagreement
from ui.compare.measured import measured
from ui.compare.outfits import outfits
from ui.compare.sides import side_by_side
from ui.links import query_value, toast_note, warn_of_wrong_link
from ui.two_models import distances, training
from ui.wording import literal

USUAL = ("transactional", "item-text")
"""The two models compared by default: the study's two ways to make pairs."""
PARTS = ("Side by side", "Where they disagree", "Distances", "Training", "Measured", "Outfits")


@dataclass(frozen=True)
class Compared:
    """first, second: the names of the two models; pair: their titles and colours."""

    first: str
    second: str
    pair: Pair


def compare_screen(hub: Hub) -> None:
    """Everything below the title."""
    if len(hub.ready) < 2:
        st.info(
            f"Only {literal(model_title(hub.ready[0]))} is ready so far. Comparing takes two: the next model appears "
            "here as soon as it is built.",
            icon=":material/hourglass_top:",
        )
        return
    compared = _chosen(hub)
    warn_of_wrong_link("part", PARTS, "the tab")
    bodies: list[Callable[[], None]] = [
        lambda: side_by_side(hub, compared.first, compared.second),
        lambda: disagreement(hub, compared.first, compared.second, compared.pair),
        lambda: distances(hub, compared.first, compared.second, compared.pair),
        lambda: training(hub, compared.first, compared.second, compared.pair),
        lambda: measured(hub, compared.pair),
        lambda: outfits(hub),
    ]
    tabs = st.tabs(PARTS, key="part", bind="query-params", on_change="rerun")
    for tab, body in zip(tabs, bodies, strict=True):
        if tab.open:
            with tab:
                body()


def usual_pair(ready: list[str]) -> tuple[str, str]:
    """The names of the two models compared by default. ready: two names or more."""
    first, second, *_ = [*(name for name in USUAL if name in ready), *(name for name in ready if name not in USUAL)]
    return first, second


def _chosen(hub: Hub) -> Compared:
    titles = {model_title(name): name for name in hub.ready}
    about = about_models(hub, titles)
    for key, label in (("a", "model A"), ("b", "model B")):
        warn_of_wrong_link(key, titles, label)
    names = list(titles)
    usual = [model_title(name) for name in usual_pair(hub.ready)]
    models_column, query_column = st.columns([2, 1], gap="small", vertical_alignment="bottom")
    with (
        models_column,
        st.grid(2, min_column_width=150, gap="small", vertical_alignment="bottom", key="compare_models"),
    ):
        first = st.selectbox(
            ":orange-badge[A] Model", names, index=_first_of(names, usual), key="a", bind="query-params", help=about
        )
        rest = [title for title in names if title != first]
        if query_value("b") == first:
            toast_note(f"A and B are both {first}: B is another model now.")
        second = st.selectbox(":blue-badge[B] Model", rest, index=_first_of(rest, usual), key="b", bind="query-params")
    with query_column:
        st.text_input(
            "A text or an article id",
            key="q",
            bind="query-params",
            max_chars=300,
            placeholder="Such as a navy wool coat",
            type="search",
        )
    for title in (first, second):
        placed_caption(hub, titles[title], f"{title}: ")
    return Compared(titles[first], titles[second], pair_of(first, second))


def _first_of(titles: list[str], wanted: list[str]) -> int:
    """The index in `titles` of the first wanted title that it has, or 0."""
    return next((titles.index(title) for title in wanted if title in titles), 0)
